"""The overdue ledger of a city at a million cases of which 50,000 are open, on both databases.

As the supervisor sees it: server time of the whole page, session, navigation and template included. Beside it the count
alone against one statement written by hand that counts the same bands, limits and rates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from statistics import median, quantiles
from time import perf_counter
from typing import Any

import many_cases
from builders import moment
from made_cases import CITY, PASSWORD, TODAY
from pages import Visitor
from table import Row, interleaved, seconds

from web import create_app
from workflow.desk import Desk
from workflow.levels import Band, Levels
from workflow.supervision.watching import BY, Asked, watch

MANY = 1_000_000
ROUNDS = 40
MOST_SECONDS, MOST_TIMES = 0.1, 1.5
LEVELS = Levels.load()
PAGES = {
    "by agency": "/supervision",
    "by unit": "/supervision?by=unit",
    "by person": "/supervision?by=person",
    "overdue cases": "/supervision/cases?band=overdue",
    "waiting cases": "/supervision/cases?band=waiting",
    "late replies": "/supervision/late",
}
_KEYS = {"agency": "agency_id", "unit": "agency_id, unit", "person": "agency_id, handler_id"}
_BY_HAND = """
SELECT {keys}, COUNT(*), {bands} FROM cases WHERE {is_open} GROUP BY {keys}
"""
_RATES = """
SELECT agency_id, COUNT(CASE WHEN timely THEN 1 END), COUNT(timely) FROM cases
WHERE kind = 'application' AND dispatched_on >= '{first}' AND dispatched_on <= '{today}' GROUP BY agency_id
"""
_LIMITS = "SELECT limit_act, limit_on, COUNT(*) FROM cases WHERE limit_on IS NOT NULL GROUP BY 1, 2"
_CONFIRM = "SELECT arrived_on, COUNT(*) FROM cases WHERE status = 'awaiting_confirmation' GROUP BY 1"


def measure() -> Iterable[Row]:
    """SQLite, then PostgreSQL."""
    for name, opened in (("SQLite", many_cases.on_sqlite), ("PostgreSQL", many_cases.on_postgres)):
        with opened(MANY) as desk:
            _tidy(desk)
            yield from _counts(name, desk)
            yield from _pages(name, desk)


def _tidy(desk: Desk) -> None:
    """What the server does by itself in a while after a migration has touched every row."""
    if not desk.store.database.is_sqlite:
        with desk.store.database.engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            raw.autocommit = True
            raw.execute("VACUUM ANALYZE cases")
            raw.autocommit = False


def _counts(name: str, desk: Desk) -> Iterator[Row]:
    """The count alone, beside the statements by hand."""
    for by in BY:
        ours, rival = interleaved((_ours(desk, by), _by_hand(desk, by)), 1, 9)
        yield Row(
            f"{name}: overdue ledger counted by {by}, {MANY:,} cases",
            seconds(ours),
            f"{seconds(rival)} by hand",
            f"{ours / rival:.2f} x",
            f"<= {MOST_TIMES} x",
            holds=ours <= MOST_TIMES * rival,
        )


def _ours(desk: Desk, by: str) -> Callable[[], object]:
    def count() -> object:
        made = watch(desk, CITY, moment(TODAY, 15), Asked(by=by), LEVELS)
        assert sum(made.totals.values()) > MANY // 25
        return made

    return count


def _by_hand(desk: Desk, by: str) -> Callable[[], object]:
    with desk.store.database.reading() as connection:
        days = desk.around(connection, None, moment(TODAY, 15)).days
    bands = ", ".join(_band(band) for band in LEVELS.bands(TODAY, days) if band.until or band.after)
    is_open = "is_open = 1" if desk.store.database.is_sqlite else "is_open"
    counted = _BY_HAND.format(keys=_KEYS[by], bands=bands, is_open=is_open)
    rates = _RATES.format(first=date(TODAY.year, 1, 1), today=TODAY)

    def count() -> object:
        with desk.store.database.reading() as connection:
            return [connection.exec_driver_sql(text).all() for text in (counted, rates, _LIMITS, _CONFIRM)]

    return count


def _band(band: Band) -> str:
    parts = ["clock_status = 'running'"]
    parts += [f"due_on > '{band.after}'"] if band.after else []
    parts += [f"due_on <= '{band.until}'"] if band.until else []
    return f"COUNT(CASE WHEN {' AND '.join(parts)} THEN 1 END)"


def _pages(name: str, desk: Desk) -> Iterator[Row]:
    """Every page, forty times."""
    visitor = Visitor(create_app(desk, now=lambda: moment(TODAY, 15)).test_client())
    assert visitor.sign_in("city", PASSWORD).status_code == 303
    for what, address in PAGES.items():
        taken = _taken(visitor, address)
        slowest = quantiles(taken, n=20, method="inclusive")[-1]
        yield Row(
            f"{name}: overdue ledger page, {what}, 61 agencies, {MANY:,} cases",
            f"{seconds(slowest)} p95, {seconds(median(taken))} median",
            "-",
            "-",
            f"<= {seconds(MOST_SECONDS)} p95",
            holds=slowest <= MOST_SECONDS,
        )


def _taken(visitor: Visitor, address: str) -> list[float]:
    """Seconds of each call; the first ones only warm up."""
    taken = []
    for _ in range(ROUNDS + 3):
        started = perf_counter()
        answer = visitor.client.get(address)
        taken.append(perf_counter() - started)
        assert answer.status_code == 200, f"{address}: {answer.status}"
    return taken[3:]
