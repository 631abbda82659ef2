"""One reply against plain WeasyPrint on the same HTML in Noto Serif CJK, and a thousand replies on two cores."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
    one, two = _bulk()
    yield Row(
        f"{MANY} replies on two cores / on one",
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


def _bulk() -> tuple[float, float]:
    """Seconds for all letters on one core and on two, taken in turns; two cores pay for starting themselves."""
    taken: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(ROUNDS):
        for workers, times in taken.items():
            started = perf_counter()
            count = sum(1 for _ in render_many(_letters(), workers))
            times.append(perf_counter() - started)
            assert count == MANY
    return median(taken[1]), median(taken[2])


def _letters() -> Iterator[tuple[str, Letter]]:
    """No two alike, so that nothing can be kept from one to the next."""
    for number in range(MANY):
        yield KIND, replace(LETTER, number=f"示例公开〔2026〕{number + 1}号")  # type: ignore[call-arg]
