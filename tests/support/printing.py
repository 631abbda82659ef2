"""Every specimen printed once for all tests that look at paper."""

from __future__ import annotations

from functools import cache

from pdf_lines import Glyph, pages

from notices.catalogue import CONFIG
from notices.render import render
from notices.specimens import specimens

SPECIMENS = specimens(CONFIG)


@cache
def printed(name: str) -> bytes:
    """The PDF of a specimen."""
    return render(*SPECIMENS[name])


@cache
def paper(name: str) -> list[list[Glyph]]:
    """What stands on each page of a specimen."""
    return pages(printed(name))
