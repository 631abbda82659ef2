"""Months of an agency counted once they are over; a month counts as kept until a case of it changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, func, insert, select, text
from sqlalchemy.exc import OperationalError

from workflow.store.figures.figure_queries import Period
from workflow.store.figures.figure_tables import MONTHS, STALE

_M = MONTHS.c
_FRESH = ~exists().where(and_(STALE.c.agency_id == _M.agency_id, STALE.c.month == _M.month))
_FIRSTS: Final = text(
    """
    SELECT agency_id, (SELECT MIN(received_on) FROM cases c WHERE c.agency_id = a.agency_id) AS first
    FROM agencies a ORDER BY agency_id
    """
)


class Busy(Exception):
    """Somebody writes cases just now; the next sweep tries again."""


def month_of(day: date) -> int:
    """The month of a day as it stands in the tables: 202511."""
    return day.year * 100 + day.month


def kept(connection: Connection, period: Period) -> list[Any]:
    """The counted months of a period that nothing has changed since: agency_id, month, calendar, counted."""
    between = _M.month.between(month_of(period.first), month_of(period.last))
    found = select(_M.agency_id, _M.month, _M.calendar, _M.counted)
    return list(connection.execute(found.where(_M.agency_id.in_(period.agencies), between, _FRESH)).all())


def kept_years(connection: Connection) -> dict[tuple[int, int, str], int]:
    """Agency, year and calendar -> how many of its months are kept by it."""
    keys = (_M.agency_id, _M.month // 100, _M.calendar)
    rows = connection.execute(select(*keys, func.count()).where(_FRESH).group_by(*keys))
    return {(agency, year, calendar): n for agency, year, calendar, n in rows}


def kept_months(connection: Connection, agency: int, calendar: str) -> set[int]:
    """The months of an agency that are kept by that calendar."""
    found = select(_M.month).where(_M.agency_id == agency, _M.calendar == calendar, _FRESH)
    return set(connection.scalars(found))


def firsts(connection: Connection) -> dict[int, date]:
    """Agency -> the day of its first application; agencies without one are left out."""
    rows = connection.execute(_FIRSTS).all()
    return {agency: _day(first) for agency, first in rows if first is not None}


def _day(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def hold_still(connection: Connection) -> None:
    """Until the end of the transaction no case is written. Raises Busy where somebody writes just now.

    A case written at the same time would neither be counted nor find a month that it makes stale.
    """
    if connection.dialect.name == "sqlite":
        return  # whoever writes is alone
    try:
        connection.execute(text("LOCK TABLE cases IN SHARE MODE NOWAIT"))
    except OperationalError as taken:
        raise Busy from taken


def keep(connection: Connection, agency: int, calendar: str, counted: Mapping[int, str]) -> None:
    """Months of an agency as they were just counted."""
    for table in (MONTHS, STALE):
        connection.execute(delete(table).where(_of(table, agency, counted)))
    rows = [
        {"agency_id": agency, "month": month, "calendar": calendar, "counted": said}
        for month, said in counted.items()
    ]
    connection.execute(insert(MONTHS), rows)


def _of(table: Any, agency: int, months: Collection[int]) -> ColumnElement[bool]:
    return and_(table.c.agency_id == agency, table.c.month.in_(sorted(months)))
