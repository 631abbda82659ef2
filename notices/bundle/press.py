"""Sheets of the court file laid out as archival PDF; they show what is handed to them and fetch nothing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from notices.catalogue import shipped
from notices.press import LOCK, fetcher, fonts, stylesheet
from notices.press import TEMPLATES as LETTERS
from notices.render import day, mark_rare, printable

TEMPLATES: Final = Path(__file__).parent / "templates"
VARIANT: Final = "pdf/a-3b"
_SHEETS: Final = (LETTERS / "form.css", TEMPLATES / "bundle.css")
#: what stands for a character that no installed font has
MISSING: Final = "〓"


def press(sheet: str, values: Mapping[str, Any]) -> bytes:
    """One sheet as PDF/A-3b; a character that no font has leaves a mark."""
    page = mark_rare(_environment().get_template(f"{sheet}.html").render(values))
    pdf, missing = _pressed(page)
    if missing:
        pdf, _ = _pressed(page.translate(dict.fromkeys(missing, MISSING)))
    return pdf


def _pressed(page: str) -> tuple[bytes, set[int]]:
    weasyprint = import_module("weasyprint")
    with LOCK:
        source = weasyprint.HTML(string=page, url_fetcher=fetcher())
        document = source.render(font_config=fonts(), stylesheets=[stylesheet(path) for path in _SHEETS])
        pdf: bytes = document.write_pdf(pdf_variant=VARIANT, pdf_identifier=b"mingfu")
    return pdf, {point for font in document.fonts.values() for point in font.missing}


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    made = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, autoescape=True, finalize=printable
    )
    made.filters.update(day=day, full=shipped().full)
    return made
