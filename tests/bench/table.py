"""The one table that every benchmark fills."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from statistics import median
from time import perf_counter
from typing import NamedTuple

HEAD = ("量什么 / what", "明复 / ours", "对手 / rival", "倍数 / ratio", "目标 / reach", "")


class Row(NamedTuple):
    """One line: what is measured, both figures with unit, their ratio, what is asked, whether it holds."""

    what: str
    ours: str
    rival: str
    ratio: str
    reach: str
    holds: bool


def interleaved(calls: Sequence[Callable[[], object]], times: int, rounds: int = 7) -> list[float]:
    """Median seconds of one call of each, taken in turns, so that a noisy moment strikes all of them."""
    taken: list[list[float]] = [[] for _ in calls]
    for _ in range(rounds):
        for call, seconds in zip(calls, taken, strict=True):
            seconds.append(_once(call, times))
    return [median(seconds) for seconds in taken]


def _once(call: Callable[[], object], times: int) -> float:
    started = perf_counter()
    for _ in range(times):
        call()
    return (perf_counter() - started) / times


def seconds(value: float) -> str:
    """A duration as people read it: 12.3 us, 4.56 ms, 1.20 s."""
    for size, unit in ((1, "s"), (1e-3, "ms"), (1e-6, "us")):
        if value >= size:
            return f"{value / size:.3g} {unit}"
    return f"{value / 1e-9:.3g} ns"


def table(rows: Iterable[Row]) -> str:
    """The rows below their head, columns aligned; a row that does not hold is marked."""
    lines = [HEAD, *((*row[:5], "" if row.holds else "未达到 / NOT REACHED") for row in rows)]
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(_padded(line, widths)).rstrip() for line in lines)


def width(text: str) -> int:
    """Columns that a text takes; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _padded(line: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [cell + " " * (wide - width(cell)) for cell, wide in zip(line, widths, strict=True)]
