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
    made = text(statement.format(index=hint(connection, index), answered=ANSWERED, **more)).bindparams(
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
