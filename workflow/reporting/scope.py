"""Whose report a person may see: of their own agency, and of the subtree they watch or administer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from workflow.errors import NotAllowed
from workflow.store.agency_rows import AgencyView
from workflow.store.officers import Officer
from workflow.terms import Role

READERS: Final = (Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR, Role.LEADER, Role.APPROVER)
#: roles that reach below their agency
_DOWNWARDS = (Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR)


class Scope(NamedTuple):
    """The agency at the head of a report and all agencies it adds up."""

    head: AgencyView
    agencies: tuple[int, ...]


def may_report(officer: Officer, agency: int, path: str, roles: Sequence[Role] = READERS) -> bool:
    """Whether one of these roles, held there or above, covers the agency."""
    held = [h for h in officer.held if h.role in roles]
    return any(h.agency == agency or (h.role in _DOWNWARDS and path.startswith(h.path)) for h in held)


def open_to(officer: Officer, every: Iterable[AgencyView]) -> list[AgencyView]:
    """The agencies whose report this person may see, parents before children."""
    return [agency for agency in every if may_report(officer, agency.agency_id, agency.path)]


def scope(officer: Officer | None, every: Sequence[AgencyView], agency: int | None, subtree: bool) -> Scope:
    """The report of an agency, else of one's own or the first one may see; with all below. Raises NotAllowed."""
    allowed = open_to(officer, every) if officer else list(every)
    own = next((a for a in allowed if officer and a.agency_id == officer.agency), None)
    head = (
        next((a for a in allowed if a.agency_id == agency), None)
        if agency
        else own or next(iter(allowed), None)
    )
    if head is None:
        raise NotAllowed("不能看这个机关的年度报告 / the report of that agency is not yours to see")
    below = [a.agency_id for a in allowed if a.path.startswith(head.path)] if subtree else [head.agency_id]
    return Scope(head, tuple(below))
