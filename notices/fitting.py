"""Which setting of a letter to try first: laying a page out twice costs as much as writing the file.

The guess decides only what is tried first; whether a letter fits is always seen from the layout itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from math import ceil
from typing import Any

PARAGRAPH = re.compile(r"<p(?: class=\"(?P<kind>\w+)\")?>(?P<said>.*?)</p>", re.DOTALL)
TAG = re.compile(r"<[^>]*>|&\w+;")
#: lines of body and attachments that page 1 holds under a head of one line, and how many the closer setting adds
HOLDS, SAVES = 10, 3


def fitted(page: str, lay_out: Callable[[bool], Any]) -> Any:
    """The roomy setting, or the closer one where that saves a page (GB/T 9704 asks to adjust the spacing).

    page: its HTML; lay_out: makes the document, True for the closer setting.
    """
    if HOLDS < lines(page) <= HOLDS + SAVES:
        close = lay_out(True)
        return close if len(close.pages) == 1 else _shorter(lay_out(False), lambda: close)
    roomy = lay_out(False)
    return roomy if len(roomy.pages) == 1 else _shorter(roomy, lambda: lay_out(True))


def lines(page: str) -> int:
    """About how many lines of 28 characters the paragraphs take; 0 where a table makes it anybody's guess."""
    if "<table" in page:
        return 0
    blank = int('class="enclosures' in page)
    return blank + sum(_lines(m["said"], m["kind"]) for m in PARAGRAPH.finditer(page) if m["kind"] != "to")


def _lines(said: str, kind: str | None) -> int:
    wide = sum(1.0 if ord(sign) > 0xFF else 0.5 for sign in TAG.sub("", said).strip())
    return max(1, ceil((wide + (0 if kind else 2)) / 28))


def _shorter(roomy: Any, close: Callable[[], Any]) -> Any:
    other = close()
    return other if len(other.pages) < len(roomy.pages) else roomy
