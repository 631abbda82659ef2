"""The cases behind a figure of a period: how many, and one page of them, the newest first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Date, bindparam, text

from workflow.store.figures.figure_queries import FLAGS, Counted, Period, years
from workflow.store.figures.watch_queries import hint
from workflow.store.tables import ANSWERED

_OF_INDEX: Final = "cases {index} WHERE {what} AND agency_id IN :agencies AND {day} BETWEEN :first AND :last"
_ASKED: Final = """
    SELECT case_id, received_on, who{more} FROM askers
    WHERE {year} AND agency_id IN :agencies AND received_on BETWEEN :first AND :last
"""
_OFTEN: Final = ", COUNT(*) OVER (PARTITION BY who) AS often"
_SAME: Final = """
    SELECT CASE WHEN id_no_digest <> '' THEN id_no_digest WHEN phone_digest <> '' THEN phone_digest ELSE name END
    FROM applicants WHERE case_id = :case_id AND position = 1
"""
_COUNTED: Final = "SELECT COUNT(*) FROM {rows}"
_PAGED: Final = """
    SELECT case_id FROM {rows} AND ({day}, case_id) < ('{last}', {place})
    ORDER BY {day} DESC, case_id DESC LIMIT {most}
"""
_VALUES: Final = ("channel", "outcome")


class _Source(NamedTuple):
    """Which rows, the column of the day they are ordered by, and the values that stand in it."""

    rows: str
    day: str
    values: dict[str, Any]


def total(connection: Connection, period: Period, wanted: Counted, least: int) -> int:
    """How many cases stand behind the figure; `least` applications make somebody one who asks often."""
    source = _source(connection, period, wanted, least)
    return int(_send(connection, period, source, _COUNTED.format(rows=source.rows))[0][0])


def page(
    connection: Connection,
    period: Period,
    wanted: Counted,
    least: int,
    after: tuple[date, int] | None,
    most: int,
) -> list[int]:
    """The ids of those cases behind that place."""
    source = _source(connection, period, wanted, least)
    last, place = after or (period.last + timedelta(days=1), 0)
    statement = _PAGED.format(
        rows=source.rows, day=source.day, last=last.isoformat(), place=int(place), most=int(most)
    )
    rows = _send(connection, period, source, statement)
    return [row.case_id for row in rows]


def _source(connection: Connection, period: Period, wanted: Counted, least: int) -> _Source:
    if wanted.applicant_of:
        rows = f"({_asked(period)}) AS asked WHERE who = ({_SAME})"
        return _Source(rows, "received_on", {"case_id": int(wanted.applicant_of)})
    if wanted.what == "repeated":
        return _Source(f"({_asked(period, _OFTEN)}) AS asked WHERE often >= {int(least)}", "received_on", {})
    came = wanted.what == "received"
    index = hint(connection, "cases_received" if came else "cases_answered")
    day, what = ("received_on", "kind = 'application'") if came else ("dispatched_on", ANSWERED)
    values = {name: getattr(wanted, name) for name in _VALUES if getattr(wanted, name)}
    narrowed = [f"{name} = :{name}" for name in values] + [FLAGS[name] for name in [wanted.flag] if name]
    rows = _OF_INDEX.format(index=index, what=what, day=day)
    return _Source(" AND ".join((rows, *narrowed)), day, values)


def _asked(period: Period, more: str = "") -> str:
    return _ASKED.format(year=years(period), more=more)


def _send(connection: Connection, period: Period, source: _Source, statement: str) -> list[Any]:
    made = text(statement).bindparams(
        bindparam("agencies", list(period.agencies), expanding=True),
        bindparam("first", period.first, Date()),
        bindparam("last", period.last, Date()),
        *(bindparam(name, value) for name, value in source.values.items()),
    )
    return list(connection.execute(made).all())
