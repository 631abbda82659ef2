"""The annual report of a city at a million cases, on both databases, against a statement written by hand.

By hand: one statement that counts the year over the case rows themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

import many_cases
from builders import moment
from made_cases import CITY, TODAY
from table import Row, interleaved, seconds

from workflow.desk import Desk
from workflow.reporting.annual import Asked, annual

MANY = 1_000_000
MOST_SECONDS, MOST_TIMES = 1.0, 1.5
ASKED = {
    "this year": Asked(year=TODAY.year, subtree=True),
    "an older year": Asked(year=2022, subtree=True),
    "this year, form of 2014": Asked(year=TODAY.year, subtree=True, form="2014"),
    "an older year as of a past day": Asked(year=2022, subtree=True, as_of=date(2022, 12, 31)),
}
_BY_HAND = """
SELECT applicant_type, outcome, received_on < '{y}-01-01' AS carried_in,
       CASE WHEN dispatched_on <= '{y}-12-31' THEN 1 ELSE 0 END AS processed, COUNT(*)
FROM cases
WHERE kind = 'application' AND received_on <= '{y}-12-31' AND (dispatched_on IS NULL OR dispatched_on >= '{y}-01-01')
GROUP BY 1, 2, 3, 4
"""


def measure() -> Iterable[Row]:
    """SQLite, then PostgreSQL."""
    for name, opened in (("SQLite", many_cases.on_sqlite), ("PostgreSQL", many_cases.on_postgres)):
        with opened(MANY) as desk:
            yield from _rows(name, desk)


def _rows(name: str, desk: Desk) -> Iterator[Row]:
    for what, asked in ASKED.items():
        ours, rival = interleaved((_ours(desk, asked), _by_hand(desk, asked.year)), 1, 5)
        yield Row(
            f"{name}: annual report of 61 agencies, {MANY:,} cases, {what}",
            seconds(ours),
            f"{seconds(rival)} by hand",
            f"{ours / rival:.2f} x",
            f"<= {seconds(MOST_SECONDS)}, <= {MOST_TIMES} x",
            holds=ours <= MOST_SECONDS and ours <= MOST_TIMES * rival,
        )


def _ours(desk: Desk, asked: Asked) -> Callable[[], object]:
    def report() -> Any:
        made = annual(desk, CITY, moment(TODAY, 15), asked)
        assert made.holds
        assert made.table.rows

    return report


def _by_hand(desk: Desk, year: int) -> Callable[[], object]:
    def count() -> Any:
        with desk.store.database.reading() as connection:
            return connection.exec_driver_sql(_BY_HAND.format(y=year)).all()

    return count
