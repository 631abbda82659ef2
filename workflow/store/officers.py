"""Who acts: a person with every role they hold on a day, in their own right or standing in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, Date, bindparam, text

from workflow.errors import NotAllowed
from workflow.store.database import seen
from workflow.store.prepared import Prepared
from workflow.terms import Role


class Held(NamedTuple):
    """A role held in an agency, in one's own right or standing in for someone."""

    agency: int
    path: str
    role: Role
    for_person: int | None


class Officer(NamedTuple):
    """A person with everything they may do on a day, and the version of the calendar then in force."""

    id: int
    account: str
    name: str
    agency: int
    held: tuple[Held, ...]
    calendar: int

    def roles_in(self, agency: int) -> frozenset[Role]:
        """The roles held in that very agency."""
        return frozenset(h.role for h in self.held if h.agency == agency)

    def standing_in(self, agency: int, roles: Sequence[Role]) -> int | None:
        """Whom this person stands in for when only a stand-in's role allows the act."""
        fitting = [h for h in self.held if h.agency == agency and h.role in roles]
        return None if any(h.for_person is None for h in fitting) or not fitting else fitting[0].for_person

    @property
    def subtree_paths(self) -> tuple[str, ...]:
        """Paths whose whole subtree this person watches."""
        return tuple({h.path for h in self.held if h.role in (Role.SUPERVISOR, Role.AUDITOR)})

    @property
    def watched_paths(self) -> tuple[str, ...]:
        """Paths of the agencies in which this person supervises."""
        return tuple({h.path for h in self.held if h.role is Role.SUPERVISOR})

    @property
    def agencies(self) -> frozenset[int]:
        """Agencies in which this person holds any role."""
        return frozenset(h.agency for h in self.held)

    def may_see(self, agency: int, path: str) -> bool:
        """Own agencies, and the subtree where supervising or auditing."""
        return agency in self.agencies or any(path.startswith(root) for root in self.subtree_paths)


_OFFICER = Prepared(
    text(
        """
    SELECT p.person_id, p.account, p.name, p.agency_id AS home, g.agency_id, a.path, g.role,
           NULL AS for_person, (SELECT max(calendar_id) FROM calendars) AS calendar
    FROM people p LEFT JOIN grants g ON g.person_id = p.person_id
         LEFT JOIN agencies a ON a.agency_id = g.agency_id
    WHERE p.person_id = :person AND p.active
    UNION ALL
    SELECT p.person_id, p.account, p.name, p.agency_id, g.agency_id, a.path, g.role, s.person_id, 0
    FROM stand_ins s JOIN people p ON p.person_id = s.deputy_id AND p.active
         JOIN grants g ON g.person_id = s.person_id AND g.agency_id = s.agency_id
         JOIN agencies a ON a.agency_id = g.agency_id
    WHERE s.deputy_id = :person AND s.from_on <= :today AND s.to_on >= :today
    """
    ).bindparams(bindparam("today", type_=Date()))
)


def officer(connection: Connection, person: int, today: date) -> Officer:
    """The person with their grants and stand-ins of the day. Raises NotAllowed for nobody or a closed account.

    A page asks in several places; one view is asked once.
    """
    asked = seen(connection)
    if (known := asked.get((officer, person, today))) is None:
        known = asked[officer, person, today] = _read(connection, person, today)
    answer: Officer = known
    return answer


def _read(connection: Connection, person: int, today: date) -> Officer:
    rows = _OFFICER.rows(connection, {"person": person, "today": today})
    if not rows:
        raise NotAllowed("账号不存在或已停用 / no such account, or closed")
    held = tuple(Held(agency, path, Role(role), f) for *_, agency, path, role, f, _ in rows if role)
    person_id, account, name, home = rows[0][:4]
    return Officer(person_id, account, name, home, held, max(row[-1] or 0 for row in rows))
