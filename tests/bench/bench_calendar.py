"""The calendar against numpy's business days and the library holidays: the same days, the same twenty days on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from table import Row, interleaved, seconds

import holidays
from workflow.days.working_days import WorkingDays

FOLDER = Path(__file__).parents[2] / "holidays"
DAYS = WorkingDays.load(FOLDER)
#: The receipt days of two years; the answers lie inside the announced ground for all.
RECEIVED = [date(2024, 1, 1) + timedelta(days=place) for place in range(700)]
LIMIT = 20


def measure() -> Iterable[Row]:
    """One call each; numpy has its days in its own type beforehand when that is the faster way for it."""
    calendar = np.busdaycalendar(weekmask="1111111", holidays=_rest_days())
    own_type = [np.datetime64(day, "D") for day in RECEIVED]
    _agree(calendar)
    ours, plain, prepared, build = interleaved(
        [_ours, lambda: _numpy(RECEIVED, calendar), lambda: _numpy(own_type, calendar), _build],
        times=3,
        rounds=15,
    )
    ours_call, rival = ours / len(RECEIVED), min(plain, prepared) / len(RECEIVED)
    yield _row("add_working_days / numpy.busday_offset", ours_call, rival, 10)

    public = holidays.country_holidays("CN")
    some = RECEIVED[::50]
    ours, theirs = interleaved([_ours, lambda: _public(some, public)], times=1)
    yield _row(
        "add_working_days / holidays.get_nth_working_day", ours / len(RECEIVED), theirs / len(some), 100
    )
    yield Row("WorkingDays from 20 year files", seconds(build), "-", "-", "<= 10 ms", holds=build <= 0.01)


def _row(what: str, ours: float, rival: float, reach: int) -> Row:
    ratio = rival / ours
    return Row(what, seconds(ours), seconds(rival), f"{ratio:.1f} x", f">= {reach} x", holds=ratio >= reach)


def _ours() -> None:
    add = DAYS.add_working_days
    for day in RECEIVED:
        add(day, LIMIT)


def _numpy(days: Iterable[object], calendar: np.busdaycalendar) -> None:
    offset: Callable[..., object] = np.busday_offset
    for day in days:
        offset(day, LIMIT, roll="preceding", busdaycal=calendar)


def _public(days: Iterable[date], public: holidays.HolidayBase) -> None:
    for day in days:
        public.get_nth_working_day(day, LIMIT)


def _build() -> None:
    WorkingDays.from_years(DAYS.years)


def _rest_days() -> list[date]:
    first, last = date(2007, 1, 1), DAYS.published_through
    days = (first + timedelta(days=place) for place in range((last - first).days + 1))
    return [day for day in days if not DAYS.is_working_day(day)]


def _agree(calendar: np.busdaycalendar) -> None:
    """A rival that answers otherwise would not be a rival."""
    for day in RECEIVED:
        theirs = np.busday_offset(day, LIMIT, roll="preceding", busdaycal=calendar).astype(date)
        if theirs != DAYS.add_working_days(day, LIMIT):
            raise AssertionError(f"{day}: {theirs}")
