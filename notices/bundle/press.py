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
from notices.fonts import configuration
from notices.press import LOCK
from notices.press import TEMPLATES as LETTERS
from notices.render import day, mark_rare, printable

TEMPLATES: Final = Path(__file__).parent / "templates"
VARIANT: Final = "pdf/a-3b"
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
        source = weasyprint.HTML(string=page, url_fetcher=_fetcher())
        document = source.render(font_config=_fonts(), stylesheets=_sheets())
        pdf: bytes = document.write_pdf(pdf_variant=VARIANT, pdf_identifier=b"mingfu")
    return pdf, {point for font in document.fonts.values() for point in font.missing}


@cache
def _fonts() -> Any:
    return configuration()


@cache
def _sheets() -> list[Any]:
    css = import_module("weasyprint").CSS
    paths = (LETTERS / "form.css", TEMPLATES / "bundle.css")
    return [css(string=path.read_text("utf-8"), font_config=_fonts()) for path in paths]


def _fetcher() -> Any:
    """Refuses every address."""
    urls = import_module("weasyprint.urls")

    class Fetcher(urls.URLFetcher):  # type: ignore[name-defined, misc]
        def fetch(self, url: str, headers: object = None) -> Any:
            raise urls.FatalURLFetchingError(url)

    return Fetcher(allowed_protocols=())


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    made = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, autoescape=True, finalize=printable
    )
    made.filters.update(day=day, full=shipped().full)
    return made
