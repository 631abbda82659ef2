"""Which agencies' cases a person may see, so that a list asks one index and no more."""

from __future__ import annotations

from sqlalchemy import Connection, select

from workflow.store.agency_rows import AGENCIES
from workflow.store.officers import Officer

Agencies = tuple[int, ...] | None


def agencies_in_sight(connection: Connection, officer: Officer) -> Agencies:
    """Own agencies and watched subtrees in order, () for a person without roles; None where that is every agency."""
    if not officer.subtree_paths:
        return tuple(sorted(officer.agencies))
    every = connection.execute(select(AGENCIES.c.agency_id, AGENCIES.c.path)).all()
    seen = tuple(sorted(row.agency_id for row in every if officer.may_see(row.agency_id, row.path)))
    return None if len(seen) == len(every) else seen


def may_see(agencies: Agencies, agency: int) -> bool:
    """Whether the agency is among them."""
    return agencies is None or agency in agencies
