"""Dates as offices type them: 3月5日, 2023.3.5, 昨天, 上周五. One stated rule each, never a guess. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final, NamedTuple

from workflow.days.chinese_numbers import DIGITS, number
from workflow.errors import BadInput, Reason

FIRST_YEAR, LAST_YEAR = 1900, 2100
LONGEST = 40  # characters
_N: Final = rf"(\d{{1,2}}|[{DIGITS}]{{1,3}})"
_YEAR: Final = rf"(\d{{4}}|[{DIGITS}]{{4}})"
_MONTH_NAMES: Final = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_MONTHS: Final = {short: n for n, name in enumerate(_MONTH_NAMES, start=1) for short in (name, name[:3])}
_WEEKDAYS: Final = {
    name: n for n, names in enumerate(["一1", "二2", "三3", "四4", "五5", "六6", "日天7"]) for name in names
}
_ENGLISH_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_AWAY: Final = {
    "今天": 0,
    "今日": 0,
    "昨天": -1,
    "昨日": -1,
    "前天": -2,
    "前日": -2,
    "大前天": -3,
    "明天": 1,
    "明日": 1,
    "后天": 2,
    "大后天": 3,
    "today": 0,
    "yesterday": -1,
    "tomorrow": 1,
}
_WHOLE: Final = Reason(
    "只说了一段时间，没有说是哪一天，请写日期", "That is a stretch of time, not a day: write the date"
)
_LUNAR: Final = Reason("请写公历日期，不写农历", "Write the date of the common calendar, not the lunar one")
_NO_MEANING: Final = Reason(
    "看不出是哪一天，请写成 2026-3-5、3月5日、昨天、上周五等",
    "No day can be read from this: write 2026-3-5, 3-5, yesterday or the like",
)


class NotADay(BadInput):
    """What was typed is no day, or may be several; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(f"{reason.zh} / {reason.en}")
        self.reason = reason


class Understood(NamedTuple):
    """The day that was meant. `by_rule` is False where the typed words name year, month and day themselves."""

    on: date
    typed: str
    by_rule: bool


def read(typed: str, today: date, *, ahead: bool = False) -> Understood:
    """The day meant, as seen from `today`.

    Without a year (or month) it is the latest such day not after today; where days to come are asked for
    (`ahead`), the earliest not before today. Raises NotADay with the reason.
    """
    plain = _plain(typed)
    if len(plain) > LONGEST:
        raise NotADay(_NO_MEANING)
    plain, weekday = _without_tail(plain)
    for pattern, meaning, by_rule in _WAYS:
        if found := pattern.fullmatch(plain):
            on = meaning(found.groups(), today, ahead)
            _require_weekday(on, weekday)
            return Understood(on, typed.strip(), by_rule)
    raise NotADay(next((why for pattern, why in _REFUSED if pattern.fullmatch(plain)), _NO_MEANING))


def _plain(typed: str) -> str:
    """One way of writing digits, stops and strokes; small letters; no space but between English words."""
    text = unicodedata.normalize("NFKC", typed).strip().lower()
    text = text.translate(str.maketrans("○。–—−‑", "〇.----")).replace("號", "号").replace("礼拜", "周")
    text = re.sub(r"(?<=[\d一-鿿〇./-])\s+(?=[^\sa-z:\d])|(?<=[^\sa-z\d:])\s+", "", text)
    return re.sub(r"\s+", " ", text).replace("星期", "周")


_HOUR = re.compile(r"[ t]?(上午|下午|中午|晚上|早上|\d{1,2}:\d{2}(:\d{2})?)$")
_SAID_WEEKDAY = re.compile(r"(?<=.)[ (（,，]?周([一二三四五六日天])[)）]?$")
_BEFORE_WEEKDAY = re.compile(r"[日号\d)]$")


def _without_tail(plain: str) -> tuple[str, int | None]:
    """Without the hour and a weekday said beside a full date: 3月5日（周四）."""
    plain = _HOUR.sub("", plain).strip()
    found = _SAID_WEEKDAY.search(plain)
    if found and _BEFORE_WEEKDAY.search(plain[: found.start()]):
        return plain[: found.start()], _WEEKDAYS[found[1]]
    return plain, None


def _require_weekday(on: date, weekday: int | None) -> None:
    if weekday is not None and on.weekday() != weekday:
        right, en = "一二三四五六日"[on.weekday()], _ENGLISH_DAYS[on.weekday()].capitalize()
        raise NotADay(
            Reason(
                f"{on.year}年{on.month}月{on.day}日是周{right}，与所写的星期不符",
                f"{on.isoformat()} is a {en}: the weekday does not fit",
            )
        )


Parts = tuple[str, ...]
Meaning = Callable[[Parts, date, bool], date]


def _day(year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotADay(Reason(f"{year} 年不合情理，请核对", f"The year {year} is not plausible"))
    try:
        return date(year, month, day)
    except ValueError:
        zh, en = f"没有 {year} 年 {month} 月 {day} 日这一天", f"There is no {year}-{month:02d}-{day:02d}"
        raise NotADay(Reason(zh, en)) from None


def _full(parts: Parts, _today: date, _ahead: bool) -> date:
    return _day(*(number(part) for part in parts))


def _of_year(parts: Parts, today: date, _ahead: bool) -> date:
    away = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}[parts[0]]
    return _day(today.year + away, number(parts[1]), number(parts[2]))


def _of_month(parts: Parts, today: date, _ahead: bool) -> date:
    months = today.year * 12 + today.month - 1 + {"本": 0, "这": 0, "当": 0, "上": -1, "下": 1}[parts[0]]
    return _day(months // 12, months % 12 + 1, number(parts[1]))


def _month_and_day(parts: Parts, today: date, ahead: bool) -> date:
    return _nearest(number(parts[0]), number(parts[1]), today, ahead)


def _nearest(month: int, day: int, today: date, ahead: bool) -> date:
    """Within a year, so that 29 February never leaps over several."""
    _require_some_year(month, day)
    for year in (today.year, today.year + (1 if ahead else -1)):
        try:
            on = date(year, month, day)
        except ValueError:
            continue
        if (on >= today) if ahead else (on <= today):
            return on
    zh = f"一年之内没有 {month} 月 {day} 日，请写明年份"
    raise NotADay(Reason(zh, f"No {month:02d}-{day:02d} within a year: write the year"))


def _require_some_year(month: int, day: int) -> None:
    try:
        date(2024, month, day)
    except ValueError:
        zh, en = f"没有 {month} 月 {day} 日这一天", f"No year has a {month:02d}-{day:02d}"
        raise NotADay(Reason(zh, en)) from None


def _day_alone(parts: Parts, today: date, ahead: bool) -> date:
    """Such a day in the nearest month that has one."""
    wanted = number(parts[0])
    if not 1 <= wanted <= 31:
        raise NotADay(Reason(f"没有 {wanted} 日", f"No month has a day {wanted}"))
    step = timedelta(days=1 if ahead else -1)
    on = today
    while on.day != wanted:
        on += step
    return on


def _away(parts: Parts, today: date, _ahead: bool) -> date:
    return today + timedelta(days=_AWAY[parts[0]])


def _days_away(parts: Parts, today: date, _ahead: bool) -> date:
    days = number(parts[0]) * (7 if "周" in parts[1] or parts[1].startswith("week") else 1)
    return today + timedelta(days=days if parts[2] in ("后", "以后", "之后") else -days)


def _weekday(parts: Parts, today: date, ahead: bool) -> date:
    wanted = _WEEKDAYS[parts[0]] if parts[0] in _WEEKDAYS else _ENGLISH_DAYS.index(parts[0])
    days = (wanted - today.weekday()) % 7 if ahead else -((today.weekday() - wanted) % 7)
    return today + timedelta(days=days)


def _weekday_of_week(parts: Parts, today: date, _ahead: bool) -> date:
    monday = today - timedelta(days=today.weekday())
    weeks = {"本": 0, "这": 0, "上": -1, "上上": -2, "下": 1, "下下": 2}[parts[0]]
    return monday + timedelta(days=7 * weeks + _WEEKDAYS[parts[1]])


def _english(parts: Parts, today: date, ahead: bool) -> date:
    day, month, year = parts
    if year:
        return _day(int(year), _MONTHS[month], int(day))
    return _nearest(_MONTHS[month], int(day), today, ahead)


def _english_month_first(parts: Parts, today: date, ahead: bool) -> date:
    return _english((parts[1], parts[0], parts[2]), today, ahead)


_MONTH = f"({'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
_WAYS: Final[tuple[tuple[re.Pattern[str], Meaning, bool], ...]] = tuple(
    (re.compile(pattern), meaning, by_rule)
    for pattern, meaning, by_rule in (
        (r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})\.?", _full, False),
        (rf"{_YEAR}年{_N}月{_N}[日号]?", _full, False),
        (r"(\d{4})(\d{2})(\d{2})", _full, False),
        (rf"{_N}月{_N}[日号]?", _month_and_day, True),
        (r"(\d{1,2})[-./](\d{1,2})\.?", _month_and_day, True),
        (rf"(今年|本年|去年|上年|前年|明年){_N}月{_N}[日号]?", _of_year, True),
        (rf"(今年|本年|去年|上年|前年|明年){_N}[-./]{_N}", _of_year, True),
        (rf"(本|这|当|上|下)个?月{_N}[日号]?", _of_month, True),
        (rf"{_N}[日号]", _day_alone, True),
        (rf"({'|'.join(_AWAY)})", _away, True),
        (rf"{_N} ?(天|个?周|days?|weeks?) ?(以?前|之前|以?后|之后|ago)", _days_away, True),
        (r"周([一二三四五六日天1-7])", _weekday, True),
        (rf"({'|'.join(_ENGLISH_DAYS)})", _weekday, True),
        (r"(上上|下下|本|这|上|下)个?周([一二三四五六日天1-7])", _weekday_of_week, True),
        (rf"(\d{{1,2}}) ?{_MONTH}\.?,? ?(\d{{4}})?", _english, True),
        (rf"{_MONTH}\.? ?(\d{{1,2}}),? ?(\d{{4}})?", _english_month_first, True),
    )
)
_REFUSED: Final[tuple[tuple[re.Pattern[str], Reason], ...]] = tuple(
    (re.compile(pattern), why)
    for pattern, why in (
        (
            r"\d{1,2}[-./年]\d{1,2}[-./月]\d{1,2}[日号]?|\d{6}",
            Reason("年份请写四位，如 2026.3.5", "Write the year with four digits: 2026-3-5"),
        ),
        (
            r"\d{1,2}[-./]\d{1,2}[-./]\d{4}",
            Reason(
                "分不清哪个是月、哪个是日，请写成 2026-3-5", "Day and month cannot be told apart: 2026-3-5"
            ),
        ),
        (
            rf"{_N}[日号]以?[前后]",
            Reason("“几日前”有两种意思，请写“几天前”或具体日期", "This has two meanings: write the date"),
        ),
        (rf"{_YEAR}年?[-./]?{_N}?月?|{_N}月|.*[周月年旬](初|底|末|中)?|周末", _WHOLE),
        (r".*(初[一二三四五六七八九十]|正月|腊月|闰|除夕).*|廿.*", _LUNAR),
    )
)
