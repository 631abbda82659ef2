"""Counting a period around the days that do not count; each stretch is a step that says why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from workflow.days.working_days import WorkingDays

_DAY: Final = timedelta(days=1)


class Step(NamedTuple):
    """A stretch of days, both ends included, and the working days in it; in order they add up to the deadline.

    kind: count (towards the period), extension (the same, beyond it), suspended or stopped (not counted),
    restart (day zero of a new full period, no working days of its own).
    """

    from_on: date
    to_on: date
    working_days: int
    kind: str
    provision: str
    note_zh: str
    note_en: str


class Label(NamedTuple):
    """What the steps of one stretch are called."""

    kind: str
    provision: str
    note_zh: str
    note_en: str


class Span(NamedTuple):
    """Excluded days: strictly after `after`, up to and including `end` (None: the end is not known yet)."""

    after: date
    end: date | None
    label: Label


def union(spans: Iterable[Span]) -> list[Span]:
    """Overlapping spans joined, in order of time, so that no day is excluded twice."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda s: s.after):
        last = joined[-1] if joined else None
        if last is None or (last.end is not None and last.end < span.after):
            joined.append(span)
        elif last.end is not None and (span.end is None or span.end > last.end):
            joined[-1] = Span(last.after, span.end, last.label)
    return joined


def count(
    start: date, need: int, spans: Sequence[Span], days: WorkingDays, label: Label, *, into: list[Step]
) -> date | None:
    """The `need`-th working day after `start` outside the spans (sorted, disjoint); None when a span has no end.

    The steps taken go `into` a list. Should a span have no end, what was counted before it is still appended.
    """
    cursor = start
    for after, end, why in spans:
        if end is not None and end <= cursor:
            continue
        begin = max(cursor, after)
        free = days.days_between(cursor, begin)
        if free >= need:
            break
        if free:
            into.append(Step(days.add_working_days(cursor, 1), begin, free, *label))
            need -= free
        if end is None:
            return None
        into.append(Step(begin + _DAY, end, days.days_between(begin, end), *why))
        cursor = end
    last = days.add_working_days(cursor, need)
    into.append(Step(days.add_working_days(cursor, 1), last, need, *label))
    return last


def nth_day(start: date, need: int, spans: Sequence[Span], days: WorkingDays) -> date | None:
    """The last day as `count` finds it, without the steps."""
    for after, end, _ in spans:
        if end is not None and end <= start:
            continue
        free = days.days_between(start, after) if after > start else 0
        if free >= need:
            break
        if end is None:
            return None
        start, need = end, need - free
    return days.add_working_days(start, need)


def count_until(
    start: date, last: date, spans: Sequence[Span], days: WorkingDays, label: Label, *, into: list[Step]
) -> int:
    """Working days after `start` up to and including `last` outside the spans; steps go `into` a list."""
    cursor, counted = start, 0
    for after, end, why in spans:
        if after >= last or (end is not None and end <= cursor):
            continue
        begin = max(cursor, after)
        counted += _stretch(cursor, begin, label, days, into)
        cursor = last if end is None or end > last else end
        into.append(Step(begin + _DAY, cursor, days.days_between(begin, cursor), *why))
    return counted + _stretch(cursor, last, label, days, into)


def _stretch(after: date, last: date, label: Label, days: WorkingDays, steps: list[Step]) -> int:
    free = days.days_between(after, last)
    if free:
        steps.append(Step(days.add_working_days(after, 1), last, free, *label))
    return free
