"""What the columns of a register are made of: a line of the list, a column with its words, the usual kinds of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Final, NamedTuple

from workflow.errors import BadInput
from workflow.rules import Rules
from workflow.terms import Term
from workflow.wording import Words

Value = str | int | date | Term | Words | None


class Kind(StrEnum):
    """How a cell is written."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"


class Asker(NamedTuple):
    """The first applicant, masked."""

    id_kind: str = ""
    id_no: str = ""
    phone: str = ""
    agent: str = ""


class Beside(NamedTuple):
    """What stands beside the rows of a page, for those columns that show it."""

    askers: Mapping[int, Asker] = {}  # by case
    people: Mapping[int, str] = {}  # names
    remarks: Mapping[int, str] = {}  # the last note, by case


_NOBODY: Final = Asker()
_YES: Final = Words("是", "Yes")


class Line(NamedTuple):
    """A case or appeal in its place of the list, as it stands today; `row` is its row of the store with the names."""

    number: int
    row: Any
    remaining: int | None
    rules: Rules
    beside: Beside = Beside()


class Column(NamedTuple):
    """One column. `wide` counts characters; `adds_up` where a total under it says something."""

    name: str
    words: Words
    wide: int
    value: Callable[[Line], Value]
    kind: Kind = Kind.TEXT
    adds_up: bool = False
    reads: tuple[str, ...] = ()  #: columns of the store, where it is not the one of its name


class Group(NamedTuple):
    """Columns that belong together."""

    words: Words
    columns: tuple[Column, ...]


def text(
    name: str, zh: str, en: str, wide: int, value: Callable[[Line], Value] | None = None, *reads: str
) -> Column:
    """Words of the row; or what `value` makes of the columns it reads."""
    return Column(
        name, Words(zh, en), wide, value or (lambda line: getattr(line.row, name) or ""), reads=reads
    )


def day(name: str, zh: str, en: str) -> Column:
    """A day of the row."""
    return Column(name, Words(zh, en), 12, lambda line: getattr(line.row, name), Kind.DAY)


def number(name: str, zh: str, en: str, *, adds_up: bool = False) -> Column:
    """A number of the row; nought stays empty."""
    return Column(name, Words(zh, en), 9, lambda line: getattr(line.row, name) or None, Kind.NUMBER, adds_up)


def term(name: str, zh: str, en: str, wide: int, terms: type[Term]) -> Column:
    """A word of a closed set."""
    by_value = {one.value: one for one in terms}

    def named(line: Line) -> Value:
        return by_value.get(getattr(line.row, name))

    return Column(name, Words(zh, en), wide, named)


def ticked(name: str, zh: str, en: str) -> Column:
    """Yes, or nothing."""
    return Column(name, Words(zh, en), 8, lambda line: _YES if getattr(line.row, name) else None)


def asker(name: str, zh: str, en: str, wide: int) -> Column:
    """Of the first applicant."""
    return Column(
        name,
        Words(zh, en),
        wide,
        lambda line: getattr(line.beside.askers.get(line.row.case_id, _NOBODY), name),
    )


def person(name: str, zh: str, en: str) -> Column:
    """Who did it; the store keeps ids, several joined by commas."""

    def named(line: Line) -> Value:
        held = getattr(line.row, name)
        people = line.beside.people
        return "、".join(people.get(int(one), one) for one in str(held).split(",")) if held else None

    return Column(name, Words(zh, en), 12, named)


def picked(columns: Mapping[str, Column], names: Iterable[str]) -> tuple[Column, ...]:
    """These columns in this order, each once. Raises BadInput for one there is not."""
    asked = list(dict.fromkeys(names))
    for name in asked:
        if name not in columns:
            raise BadInput(f"台账没有这一栏：{name} / the ledger has no such column")
    return tuple(columns[name] for name in asked)
