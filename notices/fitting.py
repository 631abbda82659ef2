"""Which setting of a letter to try first: laying a page out twice costs as much as writing the file.

The guess decides only what is tried first; whether a letter fits is always seen from the layout itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from math import ceil
from typing import Any

PARAGRAPH = re.compile(r"<p(?: class=\"(?P<kind>\w+)\")?>(?P<said>.*?)</p>", re.DOTALL)
TAG = re.compile(r"<[^>]*>|&\w+;")
#: lines of body and attachments that page 1 holds under a head of one line, and how many the closer setting adds
HOLDS, SAVES = 10, 3
#: lines that go over to the page of the signature
LEAST = 2
#: CSS pixels within which two are one
NEAR = 8
#: how much goes over to the page of the signature: two attachments, then lines of the letter too
KEPT = (1, 2)

LayOut = Callable[[bool, int], Any]


def fitted(page: str, lay_out: LayOut) -> Any:
    """The roomy setting, or the closer one where that saves a page (GB/T 9704 asks to adjust the spacing).

    page: its HTML; lay_out(tight, kept) makes the document: tight for the closer setting, kept (0 to 2) to take
    more along to the page of the signature, only as much as keeps it from standing alone.
    """
    tight, document = _shortest(page, lay_out)
    for kept in KEPT:
        if not lonely(document):
            break
        document = lay_out(tight, kept)
    return document


def lonely(document: Any) -> bool:
    """Whether fewer than two lines stand over the signature on a page that it does not begin with the letter."""
    boxes = import_module("weasyprint.formatting_structure.boxes")
    for page in document.pages[1:]:
        above: list[float] = []  # a number of a list has a line of its own beside the words
        for box in page._page_box.descendants():  # noqa: SLF001  there is no public way in
            if box.element is not None and "sign" in box.element.get("class", "").split():
                return len(above) < LEAST
            if isinstance(box, boxes.LineBox) and all(abs(box.position_y - y) > NEAR for y in above):
                above.append(box.position_y)
    return False


def _shortest(page: str, lay_out: LayOut) -> tuple[bool, Any]:
    if HOLDS < lines(page) <= HOLDS + SAVES:
        close = lay_out(True, 0)
        return (True, close) if len(close.pages) == 1 else _shorter(lay_out(False, 0), lambda: close)
    roomy = lay_out(False, 0)
    return (False, roomy) if len(roomy.pages) == 1 else _shorter(roomy, lambda: lay_out(True, 0))


def lines(page: str) -> int:
    """About how many lines of 28 characters the paragraphs take; 0 where a table makes it anybody's guess."""
    if "<table" in page:
        return 0
    blank = int('class="enclosures' in page)
    return blank + sum(_lines(m["said"], m["kind"]) for m in PARAGRAPH.finditer(page) if m["kind"] != "to")


def _lines(said: str, kind: str | None) -> int:
    wide = sum(1.0 if ord(sign) > 0xFF else 0.5 for sign in TAG.sub("", said).strip())
    return max(1, ceil((wide + (0 if kind and kind != "leads" else 2)) / 28))


def _shorter(roomy: Any, close: Callable[[], Any]) -> tuple[bool, Any]:
    other = close()
    return (True, other) if len(other.pages) < len(roomy.pages) else (False, roomy)
