"""Faults found in letters, and what came of cases, by the day it was recorded: counted by case, each along an index.

A letter of an agency above is no fault of the agency below: its facts name the issuer.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Date, bindparam, text

from workflow.days.office_time import SHANGHAI
from workflow.records import moment_text
from workflow.store.figures.figure_queries import Period
from workflow.store.figures.watch_queries import hint
from workflow.store.tables import FAULTS, SIGNED_OVER


class Measure(NamedTuple):
    """Where a measure is read: a table, along which index if any, what narrows it, and the column of its day."""

    table: str
    along: str
    where: str
    day: str


_OWN: Final = "({find}(data, :issued) = 0 OR {find}(data, :own) > 0)"
_RETURNED: Final = (
    "('DraftReturned','SecrecyReturned','LegalReturned','NoticeReturned','NoticeLegalReturned')"
)
MEASURES: Final = {
    "returned": Measure("entries", "entries_faults", f"{FAULTS} AND kind IN {_RETURNED} AND {_OWN}", "at"),
    "recalled": Measure(
        "entries", "entries_faults", f"{FAULTS} AND kind IN ('ReplyRecalled','NoticeVoided') AND {_OWN}", "at"
    ),
    "warned": Measure("entries", "entries_signed_over", f"{SIGNED_OVER} AND {_OWN}", "at"),
    "published": Measure("archive_facts", "archive_facts_marked", "marked_on IS NOT NULL", "marked_on"),
    "appeal_corrected": Measure(
        "appeals", "", "kind IN ('review','litigation') AND result_kind = 'corrected'", "filed_on"
    ),
    "complaint": Measure("appeals", "", "kind = 'complaint'", "filed_on"),
}
_COUNT: Final = """
    SELECT agency_id, COUNT(DISTINCT case_id) AS n FROM {table} {index}
    WHERE {where} AND agency_id IN :agencies AND {day} >= :first AND {day} < :behind GROUP BY agency_id
"""
_PLACES: Final = """
    SELECT case_id FROM {table} {index}
    WHERE {where} AND agency_id IN :agencies AND {day} >= :first AND {day} < :behind
    GROUP BY case_id HAVING case_id < :before ORDER BY case_id DESC LIMIT :most
"""
FIRST_PLACE: Final = 2**62


def counts(connection: Connection, measure: str, period: Period) -> dict[int, int]:
    """By agency: the cases with such a fact in that period, each once."""
    rows = connection.execute(_asked(connection, _COUNT, measure, period))
    return {row.agency_id: row.n for row in rows}


def places(connection: Connection, measure: str, period: Period, before: int | None, most: int) -> list[int]:
    """Those cases, the newest first, behind the case where the page before ended."""
    asked = _asked(connection, _PLACES, measure, period)
    found = asked.bindparams(before=FIRST_PLACE if before is None else before, most=most)
    return list(connection.scalars(found))


def _asked(connection: Connection, statement: str, measure: str, period: Period) -> Any:
    of = MEASURES[measure]
    find = "instr" if connection.dialect.name == "sqlite" else "strpos"
    made = text(
        statement.format(
            table=of.table,
            index=hint(connection, of.along) if of.along else "",
            where=of.where.format(find=find),
            day=of.day,
        )
    ).bindparams(bindparam("agencies", list(period.agencies), expanding=True), *_days(of.day, period))
    return made.bindparams(issued='"issuer":', own='"issuer":0,') if of.table == "entries" else made


def _days(day: str, period: Period) -> Sequence[Any]:
    """From the first day up to the end of the last; entries bear moments, the other tables days."""
    first, behind = period.first, period.last + timedelta(days=1)
    if day == "at":
        return (bindparam("first", _midnight(first)), bindparam("behind", _midnight(behind)))
    return (bindparam("first", first, Date()), bindparam("behind", behind, Date()))


def _midnight(day: date) -> str:
    return moment_text(datetime.combine(day, time.min, SHANGHAI))
