"""Pages people print as PDF: the same HTML, laid out here; nothing is fetched."""

from __future__ import annotations

from importlib import import_module

from notices.press import LOCK, fetcher, fonts


def press(page: str) -> bytes:
    """The bytes of the file."""
    with LOCK:
        made: bytes = (
            import_module("weasyprint")
            .HTML(string=page, url_fetcher=fetcher())
            .write_pdf(font_config=fonts(), pdf_variant="pdf/ua-1")
        )
    return made
