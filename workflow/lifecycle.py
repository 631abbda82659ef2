"""The lifecycle of a case on one screen: every move, from where, to where, by whom, on what conditions."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from workflow import guards as g
from workflow.machine import arrival, machine
from workflow.terms import NoticeStatus, Role, Status

(AWAITING_CONFIRMATION, RECEIVED, AWAITING_CORRECTION, AWAITING_REASONS, IN_HAND, CONSULTING, AWAITING_PAYMENT,
 UNDER_REVIEW, AWAITING_APPROVAL, APPROVED, REPLIED, SERVED, LAPSED, WITHDRAWN, ARCHIVED) = Status  # fmt: skip
FRONT, HAND, SEAL, HEAD = Role.FRONT_DESK, Role.HANDLER, Role.SECRECY_REVIEWER, Role.APPROVER
LAW, LEAD = Role.LEGAL_REVIEWER, Role.LEADER
DRAFTED, SIGNED, SENT = NoticeStatus.DRAFTED, NoticeStatus.SIGNED, NoticeStatus.SENT
WATCH, DESK = Role.SUPERVISOR, (FRONT, HAND)
WORKING = (IN_HAND, CONSULTING, AWAITING_REASONS)  # the handler is at work on it
INSIDE = (*WORKING, UNDER_REVIEW, AWAITING_APPROVAL)  # the clock is the office's own business
WAITING = (AWAITING_CONFIRMATION, AWAITING_CORRECTION, AWAITING_PAYMENT)  # for the applicant
OPEN = (RECEIVED, *INSIDE, *WAITING, APPROVED)
ANSWERED = (REPLIED, SERVED)
ENDED = (LAPSED, WITHDRAWN)
ALL = (*OPEN, *ANSWERED, *ENDED, ARCHIVED)
UNLOCKED = (*OPEN, *ANSWERED, *ENDED)  # an archived file is closed to all but appeals
SAID_RECEIVED = tuple(status for status in ALL if status is not AWAITING_CONFIRMATION)


class Move(NamedTuple):
    """One row: from each of `sources` to `dest` (None: the status stays), by `roles`, if every guard agrees."""

    name: str
    sources: tuple[Status, ...]  # empty: there is no case yet
    dest: Status | None
    roles: tuple[Role, ...]  # empty: the worker alone
    under: str  # the rule of the regime that governs the move
    needs: tuple[g.Guard, ...]


def _row(
    name: str,
    sources: tuple[Status, ...],
    dest: Status | None,
    roles: tuple[Role, ...],
    under: str = "",
    *needs: g.Guard,
) -> Move:
    return Move(name, sources, dest, roles, under, (g.known_day, g.all_said, *needs))


# fmt: off
MOVES: tuple[Move, ...] = (
    _row("log",                         (), RECEIVED, DESK, "receipt"),
    _row("log_unconfirmed",             (), AWAITING_CONFIRMATION, DESK, "receipt"),
    _row("confirm_receipt",             (AWAITING_CONFIRMATION,), RECEIVED, DESK, "confirmation"),
    _row("record_confirmation_attempt", (AWAITING_CONFIRMATION,), None, DESK, "confirmation"),
    _row("take_in_hand",                (RECEIVED,), IN_HAND, (FRONT, HAND, HEAD)),
    _row("reassign",                    (RECEIVED, *INSIDE, *WAITING, APPROVED), None, (HAND, HEAD), "", g.another_handler),
    _row("split",                       (RECEIVED, IN_HAND), None, DESK, "", g.parts_to_split),
    _row("ask_for_correction",          (RECEIVED, IN_HAND), AWAITING_CORRECTION, (HAND,), "correction_notice", g.of_disclosure, g.correction_unused, g.correction_in_time, g.answer_day_ahead, g.letter_signed("ask_for_correction"), g.postal_carrier),
    _row("receive_correction",          (AWAITING_CORRECTION,), IN_HAND, DESK, "correction_restart", g.after_correction_notice, g.correction_not_late),
    _row("lapse",                       (AWAITING_CORRECTION, AWAITING_PAYMENT), LAPSED, (HAND, HEAD), "correction_lapse", g.period_over),
    _row("ask_for_reasons",             (IN_HAND,), AWAITING_REASONS, (HAND,), "reasons_request", g.of_disclosure, g.reasons_unasked, g.answer_day_ahead, g.letter_signed("ask_for_reasons"), g.postal_carrier),
    _row("receive_reasons",             (AWAITING_REASONS,), IN_HAND, DESK, "reasons_request"),
    _row("end_reasons",                 (AWAITING_REASONS,), IN_HAND, (HAND,), "reasons_request", g.reasons_overdue),
    _row("fix_delayed_period",          (IN_HAND,), None, (HAND,), "delayed_period", g.reasons_accepted, g.delay_is_later, g.letter_signed("fix_delayed_period"), g.postal_carrier),
    _row("open_consultation",           (IN_HAND, CONSULTING), CONSULTING, (HAND,), "consultation_third_party", g.letter_signed("open_consultation"), g.postal_carrier),
    _row("record_consultation_service", (CONSULTING,), None, DESK, "consultation_suspension", g.consultation_open, g.after_consultation_sent),
    _row("record_opinion",              (CONSULTING,), None, DESK, "consultation_suspension", g.consultation_open, g.after_consultation_sent),
    _row("close_consultation",          (CONSULTING,), CONSULTING, (HAND,), "silence_third_party", g.consultation_open, g.after_consultation_sent, g.ground_holds),
    _row("close_last_consultation",     (CONSULTING,), IN_HAND, (HAND,), "silence_third_party", g.consultation_open, g.after_consultation_sent, g.ground_holds),
    _row("tell_third_party",            (IN_HAND, APPROVED, *ANSWERED), None, (HAND,), "consultation_third_party", g.third_party_objected, g.letter_signed("tell_third_party"), g.postal_carrier, g.names_online_review),
    _row("propose_extension",           INSIDE, None, (HAND,), "extension", g.of_disclosure, g.extension_unused, g.extension_within_limit, g.clock_not_over),
    _row("approve_extension",           INSIDE, None, (HEAD,), "extension", g.extension_proposed, g.another_proposed, g.clock_not_over),
    _row("refuse_extension",            INSIDE, None, (HEAD,), "extension", g.extension_proposed),
    _row("notify_extension",            INSIDE, None, DESK, "extension", g.extension_approved, g.notified_in_time, g.letter_signed("notify_extension"), g.postal_carrier),
    _row("charge_fee",                  (IN_HAND,), AWAITING_PAYMENT, (HAND,), "fee_notice", g.of_disclosure, g.fee_unused, g.fee_due, g.clock_not_over, g.letter_signed("charge_fee"), g.fee_as_signed, g.postal_carrier),
    _row("record_fee_service",          (AWAITING_PAYMENT,), None, DESK, "fee_payment", g.fee_notice_unserved),
    _row("record_payment",              (AWAITING_PAYMENT,), IN_HAND, DESK, "fee_restart", g.paid_in_full, g.payment_not_late),
    _row("ask_unit",                    (RECEIVED, *WORKING), None, (HAND, HEAD), "unit_answer", g.answer_day_ahead),
    _row("chase_unit",                  (RECEIVED, *INSIDE), None, (HAND, HEAD, WATCH), "unit_answer", g.unit_waited_for),
    _row("record_unit_answer",          (RECEIVED, *INSIDE), None, DESK, "unit_answer", g.unit_waited_for),
    _row("urge",                        (*OPEN, *ANSWERED), None, (WATCH,), "", g.answer_day_ahead, g.order_says_why, g.letter_fits_urging),
    _row("answer_urging",               (*OPEN, *ANSWERED), None, (HAND, HEAD), "", g.urging_unanswered),
    _row("record_search",               (RECEIVED, *WORKING), None, (HAND,), "search", g.search_says_where),
    _row("draft_reply",                 (IN_HAND,), None, (HAND,), "reply", g.no_draft_yet, g.outcome_fits),
    _row("revise_reply",                (IN_HAND,), None, (HAND,), "reply", g.has_draft, g.outcome_fits),
    _row("submit",                      (IN_HAND,), UNDER_REVIEW, (HAND,), "review", g.has_draft, g.evidence_there),
    _row("submit_for_approval",         (IN_HAND,), AWAITING_APPROVAL, (HAND,), "reply", g.has_draft, g.evidence_there),
    _row("pass_secrecy",                (UNDER_REVIEW,), AWAITING_APPROVAL, (SEAL,), "review", g.another_drafted, g.another_took, g.secrecy_ahead, g.every_item_reviewed),
    _row("pass_secrecy_to_legal",       (UNDER_REVIEW,), None, (SEAL,), "review", g.another_drafted, g.another_took, g.secrecy_ahead, g.every_item_reviewed),
    _row("pass_legal",                  (UNDER_REVIEW,), AWAITING_APPROVAL, (LAW,), "review", g.another_drafted, g.another_took, g.legal_ahead),
    _row("pass_legal_to_secrecy",       (UNDER_REVIEW,), None, (LAW,), "review", g.another_drafted, g.another_took, g.legal_ahead),
    _row("return_from_legal",           (UNDER_REVIEW,), IN_HAND, (LAW,), "review", g.another_drafted, g.legal_ahead, g.comments_say_something),
    _row("return_from_secrecy",         (UNDER_REVIEW,), IN_HAND, (SEAL,), "review", g.another_drafted, g.secrecy_ahead, g.comments_say_something),
    _row("endorse",                     (AWAITING_APPROVAL,), None, (HEAD,), "reply", g.another_drafted, g.another_took, g.evidence_there, g.not_endorsed),
    _row("approve",                     (AWAITING_APPROVAL,), APPROVED, (HEAD,), "reply", g.another_drafted, g.another_took, g.evidence_there),
    _row("approve_as_leader",           (AWAITING_APPROVAL,), APPROVED, (LEAD,), "reply", g.another_drafted, g.another_took, g.evidence_there, g.endorsed),
    _row("return_draft",                (AWAITING_APPROVAL,), IN_HAND, (HEAD, LEAD), "reply", g.another_drafted, g.comments_say_something),
    _row("take_over_draft",             (UNDER_REVIEW, AWAITING_APPROVAL), IN_HAND, (SEAL, LAW, HEAD, LEAD), "reply", g.another_drafted),
    _row("freeze_letter",               (*OPEN, *ANSWERED, *ENDED, ARCHIVED), None, (), "", g.letter_not_frozen),
    _row("reply_on_spot",               (RECEIVED, IN_HAND), REPLIED, DESK, "on_the_spot", g.outcome_fits, g.on_the_spot_allowed),
    _row("recall_reply",                (APPROVED, *ANSWERED), IN_HAND, (HEAD, LEAD), "redo", g.after_decision),
    _row("dispatch",                    (APPROVED,), REPLIED, DESK, "service", g.after_decision, g.postal_carrier, g.names_online_review, g.mail_where_wanted),
    _row("record_service",              (REPLIED,), SERVED, DESK, "service", g.after_dispatch),
    _row("record_failed_service",       (REPLIED,), None, DESK, "service", g.after_dispatch),
    _row("send_again",                  (REPLIED,), None, DESK, "service", g.reply_came_back, g.postal_carrier, g.names_online_review),
    _row("withdraw",                    OPEN, WITHDRAWN, DESK, "withdrawal"),
    _row("archive",                     (*ANSWERED, *ENDED), ARCHIVED, (HAND, HEAD), "archive", g.retention_known, g.other_class_has_reason, g.nothing_under_way),
    _row("change_retention",            (ARCHIVED,), None, (HAND, HEAD), "archive", g.retention_known, g.class_differs),
    _row("mark_for_publication",        (*ANSWERED, ARCHIVED), None, (HAND, HEAD), "publication", g.disclosed_something),
    _row("record_publication",          (*ANSWERED, ARCHIVED), None, (HAND, HEAD), "publication", g.marked_for_publication, g.publication_fits),
    _row("reevaluate",                  (*ANSWERED, ARCHIVED), None, (HAND, HEAD), "", g.was_withheld),
    _row("redo_after_appeal",           (*ANSWERED, *ENDED, ARCHIVED), IN_HAND, (HAND, HEAD), "redo", g.after_decision, g.ordered_days_positive),
    _row("register_appeal",             ALL, None, (FRONT, HAND, LAW, HEAD), "", g.registered_once, g.appeal_days_in_order, g.procedure_fits, g.review_before_suit),
    _row("step_appeal",                 ALL, None, (HAND, FRONT, LAW, HEAD), "", g.appeal_open, g.appeal_named, g.step_open, g.step_days_in_order, g.step_said_whole, g.may_begin_anew),
    _row("step_appeal_redo",            (*ANSWERED, *ENDED, ARCHIVED), IN_HAND, (HAND, FRONT, LAW, HEAD), "redo", g.appeal_open, g.step_open, g.step_days_in_order, g.after_decision),
    _row("decide_appeal",               ALL, None, (HAND, LAW, HEAD), "", g.appeal_open, g.appeal_named, g.result_fits, g.decision_numbered, g.step_days_in_order, g.reasons_said, g.order_fits, g.rectification_fits, g.may_begin_anew),
    _row("decide_appeal_redo",          (*ANSWERED, *ENDED, ARCHIVED), IN_HAND, (HAND, LAW, HEAD), "redo", g.appeal_open, g.result_fits, g.decision_numbered, g.step_days_in_order, g.reasons_said, g.order_fits, g.rectification_fits, g.after_decision),
    _row("add_appeal_paper",            ALL, None, (HAND, FRONT, LAW, HEAD), "", g.appeal_there, g.document_described, g.appeal_named, g.appeal_not_struck),
    _row("draft_notice",                ALL, None, DESK, "", g.notice_kind_known, g.file_not_locked),
    _row("revise_notice",               ALL, None, DESK, "", g.notice_is(DRAFTED), g.file_not_locked),
    _row("submit_notice",               ALL, None, DESK, "", g.notice_is(DRAFTED), g.file_not_locked),
    _row("pass_notice_legal",           ALL, None, (LAW,), "", g.letter_waits_for("legal"), g.another_wrote),
    _row("return_notice_from_legal",    ALL, None, (LAW,), "", g.letter_waits_for("legal"), g.another_wrote, g.comments_say_something),
    _row("endorse_notice",              ALL, None, (HEAD,), "", g.letter_waits_for("approval", signs=False), g.another_wrote, g.another_passed),
    _row("sign_notice",                 ALL, None, (HEAD,), "", g.letter_waits_for("approval", signs=True), g.another_wrote, g.another_passed),
    _row("sign_notice_as_leader",       ALL, None, (LEAD,), "", g.letter_waits_for("leader", signs=True), g.another_wrote, g.another_passed),
    _row("return_notice",               ALL, None, (HEAD, LEAD), "", g.letter_waits_for("approval", "leader"), g.another_wrote, g.comments_say_something),
    _row("take_over_notice",            ALL, None, (LAW, HEAD, LEAD), "", g.letter_waits_for("legal", "approval", "leader"), g.another_wrote),
    _row("send_notice",                 ALL, None, DESK, "service", g.letter_ready, g.postal_carrier, g.names_online_review, g.file_not_locked),
    _row("record_notice_service",       ALL, None, DESK, "service", g.notice_is(SENT), g.after_sending),
    _row("record_failed_notice_service", ALL, None, DESK, "service", g.notice_is(SENT), g.after_sending),
    _row("send_notice_again",           ALL, None, DESK, "service", g.notice_is(SENT), g.letter_came_back, g.postal_carrier, g.names_online_review),
    _row("void_notice",                 ALL, None, (HEAD, LEAD), "", g.notice_is(SIGNED, SENT)),
    _row("send_mail",                   SAID_RECEIVED, None, DESK, "", g.mail_set_up, g.letter_to_mail),
    _row("record_mail_sent",            SAID_RECEIVED, None, (), "", g.mail_waits),
    _row("record_mail_failed",          SAID_RECEIVED, None, (), "", g.mail_waits),
    _row("link",                        UNLOCKED, None, DESK, "", g.another_case),
    _row("explain_lateness",            (RECEIVED, *INSIDE, APPROVED, *ANSWERED, ARCHIVED), None, (HAND, HEAD), "reply", g.is_late),
    _row("add_document",                (*OPEN, *ANSWERED, *ENDED), None, (FRONT, HAND, SEAL, HEAD), "", g.document_described),
    _row("note",                        UNLOCKED, None, (FRONT, HAND, SEAL, HEAD, WATCH)),
)
# fmt: on
BY_NAME: dict[str, Move] = {move.name: move for move in MOVES}


_MACHINE = machine(Status, ((move.name, move.sources, move.dest) for move in MOVES))


@cache
def destination(name: str, status: Status) -> Status | None:
    """The status after the move, or None when the move is not open in `status`; the table never changes."""
    found: Status | None = arrival(_MACHINE, name, status)
    return found


def open_moves(status: Status) -> tuple[Move, ...]:
    """The rows that start in `status`, in table order."""
    return tuple(move for move in MOVES if status in move.sources)
