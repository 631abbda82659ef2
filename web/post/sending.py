"""Each letter by the act it belongs to; one that is refused stops none of the others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from notices.catalogue import shipped
from workflow import acts as a
from workflow.desk import Desk
from workflow.errors import DeskError, MoveRefused, Reason
from workflow.guards.letters import SENDS
from workflow.outgoing import REPLY
from workflow.store import outgoing_rows
from workflow.store.outgoing_rows import Posted
from workflow.terms import Way
from workflow.wording import Words


class ToPost(NamedTuple):
    """A letter as it stood on the page, and the number it travels under."""

    case_no: str
    ref: str
    document_no: str
    number: str


class Result(NamedTuple):
    """What became of one letter; `reasons` and `error` are empty where it was sent."""

    wanted: ToPost
    sent: bool
    reasons: tuple[Reason, ...] = ()
    error: str = ""


def name_of(kind: str) -> Words:
    """The kind of letter in both languages."""
    if kind == REPLY:
        return Words("答复书", "Reply")
    return Words(shipped()[kind].zh, shipped()[kind].en)


def move_of(kind: str) -> str:
    """The move that sends a letter of that kind."""
    if kind == REPLY:
        return "dispatch"
    return next((move for move, kinds in SENDS.items() if kind in kinds), "send_notice")


#: what can be sent by number and day alone; other acts state more and are done by the handler
SIMPLE = ("dispatch", "send_notice", "notify_extension")


def act_of(kind: str, ref: str, carrier: str, number: str, on: date | None) -> a.Act:
    """The act that posts it."""
    sent = {"way": Way.POST, "carrier": carrier, "tracking_no": number, "on": on}
    move = move_of(kind)
    if move == "dispatch":
        return a.Dispatch(**sent)  # type: ignore[arg-type]
    if move == "notify_extension":
        return a.NotifyExtension(letter=ref, **sent)  # type: ignore[arg-type]
    return a.SendNotice(letter=ref, **sent)  # type: ignore[arg-type]


def post_all(
    desk: Desk,
    person: int,
    agencies: set[int],
    wanted: Iterable[ToPost],
    carrier: str,
    on: date | None,
    now: datetime,
) -> list[Result]:
    """Post them one by one and answer what became of each."""
    return [_post(desk, person, agencies, one, carrier, on, now) for one in wanted]


def _post(
    desk: Desk, person: int, agencies: set[int], wanted: ToPost, carrier: str, on: date | None, now: datetime
) -> Result:
    with desk.store.database.reading() as connection:
        posted = outgoing_rows.one(connection, agencies, wanted.case_no, wanted.ref)
    if posted is None or posted.out.document_no != wanted.document_no:
        return Result(wanted, False, (Reason("文书已撤回、作废或者换发", "Recalled, voided or replaced"),))
    if posted.out.state != "to_send":
        return _sent_before(wanted, posted)
    if move_of(posted.out.kind) not in SIMPLE:
        said = Reason("由承办人在相应的办理步骤中发出", "Sent by the handler's own act")
        return Result(wanted, False, (said,))
    act = act_of(posted.out.kind, wanted.ref, carrier, wanted.number, on)
    try:
        desk.perform(person, wanted.case_no, act, now)
    except MoveRefused as refused:
        return Result(wanted, False, refused.reasons)
    except DeskError as bad:
        return Result(wanted, False, (), str(bad))
    return Result(wanted, True)


def _sent_before(wanted: ToPost, posted: Posted) -> Result:
    """The same page sent twice posts nothing twice."""
    if posted.out.tracking_no == wanted.number:
        return Result(wanted, True)
    on, number = posted.out.sent_on, posted.out.tracking_no
    return Result(wanted, False, (Reason(f"已于 {on} 寄发（{number}）", f"Sent on {on} already ({number})"),))
