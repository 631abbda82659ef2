"""Which agencies' cases a person may see, so that a list asks one index and no more."""

from __future__ import annotations

from sqlalchemy import Connection

from workflow.store import agency_rows
from workflow.store.officers import Officer

Agencies = tuple[int, ...] | None


def agencies_in_sight(connection: Connection, officer: Officer) -> Agencies:
    """Own agencies and watched subtrees in order, () for a person without roles; None where that is every agency."""
    if not officer.subtree_paths:
        return tuple(sorted(officer.agencies))
    every = agency_rows.paths(connection)
    own, roots = officer.agencies, officer.subtree_paths
    seen = tuple(sorted(id_ for id_, path in every if id_ in own or path.startswith(roots)))
    return None if len(seen) == len(every) else seen


def may_see(agencies: Agencies, agency: int) -> bool:
    """Whether the agency is among them."""
    return agencies is None or agency in agencies
