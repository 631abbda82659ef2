"""What a letter must state beyond its frame: each fact declared with its type, and the values held to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

from workflow.errors import BadInput

Held = str | int | date | tuple[str, ...] | tuple[tuple[str, ...], ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One declared fact. help says in both languages what to write.

    Types: text (one line), long_text (a paragraph a line), date, lines (tuple of text), money (whole yuan),
    count (whole number from 0), choice (a code of `options`, code -> Chinese, English), table (rows of text,
    as many cells as `columns`).
    """

    name: str
    zh: str
    en: str
    type: str
    help: str
    required: bool
    options: tuple[tuple[str, str, str], ...] = ()
    columns: tuple[str, ...] = ()

    def empty(self) -> Held:
        """What stands for an optional fact that was not given."""
        if self.type in ("lines", "table"):
            return ()
        return "" if self.type in ("text", "long_text", "choice") else None

    def check(self, value: Any) -> None:
        """Raises BadInput naming the fact in both languages."""
        if value == self.empty():
            if self.required:
                raise BadInput(f"文书缺少“{self.zh}” / the letter lacks: {self.en} ({self.name})")
        elif not FITS[self.type](self, value):
            wanted = "、".join(code for code, _, _ in self.options) or "、".join(self.columns) or self.type
            raise BadInput(
                f"“{self.zh}”内容类型不对，应当是：{wanted} / wrong value for: {self.en} ({self.name})"
            )


def _text(_: Fact, value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _line(fact: Fact, value: Any) -> bool:
    return _text(fact, value) and "\n" not in value


def _lines(fact: Fact, value: Any) -> bool:
    return isinstance(value, tuple) and all(_text(fact, line) for line in value)


def _date(_: Fact, value: Any) -> bool:
    return type(value) is date


def _number(_: Fact, value: Any) -> bool:
    return type(value) is int and value >= 0


def _choice(fact: Fact, value: Any) -> bool:
    return value in [code for code, _, _ in fact.options]


def _table(fact: Fact, value: Any) -> bool:
    return isinstance(value, tuple) and all(_row(fact, row) for row in value)


def _row(fact: Fact, row: Any) -> bool:
    """As wide as the columns, and saying something."""
    fits = isinstance(row, tuple) and len(row) == len(fact.columns)
    return fits and all(isinstance(cell, str) for cell in row) and any(cell.strip() for cell in row)


FITS: Mapping[str, Callable[[Fact, Any], bool]] = {
    "text": _line,
    "long_text": _text,
    "date": _date,
    "lines": _lines,
    "money": _number,
    "count": _number,
    "choice": _choice,
    "table": _table,
}


class Facts(dict[str, Held]):
    """Frozen values by name; they hash, compare, write as JSON and travel between processes."""

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("facts of a letter are never changed")

    __setitem__ = __delitem__ = __ior__ = update = pop = popitem = clear = setdefault = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type[Facts], tuple[dict[str, Held]]]:
        return Facts, (dict(self),)


def complete(declared: tuple[Fact, ...], given: Mapping[str, Held]) -> Facts:
    """The given values with every absent optional fact empty. Raises BadInput naming what is wrong."""
    known = {fact.name: fact for fact in declared}
    if unknown := sorted(given.keys() - known.keys()):
        raise BadInput(f"这种文书没有这些内容 / unknown fact: {', '.join(unknown)}")
    held = {name: given.get(name, fact.empty()) for name, fact in known.items()}
    for name, value in held.items():
        known[name].check(value)
    return Facts(held)
