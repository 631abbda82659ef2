"""A letter as HTML for the eye and PDF for the file: nothing is fetched, the same values give the same bytes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from functools import cache
from html.parser import HTMLParser
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateNotFound, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from notices import names, pdf
from notices.catalogue import shipped
from notices.fitting import fitted
from notices.keeping import keep_together
from notices.letter import Letter, check_kind
from notices.press import TEMPLATES, lay_out
from workflow.administration.pictures import require_png
from workflow.errors import BadInput

CONFIG = Path(__file__).parents[1] / "config"
SIGNS = re.compile(r"<[^>]*>|[^<\x00-\x7f]+")
#: 一、关于合同正文 and （一）已经公开的内容: levels one and two of GB/T 9704, in at most a line
HEADING = re.compile(
    r"(?:(?P<first>[一二三四五六七八九十]{1,3}、)|（[一二三四五六七八九十]{1,3}）).{1,22}(?<![，。；：、？！”])"
)
FIGURE = re.compile(r"\d[\d.,]*(?:[—-]\d+)?")
#: parts the cells of a row where a letter is read as words
BETWEEN = " | "


def html(kind: str, context: Letter, *, tight: bool = False, printed: str = "") -> str:
    """The letter as one HTML page, the same that is printed. Raises BadInput where kind and values differ."""
    return _page(kind, context, tight=tight, printed=printed)


def render(kind: str, context: Letter, *, seal: bytes | None = None, printed: str = "") -> bytes:
    """The letter as tagged PDF/A-3a with its values attached; seal: a PNG, set upright over name and date.

    printed: the line at the foot of an internal form that says when it was taken from the file, and by whom.

    Raises BadInput, also where no installed font has a character or the seal cannot be printed.
    """
    if seal is not None:
        require_png(
            seal
        )  # one put into the folder by hand, or damaged on the disk, must not leave the letter bare
    sheet = "form.css" if shipped()[kind].form else "letter.css"

    def laid_out(tight: bool, kept: int) -> Any:
        page = _page(
            kind, context, tight=tight, kept=kept, bare=True, sealed=seal is not None, printed=printed
        )
        return lay_out(page, sheet, seal)

    words = _page(kind, context, bare=True, printed=printed)
    return pdf.archive(fitted(words, laid_out), kind, context, words.encode() + (seal or b""))


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


def mark_rare(page: str) -> str:
    """Characters that 仿宋_GB2312 may lack in a span: those of another font must not push the lines apart."""
    head, start, body = page.partition("</head>")
    return head + start + SIGNS.sub(lambda m: m[0] if m[0][0] == "<" else _marked(m[0]), body)


def day(on: date) -> str:
    """2026年8月1日: Arabic digits, no leading zeros (GB/T 9704)."""
    return f"{on.year}年{on.month}月{on.day}日"


def brief(provision: str) -> str:
    """A short provision as a letter cites it once the title was given in full: 《条例》第三十一条第二项."""
    return re.sub(r"^条例(?:（2007）)?(?=第)", "《条例》", provision)


def level(line: str) -> str:
    """The element of a line: h2 for 一、 (黑体), h3 for （一） (楷体), else p; a heading ends in no mark."""
    found = HEADING.fullmatch(line.strip())
    return ("h2" if found["first"] else "h3") if found else "p"


def figures(rows: Sequence[Sequence[str]]) -> list[bool]:
    """For each column whether it holds numbers or ranges of pages alone, which stand under each other."""
    return [all(FIGURE.fullmatch(cell.strip()) for cell in column) for column in zip(*rows, strict=True)]


def _marked(text: str) -> str:
    if not _rare(text):
        return text
    runs = groupby(text, key=_rare)
    return "".join(f'<span class="rare">{"".join(run)}</span>' if odd else "".join(run) for odd, run in runs)


def _rare(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def _shows(char: str) -> bool:
    if char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff":
        return False
    return char == "\n" or unicodedata.category(char) not in ("Cc", "Cs")


def _page(
    kind: str,
    context: Letter,
    *,
    tight: bool = False,
    kept: int = 0,
    bare: bool = False,
    sealed: bool = False,
    printed: str = "",
) -> str:
    """bare: without the stylesheet, which the press has read already."""
    check_kind(kind, context)
    try:
        template = _environment().get_template(f"{kind}/letter.html")
        page = template.render(c=context, tight=tight, kept=kept, bare=bare, sealed=sealed, printed=printed)
        return mark_rare(keep_together(page))
    except TemplateNotFound as bad:
        raise BadInput(f"没有这种文书模板：{kind} / no such letter template") from bad
    except UndefinedError as bad:
        raise BadInput(f"文书缺少内容 / the letter lacks a value: {bad}") from bad


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    catalogue = shipped()
    made = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, autoescape=True, finalize=printable
    )
    made.filters.update(level=level, figures=figures)
    made.filters.update(
        day=day,
        head=names.head,
        under=names.under,
        full=catalogue.full,
        law=catalogue.law,
        brief=brief,
        level=level,
    )
    return made


class _Words(HTMLParser):
    """Collects text; every block element ends a line."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = False
        self._cells = False  # a cell of this row was read
        self._heads = False  # inside the head of a table

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden = tag in ("style", "title")
        if (tag == "br" and ("class", "soft") not in attrs) or (tag == "span" and ("class", "name") in attrs):
            self.parts.append("\n")
        if tag in ("td", "th") and self._cells:
            self.parts.append(BETWEEN)
        if tag in ("tr", "td", "th"):
            self._cells = tag == "td" or (tag == "th" and self._heads)
        self._heads = tag == "thead" or (self._heads and tag != "tbody")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False
        breaks = {
            "th": "" if self._heads else "：",
            "p": "\n",
            "div": "\n",
            "h1": "\n",
            "tr": "\n",
            "span": "",
        }
        self.parts.append(breaks.get(tag, ""))

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)
