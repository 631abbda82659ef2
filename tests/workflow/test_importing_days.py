"""Whatever way an office writes a day, the same day is read, or the reason is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.days.typed_dates import NotADay
from workflow.errors import Reason
from workflow.importing import days
from workflow.importing.days import EPOCH_1900, EPOCH_1904

WAYS: tuple[Callable[[date], object], ...] = (
    lambda on: on,
    lambda on: datetime.combine(on, time(17, 30)),
    lambda on: (on - EPOCH_1900).days,
    lambda on: (on - EPOCH_1900).days + 0.75,
    lambda on: int(f"{on:%Y%m%d}"),
    lambda on: f"{on:%Y%m%d}",
    lambda on: f"{on.year}-{on.month}-{on.day}",
    lambda on: f"{on.year}.{on.month}.{on.day}",
    lambda on: f" {on:%Y/%m/%d} 09:05:00",
    lambda on: f"{on.year}年{on.month}月{on.day}日",
    lambda on: f"{on:%Y-%m-%dT%H:%M:%S}",
    lambda on: f"{on.year}年{on.month}月{on.day}日".translate(
        str.maketrans("0123456789", "０１２３４５６７８９")
    ),
)


@given(on=st.dates(days.FIRST, date(2099, 12, 31)), way=st.sampled_from(WAYS))
def test_every_way_of_writing_a_day_is_read_as_that_day(on: date, way: Callable[[date], object]) -> None:
    assert days.read(way(on), EPOCH_1900).on == on


@given(on=st.dates(days.FIRST, date(2099, 12, 31)))
def test_a_serial_means_the_day_of_its_own_system(on: date) -> None:
    assert days.read((on - EPOCH_1904).days, EPOCH_1904).on == on


@given(text=st.text(max_size=30) | st.from_regex(r"[\d./年月日-]{1,14}", fullmatch=True))
def test_any_text_is_a_day_or_refused_with_a_reason_in_both_languages(text: str) -> None:
    try:
        found: date | Reason = days.read(text, EPOCH_1900, 2023).on
    except NotADay as unclear:
        found = unclear.reason

    if isinstance(found, date):
        assert days.FIRST <= found <= days.LAST
    else:
        assert found.zh
        assert found.en


@given(month=st.integers(1, 12), day=st.integers(1, 12), year=st.integers(1990, 2099))
def test_day_and_month_that_could_change_places_are_never_guessed(month: int, day: int, year: int) -> None:
    if month == day:
        assert days.read(f"{day}/{month}/{year}", EPOCH_1900).on == date(year, month, day)
    else:
        with pytest.raises(NotADay):
            days.read(f"{day}/{month}/{year}", EPOCH_1900)
