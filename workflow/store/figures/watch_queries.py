"""What supervision counts of open cases, and which they are: all from one index that holds open cases alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Date, Integer, String, TextClause, bindparam, text

from workflow.store.sight import Agencies

#: what figures may be grouped by
GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "agency": ("agency_id",),
    "unit": ("agency_id", "unit"),
    "person": ("agency_id", "handler_id"),
}
STANDING: Final = ("suspended", "stopped", "lapsed")


class Stretch(NamedTuple):
    """Deadlines of a band: after a day and up to another; both None for a band that has no days."""

    code: str
    after: date | None
    until: date | None


class Wanted(NamedTuple):
    """The cases behind a figure. Every part that is None narrows nothing."""

    agencies: Agencies
    band: Stretch | None = None
    unit: str | None = None
    handler: int | None = None
    act: str | None = None
    unassigned: bool = False


#: counted by day along the index first, so that a few thousand days are put into bands instead of every case
_TALLIES: Final = """
    SELECT {keys}, {band} AS band, CAST(SUM(n) AS INTEGER) AS n
    FROM (SELECT {keys}, due_on, clock_status, COUNT(*) AS n FROM cases {index}
          WHERE {is_open} {within} GROUP BY agency_id, due_on, clock_status {more}) AS days
    GROUP BY {keys}, band
"""
#: units are many: counting by day first would make hardly fewer rows
_DIRECT: Final = """
    SELECT {keys}, {band} AS band, CAST(COUNT(*) AS INTEGER) AS n FROM cases {index}
    WHERE {is_open} {within} GROUP BY {keys}, band
"""
_BAND: Final = """
    CASE WHEN clock_status IN ('suspended', 'stopped', 'lapsed') THEN 'waiting'
         WHEN clock_status <> 'running' OR due_on IS NULL THEN 'unstarted' {days} ELSE '{last}' END
"""


def tallies(connection: Connection, agencies: Agencies, bands: Sequence[Stretch], by: str) -> list[Any]:
    """Rows of the group's columns, band and number, for every group that has open cases."""
    keys = GROUPS[by]
    dated = [band for band in bands if band.until is not None]
    last = next(band for band in bands if band.after is not None and band.until is None)
    days = " ".join(f"WHEN due_on <= :{band.code} THEN '{band.code}'" for band in dated)
    statement = (_DIRECT if by == "unit" else _TALLIES).format(
        keys=", ".join(keys),
        band=_BAND.format(days=days, last=last.code),
        index=hint(connection, "cases_watch"),
        is_open="is_open = 1" if connection.dialect.name == "sqlite" else "is_open",
        within=_within(agencies),
        more=", ".join(("", *keys[1:])),
    )
    until = [bindparam(band.code, band.until, Date()) for band in dated]
    return list(connection.execute(_bound(statement, agencies, *until)).all())


def _within(agencies: Agencies) -> str:
    return "" if agencies is None else "AND agency_id IN :agencies"


def _bound(statement: str, agencies: Agencies, *more: Any) -> TextClause:
    few: list[Any] = [] if agencies is None else [bindparam("agencies", list(agencies), expanding=True)]
    return text(statement).bindparams(*few, *more)


_LIMITS: Final = """
    SELECT limit_act, limit_on, CAST(COUNT(*) AS INTEGER) AS n FROM cases {index}
    WHERE limit_on IS NOT NULL {within} GROUP BY limit_act, limit_on
"""
_TO_CONFIRM: Final = """
    SELECT 'confirmation' AS limit_act, arrived_on AS limit_on, COUNT(*) AS n FROM cases {index}
    WHERE status = 'awaiting_confirmation' {within} GROUP BY arrived_on
"""
#: what the agency itself owes the organ that hears an appeal
_OF_APPEALS: Final = """
    SELECT 'appeal' AS limit_act, next_limit_on AS limit_on, COUNT(*) AS n FROM appeals {index}
    WHERE {ours} AND next_limit_on IS NOT NULL {within} GROUP BY next_limit_on
"""
_BESIDE: Final = (
    (_LIMITS, "cases_limits"),
    (_TO_CONFIRM, "cases_to_call"),
    (_OF_APPEALS, "appeals_pending"),
)


def _ours(connection: Connection) -> str:
    """Appeals that wait for the agency; an index in part serves only a query that repeats its words."""
    if connection.dialect.name == "sqlite":
        return "is_pending = 1 AND next_limit_ours = 1"
    return "is_pending AND next_limit_ours"


def limits(connection: Connection, agencies: Agencies) -> list[Any]:
    """Limits beside the reply by act and day: rows of limit_act, limit_on, n.

    A receipt that waits to be confirmed is one, on the day the application came (条例第三十一条).
    """
    rows: list[Any] = []
    for statement, index in _BESIDE:
        made = statement.format(
            within=_within(agencies), index=hint(connection, index), ours=_ours(connection)
        )
        rows += connection.execute(_bound(made, agencies).columns(limit_act=String, limit_on=Date)).all()
    return rows


def hint(connection: Connection, index: str) -> str:
    """SQLite keeps no figures of how common a value is, so it is told which index to read."""
    return f"INDEXED BY {index}" if connection.dialect.name == "sqlite" else ""


Place = tuple[date | None, int]
_PLACES: Final = """
    SELECT case_id, {day} AS due_on FROM {table} {index} WHERE {where} {within} ORDER BY {order} LIMIT :most
"""


def _in_band(band: Stretch) -> list[str]:
    if band.code == "waiting":
        return [f"clock_status IN {STANDING}"]
    if band.code == "unstarted":
        return [f"clock_status NOT IN {STANDING}", "(clock_status <> 'running' OR due_on IS NULL)"]
    made = ["clock_status = 'running'", "due_on IS NOT NULL"]
    made += [] if band.after is None else ["due_on > :past"]
    return made if band.until is None else [*made, "due_on <= :until"]


def places(connection: Connection, wanted: Wanted, after: Place | None, limit: int) -> list[Any]:
    """Places of the cases behind a figure, soonest deadline first: rows of case_id, due_on.

    Dated bands go on behind a deadline and a case, the others behind a case.
    """
    band = wanted.band
    dated = band is not None and band.code not in ("waiting", "unstarted")
    where = ["is_open = 1" if connection.dialect.name == "sqlite" else "is_open"]
    where += _in_band(band) if band else []
    given: dict[str, Any] = {"past": band and band.after, "until": band and band.until}
    for column, value in (("unit", wanted.unit), ("handler_id", wanted.handler)):
        if value is not None:
            where.append(f"{column} = :{column}")
            given[column] = value
    where += ["handler_id IS NULL"] if wanted.unassigned else []
    if after is not None:
        where.append("(due_on, case_id) > (:day, :place)" if dated and after[0] else "case_id > :place")
        given |= {"day": after[0], "place": after[1]}
    order = "due_on, case_id" if dated else "case_id"
    return _placed(connection, ("due_on", "cases_watch", where, order), wanted.agencies, given, limit)


#: where a limit stands: its day, the index, and what tells it
_LIMITED: Final = {
    "confirmation": ("arrived_on", "cases_to_call", "status = 'awaiting_confirmation'"),
    "appeal": ("next_limit_on", "appeals_pending", "{ours}"),
    "": ("limit_on", "cases_limits", "limit_on IS NOT NULL AND (limit_act = :act OR limit_act LIKE :acts)"),
}


def limited(
    connection: Connection,
    wanted: Wanted,
    days: tuple[date, date | None],
    after: Place | None,
    limit: int,
) -> list[Any]:
    """Cases with that act due from one day to another: rows of case_id, due_on (the day of the limit)."""
    day, index, kind = _LIMITED.get(wanted.act or "", _LIMITED[""])
    where = [f"{day} >= :past", kind.format(ours=_ours(connection))]
    where += [] if days[1] is None else [f"{day} <= :until"]
    where += [] if after is None else [f"({day}, case_id) > (:day, :place)"]
    given: dict[str, Any] = {"past": days[0], "until": days[1], "act": wanted.act, "acts": f"{wanted.act}:%"}
    given |= {} if after is None else {"day": after[0], "place": after[1]}
    return _placed(connection, (day, index, where, f"{day}, case_id"), wanted.agencies, given, limit)


def _placed(
    connection: Connection,
    asked: tuple[str, str, list[str], str],
    agencies: Agencies,
    given: dict[str, Any],
    limit: int,
) -> list[Any]:
    """The rows of day, index, conditions and order; only what the conditions name is sent."""
    day, index, where, order = asked
    made = _PLACES.format(
        table="appeals" if index == "appeals_pending" else "cases",
        day=day,
        index=hint(connection, index),
        where=" AND ".join(where),
        within=_within(agencies),
        order=order,
    )
    named = {name: value for name, value in given.items() if re.search(rf":{name}\b", made)}
    few = [
        bindparam(name, value, Date() if isinstance(value, date) else None) for name, value in named.items()
    ]
    statement = _bound(made, agencies, bindparam("most", limit), *few)
    return list(connection.execute(statement.columns(case_id=Integer, due_on=Date)).all())
