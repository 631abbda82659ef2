"""What supervision counts of a period: what came in, what was answered and how; each from one index alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import BindParameter, Connection, Date, bindparam, text

from workflow.store.figures.watch_queries import hint
from workflow.store.tables import ANSWERED


class Period(NamedTuple):
    """Whose cases of which days. The agencies are named one by one: each is a range of the index."""

    agencies: Sequence[int]
    first: date
    last: date


_TIMELINESS: Final = """
    SELECT agency_id, COUNT(CASE WHEN timely THEN 1 END) AS timely, COUNT(timely) AS judged FROM cases {index}
    WHERE {answered} AND agency_id IN :agencies AND dispatched_on BETWEEN :first AND :last GROUP BY agency_id
"""


def asked(connection: Connection, statement: str, index: str, period: Period, **more: Any) -> list[Any]:
    """The rows of a statement over a period, by that index."""
    made = text(statement.format(index=hint(connection, index) if index else "", answered=ANSWERED, **more))
    return list(connection.execute(made.bindparams(*_bound(period))).all())


def _bound(period: Period) -> list[BindParameter[Any]]:
    return [
        bindparam("agencies", list(period.agencies), expanding=True),
        bindparam("first", period.first, Date()),
        bindparam("last", period.last, Date()),
    ]


def timeliness(connection: Connection, period: Period) -> list[Any]:
    """By agency: replies that left in that period in time, and all whose time can be judged."""
    return asked(connection, _TIMELINESS, "cases_answered", period)


_LATE: Final = """
    SELECT {what} FROM cases {index}
    WHERE dispatched_on IS NOT NULL AND timely = {no} AND agency_id IN :agencies
          AND dispatched_on BETWEEN :first AND :last {more}
"""


def late_total(connection: Connection, period: Period) -> int:
    """How many replies left late in that period."""
    no = "0" if connection.dialect.name == "sqlite" else "false"
    return int(asked(connection, _LATE, "cases_late", period, what="COUNT(*)", no=no, more="")[0][0])


def late(connection: Connection, period: Period, after: tuple[date, int] | None, limit: int) -> list[Any]:
    """Places of replies that left late, the latest first: rows of case_id."""
    no = "0" if connection.dialect.name == "sqlite" else "false"
    last, place = after or (period.last + timedelta(days=1), 0)
    more = f"AND (dispatched_on, case_id) < ('{last.isoformat()}', {int(place)})"
    more += f" ORDER BY dispatched_on DESC, case_id DESC LIMIT {int(limit)}"
    return asked(connection, _LATE, "cases_late", period, what="case_id", no=no, more=more)


_RECEIVED: Final = """
    SELECT agency_id, {month} AS month, channel, COUNT(*) AS n FROM cases {index}
    WHERE agency_id IN :agencies AND received_on BETWEEN :first AND :last AND kind = 'application'
    GROUP BY agency_id, month, channel
"""
_REPLIES: Final = """
    SELECT agency_id, dispatched_on, channel, outcome, timely, extended, corrected, clock_from, days_waited
    FROM cases {index} WHERE {answered} AND agency_id IN :agencies AND dispatched_on BETWEEN :first AND :last
"""


def received(connection: Connection, period: Period) -> list[Any]:
    """Applications received: rows of agency_id, month (202511), channel, n."""
    parts = "'%Y%m', received_on" if connection.dialect.name == "sqlite" else "received_on, 'YYYYMM'"
    call = "strftime" if connection.dialect.name == "sqlite" else "to_char"
    return asked(connection, _RECEIVED, "cases_received", period, month=f"CAST({call}({parts}) AS INTEGER)")


def replies(connection: Connection, period: Period) -> list[Any]:
    """Replies that left, one by one: agency_id, dispatched_on, channel, outcome, timely, extended, corrected,
    clock_from, days_waited; on SQLite days are ISO text."""
    return asked(connection, _REPLIES, "cases_answered", period)


_APPEALS: Final = """
    SELECT agency_id, kind, result_kind, COUNT(*) AS n FROM appeals
    WHERE agency_id IN :agencies AND filed_on BETWEEN :first AND :last GROUP BY agency_id, kind, result_kind
"""
#: of those who asked at least so often, their first case and how often; people and applications count them all
_REPEATED: Final = """
    SELECT case_id, n, COUNT(*) OVER () AS people, SUM(n) OVER () AS applications FROM (
        SELECT MIN(case_id) AS case_id, COUNT(*) AS n FROM askers
        WHERE {year} {agencies} {days} GROUP BY who HAVING COUNT(*) >= {least}) AS often
    ORDER BY n DESC, case_id LIMIT {most}
"""


def years(period: Period) -> str:
    """The condition on the years of a period; within one year who asked stands in order."""
    first, last = period.first.year, period.last.year
    return f"year = {first}" if first == last else f"year BETWEEN {first} AND {last}"


def appeals(connection: Connection, period: Period) -> list[Any]:
    """Appeals filed: rows of agency_id, kind, result_kind, n."""
    return asked(connection, _APPEALS, "", period)


def repeated(connection: Connection, period: Period, least: int, most: int, *, every: bool) -> list[Any]:
    """Applicants who asked so often, the most often first: rows of case_id (their first), n, people, applications.

    Who they are is told by identity number, else phone, else name, of the first applicant of a case. `every` says that
    the agencies are all there are; what narrows nothing is not asked of each of them.
    """
    made = text(
        _REPEATED.format(
            year=years(period),
            agencies="" if every else "AND agency_id IN :agencies",
            days="" if _whole_years(period) else "AND received_on BETWEEN :first AND :last",
            least=int(least),
            most=int(most),
        )
    )
    given = _bound(period)
    return list(connection.execute(made.bindparams(*(p for p in given if f":{p.key}" in made.text))).all())


def _whole_years(period: Period) -> bool:
    first, last = period.first, period.last
    return (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)


class Counted(NamedTuple):
    """The cases behind a figure of a period: `received`, `answered` or `repeated`, and what narrows them."""

    what: str = "answered"
    channel: str = ""
    outcome: str = ""
    flag: str = ""  # one of FLAGS
    applicant_of: str = ""  # the first applicant of that case


#: what narrows replies further, as the database takes it
FLAGS: Final = {
    "timely": "timely",
    "late": "NOT timely",
    "judged": "timely IS NOT NULL",
    "extended": "extended",
    "corrected": "corrected",
    "measured": "clock_from IS NOT NULL",
    "unsaid": "outcome = ''",
}
