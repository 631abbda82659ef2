"""What follows from each act: done in every status that allows it, a case stands where the table says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from builders import (
    ASK_UNIT,
    CHARGE,
    CONSULT,
    CORRECT,
    DRAFT,
    DUE,
    LONGEST_ROUTE,
    OBJECTION,
    RECEIVED,
    REDO,
    REPLY,
    SAMPLES,
    SEARCH,
    SILENCE_LAST,
    SUBMIT,
    TAKE,
    Paper,
    at,
    later,
    logged,
)
from people import APPROVER, HANDLER, OFFICERS, OWN, SECOND_HANDLER

from workflow import acts as a
from workflow import moves
from workflow.appeal.terms import AppealKind, AppealStep
from workflow.errors import MoveRefused
from workflow.lifecycle import MOVES, OPEN, Move, destination
from workflow.terms import CaseKind, Channel, ClosingGround, FeeMode, LapseGround, Party, Stance, Status

Ready = Callable[[Status], Paper]
LATE = DUE + timedelta(days=60)
PROPOSE, AGREE = SAMPLES["propose_extension"], SAMPLES["approve_extension"]
NOT_HELD = a.DraftReply(outcome="not_held")


def _with_draft(status: Status) -> Paper:
    return at(status).do(DRAFT)


def _with_unit(status: Status) -> Paper:
    return at(status, received=(ASK_UNIT,))


def _proposed(status: Status) -> Paper:
    return at(status).do(PROPOSE)


def _agreed(status: Status) -> Paper:
    return at(status).do(PROPOSE).do(AGREE)


def _overdue(status: Status) -> Paper:
    """Late by two months; a consultation that never ended has kept the clock still, so it is opened late."""
    if status in (Status.REPLIED, Status.SERVED, Status.ARCHIVED):
        paper = at(Status.APPROVED).on(LATE).do(SAMPLES["dispatch"])
        more = {Status.REPLIED: (), Status.SERVED: ("record_service",)}
        return paper.all([SAMPLES[name] for name in more.get(status, ("record_service", "archive"))])
    if status is Status.CONSULTING:
        return at(Status.IN_HAND).on(LATE).do(CONSULT)
    return at(status).on(LATE)


def _late(status: Status) -> Paper:
    """The applicant's own period has run out."""
    paper = at(status)
    last = paper.case.correction_answer_by or paper.case.reasons_answer_by
    return paper.on((last or later(RECEIVED, 20)) + timedelta(days=1))


def _two_consulted(status: Status) -> Paper:
    return at(status).do(CONSULT).do(a.RecordOpinion(ref="1", stance=Stance.AGREES))


def _on_the_longest_route(*steps: str) -> Ready:
    """A draft that secrecy, law, head and leader must see, after the steps named."""

    def ready(_: Status) -> Paper:
        paper = at(Status.IN_HAND).do(a.DraftReply(outcome=LONGEST_ROUTE)).do(SUBMIT)
        return paper.all([SAMPLES[step] for step in steps])

    return ready


def _unlocked(status: Status) -> Paper:
    """An archived file opens for letters once an appeal has come."""
    paper = at(status)
    return paper.do(SAMPLES["register_appeal"]) if status is Status.ARCHIVED else paper


def _withheld(status: Status) -> Paper:
    """A refusal that has been posted, served or archived."""
    acts = [a.DraftReply(outcome="refused_process"), SUBMIT, SAMPLES["pass_legal"]]
    paper = at(Status.IN_HAND).all([*acts, SAMPLES["approve"], SAMPLES["dispatch"]])
    more = {Status.REPLIED: (), Status.SERVED: ("record_service",)}
    return paper.all([SAMPLES[name] for name in more.get(status, ("record_service", "archive"))])


def _letter(*steps: str) -> Ready:
    """A letter beside the reply, after the steps named."""
    return lambda status: _unlocked(status).all([SAMPLES[step] for step in ("draft_notice", *steps)])


def _letter_to_leader(*steps: str) -> Ready:
    """A letter whose route has every step: the answer to the reconsideration organ."""
    drafted = (a.DraftNotice(kind="review_answer"), SAMPLES["submit_notice"])
    return lambda status: _unlocked(status).all([*drafted, *(SAMPLES[step] for step in steps)])


#: what must have happened before the sample of an act can be done
READY: dict[str, Ready] = {
    "lapse": _late,
    "end_reasons": _late,
    "fix_delayed_period": lambda s: at(s, in_hand=(SAMPLES["ask_for_reasons"], SAMPLES["receive_reasons"])),
    "record_fee_service": lambda _: at(Status.IN_HAND).do(a.ChargeFee(mode=FeeMode.PER_PAGE, count=50)),
    "close_consultation": _two_consulted,
    "close_last_consultation": lambda s: at(s).do(a.RecordOpinion(ref="1", stance=Stance.AGREES)),
    "tell_third_party": lambda s: at(s, in_hand=OBJECTION),
    "approve_extension": _proposed,
    "refuse_extension": _proposed,
    "notify_extension": _agreed,
    "chase_unit": _with_unit,
    "answer_urging": lambda s: at(s).do(SAMPLES["urge"]),
    "record_unit_answer": _with_unit,
    "revise_reply": _with_draft,
    "submit": _with_draft,
    "submit_for_approval": lambda s: at(s, in_hand=(SEARCH, NOT_HELD)),
    "explain_lateness": _overdue,
    "pass_secrecy_to_legal": _on_the_longest_route(),
    "pass_legal_to_secrecy": _on_the_longest_route(),
    "pass_legal": _on_the_longest_route("pass_secrecy"),
    "return_from_legal": _on_the_longest_route("pass_secrecy"),
    "endorse": _on_the_longest_route("pass_secrecy", "pass_legal"),
    "approve_as_leader": _on_the_longest_route("pass_secrecy", "pass_legal", "endorse"),
    "record_publication": lambda s: at(s).do(SAMPLES["mark_for_publication"]),
    "reevaluate": _withheld,
    "draft_notice": _unlocked,
    "revise_notice": _letter(),
    "submit_notice": _letter(),
    "pass_notice_legal": _letter_to_leader(),
    "return_notice_from_legal": _letter_to_leader(),
    "endorse_notice": _letter_to_leader("pass_notice_legal"),
    "sign_notice": _letter("submit_notice"),
    "sign_notice_as_leader": _letter_to_leader("pass_notice_legal", "endorse_notice"),
    "return_notice": _letter("submit_notice"),
    "take_over_notice": _letter_to_leader(),
    "void_notice": _letter("submit_notice", "sign_notice"),
    "send_notice": lambda s: _unlocked(s).all(
        (a.DraftNotice(kind="consultation_notice"), *(SAMPLES[n] for n in ("submit_notice", "sign_notice")))
    ),
    "send_mail": lambda s: at(s).do(SAMPLES["freeze_letter"]),
    "record_mail_sent": lambda s: READY["send_mail"](s).do(SAMPLES["send_mail"]),
    "record_mail_failed": lambda s: READY["send_mail"](s).do(SAMPLES["send_mail"]),
    "record_notice_service": lambda s: READY["send_notice"](s).do(SAMPLES["send_notice"]),
    "record_failed_notice_service": lambda s: READY["send_notice"](s).do(SAMPLES["send_notice"]),
    "send_again": lambda s: at(s).do(SAMPLES["record_failed_service"]),
    "send_notice_again": lambda s: READY["record_failed_notice_service"](s).do(
        SAMPLES["record_failed_notice_service"]
    ),
}
JUDGED = (
    a.RegisterAppeal(kind=AppealKind.LITIGATION, organ="示例区人民法院", appeal_no="1号", appellant="李样七"),
    a.DecideAppeal(ref="1", result="revoked", document_no="1号判决", reasons=("late",), redo=True),
)
READY |= {
    "step_appeal": lambda s: at(s).do(SAMPLES["register_appeal"]),
    "decide_appeal": lambda s: at(s).do(SAMPLES["register_appeal"]),
    "decide_appeal_redo": lambda s: at(s).do(SAMPLES["register_appeal"]),
    "step_appeal_redo": lambda s: at(s).all(JUDGED),
    "add_appeal_paper": lambda s: at(s).do(SAMPLES["register_appeal"]),
}
#: what an act must say to take the row
SAYS: dict[str, a.Act] = {
    "decide_appeal_redo": a.DecideAppeal(
        ref="1", result="revoked", document_no="2号", reasons=("late",), redo=True
    ),
    "step_appeal_redo": a.StepAppeal(ref="1", step=AppealStep.TAKE_EFFECT),
}
ACT_OF = {
    "close_last_consultation": "close_consultation",
    "submit_for_approval": "submit",
    "pass_secrecy_to_legal": "pass_secrecy",
    "pass_legal_to_secrecy": "pass_legal",
    "approve_as_leader": "approve",
    "sign_notice_as_leader": "sign_notice",
}
DONE = [(move, status) for move in MOVES for status in move.sources]


@pytest.mark.parametrize(("move", "status"), DONE, ids=lambda v: v.name if isinstance(v, Move) else str(v))
def test_after_a_move_the_case_stands_where_the_table_says(move: Move, status: Status) -> None:
    paper = READY.get(move.name, at)(status)
    act = SAYS.get(move.name) or SAMPLES[ACT_OF.get(move.name, move.name)]
    if isinstance(act, a.Lapse) and status is Status.AWAITING_PAYMENT:
        act = a.Lapse(ground=LapseGround.FEE)
    if isinstance(act, a.RecordPayment):
        act = a.RecordPayment(yuan=paper.case.fee_yuan)
    assert moves.row_of(paper.case, act, paper.around(act)).name == move.name
    assert paper.case.status is status

    after = paper.do(act, by=OFFICERS[OWN, move.roles[0]] if move.roles else 0)

    assert after.case.status is destination(move.name, status)
    assert after.case.version > paper.case.version


@pytest.mark.parametrize("status", OPEN)
def test_a_withdrawn_case_ends_and_nothing_is_due(status: Status) -> None:
    paper = at(status).do(SAMPLES["withdraw"])

    clock = paper.around(SAMPLES["note"]).clock(paper.case)
    assert paper.case.outcome == "withdrawn"
    assert clock is None or clock.due_on is None


def test_each_of_several_consultations_keeps_the_case_until_the_last_is_closed() -> None:
    second = a.OpenConsultation(party=Party.CO_PRODUCER, name="示例市规划局", subject="联合发文")
    paper = at(Status.IN_HAND).all((CONSULT, second, CONSULT))
    statuses = []
    for ref in ("2", "3", "1"):
        opinion = a.RecordOpinion(ref=ref, stance=Stance.AGREES)
        paper = paper.all((opinion, a.CloseConsultation(ref=ref, ground=ClosingGround.OPINION)))
        statuses.append(paper.case.status)

    assert statuses == [Status.CONSULTING, Status.CONSULTING, Status.IN_HAND]


def test_an_order_to_redo_begins_again_with_a_new_draft_and_a_new_period() -> None:
    paper = at(Status.SERVED).on(date(2026, 9, 1)).do(REDO)

    assert (paper.case.status, paper.case.draft, paper.case.document_no) == (Status.IN_HAND, None, "")
    again = paper.all(REPLY)
    assert again.case.status is Status.APPROVED
    clock = paper.around(REDO).clock(paper.case)
    assert clock is not None
    assert clock.due_on == later(date(2026, 9, 1), 20)


def test_a_case_withdrawn_during_a_consultation_is_not_held_up_by_it_when_redone() -> None:
    paper = at(Status.CONSULTING).do(SAMPLES["withdraw"]).on(date(2026, 9, 1)).do(REDO)

    clock = paper.around(REDO).clock(paper.case)
    assert clock is not None
    assert (clock.status, clock.due_on) == ("running", later(date(2026, 9, 1), 20))
    assert not paper.case.open_consultations


def test_a_reassigned_case_keeps_its_status_and_changes_hands() -> None:
    paper = at(Status.IN_HAND).do(SAMPLES["reassign"])

    assert (paper.case.handler, paper.case.unit) == (SECOND_HANDLER, "规划科")


def test_whoever_asks_for_correction_has_taken_the_case_in_hand() -> None:
    paper = at(Status.RECEIVED).do(CORRECT)

    assert (paper.case.handler, paper.case.status) == (HANDLER, Status.AWAITING_CORRECTION)


def test_a_correction_and_a_payment_begin_a_period_that_may_be_extended_anew() -> None:
    paper = at(Status.IN_HAND).all((PROPOSE, AGREE, SAMPLES["notify_extension"], CHARGE))
    paid = paper.do(a.RecordPayment(yuan=paper.case.fee_yuan))

    assert paid.case.extension is None
    assert paid.reasons(PROPOSE) == ()


def test_the_fee_of_the_eleventh_application_of_a_month_is_a_hundred_yuan() -> None:
    assert at(Status.AWAITING_PAYMENT).case.fee_yuan == 100


def test_silence_ends_a_consultation_on_the_last_day_of_its_period() -> None:
    paper = at(Status.CONSULTING).do(a.RecordConsultationService(ref="1"))
    over = paper.on(SILENCE_LAST + timedelta(days=5))

    closed = over.do(a.CloseConsultation(ref="1", ground=ClosingGround.SILENCE))

    assert closed.case.consultations[0].closed_on == SILENCE_LAST


def test_an_opinion_ends_a_consultation_on_the_day_it_came() -> None:
    came = RECEIVED + timedelta(days=5)
    paper = at(Status.CONSULTING).on(came).do(OBJECTION[1]).on(came + timedelta(days=9)).do(OBJECTION[2])

    assert paper.case.consultations[0].closed_on == came


def test_the_signed_letter_is_the_draft_with_its_number_and_date() -> None:
    paper = at(Status.APPROVED)

    signed = paper.texts[paper.case.reply_content_sha256]
    assert signed == '{"dated": "2026-07-01", "items": ["批复一份"], "number": "示发改公开〔2026〕1号"}'
    assert (paper.case.document_no, paper.case.approved_by) == ("示发改公开〔2026〕1号", APPROVER)


def test_a_refusal_goes_to_the_approver_without_secrecy_review_and_a_disclosure_not() -> None:
    refused = at(Status.IN_HAND, in_hand=(SEARCH, NOT_HELD)).do(SUBMIT)

    assert (refused.case.status, at(Status.UNDER_REVIEW).case.draft) == (
        Status.AWAITING_APPROVAL,
        at(Status.AWAITING_APPROVAL).case.draft,
    )


def test_a_revised_draft_loses_the_review_of_the_old_one() -> None:
    returned = at(Status.AWAITING_APPROVAL).all((SAMPLES["return_draft"], SAMPLES["revise_reply"]))

    assert (returned.case.secrecy_passed, returned.case.drafts) == (False, 2)


def test_the_application_of_2018_runs_under_the_regulation_of_2007() -> None:
    paper = logged(channel=Channel.COUNTER, arrived_on=date(2018, 7, 2))

    assert paper.case.regime == "prc-2007"


def test_a_record_correction_has_no_deadline() -> None:
    paper = logged(kind=CaseKind.RECORD_CORRECTION).do(TAKE)

    assert paper.around(TAKE).clock(paper.case) is None


def test_every_refused_act_leaves_no_facts() -> None:
    paper = at(Status.ARCHIVED)

    with pytest.raises(MoveRefused) as refused:
        paper.do(DRAFT)

    assert refused.value.reasons
