"""From sheets to lines: the header found over one or two rows, the rest sorted into cases and what is no case."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from workflow.importing.settings import Settings, plain
from workflow.importing.workbooks import Cells, Sheet

#: without one of them a row of words is no header, and a line no case
_WHO: Final = frozenset({"applicant"})
_WHAT: Final = frozenset({"received", "applied", "request"})
_TELLING: Final = ("applicant", "received", "applied", "request", "replied", "result", "id_no", "phone")
_FEWEST, _LONGEST = 3, 24  # columns that make a header, characters of a header
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*(?:年|-|$|[^\d.])")
_OF_GROUP: Final = re.compile(r"(?:情况|信息|环节|事项|登记)$")
#: fields that a group of columns about something else does not name
_MAIN: Final = frozenset(
    {"received", "applied", "replied", "result", "channel", "applicant", "phone", "request"}
)
_SECTION: Final = re.compile(
    r"第?[一二三四1-4]季度|\d{1,2}月份?|[一二三四五六七八九十]{1,2}月份?|(?:19|20)\d{2}年?度?.{0,6}|[上下]半年"
)


class Line(NamedTuple):
    """A row that speaks of a case: values by field, the fields a merged cell lends it, formulas without a value."""

    sheet: str
    sheet_number: int
    excel_row: int
    cells: Mapping[str, Any]
    year: int | None
    epoch: date | None
    lent: frozenset[str]
    uncounted: frozenset[str]
    heads: Mapping[str, str]  # field -> the words it was known by


class Heads(NamedTuple):
    """What the first header of a sheet was understood to say: field -> its words, and the words nobody knows."""

    sheet: str
    known: Mapping[str, str]
    unread: tuple[str, ...]


Columns = Mapping[int, str]  # column, from 0 -> field


def lines(sheet: Sheet, settings: Settings) -> Iterator[Line]:
    """The lines of a sheet in order; nothing where it has no header."""
    return _Reader(sheet, settings).lines()


def heads(sheet: Sheet, settings: Settings) -> Heads:
    """The columns of a sheet by its first header; reads no further than the first line below it."""
    reader = _Reader(sheet, settings)
    next(reader.lines(), None)
    return Heads(sheet.name, reader.heads, reader.unread)


class _Reader:
    def __init__(self, sheet: Sheet, settings: Settings) -> None:
        self.sheet, self.settings = sheet, settings
        self.columns: Columns = {}
        self.heads: dict[str, str] = {}
        self.unread: tuple[str, ...] = ()
        self.year = _only_year([sheet.name])
        self.titles: list[str] = [sheet.name]
        self.rank = {word: place for place, word in enumerate(settings.columns)}
        self.next_is_wordy = False
        self.lending: dict[int, tuple[int, Any]] = {}  # column -> last row, value
        self.starts: dict[int, list[tuple[int, int]]] = {}
        self.wide = {m.first_row for m in sheet.merged if m.last_column - m.first_column >= 2}
        for m in sheet.merged:
            if m.last_row > m.first_row:
                for column in range(m.first_column - 1, m.last_column):
                    self.starts.setdefault(m.first_row, []).append((column, m.last_row))

    def lines(self) -> Iterator[Line]:
        rows = enumerate(self.sheet.rows(self.settings.sizes.columns), start=1)
        held = next(rows, None)
        while held is not None:
            number, row = held
            held = next(rows, None)
            if not any(_said(cell) for cell in row) and not self.lending:
                continue
            found, took_next = self._header(row, held[1] if held else ())
            if found:
                self.columns, self.lending = found, {}
                self._read_heads(row, held[1] if took_next and held else ())
                self.titles += _texts(row)
                self.year = _only_year(self.titles)
                self.titles = [self.sheet.name, *self.titles[1:][-3:]]
                held = next(rows, None) if took_next else held
                continue
            if (line := self._line(number, row)) is not None:
                yield line

    # headers ------------------------------------------------------------------------------------

    def _header(self, row: Cells, below: Cells) -> tuple[Columns, bool]:
        """The columns this row names, alone or with the row below it; nothing where it is no header."""
        wordy, self.next_is_wordy = self.next_is_wordy or self._wordy(row), self._wordy(below)
        if not wordy and not self.next_is_wordy:
            return {}, False
        one, two = self._named(row), self._named(row, below)
        if len(two) > max(len(one), len(self._named(below))) and _is_header(two):
            return two, True
        return (one, False) if _is_header(one) else ({}, False)

    def _read_heads(self, upper: Cells, lower: Cells) -> None:
        """What each column is called, those nobody here knows too."""
        group, heads = "", {}
        for column in range(max(len(upper), len(lower))):
            over, under = _word(upper, column), _word(lower, column)
            group = over or (group if under else "")
            heads[column] = group + under
        self.heads = {field: heads.get(column, "") for column, field in self.columns.items()}
        self.unread = tuple(
            head
            for column, head in heads.items()
            if head and column not in self.columns and head not in self.settings.serials
        )

    def _wordy(self, row: Cells) -> bool:
        """At least one short word that names a column, or begins a group of them."""
        return any(
            self.settings.header(_word(row, column))
            for column, cell in enumerate(row)
            if isinstance(cell, str)
        )

    def _named(self, upper: Cells, lower: Cells | None = None) -> Columns:
        """Column -> field. Where several columns name one field, the name that stands first in the data counts."""
        best: dict[str, tuple[int, int]] = {}
        group = ""
        for column in range(max(len(upper), len(lower or ()))):
            over, under = _word(upper, column), _word(lower or (), column)
            group = over or group
            word = self._name(over, under, group) if lower is not None else self._known(over)
            if word:
                field, place = self.settings.columns[word], (self.rank[word], column)
                best[field] = min(best.get(field, place), place)
        return {column: field for field, (_rank, column) in best.items()}

    def _name(self, over: str, under: str, group: str) -> str:
        if not under:
            return self._known(over)
        whole = self._known(group + under) or self._known(_OF_GROUP.sub("", group) + under)
        return whole or ("" if self._is_astray(under, group) else self._known(under))

    def _is_astray(self, under: str, group: str) -> bool:
        """收到日期 below 征求意见 is not the day the application came."""
        elsewhere = any(stage in group for stage in self.settings.stages)
        return elsewhere and self.settings.columns.get(self.settings.header(under)) in _MAIN

    def _known(self, word: str) -> str:
        return self.settings.header(word)

    # lines --------------------------------------------------------------------------------------

    def _line(self, number: int, row: Cells) -> Line | None:
        lent = self._lent(number, row)
        if not any(_said(cell) for cell in row):
            return None
        said = _texts(row)
        if not self.columns:
            self.titles += said
            return None
        cells = {field: _cell(row, column) for column, field in self.columns.items()}
        own = {field for field, value in cells.items() if _said(value)}
        if self._is_no_case(number, row, own, said):
            return None
        borrowed = {field: lent[column] for column, field in self.columns.items() if column in lent}
        return Line(
            self.sheet.name,
            self.sheet.number,
            number,
            {**cells, **borrowed},
            self.year,
            self.sheet.epoch,
            frozenset(borrowed),
            self._uncounted(number),
            self.heads,
        )

    def _lent(self, number: int, row: Cells) -> dict[int, Any]:
        """What cells merged over several rows say of this one."""
        self.lending = {c: held for c, held in self.lending.items() if held[0] >= number}
        lent = {c: value for c, (_last, value) in self.lending.items() if not _said(_cell(row, c))}
        for column, last in self.starts.get(number, ()):
            if _said(value := _cell(row, column)):
                self.lending[column] = (last, value)
        return lent

    def _uncounted(self, number: int) -> frozenset[str]:
        if not self.sheet.uncounted:
            return frozenset()
        return frozenset(
            field for column, field in self.columns.items() if (number, column + 1) in self.sheet.uncounted
        )

    def _is_no_case(self, number: int, row: Cells, own: set[str], said: list[str]) -> bool:
        if not own & set(_TELLING) and not self._uncounted(number):
            return True
        first = said[0] if said else ""
        whole = {"applicant", "request"} <= own and own & {"received", "applied"}
        if whole:
            return False
        filled = sum(1 for cell in row if _said(cell))
        if self._is_total(first) or (filled <= 2 and plain(first).startswith(self.settings.notes)):
            return True
        section = filled == 1 and (number in self.wide or _SECTION.fullmatch("".join(first.split())))
        if section:
            self.year = _only_year([first]) or self.year
        return bool(section)

    def _is_total(self, first: str) -> bool:
        word = plain(first)
        if word in self.settings.totals:
            return True
        found = next((t for t in self.settings.totals if word.startswith(t)), "")
        return bool(found) and bool(re.fullmatch(r"\d*[件份条个次]?.{0,8}", word.removeprefix(found)))


def _is_header(columns: Columns) -> bool:
    fields = set(columns.values())
    return len(fields) >= _FEWEST and bool(fields & _WHO) and bool(fields & _WHAT)


def _said(cell: Any) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def _cell(row: Cells, column: int) -> Any:
    return row[column] if column < len(row) else None


def _word(row: Cells, column: int) -> str:
    """The title of a column; of 收到日期 / Received what stands first."""
    cell = _cell(row, column)
    if not isinstance(cell, str) or len(cell) > _LONGEST * 2:
        return ""
    return plain(cell.partition(" / ")[0])


def _texts(row: Cells) -> list[str]:
    return [cell for cell in row if isinstance(cell, str) and cell.strip()]


def _only_year(texts: Sequence[str]) -> int | None:
    """The one year these titles name, None where they name none or several."""
    found = {int(y) for text in texts for y in _YEAR.findall(unicodedata.normalize("NFKC", text))}
    return found.pop() if len(found) == 1 else None
