"""Warning levels: which day presses how much, around rest days and year ends, and what the file must say."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from builders import DAYS

from workflow.errors import BadInput
from workflow.levels import Levels
from workflow.rules import ROOT
from workflow.supervision.watching import band_on

LEVELS = Levels.load()
#: a working Friday, a Saturday, a make-up Sunday, the eve of the long holiday, days around the new year
TODAYS = [date(2026, 11, 20), date(2026, 11, 21), date(2025, 9, 28), date(2025, 9, 30), date(2025, 12, 31),
          date(2026, 1, 1), date(2024, 2, 8)]  # fmt: skip


@pytest.mark.parametrize("today", TODAYS)
def test_every_day_falls_into_the_band_that_its_working_days_say(today: date) -> None:
    bands = LEVELS.bands(today, DAYS)
    within = [level.within for level in LEVELS.levels]

    for day in (today + timedelta(n) for n in range(-30, 60)):
        left = DAYS.days_between(today, day)
        nearest = next((n for n in within if left <= n), None)
        expected = "overdue" if day < today else "later" if nearest is None else f"in_{nearest}"
        assert band_on(day, bands).code == expected, day


@pytest.mark.parametrize("today", TODAYS)
def test_bands_follow_each_other_without_a_gap(today: date) -> None:
    dated = [band for band in LEVELS.bands(today, DAYS) if band.code not in ("waiting", "unstarted")]

    assert dated[0].after is None
    assert [band.after for band in dated[1:]] == [band.until for band in dated[:-1]]
    assert dated[-1].until is None


def test_before_the_long_holiday_two_working_days_reach_beyond_it() -> None:
    by_code = {band.code: band for band in LEVELS.bands(date(2025, 9, 30), DAYS)}

    assert by_code["in_0"].until == date(2025, 10, 8)  # the holiday itself is no working day
    assert by_code["in_2"].until == date(2025, 10, 10)


def test_at_the_end_of_the_year_new_year_s_day_is_jumped_over() -> None:
    by_code = {band.code: band for band in LEVELS.bands(date(2025, 12, 31), DAYS)}

    assert by_code["in_0"].until == date(2026, 1, 3)  # 1 to 3 January are off, the 4th is a make-up day
    assert by_code["in_2"].until == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("left", "code"), [(-3, "red"), (0, "red"), (1, "orange"), (2, "orange"), (3, "yellow"), (5, "yellow"),
                       (6, "blue"), (10, "blue"), (11, None)]
)  # fmt: skip
def test_the_colour_of_a_reply_follows_the_days_left(left: int, code: str | None) -> None:
    level = LEVELS.of(left)

    assert (level.code if level else None) == code


def test_a_correction_notice_turns_yellow_on_day_five_of_seven() -> None:
    level = LEVELS.of_limit("correction_notice", 2)

    assert level is not None
    assert level.code == "yellow"
    assert LEVELS.of_limit("correction_notice", 3) is None


def test_a_third_party_s_opinion_turns_yellow_three_working_days_before() -> None:
    assert [
        getattr(LEVELS.of_limit("consultation_third_party:1", left), "code", None) for left in (4, 3, 0)
    ] == [
        None,
        "yellow",
        "red",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("within = 2\n", "within = 20\n"),
        ("within = 0\n", "within = 1\n"),
        ('code = "red"', 'colour = "red"'),
        ("correction_notice = 2", "corection_notice = 2"),
        ("correction_notice = 2", "correction_notice = -2"),
        ("within = 5", 'within = "5"'),
        ("[yellow]", "[green]"),
    ],
)
def test_a_wrong_file_of_levels_is_refused(tmp_path: Path, old: str, new: str) -> None:
    text = (ROOT / "config" / "levels.toml").read_text("utf-8")
    assert old in text
    (tmp_path / "levels.toml").write_text(text.replace(old, new, 1), "utf-8")

    with pytest.raises(BadInput, match=r"levels\.toml"):
        Levels.load(tmp_path / "levels.toml")
