"""Dates as offices type them: many ways of writing, one stated rule each, and a reason for what is no day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.days.typed_dates import FIRST_YEAR, LAST_YEAR, NotADay, read

TODAY = date(2026, 11, 20)  # a Friday
DAYS = st.dates(date(2008, 1, 1), date(2090, 12, 31))

WRITTEN = {
    date(2023, 3, 5): (
        *("2023.3.5", "2023-3-5", "2023/3/5", "2023-03-05", "2023年3月5日", "2023年3月5号", "20230305"),
        *(
            "２０２３．３．５",
            "２０２３年３月５日",
            "2023 年 3 月 5 日",
            " 2023. 3. 5 ",
            "2023。3。5",
            "2023年3月5",
        ),
        *("二〇二三年三月五日", "二○二三年三月五日", "二零二三年三月五日", "2023年3月5日 星期日"),
        *("2023-03-05T10:22", "2023-03-05 10:22:31", "2023年3月5日（周日）", "2023年3月5日上午"),
        *("5 March 2023", "5 Mar 2023", "March 5, 2023", "mar 5 2023", "5 MARCH 2023"),
    ),
    date(2008, 5, 1): ("二OO八年五月一日", "二〇〇八年五月一日"),
    date(2026, 3, 5): (
        *(
            "3月5日",
            "3月5号",
            "3月5",
            "3.5",
            "3-5",
            "3/5",
            "03-05",
            "3。5",
            "３月５日",
            "三月五日",
            "3 月 5 日",
        ),
        *("3月5日 周四", "3月5日（星期四）", "今年3月5日", "本年3.5", "5 Mar", "March 5"),
    ),
    date(2025, 12, 31): ("12月31日", "十二月三十一日", "去年12月31日", "31 Dec"),
    date(2025, 11, 21): ("11月21日", "11.21"),
    date(2026, 11, 20): ("11月20日", "今天", "今日", "周五", "星期五", "本周五", "20日", "today", "friday"),
    date(2026, 11, 19): (
        "昨天",
        "昨日",
        "yesterday",
        "1天前",
        "周四",
        "礼拜四",
        "昨天下午",
        "11月19日 10:00",
    ),
    date(2026, 11, 18): ("前天", "两天前", "2天前", "2 days ago", "二天前"),
    date(2026, 11, 17): ("大前天", "三天前", "tuesday"),
    date(2026, 11, 16): ("周一", "星期一", "礼拜一", "本周一", "这周一", "monday"),
    date(2026, 11, 15): ("周日", "周天", "上周日", "星期天"),
    date(2026, 11, 13): ("上周五", "上个星期五", "上星期五", "上礼拜五", "一周前", "7天前"),
    date(2026, 11, 10): ("10天前", "十天前", "１０天前", "10 天以前", "十天之前"),
    date(2026, 11, 6): ("上上周五", "两周前", "2 weeks ago"),
    date(2026, 11, 5): ("5日", "5号", "五日", "本月5日", "这个月5号", "15天前"),
    date(2026, 10, 25): ("25日", "廿五日", "二十五号", "上月25日", "上个月25号"),
    date(2026, 10, 31): ("31日", "三十一日"),
    date(2026, 11, 21): ("明天", "tomorrow", "1天后", "明日"),
    date(2026, 11, 23): ("下周一", "3天后", "大后天"),
}
CASES = [(typed, on) for on, ways in WRITTEN.items() for typed in ways]


@pytest.mark.parametrize(("typed", "on"), CASES)
def test_a_day_is_read_as_offices_write_it(typed: str, on: date) -> None:
    assert read(typed, TODAY).on == on


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        *[
            (typed, "没有")
            for typed in ("2月30日", "2026-2-29", "2025年4月31日", "13月1日", "3月0日", "20260231", "32日")
        ],
        ("二月三十日", "没有 2 月 30 日"),
        ("五十五日", "没有 55 日"),
        ("2月29日", "一年之内没有"),
        *[(typed, "四位") for typed in ("23.3.5", "26-3-5", "230305", "26年3月5日")],
        *[(typed, "分不清") for typed in ("5/3/2023", "05-03-2023", "3.5.2023")],
        *[(typed, "两种意思") for typed in ("10日前", "5号前", "三日后")],
        *[
            (typed, "哪一天")
            for typed in ("上周", "周末", "十月", "2026年11月", "2023", "年底", "本月", "上旬", "月初")
        ],
        *[(typed, "农历") for typed in ("初五", "正月初五", "腊月廿三", "除夕")],
        ("3月5日 周五", "周四"),
        ("2026年11月20日星期四", "周五"),
        ("1023.3.5", "不合情理"),
        ("3023-3-5", "不合情理"),
        *[
            (typed, "看不出")
            for typed in ("5", "305", "某日", "见邮戳", "", "   ", "3月5日或6日", "2023-03-05-01", "-3-5")
        ],
        ("3" * 500, "看不出"),
    ],
)
def test_what_is_no_day_or_several_is_refused_and_why(typed: str, why: str) -> None:
    with pytest.raises(NotADay) as refused:
        read(typed, TODAY)

    assert why in refused.value.reason.zh
    assert refused.value.reason.en


@pytest.mark.parametrize(
    ("typed", "on"),
    [
        ("12月15日", date(2026, 12, 15)),
        ("3.5", date(2027, 3, 5)),
        ("11月20日", date(2026, 11, 20)),
        ("5日", date(2026, 12, 5)),
        ("31日", date(2026, 12, 31)),
        ("周一", date(2026, 11, 23)),
        ("monday", date(2026, 11, 23)),
        ("昨天", date(2026, 11, 19)),
        ("2026-3-5", date(2026, 3, 5)),
    ],
)
def test_where_days_to_come_are_asked_for_the_earliest_is_meant(typed: str, on: date) -> None:
    assert read(typed, TODAY, ahead=True).on == on


@given(on=DAYS, today=DAYS)
def test_a_full_date_means_itself_on_whatever_day_it_is_typed(on: date, today: date) -> None:
    for typed in (
        on.isoformat(),
        f"{on:%Y%m%d}",
        f"{on.year}年{on.month}月{on.day}日",
        f"{on.year}.{on.month}.{on.day}",
    ):
        assert read(typed, today) == (on, typed, False)


@given(days=st.integers(0, 365), today=DAYS)
def test_a_date_without_its_year_is_the_latest_not_after_today(days: int, today: date) -> None:
    on = today - timedelta(days=days)

    meant = read(f"{on.month}月{on.day}日", today)

    assert meant.by_rule
    assert on <= meant.on <= today
    assert (meant.on.month, meant.on.day) == (on.month, on.day)


@given(day=st.integers(1, 31), today=DAYS, ahead=st.booleans())
def test_a_day_without_its_month_is_the_nearest_on_its_side(day: int, today: date, ahead: bool) -> None:
    on = read(f"{day}日", today, ahead=ahead).on

    assert on.day == day
    assert (today <= on) if ahead else (on <= today)
    assert abs((on - today).days) <= 61


@given(weekday=st.sampled_from("一二三四五六日"), today=DAYS)
def test_a_weekday_is_within_the_last_seven_days(weekday: str, today: date) -> None:
    on = read(f"周{weekday}", today).on

    assert "一二三四五六日"[on.weekday()] == weekday
    assert 0 <= (today - on).days < 7


def answer(typed: str, today: date) -> date | str:
    """The day, or the reason for none."""
    try:
        return read(typed, today).on
    except NotADay as refused:
        return refused.reason.zh


@given(typed=st.text(max_size=60), today=DAYS)
def test_whatever_is_typed_gives_a_plausible_day_or_a_reason(typed: str, today: date) -> None:
    meant = answer(typed, today)

    assert FIRST_YEAR <= meant.year <= LAST_YEAR + 1 if isinstance(meant, date) else meant


@given(typed=st.text("〇一二三十廿年月日号周上下本前天.-/ 0123456789", max_size=12), today=DAYS)
def test_whatever_is_typed_in_the_characters_of_dates_gets_an_answer(typed: str, today: date) -> None:
    assert answer(typed, today)
