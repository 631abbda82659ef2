"""A report found in a published workbook: table three by the words of its rows and columns, table four by its heads."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from workflow.reporting.forms import Form, Forms
from workflow.reporting.recognising import MOST, form_of, made, refuse
from workflow.reporting.table import Cells, Table

MOST_UNPACKED: Final = 200_000_000
MOST_ROWS, MOST_COLUMNS = 2000, 60
_BLANK = {"", "-", "--", "—", "——", "/", "\\", "无", "空"}
_NUMBERING = re.compile(r"^(?:[(（]?[0-9一二三四五六七八九十]+[)）]?[.、．:：]?|[(（]\d+[)）])")
_NOT_WORDS = re.compile(r"[\s“”\"'‘’、，,。.．;；:：()（）]")


class Place(NamedTuple):
    """A figure with the words before it in its row and its column, counted from 0."""

    row: int
    words: str


def read(content: bytes, forms: Forms) -> Table:
    """The report of a workbook. Raises BadInput where no sheet holds one, or a figure is none."""
    for sheet in _sheets(content):
        found = _table_three(sheet, forms)
        if found is not None:
            form, rows, places = found
            return made(form, "", None, rows, _table_four(sheet, form, max(places)))
    return refuse("工作簿中没有找到表三（收到和处理申请情况）", "no sheet holds table three")


def _sheets(content: bytes) -> Iterator[list[list[Any]]]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                refuse("文件解开后过大", "the workbook unpacks too large")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for sheet in book.worksheets:
            rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
            yield [list(row) for row in rows]
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError):
        refuse("工作簿已损坏，打不开", "the workbook is broken")


def _said(cell: Any) -> str:
    """Words without numbering, spaces and signs; full-width letters made plain."""
    text = unicodedata.normalize("NFKC", str(cell)) if isinstance(cell, str) else ""
    return _NOT_WORDS.sub("", _NUMBERING.sub("", text.strip()))


def _table_three(sheet: list[list[Any]], forms: Forms) -> tuple[Form, dict[str, Cells], list[int]] | None:
    """The form with most of its rows on the sheet, if its first and its last are there."""
    best: tuple[int, Form, dict[str, Cells], list[int]] | None = None
    for form in reversed(forms.all):
        columns = _columns(sheet, form)
        if columns is None:
            continue
        rows, places = _rows(sheet, form, columns)
        if len(rows) > len(form.rows) // 2 and (best is None or len(rows) > best[0]):
            best = len(rows), form, rows, places
    if best is None:
        return None
    return form_of(best[2], forms, best[1].id), best[2], best[3]


def _columns(sheet: list[list[Any]], form: Form) -> dict[str, int] | None:
    """Where the columns stand: in the head rows, the words of each from left to right."""
    wanted = {_said(column.words.zh): column.id for column in form.columns}
    at: dict[str, int] = {}
    for row in sheet:
        if any(_said(cell).startswith(("本年新收", "收到申请")) for cell in row):
            break
        found = {wanted[_said(cell)]: place for place, cell in enumerate(row) if _said(cell) in wanted}
        at |= {id_: place for id_, place in found.items() if id_ not in at or len(found) > 1}
    if not form.has_types:
        return at or None
    return at if len(at) == len(form.columns) else None


def _rows(sheet: list[list[Any]], form: Form, columns: dict[str, int]) -> tuple[dict[str, Cells], list[int]]:
    """Each row of the form is looked for behind the one before it, so that 其他 and 总计 are told apart."""
    found: dict[str, Cells] = {}
    places: list[int] = []
    first, start = min(columns.values()), 0
    for row in form.rows:
        for at in range(start, len(sheet)):
            if _is(row.marks, _label(sheet[at], first)):
                cells = sheet[at]
                found[row.id] = {name: _figure(cells, place, at) for name, place in columns.items()}
                places.append(at)
                start = at + 1
                break
    return found, places


def _label(row: Sequence[Any], before: int) -> str:
    """The words nearest to the figures."""
    said = [_said(cell) for cell in row[:before] if _said(cell)]
    return said[-1] if said else ""


def _is(marks: Sequence[str], label: str) -> bool:
    return any(label == mark[1:] if mark.startswith("=") else _said(mark) in label for mark in marks)


def _figure(row: Sequence[Any], place: int, at: int) -> int | None:
    cell = row[place] if place < len(row) else None
    if isinstance(cell, bool):
        return _no_figure(cell, at, place)
    if cell is None or isinstance(cell, int | float):
        whole = cell is None or (0 <= cell < MOST and int(cell) == cell)
        return (None if cell is None else int(cell)) if whole else _no_figure(cell, at, place)
    text = unicodedata.normalize("NFKC", str(cell)).strip().replace(",", "").removesuffix("件")
    if text in _BLANK:
        return None
    return int(text) if text.isdecimal() and len(text) < 13 else _no_figure(cell, at, place)


def _no_figure(cell: Any, at: int, place: int) -> int:
    refuse(f"第 {at + 1} 行第 {place + 1} 列不是数字：{cell!r:.40}", "not a whole number of zero or more")


def _table_four(sheet: list[list[Any]], form: Form, after: int) -> dict[str, Cells]:
    """The first row of figures below heads that repeat the results for each group; {} where there is none."""
    wanted = [_said(words.zh) for _id, words in form.results]
    need = len(form.groups) * len(wanted)
    for at in range(after + 1, len(sheet)):
        heads = [place for place, cell in enumerate(sheet[at]) if _said(cell) in wanted]
        if len(heads) == need and [_said(sheet[at][place]) for place in heads] == wanted * len(form.groups):
            return _groups(sheet, form, at + 1, heads)
    return {}


def _groups(sheet: list[list[Any]], form: Form, start: int, heads: list[int]) -> dict[str, Cells]:
    for at in range(start, min(start + 5, len(sheet))):
        figures = [_figure(sheet[at], place, at) for place in heads]
        if any(figure is not None for figure in figures):
            names = [id_ for id_, _words in form.results]
            wide = len(names)
            return {
                group.id: dict(zip(names, figures[n * wide : (n + 1) * wide], strict=True))
                for n, group in enumerate(form.groups)
            }
    return {}
