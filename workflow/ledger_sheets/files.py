"""A list as CSV, written as it is read, in little memory; workbooks are made in a module of their own."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import chain
from typing import Any, Final, NamedTuple

from workflow.ledger_sheets.lines import Column, Value
from workflow.terms import Term
from workflow.wording import Words

_RISKY: Final = frozenset(" =+-@\t\r\n")
Say = Callable[[Words], str]


class Printed(NamedTuple):
    """What stands above and below the sheets when printed, and how words are said."""

    title: str
    conditions: str
    say: Say
    counted: Words = Words("件", "cases")


def both(words: Words) -> str:
    """Chinese and English, for files that go to a script."""
    return f"{words.zh} / {words.en}"


def plain(value: Value, say: Say) -> str | int | date | None:
    """A word becomes its name."""
    if isinstance(value, Words | Term):
        return say(Words(value.zh, value.en))
    return value


def csv_text(
    columns: Sequence[Column], lines: Iterable[Any], say: Say, head: Say | None = None
) -> Iterator[str]:
    """CSV in pieces, with a byte order mark, so that spreadsheets read it as UTF-8; no cell can start a formula."""
    out = io.StringIO()
    sheet = csv.writer(out)
    first = [(head or say)(column.words) for column in columns]
    spoken = cache(lambda value: plain(value, say))
    values = [column.value for column in columns]
    rows = ([_text(value(line), spoken) for value in values] for line in lines)
    yield "\ufeff"
    for row in chain([first], rows):
        sheet.writerow([tame(cell) for cell in row])
        if out.tell() > 65_536:
            yield _taken(out)
    yield _taken(out)


def _text(value: Value, spoken: Callable[[Value], Any]) -> str:
    if value is None:
        return ""
    return str(spoken(value) if isinstance(value, Term | Words) else value)


def _taken(out: io.StringIO) -> str:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text


def tame(cell: str) -> str:
    """What begins like a formula becomes text; a negative number stays one."""
    if not cell or cell[0] not in _RISKY:
        return cell
    starts = cell.lstrip(" ")[:1]
    risky = starts in ("=", "+", "@", "\t", "\r", "\n") or (starts == "-" and not cell[1:].isdigit())
    return f"'{cell}" if starts and risky else cell
