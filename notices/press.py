"""Where paper is laid out: fonts and stylesheets are read once, nothing is fetched, one paper at a time."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from threading import RLock
from typing import Any

from notices.fonts import configuration
from notices.justify import straighten
from workflow.errors import BadInput

TEMPLATES = Path(__file__).parent / "templates"
#: how a page names the seal that is handed to the press beside it
SEAL = "seal:agency"
#: Pango keeps its fonts in tables that two threads must not touch at once.
LOCK = RLock()


def lay_out(page: str, sheet: str, seal: bytes | None = None) -> Any:
    """A page of HTML as a laid-out weasyprint Document; sheet: "letter.css" or "form.css", seal: a PNG.

    Raises BadInput where the page asks for anything but the seal.
    """
    weasyprint, urls = import_module("weasyprint"), import_module("weasyprint.urls")
    with LOCK:
        try:
            source = weasyprint.HTML(string=page, url_fetcher=fetcher(seal))
            return straighten(source.render(font_config=fonts(), stylesheets=[stylesheet(TEMPLATES / sheet)]))
        except urls.FatalURLFetchingError as bad:
            raise BadInput(f"文书不得引用外部内容 / a letter fetches nothing: {bad}") from bad


@cache
def fonts() -> Any:
    """The fonts of every paper, read once."""
    return configuration()


@cache
def stylesheet(file: Path) -> Any:
    """A stylesheet on the disk, read once."""
    text = file.read_text("utf-8")
    return import_module("weasyprint").CSS(string=text, font_config=fonts(), url_fetcher=fetcher())


def fetcher(seal: bytes | None = None) -> Any:
    """Answers for the seal, and refuses every other address with FatalURLFetchingError."""
    urls = import_module("weasyprint.urls")

    class Fetcher(urls.URLFetcher):  # type: ignore[name-defined, misc]
        def fetch(self, url: str, headers: object = None) -> Any:
            if url == SEAL and seal:
                return urls.URLFetcherResponse(url, seal, {"Content-Type": "image/png"})
            raise urls.FatalURLFetchingError(url)

    return Fetcher(allowed_protocols=())
