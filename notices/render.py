"""A letter as HTML for the eye and PDF for the file: nothing is fetched, the same values give the same bytes."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from notices.catalogue import Catalogue
from notices.letter import Letter, check_kind
from workflow.errors import BadInput

TEMPLATES = Path(__file__).parent / "templates"
CONFIG = Path(__file__).parents[1] / "config"
# points; the red rules are 170 mm = 481.9 pt; a name that would fall under HEAD_LEAST is set narrower instead
HEAD_WIDTH, HEAD_SIZE, HEAD_LEAST, HEAD_SPACING = 478.0, 30.0, 24.0, 2.0


def html(kind: str, context: Letter, *, tight: bool = False) -> str:
    """The letter as one HTML page, the same that is printed. Raises BadInput where kind and values differ."""
    check_kind(kind, context)
    try:
        return _environment().get_template(f"{kind}/letter.html").render(c=context, tight=tight)
    except UndefinedError as bad:
        raise BadInput(f"文书缺少内容 / the letter lacks a value: {bad}") from bad


def render(kind: str, context: Letter) -> bytes:
    """The letter as tagged PDF/A-3a. Raises BadInput, also where no installed font has a character."""
    document = _fitted(kind, context)
    pdf: bytes = document.write_pdf(pdf_variant="pdf/a-3a", pdf_identifier=_identifier(kind, context))
    if missing := {point for font in document.fonts.values() for point in font.missing}:
        signs = "、".join(f"{chr(p)}（U+{p:04X}）" for p in sorted(missing))
        raise BadInput(
            f"已安装的字体没有这些字，请安装后再生成：{signs} / no installed font has these characters"
        )
    return pdf


def text(kind: str, context: Letter) -> str:
    """The words of the letter without mark-up, one line a paragraph."""
    words = _Words()
    words.feed(html(kind, context))
    lines = (" ".join(line.split()) for line in "".join(words.parts).split("\n"))
    return "\n".join(line for line in lines if line) + "\n"


def printable(value: object) -> object:
    """Text without what no letter can show: controls, direction overrides, lone surrogates; tabs are spaces."""
    if not isinstance(value, str):
        return value
    kept = (c for c in value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ") if _shows(c))
    return type(value)("".join(kept))


def mark(name: str) -> tuple[float, float]:
    """Type size in points and horizontal scale at which the agency's name fits above the red rule."""
    fits = min(HEAD_SIZE, HEAD_WIDTH / max(len(name), 1) - HEAD_SPACING)
    size = max(fits, HEAD_LEAST)
    return round(size, 2), round(min(1.0, HEAD_WIDTH / (len(name) * (size + HEAD_SPACING))), 3)


def day(on: date) -> str:
    """2026年8月1日: Arabic digits, no leading zeros (GB/T 9704)."""
    return f"{on.year}年{on.month}月{on.day}日"


def brief(provision: str) -> str:
    """A short provision as a letter cites it once the title was given in full: 《条例》第三十一条第二项."""
    return re.sub(r"^条例(?:（2007）)?(?=第)", "《条例》", provision)


def _shows(char: str) -> bool:
    if char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff":
        return False
    return char == "\n" or unicodedata.category(char) not in ("Cc", "Cs")


def _identifier(kind: str, context: Letter) -> bytes:
    return sha256(html(kind, context).encode()).hexdigest().encode()[:32]


def _fitted(kind: str, context: Letter) -> Any:
    """The roomy setting, or the closer one where that saves a page (GB/T 9704 asks to adjust the spacing)."""
    roomy = _document(html(kind, context))
    if len(roomy.pages) == 1:
        return roomy
    close = _document(html(kind, context, tight=True))
    return close if len(close.pages) < len(roomy.pages) else roomy


def _document(page: str) -> Any:
    """Laid out by WeasyPrint, which is loaded only when a letter is printed."""
    weasyprint, urls = import_module("weasyprint"), import_module("weasyprint.urls")
    refuse_all = urls.URLFetcher(allowed_protocols=(), fail_on_errors=True)
    try:
        return weasyprint.HTML(string=page, url_fetcher=refuse_all).render()
    except urls.FatalURLFetchingError as bad:
        raise BadInput(f"文书不得引用外部内容 / a letter fetches nothing: {bad}") from bad


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    catalogue = Catalogue.load(CONFIG / "notices.toml")
    made = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, autoescape=True, finalize=printable
    )
    made.filters.update(day=day, mark=mark, full=catalogue.full, law=catalogue.law, brief=brief)
    return made


class _Words(HTMLParser):
    """Collects text; every block element ends a line."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden = tag in ("style", "title")
        if tag == "br" or (tag == "span" and ("class", "name") in attrs):
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False
        breaks = {"th": "：", "p": "\n", "div": "\n", "h1": "\n", "tr": "\n", "span": ""}
        self.parts.append(breaks.get(tag, ""))

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)
