"""Applications that wait to be confirmed, the oldest first: the calls of the day."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, and_, or_, select, text

from workflow.store.offices.office_rows import PEOPLE
from workflow.store.repository import CASES, ENTRIES
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


class Tried(NamedTuple):
    """A try to reach the applicant, as recorded."""

    at: datetime
    on: date
    how: str
    result: str
    by: str


def tries(connection: Connection, case_ids: Collection[int]) -> dict[int, list[Tried]]:
    """Every recorded try of those cases, the last one first."""
    found = (
        select(ENTRIES.c.case_id, ENTRIES.c.at, ENTRIES.c.data, PEOPLE.c.name)
        .outerjoin(PEOPLE, PEOPLE.c.person_id == ENTRIES.c.by_id)
        .where(ENTRIES.c.case_id.in_(sorted(case_ids)), ENTRIES.c.kind == "ConfirmationAttempted")
        .order_by(ENTRIES.c.case_id, ENTRIES.c.seq.desc())
    )
    made: dict[int, list[Tried]] = {}
    for row in connection.execute(found):
        said = json.loads(row.data)
        at, on = datetime.fromisoformat(row.at), date.fromisoformat(said["on"])
        tried = Tried(at, on, said["how"], said["result"], row.name or "")
        made.setdefault(row.case_id, []).append(tried)
    return made
