"""A year as a terminal and a script see it."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from pathlib import Path

import pytest

from workflow.cli.calendar_pages import width, year_as_json, year_as_text
from workflow.days.working_days import WorkingDays
from workflow.errors import CalendarUnknown

FOLDER = Path(__file__).parents[2] / "holidays"
DAYS = WorkingDays.load(FOLDER)
NUMBER = re.compile(r"\d+")


def the_month(text: str, title: str) -> list[str]:
    return next(block for block in text.split("\n\n") if block.startswith(title)).split("\n")


def test_json_has_a_row_for_every_day_with_the_name_of_its_holiday() -> None:
    page = year_as_json(DAYS, 2026)

    rows = {row["date"]: row for row in page["days"]}
    assert (page["year"], page["published"], len(rows)) == (2026, True, 365)
    assert rows["2026-02-14"] == {"date": "2026-02-14", "working": True, "name": "春节"}
    assert rows["2026-02-15"] == {"date": "2026-02-15", "working": False, "name": "春节"}
    assert rows["2026-11-21"] == {"date": "2026-11-21", "working": False, "name": ""}
    assert rows["2026-11-20"] == {"date": "2026-11-20", "working": True, "name": ""}


def test_a_leap_year_has_its_day_more() -> None:
    assert len(year_as_json(DAYS, 2024)["days"]) == 366


def test_json_agrees_with_the_count_and_says_when_a_year_is_projected() -> None:
    page = year_as_json(DAYS, 2027)

    assert page["published"] is False
    for row in page["days"]:
        assert row["working"] == DAYS.is_working_day(date.fromisoformat(row["date"]))


def test_a_month_shows_rest_days_make_up_days_and_their_names() -> None:
    assert the_month(year_as_text(DAYS, 2026), "2月") == [
        "2月 February：16 个工作日 / 16 working days",
        "  一   二   三   四   五   六   日",
        "                                1.",
        "  2    3    4    5    6    7.   8.",
        "  9   10   11   12   13   14班 15休",
        " 16休 17休 18休 19休 20休 21休 22休",
        " 23休 24   25   26   27   28班",
        "  班 14日    春节 / Spring Festival",
        "  休 15-23日 春节 / Spring Festival",
        "  班 28日    春节 / Spring Festival",
    ]


def test_every_day_stands_under_its_weekday_though_the_marks_are_wide() -> None:
    text = year_as_text(DAYS, 2025)

    for month in range(1, 13):
        weeks = [line for line in the_month(text, f"{month}月")[2:] if not line.startswith(("  休", "  班"))]
        found = {
            int(day[0]): (width(line[: day.end()]) - 3) / 5 for line in weeks for day in NUMBER.finditer(line)
        }
        assert found == {
            day: date(2025, month, day).weekday() for day in range(1, monthrange(2025, month)[1] + 1)
        }


def test_the_page_says_plainly_that_the_notice_is_not_out() -> None:
    text = year_as_text(DAYS, 2027)

    assert text.startswith("2027 年 放假安排尚未公布")
    assert "The notice of 2027 is not out" in text
    assert "班" not in text.split("\n\n", 1)[1]
    assert year_as_text(DAYS, 2026).startswith("2026 年 放假安排已公布")


def test_a_local_festival_is_marked_and_named() -> None:
    local = WorkingDays.load(FOLDER, local=["example-guangxi-2017"])

    april = the_month(year_as_text(local, 2017), "4月")

    assert "  休 1日     壮族三月三" in april
    assert "  班 8日     壮族三月三" in april


@pytest.mark.parametrize("year", [2006, 2030, 0, 12026])
def test_a_year_the_calendar_does_not_hold_is_refused(year: int) -> None:
    for page in (year_as_text, year_as_json):
        with pytest.raises(CalendarUnknown, match="2007"):
            page(DAYS, year)
