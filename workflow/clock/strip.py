"""The strip of days: one cell a calendar day from receipt to the deadline, each saying why it counts or not. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from workflow.clock.deadline import Deadline
from workflow.clock.steps import Step
from workflow.days.working_days import WorkingDays

LONGEST = 400  # days; a longer strip shows its last part


class DayCell(NamedTuple):
    """One day. kind: received, counted, off, suspended, stopped, restart, ahead, due, late."""

    on: date
    kind: str
    n: int | None  # which working day of the period
    note_zh: str
    note_en: str
    provision: str
    is_today: bool


def strip(
    received_on: date, clock: Deadline, days: WorkingDays, today: date, replied_on: date | None = None
) -> tuple[DayCell, ...]:
    """Every day from receipt to the last one that matters: the deadline, the expected one, or today."""
    last = _last_day(clock, today, received_on)
    first = max(received_on, last - timedelta(days=LONGEST))
    until = min(today, replied_on) if replied_on else today  # what lies after the reply was not needed
    cells = list(_cells(received_on, last, clock, days, until))
    cells = [cell._replace(is_today=cell.on == today) for cell in cells]
    return tuple(cell for cell in cells if cell.on >= first)


def _last_day(clock: Deadline, today: date, received_on: date) -> date:
    expected = clock.if_answered_today if clock.status == "suspended" else clock.due_on
    ends = [step.to_on for step in clock.steps] if expected is None else [expected]
    running = clock.status in ("running", "suspended", "stopped")
    return max([received_on, *ends, *([today] if running else [])])


def _cells(
    received_on: date, last: date, clock: Deadline, days: WorkingDays, today: date
) -> Iterator[DayCell]:
    """Days up to today as the steps tell them; later ones as they are expected to count."""
    yield _cell(
        received_on, "received", None, today, "收到，当日不计", "Received; this day is not counted", ""
    )
    n = 0
    waiting = clock.status == "suspended"
    goal = clock.if_answered_today if waiting else clock.due_on
    day = received_on
    while day < last:
        day += timedelta(days=1)
        step = None if waiting and day > today else _step_of(day, clock.steps)
        if step is not None and step.kind == "restart":
            n = 0
            yield _cell(day, "restart", None, today, step.note_zh, step.note_en, step.provision)
        elif not days.is_working_day(day):
            said = days.explain(day)
            yield _cell(day, "off", None, today, said.name_zh or "周末", said.name_en or "Weekend", "")
        elif step is not None and step.kind in ("suspended", "stopped"):
            yield _cell(day, step.kind, None, today, step.note_zh, step.note_en, step.provision)
        elif goal is not None and day > goal:
            yield _cell(day, "late", None, today, "已超过期限", "Past the deadline", "")
        else:
            n += 1
            yield _counted(day, n, goal, today, step, days)


def _counted(
    day: date, n: int, goal: date | None, today: date, step: Step | None, days: WorkingDays
) -> DayCell:
    kind = "due" if day == goal else "ahead" if day > today else "counted"
    make_up = days.explain(day).kind == "make_up"
    zh = f"第{n}个工作日" + ("（调休上班）" if make_up else "") + ("（预计）" if day > today else "")
    en = f"Working day {n}" + (" (make-up day)" if make_up else "") + (" (expected)" if day > today else "")
    return _cell(day, kind, n, today, zh, en, step.provision if step else "")


def _step_of(day: date, steps: tuple[Step, ...]) -> Step | None:
    """The step a day lies in; a restart falls on the last day of the stretch before it and wins."""
    found = [step for step in steps if step.from_on <= day <= step.to_on]
    return next((step for step in found if step.kind == "restart"), found[0] if found else None)


def _cell(on: date, kind: str, n: int | None, today: date, zh: str, en: str, provision: str) -> DayCell:
    return DayCell(on, kind, n, zh, en, provision, on == today)
