"""Counting each month once it is over, and again where a case of it has changed: what the worker does beside."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from workflow.days.office_time import today_of
from workflow.days.working_days import WorkingDays
from workflow.installation import Installation
from workflow.store import Connection
from workflow.store.figures import figure_rows
from workflow.store.figures.figure_queries import Period
from workflow.store.figures.figure_rows import Busy, month_of
from workflow.supervision.tallies import Tally, as_text, calendar, counted

logger = logging.getLogger(__name__)


class Due(NamedTuple):
    """Months of one agency in one year that have to be counted, each by its first day."""

    agency: int
    months: tuple[date, ...]


def sweep(here: Installation, now: datetime) -> int:
    """Count what is over and not kept; answers how many months of agencies. Safe to run again."""
    with here.store.database.reading() as connection:
        days = here.around(connection, None, now).days
        due = tuple(_due(connection, days, today_of(now)))
    return sum(_kept(here, one, days) for one in due)


def _due(connection: Connection, days: WorkingDays, today: date) -> Iterator[Due]:
    """Months before this one, in years whose holidays are announced."""
    kept = figure_rows.kept_years(connection)
    for agency, first in figure_rows.firsts(connection).items():
        for year in range(first.year, min(today.year, days.published_through.year) + 1):
            months = tuple(_months(max(first, date(year, 1, 1)), min(today, date(year + 1, 1, 1))))
            by = calendar(days, year)
            if kept.get((agency, year, by), 0) < len(months):
                there = figure_rows.kept_months(connection, agency, by)
                yield Due(agency, tuple(month for month in months if month_of(month) not in there))


def _months(first: date, behind: date) -> Iterator[date]:
    """The first days of the months from that of one day up to before that of the other."""
    month, end = first.replace(day=1), behind.replace(day=1)
    while month < end:
        yield month
        month = _next(month)


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _kept(here: Installation, due: Due, days: WorkingDays) -> int:
    """Each year of an agency in a transaction of its own, so that nobody waits long."""
    period = Period((due.agency,), due.months[0], _next(due.months[-1]) - timedelta(days=1))
    try:
        with here.store.database.writing() as connection:
            figure_rows.hold_still(connection)
            made = counted(connection, period, days)
            nothing = Tally({}, {}, {})
            texts = {m: as_text(made.get((due.agency, m), nothing)) for m in map(month_of, due.months)}
            figure_rows.keep(connection, due.agency, calendar(days, due.months[0].year), texts)
    except Busy:
        logger.info("正在登记案件，下次再统计 / cases are being written: counted next time")
        return 0
    return len(due.months)
