"""Each letter by the act it belongs to; one that is refused stops none of the others."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from notices.catalogue import shipped
from web.post.by_letter import Sent, Told, act_of, move_of, moves_the_clock
from workflow.desk import Desk
from workflow.errors import DeskError, MoveRefused, Reason
from workflow.lifecycle import BY_NAME
from workflow.outgoing import REPLY
from workflow.store.letters import outgoing_rows
from workflow.store.letters.outgoing_rows import Posted
from workflow.store.officers import Officer
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


class Sender(NamedTuple):
    """Who posts, at which desks, when, and with what kind of mail."""

    person: int
    agencies: set[int]
    now: datetime
    carrier: str
    on: date


def name_of(kind: str) -> Words:
    """The kind of letter in both languages."""
    if kind == REPLY:
        return Words("答复书", "Reply")
    return Words(shipped()[kind].zh, shipped()[kind].en)


def may_send(officer: Officer, posted: Posted) -> bool:
    """Whether a role this person holds there does the act that sends it."""
    roles = BY_NAME[move_of(posted.out.kind)].roles
    return bool(set(roles) & officer.roles_in(posted.agency_id))


def post_all(desk: Desk, sender: Sender, wanted: Iterable[ToPost]) -> list[Result]:
    """Post them one by one and answer what became of each."""
    return [_post(desk, sender, one) for one in wanted]


def _post(desk: Desk, sender: Sender, wanted: ToPost) -> Result:
    with desk.store.database.reading() as connection:
        posted = outgoing_rows.one(connection, sender.agencies, wanted.case_no, wanted.ref)
    if posted is None or posted.out.document_no != wanted.document_no:
        return Result(wanted, False, (Reason("文书已撤回、作废或者换发", "Recalled, voided or replaced"),))
    if posted.out.state != "to_send":
        return _sent_before(wanted, posted)
    how = Sent(sender.carrier, wanted.number, sender.on)
    try:
        told = _told(desk, sender, posted) if moves_the_clock(posted.out.kind) else None
        desk.perform(sender.person, wanted.case_no, act_of(posted.out, how, told), sender.now)
    except MoveRefused as refused:
        return Result(wanted, False, refused.reasons)
    except DeskError as bad:
        return Result(wanted, False, (), str(bad))
    return Result(wanted, True)


def _told(desk: Desk, sender: Sender, posted: Posted) -> Told:
    view = desk.view(sender.person, posted.case_no, sender.now)
    with desk.store.database.reading() as connection:
        around = desk.around(connection, view.officer, sender.now)
    return Told(json.loads(view.texts[posted.out.content_sha256]), view.case, view.texts, around)


def _sent_before(wanted: ToPost, posted: Posted) -> Result:
    """The same page sent twice posts nothing twice."""
    if posted.out.tracking_no == wanted.number:
        return Result(wanted, True)
    on, number = posted.out.sent_on, posted.out.tracking_no
    return Result(wanted, False, (Reason(f"已于 {on} 寄发（{number}）", f"Sent on {on} already ({number})"),))
