"""Letters that an agency above issues on a case below: whose roles count, who may look, whose number and seal.

The superior urges in its own name (条例第四十六条、第四十七条): nobody below writes, signs or sends for it.
"""

from __future__ import annotations

from typing import Any, Final

from workflow import acts as a
from workflow.case import Case
from workflow.errors import NotAllowed
from workflow.guards.letters import letter_to_send
from workflow.store.officers import Officer
from workflow.terms import Role

#: the moves on a letter that there is
OF_LETTERS: Final = frozenset(
    {
        *("revise_notice", "submit_notice", "take_over_notice", "return_notice", "void_notice"),
        *("pass_notice_legal", "return_notice_from_legal", "endorse_notice"),
        *("sign_notice", "sign_notice_as_leader", "send_notice", "send_notice_again"),
        *("record_notice_service", "record_failed_notice_service"),
    }
)
#: who has to do with such a letter: those on its route, and the supervisors who write and send it
CONCERNED: Final = frozenset({Role.LEGAL_REVIEWER, Role.APPROVER, Role.LEADER, Role.SUPERVISOR})


def letter_named(case: Case, act: Any) -> str:
    """The reference of the letter an act is about; empty where it names none."""
    if isinstance(act, a.SendNotice):
        found = letter_to_send(case, act)
        return found.ref if found else act.letter
    return getattr(act, "ref", "") if act.move in OF_LETTERS else ""


def issuer(case: Case, ref: str) -> int:
    """Whose letter it is: the agency above that issues it, else the agency that has the case."""
    notice = case.notice(ref) if ref else None
    return (notice.issuer if notice else 0) or case.agency


def held_for_letters(officer: Officer, case: Case, ref: str) -> frozenset[Role]:
    """The roles that count for that letter, or for any of the case where none is named."""
    notice = case.notice(ref) if ref else None
    issuers = {n.issuer for n in ((notice,) if notice else case.notices)} or {0}
    return frozenset(role for one in issuers for role in _held(officer, case, one))


def _held(officer: Officer, case: Case, above: int) -> frozenset[Role]:
    """Above, the supervisors are the desk: they alone may look into the case."""
    if not above:
        return officer.roles_in(case.agency)
    held = officer.roles_in(above) & CONCERNED
    return held | {Role.HANDLER} if Role.SUPERVISOR in held else held


def concerned(officer: Officer, case: Case) -> bool:
    """Whether this person takes part in a letter of an agency above, and so may look at the case it is about."""
    return any(n.issuer and officer.roles_in(n.issuer) & CONCERNED for n in case.notices)


def supervising(officer: Officer, path: str) -> tuple[int, ...]:
    """The agencies in whose name this person may urge a case of the agency at `path`, the nearest first."""
    held = {(h.path, h.agency) for h in officer.held if h.role is Role.SUPERVISOR and path.startswith(h.path)}
    return tuple(agency for _path, agency in sorted(held, key=lambda one: -len(one[0])))


def require_own_name(officer: Officer, case: Case, act: a.Urge, path: str) -> None:
    """A letter goes out in the name of an agency one supervises in. Raises NotAllowed."""
    if act.content and (act.issuer or case.agency) not in supervising(officer, path):
        raise NotAllowed(
            "通知书只能以本人任督办的机关的名义发出 / a letter is issued by an agency in which one supervises"
        )
