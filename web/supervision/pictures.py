"""Pictures as numbers: where bars, lines and stretches stand, for the templates that draw them as SVG. Pure.

Every picture has a table beside it with the same numbers, for readers without sight and for print.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from workflow.supervision.clocks import Clock

WIDE: Final = 1000  # units of a full width


class Piece(NamedTuple):
    """A stretch of a bar."""

    code: str
    x: float
    width: float
    n: int


def pieces(counts: Mapping[str, int] | Iterable[tuple[str, int]], wide: float = WIDE) -> tuple[Piece, ...]:
    """A bar of shares, in the order given; nothing of nothing."""
    given = [*(counts.items() if isinstance(counts, Mapping) else counts)]
    total, x = sum(n for _code, n in given), 0.0
    made = []
    for code, n in given:
        if n:
            width = wide * n / total
            made.append(Piece(code, round(x, 1), round(width, 1), n))
            x += width
    return tuple(made)


class Column(NamedTuple):
    """One column of a chart: left edge, width, top and height, measured from above."""

    x: float
    width: float
    y: float
    height: float
    n: int


class Tick(NamedTuple):
    """A line across a chart and what it says."""

    y: float
    n: int


class Columns(NamedTuple):
    """Two columns for each of so many places, and the lines behind them."""

    first: tuple[Column, ...]
    second: tuple[Column, ...]
    ticks: tuple[Tick, ...]
    step: float


def columns(first: Sequence[int], second: Sequence[int], wide: float, high: float) -> Columns:
    """A chart of pairs, one pair a month."""
    top = nice(max([*first, *second, 1]))
    step = wide / max(len(first), 1)
    width = step * 0.34

    def side(values: Sequence[int], offset: float) -> tuple[Column, ...]:
        return tuple(
            Column(round(at * step + offset, 1), round(width, 1), round(high - high * n / top, 1),
                   round(high * n / top, 1), n)
            for at, n in enumerate(values)
        )  # fmt: skip

    ticks = tuple(Tick(round(high - high * n / top, 1), n) for n in sorted({0, top // 2, top}))
    return Columns(side(first, step * 0.14), side(second, step * 0.52), ticks, round(step, 1))


def nice(most: int) -> int:
    """A round number not below the most: 1, 2 or 5 and noughts."""
    power = 1
    while True:
        for head in (1, 2, 5):
            if head * power >= most:
                return head * power
        power *= 10


class Points(NamedTuple):
    """A line of shares: stretches without a gap, and each point."""

    lines: tuple[str, ...]
    points: tuple[tuple[float, float], ...]


def points(shares: Sequence[float | None], wide: float, high: float) -> Points:
    """A line from 0 at the foot to 1 at the top; where there is nothing to judge it breaks off."""
    step = wide / max(len(shares), 1)
    runs: list[list[tuple[float, float]]] = [[]]
    for at, share in enumerate(shares):
        if share is None:
            runs.append([])
        else:
            runs[-1].append((round(at * step + step / 2, 1), round(high - high * share, 1)))
    lines = tuple(" ".join(f"{x},{y}" for x, y in run) for run in runs if len(run) > 1)
    return Points(lines, tuple(point for run in runs for point in run))


class Bar(NamedTuple):
    """A clock of a case between two days; `mark` is its last day, `over` how wide the part beyond that is."""

    clock: Clock
    x: float
    width: float
    over: float
    mark: float | None


class Clocks(NamedTuple):
    """Every clock of a case on one axis, with the first days of months and today."""

    bars: tuple[Bar, ...]
    months: tuple[tuple[float, date], ...]
    today: float | None


def side_by_side(found: Sequence[Clock], today: date, wide: float) -> Clocks:
    """Clocks below one another on one axis of days."""
    if not found:
        return Clocks((), (), None)
    ends = [day for one in found for day in (one.from_on, one.due_on, one.done_on) if day]
    ends += [today for one in found if one.done_on is None]
    first, last = min(ends), max(ends)
    span = max((last - first).days, 1)

    def at(day: date) -> float:
        return round(wide * (day - first).days / span, 1)

    bars = tuple(_bar(one, today, at) for one in found)
    return Clocks(bars, tuple(_months(first, last, at)), at(today) if today <= last else None)


def _bar(one: Clock, today: date, at: Callable[[date], float]) -> Bar:
    """From its first day to its last, and beyond it while nothing was done."""
    until = one.done_on or (today if one.state in ("open", "missed") else one.due_on) or today
    within = min(until, one.due_on) if one.due_on and one.state == "missed" else until
    x, over = at(one.from_on), max(at(until) - at(within), 0)
    return Bar(one, x, max(at(within) - x, 3), over, at(one.due_on) if one.due_on else None)


def _months(first: date, last: date, at: Callable[[date], float]) -> Iterable[tuple[float, date]]:
    year, month = first.year, first.month
    while True:
        year, month = (year + month // 12), month % 12 + 1
        day = date(year, month, 1)
        if day > last:
            return
        yield at(day), day


def most(values: Iterable[int]) -> int:
    """The greatest of them, at least 1, that bars are measured by."""
    return max([*values, 1])
