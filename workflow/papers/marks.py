"""Looking for the marks of classified papers in a file's name and words. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from workflow.papers.limits import Limits, Mark


class Found(NamedTuple):
    """A mark and the line it stands on; `stop` where it is a mark and not a sentence about one."""

    mark: Mark
    line: str
    stop: bool


def marks_in(name: str, text: str, limits: Limits) -> tuple[Found, ...]:
    """Every mark found, each once, those that stop first."""
    found: dict[str, Found] = {}
    for line in _lines(name.rpartition(".")[0] + "\n" + text):
        for mark in limits.marks:
            if mark.pattern.search(line):
                stop = mark.stop and len(line) <= limits.sizes.short_line
                before = found.get(mark.zh)
                if before is None or (stop and not before.stop):
                    found[mark.zh] = Found(mark, line[: limits.sizes.short_line * 2], stop)
    return tuple(sorted(found.values(), key=lambda f: not f.stop))


def _lines(text: str) -> Iterator[str]:
    """Lines with every space left out: offices set 机　密 ★ 10 年 with spaces."""
    for line in re.split(r"[\n\r\f\v\u2028\u2029]+", unicodedata.normalize("NFKC", text)):
        if plain := "".join(line.split()):
            yield plain
