"""What supervision counts of a period: what came in, what was answered and how; each from one index alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Date, bindparam, text

from workflow.store.tables import ANSWERED
from workflow.store.watch_queries import hint


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
    made = text(
        statement.format(index=hint(connection, index) if index else "", answered=ANSWERED, **more)
    ).bindparams(
        bindparam("agencies", list(period.agencies), expanding=True),
        bindparam("first", period.first, Date()),
        bindparam("last", period.last, Date()),
    )
    return list(connection.execute(made).all())


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
_RESULTS: Final = """
    SELECT {keys}, COUNT(*) AS n, COUNT(CASE WHEN timely THEN 1 END) AS timely, COUNT(timely) AS judged,
           COUNT(CASE WHEN extended THEN 1 END) AS extended, COUNT(CASE WHEN corrected THEN 1 END) AS corrected
    FROM cases {index}
    WHERE {answered} AND agency_id IN :agencies AND dispatched_on BETWEEN :first AND :last GROUP BY {by}
"""
_DURATIONS: Final = """
    SELECT agency_id, clock_from, dispatched_on, days_waited, COUNT(*) AS n FROM cases {index}
    WHERE {answered} AND agency_id IN :agencies AND dispatched_on BETWEEN :first AND :last AND clock_from IS NOT NULL
    GROUP BY agency_id, clock_from, dispatched_on, days_waited
"""


def _month(connection: Connection, column: str) -> str:
    """The number of the month; SQLite keeps dates as ISO text."""
    if connection.dialect.name == "sqlite":
        return f"CAST(SUBSTR({column}, 6, 2) AS INTEGER)"
    return f"CAST(EXTRACT(MONTH FROM {column}) AS INTEGER)"


def received(connection: Connection, period: Period) -> list[Any]:
    """Applications received: rows of agency_id, month, channel, n."""
    month = _month(connection, "received_on")
    return asked(connection, _RECEIVED, "cases_received", period, month=month)


def results_by_month(connection: Connection, period: Period) -> list[Any]:
    """Replies that left: rows of agency_id, month, n, timely, judged, extended, corrected."""
    keys = f"agency_id, {_month(connection, 'dispatched_on')} AS month"
    return asked(connection, _RESULTS, "cases_answered", period, keys=keys, by="agency_id, month")


def results_by_kind(connection: Connection, period: Period) -> list[Any]:
    """The same by channel and outcome."""
    keys = "channel, outcome"
    return asked(connection, _RESULTS, "cases_answered", period, keys=keys, by=keys)


def durations(connection: Connection, period: Period) -> list[tuple[int, date, date, int, int]]:
    """Replies by how long they took: agency, from which day, to which, days waited in between, how many."""
    rows = asked(connection, _DURATIONS, "cases_answered", period)
    return [(agency, _day(since), _day(sent), waited, n) for agency, since, sent, waited, n in rows]


def _day(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


_APPEALS: Final = """
    SELECT agency_id, kind, result_kind, COUNT(*) AS n FROM appeals
    WHERE agency_id IN :agencies AND filed_on BETWEEN :first AND :last GROUP BY agency_id, kind, result_kind
"""
APPLICANT: Final = """
    CASE WHEN a.id_no_digest <> '' THEN a.id_no_digest WHEN a.phone_digest <> '' THEN a.phone_digest ELSE a.name END
"""
_REPEATED: Final = """
    SELECT MIN(case_id) AS case_id, COUNT(*) AS n FROM (
        SELECT c.case_id, {who} AS who FROM cases c JOIN applicants a ON a.case_id = c.case_id AND a.position = 1
        WHERE c.agency_id IN :agencies AND c.received_on BETWEEN :first AND :last AND c.kind = 'application') AS asked
    WHERE who <> '' GROUP BY who HAVING COUNT(*) >= {least} ORDER BY n DESC, case_id
"""


def appeals(connection: Connection, period: Period) -> list[Any]:
    """Appeals filed: rows of agency_id, kind, result_kind, n."""
    return asked(connection, _APPEALS, "", period)


def repeated(connection: Connection, period: Period, least: int) -> list[Any]:
    """Applicants who asked so often, the most often first: rows of case_id (their first) and n.

    Who they are is told by identity number, else phone, else name, of the first applicant of a case.
    """
    return asked(connection, _REPEATED, "", period, who=APPLICANT, least=int(least))


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
