"""Applications that wait to be confirmed, the oldest first: the calls of the day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, and_, or_, select, text

from workflow.store.repository import CASES
from workflow.store.tables import TO_CALL

_WAITING = text(TO_CALL)


class ToCall(NamedTuple):
    """A case to be confirmed with its applicant."""

    case_id: int
    case_no: str
    agency_id: int
    version: int
    channel: str
    summary: str
    applicant: str
    arrived_on: date


def to_call(
    connection: Connection, agencies: Collection[int], most: int, after: tuple[date, int] | None = None
) -> list[ToCall]:
    """Cases of those agencies; `after` is the arrival day and id of the last one of the page before."""
    found = (
        select(*(CASES.c[name] for name in ToCall._fields))
        .where(_WAITING, CASES.c.agency_id.in_(sorted(agencies)))
        .order_by(CASES.c.arrived_on, CASES.c.case_id)
        .limit(most)
    )
    if after:
        on, case_id = after
        later = and_(CASES.c.arrived_on == on, CASES.c.case_id > case_id)
        found = found.where(or_(CASES.c.arrived_on > on, later))
    return [ToCall(*row) for row in connection.execute(found)]
