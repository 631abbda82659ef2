"""Dates as people write them: 2026年11月20日 周五, and Fri 20 Nov 2026."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date

from web.words import t
from workflow.days.office_time import SHANGHAI

WEEKDAYS = "一二三四五六日"
FIGURES = re.compile(r"[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2}|[0-9]{8}|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日")
FAR = 60  # days: so old an arrival is rare, and a wrong year shows


@lru_cache(maxsize=4096)  # a list says the same few days a hundred times
def _english(on: date, pattern: str) -> str:
    return str(format_date(on, pattern, locale="en_GB"))


def day(on: date | None, today: date | None = None) -> str:
    """The date with its weekday; without the year where it is that of `today`; a dash for none."""
    if on is None:
        return "–"
    same = today is not None and on.year == today.year
    year = "" if same else f"{on.year}年"
    zh = f"{year}{on.month}月{on.day}日 周{WEEKDAYS[on.weekday()]}"
    return t(zh, _english(on, "EEE d MMM" if same else "EEE d MMM yyyy"))


def understood(on: date, typed: str, today: date) -> str:
    """A typed date said back: the day in full, the words it was read from, and how far off where far."""
    meant = "" if is_plain(typed) else t("（按“{typed}”理解）", " (from “{typed}”)", typed=typed)
    days = (today - on).days
    far = t("，{n} 天前", ", {n} days ago", n=days) if days > FAR else ""
    return f"{full_day(on)}{meant}{far}"


def is_plain(typed: str) -> bool:
    """Nothing to explain: nothing was typed, or year, month and day in figures."""
    return not typed or FIGURES.fullmatch(typed) is not None


def full_day(on: date) -> str:
    """The date with its weekday in full: 2026年3月5日 星期四, Thursday 5 March 2026."""
    zh = f"{on.year}年{on.month}月{on.day}日 星期{WEEKDAYS[on.weekday()]}"
    return t(zh, _english(on, "EEEE d MMMM yyyy"))


def plain_day(on: date | None, today: date | None = None) -> str:
    """The date alone."""
    if on is None:
        return "–"
    same = today is not None and on.year == today.year
    zh = f"{on.month}月{on.day}日" if same else f"{on.year}年{on.month}月{on.day}日"
    return t(zh, _english(on, "d MMM" if same else "d MMM yyyy"))


def month(on: date) -> str:
    """The month of a day."""
    return t(f"{on.month}月", _english(on, "MMM"))


def moment(at: datetime, today: date | None = None) -> str:
    """Day and time in Shanghai; without the year where it is that of `today`."""
    local = at.astimezone(SHANGHAI)
    return f"{plain_day(local.date(), today)} {local:%H:%M}"
