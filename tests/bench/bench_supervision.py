"""The overdue ledger and the figures of a city at a million cases of which 50,000 are open, on both databases.

As the supervisor sees it: server time of the whole page, session, navigation and template included. Beside it the count
alone against statements written by hand that count the same.
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
from workflow.supervision import keeping
from workflow.supervision.figures import figures
from workflow.supervision.watching import BY, Asked, watch

MANY = 1_000_000
ROUNDS = 40
MOST_SECONDS, MOST_TIMES = 0.1, 1.5
#: a page of figures sums a year of every agency
MOST_FOR_FIGURES = 0.3
LEVELS = Levels.load()
PAGES = {
    "by agency": "/supervision",
    "by unit": "/supervision?by=unit",
    "by person": "/supervision?by=person",
    "overdue cases": "/supervision/cases?band=overdue",
    "waiting cases": "/supervision/cases?band=waiting",
    "late replies": "/supervision/late",
}
FIGURES = {
    "this year": "/supervision/figures",
    "last year": f"/supervision/figures?year={TODAY.year - 1}",
    "last year, ten agencies": f"/supervision/figures?year={TODAY.year - 1}&agency=40",
    "assessment of this year": "/supervision/assessment",
    "meeting of last month": "/supervision/meeting",
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
_YEAR = (date(TODAY.year - 1, 1, 1), date(TODAY.year - 1, 12, 31))
_ANSWERED = f"kind = 'application' AND dispatched_on BETWEEN '{_YEAR[0]}' AND '{_YEAR[1]}'"
_SUMS = "COUNT(*), COUNT(CASE WHEN timely THEN 1 END), COUNT(timely), COUNT(CASE WHEN extended THEN 1 END), "
_SUMS += "COUNT(CASE WHEN corrected THEN 1 END)"
_ASKED = f"""
SELECT agency_id, SUBSTR(CAST(received_on AS TEXT), 1, 7), channel, COUNT(*) FROM cases
WHERE kind = 'application' AND received_on BETWEEN '{_YEAR[0]}' AND '{_YEAR[1]}' GROUP BY 1, 2, 3
"""
_MONTHS = f"""
SELECT agency_id, SUBSTR(CAST(dispatched_on AS TEXT), 1, 7), {_SUMS} FROM cases WHERE {_ANSWERED} GROUP BY 1, 2
"""
_KINDS = f"SELECT channel, outcome, {_SUMS} FROM cases WHERE {_ANSWERED} GROUP BY 1, 2"
_LENGTHS = f"""
SELECT agency_id, clock_from, dispatched_on, days_waited, COUNT(*) FROM cases WHERE {_ANSWERED} GROUP BY 1, 2, 3, 4
"""
_OFTEN = f"""
SELECT a.id_no_digest, MIN(c.case_id), COUNT(*) FROM cases c
JOIN applicants a ON a.case_id = c.case_id AND a.position = 1
WHERE c.kind = 'application' AND c.received_on BETWEEN '{_YEAR[0]}' AND '{_YEAR[1]}'
GROUP BY 1 HAVING COUNT(*) >= 3 ORDER BY 3 DESC
"""
_CONFIRM = "SELECT arrived_on, COUNT(*) FROM cases WHERE status = 'awaiting_confirmation' GROUP BY 1"


def measure() -> Iterable[Row]:
    """SQLite, then PostgreSQL."""
    for name, opened in (("SQLite", many_cases.on_sqlite), ("PostgreSQL", many_cases.on_postgres)):
        with opened(MANY) as desk:
            _tidy(desk)
            yield from _counts(name, desk)
            yield _figures(name, desk)
            yield from _pages(name, desk)


def _tidy(desk: Desk) -> None:
    """What the worker and the server do by themselves in a while after a migration has touched every row."""
    keeping.sweep(desk, moment(TODAY, 15))
    if not desk.store.database.is_sqlite:
        with desk.store.database.engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            raw.autocommit = True
            raw.execute("VACUUM ANALYZE cases, askers, figure_months, figure_stale")
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


def _figures(name: str, desk: Desk) -> Row:
    """A year of the city in figures, beside the statements that count it from the cases."""
    texts = (_ASKED, _MONTHS, _KINDS, _LENGTHS, _OFTEN)

    def ours() -> object:
        made = figures(desk, CITY, moment(TODAY, 15), *_YEAR)
        assert made.total.received > MANY // 10
        return made

    def by_hand() -> object:
        with desk.store.database.reading() as connection:
            return [connection.exec_driver_sql(text).all() for text in texts]

    mine, rival = interleaved((ours, by_hand), 1, 5)
    return Row(
        f"{name}: a year in figures, 61 agencies, {MANY:,} cases",
        seconds(mine),
        f"{seconds(rival)} by hand",
        f"{mine / rival:.2f} x",
        f"<= {MOST_TIMES} x",
        holds=mine <= MOST_TIMES * rival,
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
    for kind, pages, most in (
        ("overdue ledger page", PAGES, MOST_SECONDS),
        ("figures page", FIGURES, MOST_FOR_FIGURES),
    ):
        for what, address in pages.items():
            taken = _taken(visitor, address)
            slowest = quantiles(taken, n=20, method="inclusive")[-1]
            yield Row(
                f"{name}: {kind}, {what}, 61 agencies, {MANY:,} cases",
                f"{seconds(slowest)} p95, {seconds(median(taken))} median",
                "-",
                "-",
                f"<= {seconds(most)} p95",
                holds=slowest <= most,
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
