"""Address labels on A4 sheets: whom, where, which letter, from whom; long names and addresses are set smaller."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import ceil
from typing import NamedTuple

from notices.press import LOCK, lay_out
from workflow.errors import BadInput


class Label(NamedTuple):
    """What stands on one label; address and postcode may be empty and are then left to the pen."""

    name: str
    address: str
    postcode: str
    mark: str  # case number, document number
    sender: str


class Sheet(NamedTuple):
    """A sheet of labels, in millimetres."""

    across: int
    down: int
    width: float
    height: float
    left: float
    top: float
    gap: float  # between columns


SHEETS = {
    "2x7": Sheet(2, 7, 99.1, 38.1, 4.65, 15.15, 2.5),
    "3x8": Sheet(3, 8, 70.0, 37.0, 0.0, 0.5, 0.0),
}
SIZES = (12.0, 11.0, 10.0, 9.0, 8.0, 7.0)  # points
PAD, SMALL = 4.5, 7.5  # millimetres inside the edge; points of the lines above and below
POINT = 0.3528  # millimetres
TOO_LONG = "（地址过长，另附）"


def labels(held: Sequence[Label], sheet: str = "2x7", skip: int = 0) -> bytes:
    """The labels as PDF; skip: places at the start of the first sheet that are used up.

    Raises BadInput for a sheet not known, or more places skipped than it has.
    """
    form = SHEETS.get(sheet)
    if form is None or not 0 <= skip < form.across * form.down:
        raise BadInput("没有这种标签纸，或者起始位置超出一页 / no such sheet, or the start lies beyond it")
    pages = _pages(held, form, skip)
    with LOCK:
        return bytes(lay_out(_html(pages, form), "labels.css").write_pdf())


def size_of(label: Label, form: Sheet) -> float | None:
    """The largest type in which name and address fit, in points; None where none does."""
    wide, high = form.width - 2 * PAD, form.height - 2 * PAD - 2 * SMALL * POINT * 1.9
    for size in SIZES:
        taken = sum(
            _lines(text, grown * size, wide) * grown * size * POINT * 1.35
            for text, grown in ((label.address, 1.0), (label.name, 1.15))
        )
        if taken <= high:
            return size
    return None


def _lines(text: str, size: float, wide: float) -> int:
    """Lines a text takes; what is not Chinese is about half as wide."""
    ems = sum(1.0 if ord(sign) > 0xFF else 0.6 for sign in text)
    return max(1, ceil(ems / (wide / (size * POINT) - 0.5)))


def _pages(held: Sequence[Label], form: Sheet, skip: int) -> list[list[tuple[int, Label]]]:
    each = form.across * form.down
    placed = [(place % each, place // each, label) for place, label in enumerate(held, start=skip)]
    last = placed[-1][1] if placed else 0
    return [[(place, label) for place, on, label in placed if on == page] for page in range(last + 1)]


def _html(pages: list[list[tuple[int, Label]]], form: Sheet) -> str:
    drawn = ("".join(_drawn(place, label, form) for place, label in page) for page in pages)
    body = "".join(f"<section>{page}</section>" for page in drawn)
    return f'<!doctype html><html lang="zh-CN"><head><title>标签</title></head><body>{body}</body></html>'


def _drawn(place: int, label: Label, form: Sheet) -> str:
    row, column = divmod(place, form.across)
    left = form.left + column * (form.width + form.gap)
    box = (
        f"left:{left:.2f}mm;top:{form.top + row * form.height:.2f}mm;"
        f"width:{form.width:.2f}mm;height:{form.height:.2f}mm"
    )
    size = size_of(label, form)
    address = label.address if size else TOO_LONG
    name = label.name if size or len(label.name) < 60 else label.name[:59] + "…"
    spaced = " ".join(label.postcode)
    return (
        f'<div class="label" style="{box}"><p class="code">{escape(spaced)}</p>'
        f'<div class="to" style="font-size:{size or SIZES[-1]}pt"><p>{escape(address)}</p>'
        f'<p class="name">{escape(name)}</p></div>'
        f'<p class="from"><span>{escape(label.sender)}</span><span>{escape(label.mark)}</span></p></div>'
    )
