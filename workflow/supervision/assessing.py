"""The assessment of a period as a supervisor reads it: the sheet of every agency, and the cases behind a figure."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, NamedTuple

from workflow.days.office_time import today_of
from workflow.days.working_days import WorkingDays
from workflow.errors import BadInput
from workflow.installation import Installation
from workflow.levels import Levels
from workflow.listing import LedgerRow, ledger_row
from workflow.store import Connection, repository
from workflow.store.figures import watch_queries
from workflow.store.figures.figure_queries import Period
from workflow.store.figures.watch_queries import Stretch
from workflow.store.lists import paging
from workflow.store.reports import fault_queries
from workflow.supervision.assessment import FAULTS, GAINS, Scheme, Sheet, sheets
from workflow.supervision.figures import of_period
from workflow.supervision.scope import Watched, watched

PAGE: Final = 50
OVERDUE: Final = "overdue"
#: the measures whose cases are listed here; the others have lists of their own
LISTED: Final = (*FAULTS, *GAINS)


class Asked(NamedTuple):
    """Which days, below which agency; `alone` without those below it."""

    first: date
    last: date
    agency: int | None = None
    alone: bool = False


class Assessed(NamedTuple):
    """The sheets of a period, the best first."""

    scope: Watched
    asked: Asked
    sheets: tuple[Sheet, ...]


def assess(
    here: Installation, person: int, now: datetime, asked: Asked, scheme: Scheme, levels: Levels
) -> Assessed:
    """Every agency of which something was counted. Raises NotAllowed.

    Open cases count where the period reaches today: what was overdue on a past day is not kept.
    """
    with here.store.database.reading() as connection:
        officer = repository.officer(connection, person, today_of(now))
        scope = watched(connection, officer, asked.agency)
        around = here.around(connection, officer, now)
        found = of_period(connection, scope, around.days, asked.first, asked.last, often=False)
        period = Period(scope.ids, asked.first, asked.last)
        counted = {measure: fault_queries.counts(connection, measure, period) for measure in LISTED}
        now_late = asked.first <= around.today <= asked.last
        overdue = _overdue(connection, scope, levels, around.days, around.today) if now_late else {}
    return Assessed(scope, asked, sheets(scheme, found, overdue, counted))


def _overdue(
    connection: Connection, scope: Watched, levels: Levels, days: WorkingDays, today: date
) -> dict[int, int]:
    """Open cases past their day, by agency."""
    stretches = [Stretch(band.code, band.after, band.until) for band in levels.bands(today, days)]
    found = watch_queries.tallies(connection, scope.asked, stretches, "agency")
    return {agency: n for agency, band, n in found if band == OVERDUE}


class Listed(NamedTuple):
    """A page of the cases behind a figure of the sheet; `next_before` asks for the page after it."""

    scope: Watched
    rows: tuple[LedgerRow, ...]
    next_before: int | None


def behind(
    here: Installation, person: int, now: datetime, asked: Asked, measure: str, before: int | None = None
) -> Listed:
    """The cases with such a fact in that period, the newest first. Raises NotAllowed, BadInput."""
    if measure not in LISTED:
        raise BadInput("没有这个数字，请从考核表点选 / no such figure: begin at the sheet")
    with here.store.database.reading() as connection:
        officer = repository.officer(connection, person, today_of(now))
        scope = watched(connection, officer, asked.agency)
        around = here.around(connection, officer, now)
        period = Period((scope.head.agency_id,) if asked.alone else scope.ids, asked.first, asked.last)
        ids = fault_queries.places(connection, measure, period, before, PAGE + 1)
        rows = paging.rows(connection, ids[:PAGE])
    more = ids[PAGE - 1] if len(ids) > PAGE else None
    return Listed(scope, tuple(ledger_row(row, around) for row in rows), more)
