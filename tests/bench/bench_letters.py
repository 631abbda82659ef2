"""One reply against plain WeasyPrint on the same HTML in Noto Serif CJK, and a thousand replies on two cores."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import replace
from statistics import median
from time import perf_counter

from table import Row, interleaved, seconds
from weasyprint import HTML

from notices.bulk import render_many
from notices.letter import Letter
from notices.render import CONFIG, html, render
from notices.specimens import specimens

KIND, LETTER = specimens(CONFIG)["reply_disclosed"]
MANY, ROUNDS = 1000, 3


def measure() -> Iterable[Row]:
    """The rival makes an ordinary PDF; ours is archival, justified, and carries its data."""
    page = _noto(html(KIND, LETTER))
    ours, rival = interleaved(
        [lambda: render(KIND, LETTER), lambda: HTML(string=page).write_pdf()], times=3, rounds=9
    )
    yield Row(
        "a one-page reply / WeasyPrint, Noto Serif CJK",
        seconds(ours),
        seconds(rival),
        f"{ours / rival:.2f} x",
        "<= 0.50 x",
        holds=ours <= rival / 2,
    )
    one, two, loop = _bulk()
    yield Row(
        f"{MANY} replies on two cores / on one (a bare loop meanwhile: {loop:.2f} x)",
        f"{MANY / two:.1f}/s",
        f"{MANY / one:.1f}/s",
        f"{one / two:.2f} x",
        ">= 1.7 x",
        holds=one / two >= 1.7,
    )


def _noto(page: str) -> str:
    """The page with one font for everything."""
    only = '"Noto Serif CJK SC"'
    families = re.sub(r"font-family:[^;}]*", f"font-family: {only}", page)
    return re.sub(r"(font:[^;}\"]*?pt(?:/[\d.]+pt)?) \"[^;}]*", rf"\1 {only}", families)


def _bulk() -> tuple[float, float, float]:
    """Seconds for all letters on one core and on two, and how much two cores gave a bare loop, taken in turns.

    Two cores pay for starting themselves; the loop tells what else the machine was doing.
    """
    taken: dict[int, list[float]] = {1: [], 2: []}
    loops: list[float] = []
    with ProcessPoolExecutor(2) as pool:
        for _ in range(ROUNDS):
            for workers, times in taken.items():
                started = perf_counter()
                count = sum(1 for _ in render_many(_letters(), workers))
                times.append(perf_counter() - started)
                assert count == MANY
            loops.append(2 * _spins(pool, 1) / _spins(pool, 2))
    return median(taken[1]), median(taken[2]), median(loops)


def _spins(pool: Executor, at_once: int) -> float:
    started = perf_counter()
    for waiting in [pool.submit(_spin) for _ in range(at_once)]:
        waiting.result()
    return perf_counter() - started


def _spin() -> int:
    return sum(n * n for n in range(10_000_000))


def _letters() -> Iterator[tuple[str, Letter]]:
    """No two alike, so that nothing can be kept from one to the next."""
    for number in range(MANY):
        yield KIND, replace(LETTER, number=f"示例公开〔2026〕{number + 1}号")  # type: ignore[call-arg]
