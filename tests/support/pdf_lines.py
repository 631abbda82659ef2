"""What stands on a page of a PDF and where, measured from the drawing itself: every glyph with place and font."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from pypdf import PdfReader
from pypdf.generic import ContentStream

MM = 72 / 25.4


class Glyph(NamedTuple):
    """A drawn character: points from the left and top edge of the paper to its baseline, width, size, font."""

    sign: str
    x: float
    y: float
    width: float
    size: float
    font: str
    gid: int


class Line(NamedTuple):
    """Glyphs on one baseline, from left to right."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        return "".join(glyph.sign for glyph in self.glyphs)

    @property
    def y(self) -> float:
        return self.glyphs[0].y

    @property
    def left(self) -> float:
        return self.glyphs[0].x

    @property
    def right(self) -> float:
        return self.glyphs[-1].x + self.glyphs[-1].width


def pages(pdf: bytes) -> list[list[Glyph]]:
    """The glyphs of every page, in the order of drawing."""
    reader = PdfReader(io.BytesIO(pdf))
    return [list(_glyphs(page, reader)) for page in reader.pages]


def lines(glyphs: list[Glyph], near: float = 0.6) -> list[Line]:
    """Glyphs joined by their baseline, from the top of the page down; the red name counts as a line too."""
    ordered = sorted(glyphs, key=lambda g: (g.y, g.x))
    cuts = [0, *(i + 1 for i, (a, b) in enumerate(pairwise(ordered)) if b.y - a.y > near), len(ordered)]
    return [Line(tuple(sorted(ordered[a:b], key=lambda g: g.x))) for a, b in pairwise(cuts) if b > a]


class _Font(NamedTuple):
    name: str
    signs: dict[int, str]
    widths: dict[int, float]
    default: float


def _font(resource: Any) -> _Font:
    below = resource["/DescendantFonts"][0].get_object()
    cmap = resource["/ToUnicode"].get_object().get_data().decode("latin-1")
    pairs = re.findall(r"<([0-9a-f]{4})> <([0-9a-f]+)>", cmap)
    signs = {int(gid, 16): bytes.fromhex(said).decode("utf-16-be") for gid, said in pairs}
    widths: dict[int, float] = {}
    held = [item.get_object() for item in below["/W"]]
    for first, row in zip(held[::2], held[1::2], strict=True):
        widths |= {int(first) + i: float(wide) for i, wide in enumerate(row)}
    return _Font(str(resource["/BaseFont"]), signs, widths, float(below.get("/DW", 1000)))


def _times(a: list[float], b: list[float]) -> list[float]:
    """Matrix a applied first, then b."""
    return [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]


class _Pen:
    """The graphics and text state that decides where the next glyph falls."""

    def __init__(self, fonts: dict[str, _Font], high: float) -> None:
        self.fonts, self.high = fonts, high
        self.ctm, self.stack = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0], list[list[float]]()
        self.matrix, self.size = list(self.ctm), 0.0
        self.font = next(iter(fonts.values()))

    def state(self, operator: bytes, operands: list[Any]) -> None:
        if operator == b"q":
            self.stack.append(list(self.ctm))
        elif operator == b"Q":
            self.ctm = self.stack.pop()
        elif operator == b"cm":
            self.ctm = _times([float(n) for n in operands], self.ctm)
        elif operator == b"Tm":
            self.matrix = [float(n) for n in operands]
        elif operator == b"Tf":
            self.font, self.size = self.fonts[operands[0]], float(operands[1])

    def draw(self, items: list[Any]) -> Iterator[Glyph]:
        for item in items:
            if isinstance(item, int | float):
                self._move(-float(item) / 1000 * self.size)
                continue
            raw = item if isinstance(item, bytes) else item.original_bytes
            for gid in (int.from_bytes(raw[i : i + 2], "big") for i in range(0, len(raw), 2)):
                yield self._glyph(gid)
                self._move(self._wide(gid))

    def _glyph(self, gid: int) -> Glyph:
        whole = _times(self.matrix, self.ctm)
        sign, size = self.font.signs.get(gid, ""), abs(self.size * whole[3])
        wide = self._wide(gid) * whole[0]
        return Glyph(sign, whole[4], self.high - whole[5], wide, size, self.font.name, gid)

    def _wide(self, gid: int) -> float:
        return self.font.widths.get(gid, self.font.default) / 1000 * self.size

    def _move(self, by: float) -> None:
        self.matrix = _times([1, 0, 0, 1, by, 0], self.matrix)


def _glyphs(page: Any, reader: PdfReader) -> Iterator[Glyph]:
    fonts = {name: _font(held.get_object()) for name, held in page["/Resources"]["/Font"].items()}
    pen = _Pen(fonts, float(page.mediabox.height))
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in {b"TJ", b"Tj"}:
            yield from pen.draw(operands[0] if operator == b"TJ" else operands)
        else:
            pen.state(operator, operands)
