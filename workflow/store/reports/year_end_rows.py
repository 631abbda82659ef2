"""Years closed for an agency: what was carried over then, kept for good, with a digest."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import Connection, insert, select

from workflow.records import moment, moment_text
from workflow.store.reports.report_tables import YEAR_ENDS
from workflow.store.repository import AGENCIES

Carried = tuple[tuple[int, str], ...]  # case id and column of table three


class YearEnd(NamedTuple):
    """A closed year; `sound` says whether the digest still fits."""

    agency_id: int
    year: int
    frozen_at: datetime
    made_at: datetime
    made_by: int
    carried: Carried
    sound: bool


def add(
    connection: Connection,
    agency: int,
    year: int,
    frozen_at: datetime,
    carried: Iterable[tuple[int, str]],
    made_at: datetime,
    made_by: int,
) -> None:
    """Close a year."""
    frozen, said = moment_text(frozen_at), _said(carried)
    row = {"agency_id": agency, "year": year, "frozen_at": frozen, "carried": said}
    made = {
        "made_at": moment_text(made_at),
        "made_by": made_by,
        "digest": _digest(agency, year, frozen, said),
    }
    connection.execute(insert(YEAR_ENDS).values(**row, **made))


def _said(carried: Iterable[tuple[int, str]]) -> str:
    return json.dumps(sorted(carried), separators=(",", ":"))


def _digest(agency: int, year: int, frozen: str, said: str) -> str:
    return sha256(f"{agency}\n{year}\n{frozen}\n{said}".encode()).hexdigest()


def of_year(connection: Connection, agencies: Collection[int], year: int) -> list[YearEnd]:
    """Those of these agencies that have closed the year."""
    found = select(YEAR_ENDS).where(YEAR_ENDS.c.year == year, YEAR_ENDS.c.agency_id.in_(sorted(agencies)))
    return [
        YearEnd(
            agency_id=row.agency_id,
            year=row.year,
            frozen_at=moment(row.frozen_at),
            made_at=moment(row.made_at),
            made_by=row.made_by,
            carried=tuple((case_id, column) for case_id, column in json.loads(row.carried)),
            sound=_digest(row.agency_id, row.year, row.frozen_at, row.carried) == row.digest,
        )
        for row in connection.execute(found.order_by(YEAR_ENDS.c.agency_id))
    ]


def changed(connection: Connection) -> list[tuple[str, int]]:
    """The code of the agency and the year, where what was kept no longer fits its digest."""
    found = select(YEAR_ENDS, AGENCIES.c.code).outerjoin(
        AGENCIES, AGENCIES.c.agency_id == YEAR_ENDS.c.agency_id
    )
    rows = connection.execute(found.order_by(YEAR_ENDS.c.agency_id, YEAR_ENDS.c.year))
    return [
        (row.code or f"#{row.agency_id}", row.year)
        for row in rows
        if _digest(row.agency_id, row.year, row.frozen_at, row.carried) != row.digest
    ]


def last_closed(connection: Connection, agency: int) -> int | None:
    """The last year the agency has closed."""
    found = select(YEAR_ENDS.c.year).where(YEAR_ENDS.c.agency_id == agency)
    return connection.scalar(found.order_by(YEAR_ENDS.c.year.desc()).limit(1))


def not_closed(connection: Connection, year: int) -> list[int]:
    """Agencies that have not closed the year."""
    closed = select(YEAR_ENDS.c.agency_id).where(YEAR_ENDS.c.year == year)
    found = select(AGENCIES.c.agency_id).where(AGENCIES.c.agency_id.not_in(closed))
    return list(connection.scalars(found.order_by(AGENCIES.c.agency_id)))
