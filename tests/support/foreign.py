"""The demonstration with every Chinese character of its data in another script: what is Chinese then is ours."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from workflow.demo.filling import FOLDER

HAN = re.compile(r"[㐀-䶿一-鿿]+")
LATIN = re.compile(r"[A-Za-z][A-Za-z’']+")
#: nothing a reader sees stands in these, or it is for machines, or it is what somebody typed
_UNSEEN = {"script", "style", "code", "textarea"}
_SAID = ("alt", "title", "placeholder", "aria-label", "data-label", "label")
_VOID = {"input", "img", "br", "hr", "meta", "link", "col", "source", "wbr", "area", "base", "embed", "track"}


def hangul(text: str) -> str:
    """Each Chinese character as a Hangul syllable, always the same one."""
    return HAN.sub(lambda found: "".join(chr(0xAC00 + ord(c) % 11172) for c in found.group()), text)


def foreign_stage(folder: Path) -> Path:
    """Write config/demo/ in Hangul into the folder, and answer it."""
    folder.mkdir(exist_ok=True)
    for file in FOLDER.glob("*.toml"):
        (folder / file.name).write_text(hangul(file.read_text("utf-8")), "utf-8")
    return folder


class Said(NamedTuple):
    """A piece of a page's text and the language it is declared to be in."""

    text: str
    language: str
    where: str


def said_on(source: str) -> list[Said]:
    """Every text and every spoken attribute of a page, each with its language."""
    reader = _Reader()
    reader.feed(source)
    return reader.said


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[Said] = []
        self.open: list[tuple[str, str]] = [("", "")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        language = given.get("lang") or self.open[-1][1]
        spoken = [given.get(name) for name in _SAID]
        if tag == "input" and given.get("type") in ("submit", "button", "reset"):
            spoken.append(given.get("value"))
        self.said += [Said(text, language, tag) for text in spoken if text]
        if tag not in _VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while len(self.open) > 1:
            closed, _ = self.open.pop()
            if closed == tag:
                return

    def handle_data(self, data: str) -> None:
        tag, language = self.open[-1]
        if tag not in _UNSEEN and data.strip():
            self.said.append(Said(" ".join(data.split()), language, tag))
