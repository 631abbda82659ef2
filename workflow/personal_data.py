"""Personal data: shown masked, and in full only to those who handle the case, each look written down.

An office reaches no further than its duty needs, and who may is laid down (个人信息保护法第三十四条、第五十一条).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, Final, NamedTuple

from workflow import records
from workflow.acts import Applicant
from workflow.case import Case
from workflow.days.office_time import today_of
from workflow.errors import BadInput, NotAllowed, NotFound
from workflow.folding import fold
from workflow.identity import mask_address, mask_email, mask_id, mask_phone
from workflow.installation import Installation
from workflow.records import moment
from workflow.sound import is_sound_text
from workflow.store import Connection, repository
from workflow.store.lists import viewed
from workflow.store.lists.viewed import Asked as Asked
from workflow.store.officers import Held, Officer
from workflow.terms import NoticeStatus, Role, Status
from workflow.wording import Words

LONGEST_REASON: Final = 200  # characters
#: what is masked, and what each is called
FIELDS: Final = {
    "id_no": Words("证件号码", "Identity number"),
    "phone": Words("电话", "Phone"),
    "address": Words("地址", "Address"),
    "email": Words("电子邮箱", "E-mail"),
    "agent_id_no": Words("代理人证件号码", "Agent's identity number"),
    "agent_phone": Words("代理人电话", "Agent's phone"),
}
HANDLING: Final = Words("办理本件", "Handling this case")
CONFIRMING: Final = Words("联系申请人确认收到", "Confirming receipt with the applicant")
SENDING: Final = Words("寄送文书、联系送达", "Sending letters and their service")
#: what the front desk still has to do with the applicant (条例第三十一条、第三十六条)
_FRONT_DESK: Final = {
    Status.AWAITING_CONFIRMATION: CONFIRMING,
    Status.RECEIVED: SENDING,
    Status.APPROVED: SENDING,
    Status.REPLIED: SENDING,
}
WATCHING: Final = (Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR)


class Grounds(NamedTuple):
    """Why this person may see the data in full; `acting_for` is whom they stand in for."""

    reason: Words
    acting_for: int | None

    @property
    def is_handling(self) -> bool:
        """Whoever handles the case need not say why."""
        return self.reason == HANDLING


class Shown(NamedTuple):
    """One applicant in full, as shown once."""

    who: Applicant
    case: Case
    reason: str


class Look(NamedTuple):
    """One full view as a list shows it."""

    view_id: int
    at: datetime
    case_no: str
    person: str
    acting_for: str
    applicant: str
    fields: tuple[str, ...]
    reason: str


def masked(who: Applicant) -> Applicant:
    """The same person as pages show them."""
    return replace(
        who,
        id_no=mask_id(who.id_no),
        phone=mask_phone(who.phone),
        address=mask_address(who.address),
        email=mask_email(who.email),
        agent_id_no=mask_id(who.agent_id_no),
        agent_phone=mask_phone(who.agent_phone),
    )


def grounds(officer: Officer, case: Case) -> Grounds | None:
    """The handler, or who stands in for them; the front desk while it has to call or to send. None for others."""
    for held in officer.held:
        mine = case.handler is not None and case.handler == (held.for_person or officer.id)
        if held.agency == case.agency and held.role is Role.HANDLER and mine:
            return Grounds(HANDLING, held.for_person)
    at_desk = [h for h in officer.held if h.agency == case.agency and h.role is Role.FRONT_DESK]
    reason = _at_desk(case)
    return Grounds(reason, _stands_for(at_desk)) if at_desk and reason else None


def _stands_for(held: list[Held]) -> int | None:
    return None if any(h.for_person is None for h in held) else held[0].for_person


def _at_desk(case: Case) -> Words | None:
    letters = (NoticeStatus.SIGNED, NoticeStatus.SENT)
    if any(n.status in letters and not n.issuer for n in case.notices):
        return SENDING
    return _FRONT_DESK.get(case.status)


def show_full(here: Installation, person: int, case_no: str, key: str, reason: str, now: datetime) -> Shown:
    """One applicant in full, written down before it is shown. Raises NotFound, NotAllowed, BadInput."""
    reason = " ".join(reason.split())
    if not reason or len(reason) > LONGEST_REASON or not is_sound_text(reason):
        raise BadInput(
            f"请写明查看理由，{LONGEST_REASON} 字以内 / give a reason of {LONGEST_REASON} characters at most"
        )
    with here.store.database.writing() as connection:
        officer = repository.officer(connection, person, today_of(now))
        stored = repository.history(connection, case_no)
        case = fold(records.read(stored.records))
        allowed = grounds(officer, case)
        if allowed is None:
            raise NotAllowed(
                "只有本件承办人（或其代理人）和正在联系、寄送的收件人员可以查看完整的个人信息"
                "（个人信息保护法第五十一条） / only those handling the case see personal data in full"
            )
        who = repository.applicants(connection, here.store.vault, stored.case_id).get(key)
        if who is None:
            raise NotFound(f"{case_no} 没有这位申请人 / the case has no such applicant")
        viewed.add(connection, _row(stored.case_id, case, officer, allowed, key, who, reason), now)
    return Shown(who, case, reason)


def addresses_shown(
    connection: Connection,
    officer: Officer,
    shown: Iterable[tuple[int, int, str]],
    reason: str,
    now: datetime,
) -> None:
    """Write down the addresses a list is printed with: agency, case and applicant of each."""
    desk = (Role.FRONT_DESK, Role.HANDLER)
    rows = [
        {
            "agency_id": agency,
            "case_id": case_id,
            "person_id": officer.id,
            "acting_for": _stands_for([h for h in officer.held if h.agency == agency and h.role in desk]),
            "applicant_key": key,
            "fields": "address",
            "reason": reason,
        }
        for agency, case_id, key in shown
    ]
    viewed.add_all(connection, rows, now)


def _row(
    case_id: int, case: Case, officer: Officer, allowed: Grounds, key: str, who: Applicant, reason: str
) -> dict[str, Any]:
    return {
        "agency_id": case.agency,
        "case_id": case_id,
        "person_id": officer.id,
        "acting_for": allowed.acting_for,
        "applicant_key": key,
        "fields": ",".join(name for name in FIELDS if getattr(who, name)),
        "reason": reason,
    }


def personal_views(here: Installation, person: int, now: datetime, asked: Asked) -> tuple[Look, ...]:
    """Who looked, newest first, within the sight of a supervisor, administrator or auditor. Raises NotAllowed."""
    with here.store.database.reading() as connection:
        officer = repository.officer(connection, person, today_of(now))
        if not may_watch(officer):
            raise NotAllowed("查看记录由督办、管理员和审计人员查阅 / supervisors and auditors read this")
        return looks(connection, officer, asked)


def may_watch(officer: Officer, agency: int | None = None) -> bool:
    """Whether the person reads who looked; in an agency of theirs, or in the subtree they watch."""
    watching = [h for h in officer.held if h.role in WATCHING]
    return any(agency is None or h.agency == agency or h.role is not Role.ADMINISTRATOR for h in watching)


def looks(connection: Connection, officer: Officer, asked: Asked) -> tuple[Look, ...]:
    """The same inside a transaction; whoever calls has asked `may_watch`."""
    return tuple(
        Look(
            row.view_id,
            moment(row.at),
            row.case_no,
            row.person,
            row.stood_for or "",
            row.applicant or "",
            tuple(row.fields.split(",")) if row.fields else (),
            row.reason,
        )
        for row in viewed.found(connection, officer, asked)
    )
