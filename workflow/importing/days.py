"""The day a cell means: dates of workbooks, serials, and what offices type. Nothing ambiguous is guessed. Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from workflow.days import typed_dates
from workflow.days.typed_dates import NotADay
from workflow.errors import Reason

#: day zero of the serials of a workbook; 1900 had a 29 February that never was, so days are true from 1 March 1900
EPOCH_1900, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
FIRST, LAST = date(1990, 1, 1), date(2100, 12, 31)  # beyond, a serial is some other number
_HOURS: Final = re.compile(
    r"[\sT]*(?:上午|下午|中午|晚上|早上|凌晨|AM|PM)?\s*\d{1,2}\s*[:时点]\s*(?:\d{1,2}\s*(?:[:分]\s*(?:\d{1,2}(?:\.\d+)?\s*秒?)?)?)?"
    r"\s*(?:AM|PM|Z)?$|\s*(?:上午|下午|中午|晚上|早上|凌晨)$",
    re.IGNORECASE,
)
_HAS_YEAR: Final = re.compile(r"\d{4}|[〇零○一二三四五六七八九]{4}年")
_SERIAL: Final = re.compile(r"\d{5}(?:\.\d+)?")
_TURNED: Final = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")
_NO_YEAR: Final = re.compile(
    r"(\d{1,2})(?:[-./](\d{1,2})|月(\d{1,2})[日号]?)|([一二三四五六七八九十]{1,3})月([一二三四五六七八九十廿]{1,3})[日号]?"
)
_AMBIGUOUS: Final = Reason("分不清哪个是月、哪个是日", "Day and month cannot be told apart")


class Told(NamedTuple):
    """A day, and what has to be said of how it was read."""

    on: date
    warning: Reason | None = None


def read(value: object, epoch: date | None, year: int | None = None) -> Told:
    """The day of a cell. `epoch` is day zero of the workbook's serials (None: the file has no such thing); `year`
    is the one its title names. Raises NotADay with the reason."""
    if isinstance(value, datetime):
        return Told(_plausible(value.date()))
    if isinstance(value, date):
        return Told(_plausible(value))
    if isinstance(value, bool | time | timedelta):
        raise NotADay(Reason("是时刻或是非值，不是日期", "A time of day or a truth value is no date"))
    if isinstance(value, int | float):
        return Told(_number(value, epoch))
    return _typed(str(value), epoch, year)


def _plausible(on: date) -> date:
    if not FIRST <= on <= LAST:
        raise NotADay(Reason(f"{on.year} 年不合情理，请核对", f"The year {on.year} is not plausible"))
    return on


def _number(value: float, epoch: date | None) -> date:
    """A serial, or the eight digits of year, month and day."""
    if float(value).is_integer() and 1_000_0101 <= value <= 9999_1231:
        return _plausible(typed_dates.read(str(int(value)), FIRST).on)
    if epoch is not None and (FIRST - epoch).days <= value < (LAST - epoch).days + 1:
        return epoch + timedelta(days=int(value))
    said = f"{value:g}"
    raise NotADay(Reason(f"数字 {said} 看不出是哪一天", f"The number {said} is no day"))


def _typed(text: str, epoch: date | None, year: int | None) -> Told:
    plain = _HOURS.sub("", unicodedata.normalize("NFKC", text).strip()).strip()
    if _SERIAL.fullmatch(plain):
        return _serial_as_text(plain, epoch)
    if turned := _TURNED.fullmatch(plain):
        return _turned(*map(int, turned.groups()))
    if _HAS_YEAR.search(plain.replace("o", "〇")):
        return _with_year(plain)
    if found := _NO_YEAR.fullmatch("".join(plain.split())):
        return _of_title(plain, found, year)
    typed_dates.read(plain, FIRST)  # says why it is no day
    raise NotADay(Reason("没有写明年份", "The year is not said"))


def _with_year(plain: str) -> Told:
    understood = typed_dates.read(plain, FIRST)
    if understood.by_rule and not re.search(r"[a-z]", plain.lower()):
        raise NotADay(Reason("没有写明年份", "The year is not said"))
    return Told(_plausible(understood.on))


def _serial_as_text(plain: str, epoch: date | None) -> Told:
    if epoch is None:
        raise NotADay(
            Reason(
                f"“{plain}”像是表格软件的日期序号，文件没有说明从哪一天数起",
                f"{plain} looks like a serial; the file does not say from which day",
            )
        )
    on = _number(float(plain), epoch)
    return Told(on, Reason(f"日期序号“{plain}”（文本）读作 {on}", f"Serial {plain} (as text) read as {on}"))


def _turned(first: int, second: int, year: int) -> Told:
    """5/3/2023 may be two days; 25/3/2023 and 5/5/2023 only one."""
    days = {on for month, day in ((first, second), (second, first)) if (on := _day(year, month, day))}
    if len(days) > 1:
        raise NotADay(_AMBIGUOUS)
    if not days:
        raise NotADay(Reason("没有这一天", "There is no such day"))
    [on] = days
    return Told(_plausible(on), Reason(f"年份在后的日期读作 {on}", f"Year last; read as {on}"))


def _of_title(plain: str, found: re.Match[str], year: int | None) -> Told:
    if year is None:
        raise NotADay(Reason(f"“{plain}”没有写明年份", f"{plain!r} does not say the year"))
    month, day = (part for part in found.groups() if part)
    on = typed_dates.read(f"{year}年{month}月{day}日", FIRST).on
    return Told(
        on, Reason(f"“{plain}”没有年份，按表题读作 {on}", f"No year in {plain!r}; by the title read as {on}")
    )


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
