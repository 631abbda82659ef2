"""Letters of a case as pages show them: drafts as they would leave today, signed ones as they did, and what is next."""

from __future__ import annotations

import json
from typing import NamedTuple

from notices.catalogue import shipped
from notices.composing import letter_of, signed_letter, unnumbered
from notices.letter import Notice
from web.access import desk
from web.letters import routing
from workflow.case import Case
from workflow.case import Notice as CaseNotice
from workflow.errors import NotFound
from workflow.guards.letters import SENDS, ready
from workflow.lifecycle import BY_NAME
from workflow.permission import roles_on
from workflow.store import agency_rows
from workflow.terms import NoticeStatus
from workflow.viewing import View
from workflow.wording import Words


def drafted_reply(view: View) -> Notice:
    """The reply as drafted, dated today. Raises NotFound where there is none."""
    if view.case.draft is None:
        raise NotFound(f"{view.case.case_no} 还没有答复稿 / there is no draft yet")
    return _drafted(view, view.case.draft.content_sha256)


def drafted_notice(view: View, ref: str) -> Notice:
    """A letter beside the reply, as signed or as it would be signed today. Raises NotFound."""
    notice = view.case.notice(ref)
    if notice is None:
        raise NotFound(f"{view.case.case_no} 没有第 {ref} 号文书 / no letter {ref}")
    held = json.loads(view.texts[notice.content_sha256])
    if notice.signed_on is not None:
        return signed_letter(held)
    return _drafted(view, notice.content_sha256, notice.issuer)


def _drafted(view: View, digest: str, issuer: int = 0) -> Notice:
    """As it would be signed today, in the form of its own series."""
    held = json.loads(view.texts[digest])
    kind = held.get("letter", "")
    series = shipped()[kind].series if kind in shipped() else ""
    with desk().store.database.reading() as connection:
        agency = agency_rows.agency(connection, issuer) if issuer else view.agency
        form = agency_rows.number_form(connection, agency.agency_id, series)
    return letter_of(held, unnumbered(agency, view.today, form), view.today)


def name_of(notice: CaseNotice) -> Words:
    """Its kind in both languages."""
    kind = shipped()[notice.kind]
    return Words(kind.zh, kind.en)


def issuer_of(view: View, notice: CaseNotice) -> str:
    """The agency whose name it bears."""
    organ: dict[str, str] = json.loads(view.texts[notice.content_sha256])["organ"]
    return organ["name"]


def open_to(view: View, notice: CaseNotice, move: str) -> bool:
    """Whether a role this person holds where the letter is issued takes it further."""
    held = roles_on(view.officer, view.case, move, notice.ref, view.agency.path)
    return bool(held & frozenset(BY_NAME[move].roles))


#: what is done next with a letter that is so far, the likeliest first
STEPS: dict[NoticeStatus, tuple[str, ...]] = {
    NoticeStatus.DRAFTED: ("submit_notice", "revise_notice"),
    NoticeStatus.SENT: ("record_notice_service", "record_failed_notice_service", "void_notice"),
}
UNSIGNED = (NoticeStatus.DRAFTED, NoticeStatus.SUBMITTED)
WAITS: dict[NoticeStatus, Words] = {
    NoticeStatus.SIGNED: Words("等待发出", "Waits to be sent"),
    NoticeStatus.SENT: Words("等待送达凭证", "Waits for proof of service"),
}
FAILED = Words(
    "投递未成：核对地址和电话后再次投递，或者直接送达、委托其他机关送达，并记录送达；首次寄发日期不变。",
    "Delivery failed: check address and phone, post again, hand it over or serve it through another agency, then "
    "record the service; the day of the first posting stands.",
)


def steps(notice: CaseNotice) -> tuple[str, ...]:
    """The moves that take it further; a signed one is sent by the act it belongs to."""
    if notice.status is NoticeStatus.SIGNED:
        sends = next((move for move, kinds in SENDS.items() if notice.kind in kinds), "send_notice")
        return (sends, "void_notice")
    if notice.next_step:
        return routing.moves(notice)
    if notice.came_back_on:
        return ("send_notice_again", *STEPS[notice.status])
    return STEPS.get(notice.status, ())


def waits(notice: CaseNotice) -> Words:
    """Whom or what it waits for; after a failed delivery the next step."""
    if notice.status is NoticeStatus.SENT and notice.came_back_on:
        return FAILED
    if notice.next_step:
        return routing.waits(notice)
    return WAITS.get(notice.status, Words("", ""))


class Missing(NamedTuple):
    """A letter that must be signed before an act: where it is drafted, or how far it is."""

    words: Words
    ref: str
    kind: str


def missing(view: View, move: str) -> tuple[Missing, ...]:
    """The letters that act sends, where the office requires one and none is signed; those under way first."""
    kinds, case = SENDS.get(move, ()), view.case
    if move not in desk().rules.approvals.letters_required or ready(case, kinds):
        return ()
    on_way = [n for n in case.notices if n.kind in kinds and n.status in UNSIGNED]
    if on_way:
        return tuple(Missing(name_of(n), n.ref, n.kind) for n in on_way)
    listed = shipped()
    return tuple(Missing(Words(listed[kind].zh, listed[kind].en), "", kind) for kind in kinds)


def failed_reply(case: Case) -> Words:
    """The next step after a failed delivery of the reply; nothing where none failed or it left or arrived since."""
    return FAILED if case.came_back_on and case.served_on is None else Words("", "")
