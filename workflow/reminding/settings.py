"""Which days before a limit remind, and when e-mail rests: config/reminders.toml, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from workflow.days.office_time import SHANGHAI
from workflow.days.working_days import WorkingDays
from workflow.errors import BadInput
from workflow.reminding.wording import ACTS
from workflow.rules import ROOT

FILE = ROOT / "config" / "reminders.toml"
PASSED = -1  #: the level of a limit whose day is over


class Watched(NamedTuple):
    """One kind of limit: the levels at which it reminds, in working days left, the least first."""

    act: str
    days: tuple[int, ...]
    passed: bool


class Settings(NamedTuple):
    """What reminds, and the hours in which e-mail may leave on a working day."""

    limits: tuple[Watched, ...]
    opens: time
    closes: time


class Bound(NamedTuple):
    """A level and the last day that belongs to it."""

    level: int
    last: date


@cache
def shipped(file: Path = FILE) -> Settings:
    """The settings. Raises BadInput naming the file and what is wrong in it."""
    try:
        return _read(tomllib.loads(file.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as bad:
        raise BadInput(f"{file.name}：{bad} / cannot be used") from bad


def _read(data: Mapping[str, Any]) -> Settings:
    limits = tuple(_watched(row) for row in data["limit"])
    if len({limit.act for limit in limits}) != len(limits):
        raise ValueError("一项期限写了两次 / a limit stands twice")
    opens, closes = time.fromisoformat(data["mail"]["from"]), time.fromisoformat(data["mail"]["until"])
    if opens >= closes:
        raise ValueError("发信时间不成立 / the hours of e-mail end before they begin")
    return Settings(limits, opens, closes)


def _watched(row: Mapping[str, Any]) -> Watched:
    days = row["days"]
    if row["act"] not in ACTS:
        raise ValueError(f"没有这种期限 / no such limit: {row['act']}")
    if not all(type(n) is int and 0 <= n <= 60 for n in days) or len(set(days)) != len(days):
        raise ValueError(f"{row['act']}：{days}")
    return Watched(row["act"], tuple(sorted(days)), bool(row["passed"]))


def bounds(watched: Watched, today: date, days: WorkingDays) -> tuple[Bound, ...]:
    """The levels with the last day of each, the soonest first; empty days in between belong to the level before."""
    past = (Bound(PASSED, today - timedelta(1)),) if watched.passed else ()
    return past + tuple(Bound(n, days.add_working_days(today, n + 1) - timedelta(1)) for n in watched.days)


def awake(settings: Settings, now: datetime, days: WorkingDays) -> bool:
    """Whether e-mail may leave now: a working day, within the hours."""
    here = now.astimezone(SHANGHAI)
    return days.is_working_day(here.date()) and settings.opens <= here.time() < settings.closes
