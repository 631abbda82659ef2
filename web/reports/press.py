"""The report as PDF: the same page as HTML, laid out here; nothing is fetched."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from notices.fonts import configuration
from notices.press import LOCK


def press(page: str) -> bytes:
    """The bytes of the file."""
    with LOCK:
        made: bytes = (
            import_module("weasyprint")
            .HTML(string=page, url_fetcher=_refuse)
            .write_pdf(font_config=_fonts(), pdf_variant="pdf/ua-1")
        )
    return made


@cache
def _fonts() -> Any:
    return configuration()


def _refuse(url: str, *_more: object, **_named: object) -> Any:
    raise ValueError(f"a report fetches nothing: {url}")
