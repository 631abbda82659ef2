"""Statutory holidays of a year whose notice is not out, as the PyPI library `holidays` gives them."""

from __future__ import annotations

from functools import lru_cache

from workflow.days.holiday_files import DayEntry

#: The last year the library's lunar tables cover.
LUNAR_END = 2099


@lru_cache(maxsize=128)
def projected_days(year: int) -> tuple[DayEntry, ...]:
    """Rest days of `year` under 全国年节及纪念日放假办法, compensation included, in order; no make-up days."""
    # Loaded on demand: the library costs forty megabytes and most of a second.
    from holidays import country_holidays

    known = country_holidays("CN", years=year, language="zh_CN")
    named = ((on, name.replace("; ", "、")) for on, name in sorted(known.items()) if on.year == year)
    # A day moved by a notice the library happens to know is not statutory, and its make-up day would lack.
    return tuple(DayEntry(on, name, True) for on, name in named if not name.startswith("休息日"))
