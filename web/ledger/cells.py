"""A page of the ledger in the columns that were chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from flask import url_for

from web.access import desk, now, officer
from web.dates import plain_day
from web.words import said, t
from workflow.ledger_sheets import streaming
from workflow.ledger_sheets.files import plain
from workflow.ledger_sheets.lines import Column, Kind, Line
from workflow.viewing import LedgerPage
from workflow.wording import Words


class Cell(NamedTuple):
    """`text` as shown; `kind` sets it left or right, `late` says so in colour beside the words."""

    column: Column
    text: str
    late: bool = False


class Record(NamedTuple):
    """One line, and the page it opens."""

    case_no: str
    address: str
    cells: tuple[Cell, ...]


class Register(NamedTuple):
    """Head, lines and what adds up at their foot."""

    columns: tuple[Column, ...]
    records: tuple[Record, ...]
    sums: dict[str, int]


def register(page: LedgerPage, columns: Sequence[Column]) -> Register:
    """The cases of the page."""
    with desk().store.database.reading() as connection:
        around = desk().around(connection, officer(), now())
        lines = streaming.told(desk(), connection, page.lines, around, columns)
    return of_lines(lines, columns, lambda line: url_for("cases.show", case_no=line.row.case_no))


def of_lines(lines: Sequence[Line], columns: Sequence[Column], address: Callable[[Line], str]) -> Register:
    """These lines, each with the page it opens."""
    records = tuple(
        Record(line.row.case_no, address(line), tuple(_cell(column, line) for column in columns))
        for line in lines
    )
    return Register(tuple(columns), records, _sums(columns, lines))


def _sums(columns: Sequence[Column], lines: Sequence[Line]) -> dict[str, int]:
    return {
        column.name: sum(value for line in lines if isinstance(value := column.value(line), int))
        for column in columns
        if column.adds_up
    }


def _cell(column: Column, line: Line) -> Cell:
    value: Any = plain(column.value(line), say)
    if isinstance(value, date):
        return Cell(column, plain_day(value))
    if column.name == "remaining" and isinstance(value, int) and value < 0:
        return Cell(column, t("超 {n} 日", "{n} over", n=-value), late=True)
    late = column.name == "timely" and bool(value) and (line.row.is_open or line.row.timely is False)
    return Cell(
        column, "" if value is None else f"{value:,}" if column.kind is Kind.NUMBER else str(value), late
    )


def say(words: Words) -> str:
    """In the language of the page."""
    return said(words)
