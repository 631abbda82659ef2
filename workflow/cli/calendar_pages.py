"""A year of the calendar for the command line: months for a terminal, or one row a day as JSON."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from itertools import groupby
from typing import Any
from unicodedata import east_asian_width

from workflow.days.working_days import DayExplained, WorkingDays
from workflow.errors import CalendarUnknown

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_HEAD = "  一   二   三   四   五   六   日"
_LEGEND = "休 放假 rest day   班 调休上班 make-up workday   . 周末 weekend"


def year_as_json(days: WorkingDays, year: int) -> dict[str, Any]:
    """{"year", "published", "days": [{"date", "working", "name"}]}, every day in order; name "" on plain days."""
    _check_year(days, year)
    told = [days.explain(on) for month in range(1, 13) for on in _month_days(year, month)]
    rows = [{"date": day.on.isoformat(), "working": day.working, "name": day.name_zh} for day in told]
    return {"year": year, "published": days.is_published(year), "days": rows}


def year_as_text(days: WorkingDays, year: int) -> str:
    """Twelve months with their marks and names, and first of all whether the notice of the year is out."""
    _check_year(days, year)
    months = [_month(days, year, month) for month in range(1, 13)]
    return "\n\n".join([_title(days, year), *months]) + "\n"


def width(text: str) -> int:
    """Columns of a terminal: wide and full-width characters take two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _check_year(days: WorkingDays, year: int) -> None:
    first, last = days.first_day.year + 1, days.last_day.year
    if not first <= year <= last:
        raise CalendarUnknown(f"日历只有 {first} 至 {last} 年 / the calendar has {first} to {last} only")


def _title(days: WorkingDays, year: int) -> str:
    if days.is_published(year):
        return f"{year} 年 放假安排已公布 / the holiday notice is out\n{_LEGEND}"
    return (
        f"{year} 年 放假安排尚未公布，以下按周末和法定节日推算，没有调休上班日\n"
        f"The notice of {year} is not out: projected from weekends and statutory holidays, no make-up days\n{_LEGEND}"
    )


def _month_days(year: int, month: int) -> list[date]:
    return [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]


def _month(days: WorkingDays, year: int, month: int) -> str:
    told = [days.explain(on) for on in _month_days(year, month)]
    worked = sum(day.working for day in told)
    title = f"{month}月 {_MONTHS[month - 1]}：{worked} 个工作日 / {worked} working days"
    cells = [" " * 5] * told[0].on.weekday() + [f"{day.on.day:3}{_mark(day)}" for day in told]
    weeks = ["".join(cells[start : start + 7]).rstrip() for start in range(0, len(cells), 7)]
    return "\n".join([title, _HEAD, *weeks, *_named(told)])


def _mark(day: DayExplained) -> str:
    mark = "班" if day.kind == "make_up" or (day.kind == "local" and day.working) else ""
    mark = mark or ("休" if day.name_zh and not day.working else "" if day.working else ".")
    return mark + " " * (2 - width(mark))


def _named(told: list[DayExplained]) -> list[str]:
    lines = []
    for (mark, zh, en), run in groupby(told, key=lambda day: (_mark(day), day.name_zh, day.name_en)):
        if zh:
            spell = [day.on for day in run]
            span = str(spell[0].day) if len(spell) == 1 else f"{spell[0].day}-{spell[-1].day}"
            lines.append(f"  {mark} {span + '日':<7}{zh}" + ("" if en == zh else f" / {en}"))
    return lines
