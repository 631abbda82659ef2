"""Days in words: dates as letters print them, and the days a plain look at the week gets wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from workflow.clock.deadline import deadline
from workflow.clock.regime import Regimes
from workflow.clock.timeline import Timeline
from workflow.days.day_words import notes, told_steps, weekend_days, zh_date, zh_day
from workflow.days.working_days import WorkingDays

ROOT = Path(__file__).parents[2]
DAYS = WorkingDays.load(ROOT / "holidays")


def test_a_date_is_written_without_leading_zeros_and_with_its_weekday() -> None:
    assert zh_date(date(2026, 3, 2)) == "2026年3月2日"
    assert zh_day(date(2026, 11, 22)) == "2026年11月22日 周日"


def test_a_holiday_in_a_row_is_one_note_and_a_make_up_day_another() -> None:
    said = notes(date(2024, 4, 1), date(2024, 4, 12), DAYS)

    assert [(note.from_on.day, note.to_on.day, note.working) for note in said] == [
        (4, 6, False),
        (7, 7, True),
    ]
    assert said[0].zh == "清明节放假，不计"


def test_plain_weekends_are_only_counted() -> None:
    assert notes(date(2026, 3, 2), date(2026, 3, 29), DAYS) == ()
    assert weekend_days(date(2026, 3, 2), date(2026, 3, 29), DAYS) == 8


def test_rest_days_before_the_first_counted_day_belong_to_its_step() -> None:
    received_on = date(2025, 9, 30)
    steps = deadline(Timeline(received_on), Regimes.load(ROOT / "config" / "regimes")["prc-2019"], DAYS).steps

    [(step, begin)] = told_steps(received_on, steps)

    assert (begin, step.from_on) == (date(2025, 10, 1), date(2025, 10, 9))
