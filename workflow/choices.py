"""What can be done next on a case, and what cannot yet, with why; who is waited for."""

from __future__ import annotations

from typing import Any, NamedTuple

from workflow.case import Case
from workflow.errors import Reason
from workflow.guards import Around
from workflow.lifecycle import BY_NAME, MOVES, Move
from workflow.moves import row_name
from workflow.permission import roles_on
from workflow.store.officers import Officer
from workflow.terms import Status
from workflow.wording import Words

#: the way of a case; a move further along that is closed now is shown with the reason
AHEAD: dict[str, int] = {
    "confirm_receipt": 0,
    "take_in_hand": 1,
    "ask_for_correction": 1,
    "draft_reply": 2,
    "submit": 3,
    "pass_secrecy": 4,
    "approve": 5,
    "dispatch": 6,
    "record_service": 7,
}
PLACE: dict[Status, int] = {
    Status.AWAITING_CONFIRMATION: 0,
    Status.RECEIVED: 1,
    Status.UNDER_REVIEW: 4,
    Status.AWAITING_APPROVAL: 5,
    Status.APPROVED: 6,
    Status.REPLIED: 7,
}
WAITING_FOR: dict[Status, Words] = {
    Status.AWAITING_CONFIRMATION: Words("收件：联系申请人确认", "Front desk: confirm with the applicant"),
    Status.RECEIVED: Words("承办：决定受理或补正", "Handler: take in hand or ask for correction"),
    Status.AWAITING_CORRECTION: Words("申请人：补正", "Applicant: correction"),
    Status.AWAITING_REASONS: Words("申请人：说明理由", "Applicant: reasons"),
    Status.IN_HAND: Words("承办：检索、拟写答复", "Handler: search and draft"),
    Status.CONSULTING: Words("被征求意见方", "Consulted party"),
    Status.AWAITING_PAYMENT: Words("申请人：缴费", "Applicant: payment"),
    Status.UNDER_REVIEW: Words("保密审查", "Secrecy reviewer"),
    Status.AWAITING_APPROVAL: Words("签发", "Approver"),
    Status.APPROVED: Words("收件：寄发、交付", "Front desk: dispatch"),
    Status.REPLIED: Words("送达回执", "Proof of service"),
}


#: why a later move is not open yet, and the rule that says so
HOLDS_BACK: dict[Status, tuple[str, str, str]] = {
    Status.AWAITING_CONFIRMATION: ("尚未与申请人确认收到", "Receipt is not confirmed yet", "confirmation"),
    Status.RECEIVED: ("尚未承办", "Not taken in hand yet", ""),
    Status.AWAITING_CORRECTION: (
        "正在等待申请人补正",
        "The applicant is to correct it",
        "correction_restart",
    ),
    Status.AWAITING_REASONS: (
        "正在等待申请人说明理由",
        "The applicant is to give reasons",
        "reasons_request",
    ),
    Status.CONSULTING: ("征求意见尚未结束", "The consultation is not over", "consultation_suspension"),
    Status.AWAITING_PAYMENT: ("正在等待申请人缴费", "The fee is not paid yet", "fee_payment"),
    Status.UNDER_REVIEW: ("正在审查", "Under review", "review"),
    Status.AWAITING_APPROVAL: ("正在等待签发", "Awaiting approval", "reply"),
    Status.APPROVED: ("答复已经签发", "The reply is signed", ""),
    Status.REPLIED: ("已经答复", "Replied already", ""),
}


class Choice(NamedTuple):
    """A move a person may see on a case; it is open when there are no reasons against it."""

    move: Move
    reasons: tuple[Reason, ...]


class Choices(NamedTuple):
    """What can be done now, and which main moves cannot, with why."""

    open: tuple[Choice, ...]
    closed: tuple[Choice, ...]


class Unsaid(AttributeError):
    """A guard asked for something only the form will say."""


class _Unfilled:
    """Stands for an act before its form is filled in: every field is unsaid."""

    def __getattr__(self, name: str) -> Any:
        raise Unsaid(name)


def choices(officer: Officer, case: Case, around: Around) -> Choices:
    """The moves this person's roles allow, as far as they can be judged before the form is filled in."""
    open_now, closed = [], []
    for move in MOVES:
        if not move.sources or not roles_on(officer, case, move.name, path=around.path) & frozenset(
            move.roles
        ):
            continue
        if row_name(case, move.name, around) != move.name:  # its sister row is the one that applies
            continue
        reasons = _reasons(move, case, around)
        if not reasons:
            open_now.append(Choice(move, ()))
        elif case.status in move.sources or _lies_ahead(move.name, case.status):
            closed.append(Choice(move, reasons))
    return Choices(tuple(open_now), tuple(closed))


def is_open_to(officer: Officer, name: str, case: Case, around: Around) -> bool:
    """Whether that move is open to this person, as far as it can be judged before its form is filled in."""
    move = BY_NAME[name]
    allowed = roles_on(officer, case, name) & frozenset(move.roles)
    return bool(allowed) and row_name(case, name, around) == name and not _reasons(move, case, around)


def _lies_ahead(move: str, status: Status) -> bool:
    """Whether the move comes later on the way than where the case stands; nothing does once it has ended."""
    if status not in WAITING_FOR:
        return False
    return AHEAD.get(move, -1) > PLACE.get(status, 1)


def _reasons(move: Move, case: Case, around: Around) -> tuple[Reason, ...]:
    if case.status not in move.sources:
        zh, en, rule = HOLDS_BACK.get(
            case.status, (f"案件处于“{case.status.zh}”", f"The case is '{case.status.en}'", "")
        )
        return (Reason(zh, en, around.provision(case, rule) if rule else ""),)
    found = []
    for guard in move.needs:
        try:
            reason = guard(case, _Unfilled(), around._replace(under=move.under))
        except Unsaid:
            continue
        if reason is not None:
            found.append(reason)
    return tuple(found)
