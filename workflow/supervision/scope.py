"""What a supervisor watches: the agencies of the subtree, or one agency within it."""

from __future__ import annotations

from typing import Final, NamedTuple

from workflow.errors import NotAllowed
from workflow.reporting.scope import open_to
from workflow.store import Connection, agency_rows
from workflow.store.agency_rows import AgencyView
from workflow.store.officers import Officer
from workflow.store.sight import Agencies
from workflow.terms import Role

#: who watches: supervisors and auditors the whole subtree, the others their own agency
WATCHERS: Final = (Role.SUPERVISOR, Role.AUDITOR, Role.LEADER, Role.APPROVER)


class Watched(NamedTuple):
    """The agency at the head, every agency watched under it, and all that could be asked for.

    `asked` is None where that is every agency there is, so that an index needs no list.
    """

    head: AgencyView
    agencies: tuple[AgencyView, ...]
    open: tuple[AgencyView, ...]
    asked: Agencies

    @property
    def ids(self) -> tuple[int, ...]:
        """The agencies one by one."""
        return tuple(agency.agency_id for agency in self.agencies)

    @property
    def names(self) -> dict[int, str]:
        """Agency id -> name."""
        return {agency.agency_id: agency.name for agency in self.agencies}


def watched(connection: Connection, officer: Officer, agency: int | None = None) -> Watched:
    """What this person watches below `agency`, else below the highest they watch. Raises NotAllowed."""
    every = agency_rows.agencies(connection)
    mine = officer._replace(held=tuple(held for held in officer.held if held.role in WATCHERS))
    allowed = tuple(open_to(mine, every)) if mine.held else ()
    head = next((a for a in allowed if agency in (None, a.agency_id)), None)
    if head is None:
        raise NotAllowed("不能督办这个机关 / that agency is not yours to watch")
    below = tuple(a for a in allowed if a.path.startswith(head.path)) if agency else allowed
    asked = None if len(below) == len(every) else tuple(sorted(a.agency_id for a in below))
    return Watched(head, below, allowed, asked)
