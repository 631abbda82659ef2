"""Days in words: a date as letters and pages print it, and why the days of a stretch count or do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from workflow.clock.steps import Step
from workflow.days.working_days import DayExplained, WorkingDays

_WEEK = "一二三四五六日"
_DAY = timedelta(days=1)


class DayNote(NamedTuple):
    """Days in a row that need a word: a holiday that does not count, or a make-up workday that does."""

    from_on: date
    to_on: date
    working: bool
    zh: str
    en: str


def zh_date(day: date) -> str:
    """2026年11月20日, without leading zeros (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


def zh_day(day: date) -> str:
    """2026年11月20日 周五."""
    return f"{zh_date(day)} 周{_WEEK[day.weekday()]}"


def notes(from_on: date, to_on: date, days: WorkingDays) -> tuple[DayNote, ...]:
    """What a plain look at the week would get wrong between two days, both included: holidays, make-up days.

    Days of the same holiday in a row make one note, weekends inside it included.
    """
    told = [days.explain(day) for day in _each(from_on, to_on)]
    rows = [list(row) for (name, _), row in groupby(told, key=_why) if name]
    return tuple(_note(row) for row in rows)


def told_steps(received_on: date, steps: Iterable[Step]) -> Iterator[tuple[Step, date]]:
    """Each step with the first day it accounts for: rest days before its first counted day are its own."""
    last = received_on
    for step in steps:
        follows = last < step.from_on and step.kind != "restart"
        yield step, last + _DAY if follows else step.from_on
        last = step.to_on


def weekend_days(from_on: date, to_on: date, days: WorkingDays) -> int:
    """Ordinary weekend days between two days, both included, that belong to no holiday."""
    return sum(days.explain(day).kind == "weekend" for day in _each(from_on, to_on))


def _each(from_on: date, to_on: date) -> Iterator[date]:
    return (from_on + n * _DAY for n in range((to_on - from_on).days + 1))


def _why(day: DayExplained) -> tuple[str, bool]:
    plain = day.kind in ("working", "weekend")
    return ("", True) if plain else (day.name_zh or day.kind, day.working)


def _note(row: list[DayExplained]) -> DayNote:
    first, last = row[0], row[-1]
    if first.working:
        zh, en = f"{first.name_zh}调休上班，计入", f"make-up workday ({first.name_en}), counted"
    else:
        zh, en = f"{first.name_zh}放假，不计", f"{first.name_en}, not counted"
    return DayNote(first.on, last.on, first.working, zh, en)
