"""What may be added to a case, from config/uploads.toml: kinds of files, sizes, marks of classified papers."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from workflow.errors import BadInput
from workflow.outcomes import read_toml
from workflow.rules import ROOT

PATH = ROOT / "config" / "uploads.toml"
READS = ("", "pdf", "packed", "old", "text", "mail")
_KIND_KEYS = {"media", "endings", "signs", "member", "reads"}


class Kind(NamedTuple):
    """A kind of file: its media type, endings, what its first bytes stand for, and how its words are read."""

    name: str
    media: str
    endings: tuple[str, ...]
    signs: tuple[str, ...]
    reads: str
    member: str = ""  #: what a packed file must hold


class Mark(NamedTuple):
    """Words that classified papers bear; `stop` lets nothing in, otherwise an officer says why it is not one."""

    stop: bool
    pattern: re.Pattern[str]
    zh: str
    en: str


class Sizes(NamedTuple):
    """Limits in bytes, files, days and characters."""

    file_bytes: int
    case_bytes: int
    files: int
    person_bytes: int
    all_bytes: int
    staged_days: int
    short_line: int


class Limits(NamedTuple):
    """All of it."""

    sizes: Sizes
    kinds: tuple[Kind, ...]
    marks: tuple[Mark, ...]

    @property
    def endings(self) -> tuple[str, ...]:
        """Every ending that may come in, without dots."""
        return tuple(ending for kind in self.kinds for ending in kind.endings)

    def kind_of(self, ending: str) -> Kind | None:
        """The kind with that ending."""
        return next((kind for kind in self.kinds if ending in kind.endings), None)


@cache
def load(path: Path = PATH) -> Limits:
    """Read and check. Raises BadInput naming the file and the fault."""
    data = read_toml(path)
    try:
        sizes = Sizes(**data["limits"])
        kinds = tuple(_kind(name, raw) for name, raw in data["kinds"].items())
        marks = tuple(_mark(raw) for raw in data["marks"])
    except (KeyError, TypeError, AttributeError, ValueError, re.error) as bad:
        raise BadInput(f"{path.name}：内容有误 / the content is wrong: {bad}") from None
    if not all(isinstance(size, int) and size > 0 for size in sizes):
        raise BadInput(f"{path.name}：限额须为正整数 / limits must be whole numbers above zero")
    endings = [ending for kind in kinds for ending in kind.endings]
    if len(endings) != len(set(endings)):
        raise BadInput(f"{path.name}：扩展名重复 / an ending stands twice")
    return Limits(sizes, kinds, marks)


def _kind(name: str, raw: dict[str, Any]) -> Kind:
    if raw["reads"] not in READS or raw.keys() - _KIND_KEYS:
        raise ValueError(name)
    endings, signs = tuple(raw["endings"]), tuple(raw["signs"])
    return Kind(name, raw["media"], endings, signs, raw["reads"], raw.get("member", ""))


def _mark(raw: dict[str, str]) -> Mark:
    if raw["level"] not in ("stop", "warn"):
        raise ValueError(raw["level"])
    return Mark(raw["level"] == "stop", re.compile(raw["pattern"]), raw["zh"], raw["en"])
