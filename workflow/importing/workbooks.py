"""Workbooks and CSV files as plain rows, a few at a time; what is merged and which formulas hold no value, by sheet."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

from workflow.errors import BadInput
from workflow.importing.days import EPOCH_1900, EPOCH_1904
from workflow.importing.settings import Sizes
from workflow.papers.looking import decoded

Cells = tuple[Any, ...]
_CHUNK, _OVERLAP = 1 << 22, 1 << 13
_MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')
_UNCOUNTED: Final = re.compile(
    rb'<c r="([A-Z]{1,3})(\d+)"[^<>]*><f(?:[^<>]*/>|[^<>]*>[^<>]*</f>)(?:<v\s*/>|<v></v>)?</c>'
)
_OLD = b"\xd0\xcf\x11\xe0"


class Merged(NamedTuple):
    """A merged range, 1-based and inclusive."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


class Sheet:
    """One sheet: `rows()` reads it from the top, once; `epoch` is day zero of its serials, None in CSV."""

    def __init__(
        self,
        name: str,
        number: int,
        epoch: date | None,
        merged: tuple[Merged, ...] = (),
        uncounted: frozenset[tuple[int, int]] = frozenset(),
    ) -> None:
        self.name, self.number, self.epoch = name, number, epoch
        self.merged, self.uncounted = merged, uncounted
        self._source: Any = ()

    def reading(self, source: Any) -> Sheet:
        """The same with its rows."""
        self._source = source
        return self

    def rows(self, columns: int) -> Iterator[Cells]:
        """Every row from row 1 on, gaps as empty rows, at most that many columns."""
        for row in self._source:
            yield tuple(row[:columns])


@contextmanager
def opened(path: Path, sizes: Sizes) -> Iterator[Iterator[Sheet]]:
    """The sheets of a file, one after the other, hidden ones too. Raises BadInput for what is no such file."""
    size = _size(path)
    if size > sizes.file_bytes:
        raise BadInput(f"文件超过 {sizes.file_bytes >> 20} MB，请分开 / too large: split it")
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(_OLD):
        raise BadInput(
            "这是旧格式（.xls）或加密的工作簿，请另存为 .xlsx / an old or locked workbook: save it as .xlsx"
        )
    if not head.startswith(b"PK"):
        yield _csv(path)
        return
    with _workbook(path, sizes) as book:
        yield _sheets(book)


def _size(path: Path) -> int:
    try:
        size = path.stat().st_size
    except OSError as none:
        raise BadInput(f"文件 {path.name} 无法读取 / cannot be read") from none
    if not size:
        raise BadInput("文件是空的 / the file is empty")
    return size


@contextmanager
def _workbook(path: Path, sizes: Sizes) -> Iterator[Any]:
    with path.open("rb") as file:  # by its content, whatever the file is called
        book = _loaded(file, sizes)
        try:
            yield book
        finally:
            book.close()


def _loaded(file: IO[bytes], sizes: Sizes) -> Any:
    import openpyxl

    try:
        with zipfile.ZipFile(file) as packed:
            if sum(info.file_size for info in packed.infolist()) > sizes.unpacked_bytes:
                raise BadInput("工作簿内容过大，请分开 / the workbook holds too much: split it")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl leaves out (filters, drawings) holds no rows
            return openpyxl.load_workbook(file, read_only=True, data_only=True)
    except BadInput:
        raise
    except Exception as bad:
        raise BadInput("文件不是工作簿，或已损坏 / no workbook, or a damaged one") from bad


def _sheets(book: Any) -> Iterator[Sheet]:
    epoch = EPOCH_1904 if book.epoch.year == 1904 else EPOCH_1900
    for number, sheet in enumerate(book.worksheets, start=1):
        sheet.reset_dimensions()  # the size a file states is often wrong
        merged, uncounted = _marks(book, sheet)
        made = Sheet(sheet.title, number, epoch, merged, uncounted)
        yield made.reading(_values(sheet))


def _values(sheet: Any) -> Iterator[Cells]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # dates out of range become errors, and are refused as such
            yield from sheet.iter_rows(values_only=True)
    except Exception as bad:
        raise BadInput(f"工作表 {sheet.title} 已损坏 / the sheet is damaged") from bad


def _marks(book: Any, sheet: Any) -> tuple[tuple[Merged, ...], frozenset[tuple[int, int]]]:
    """Merged ranges stand behind the rows and openpyxl leaves them out when it reads a little at a time."""
    merged: set[Merged] = set()
    uncounted: set[tuple[int, int]] = set()
    for piece in _pieces(book, sheet):
        if b"mergeCell " in piece:
            merged |= {
                Merged(int(top), int(bottom), _column(left), _column(right))
                for left, top, right, bottom in _MERGED.findall(piece)
            }
        if b"<f" in piece:
            uncounted |= {(int(row), _column(column)) for column, row in _UNCOUNTED.findall(piece)}
    return tuple(sorted(merged)), frozenset(uncounted)


def _pieces(book: Any, sheet: Any) -> Iterator[bytes]:
    tail = b""
    with book._archive.open(sheet._worksheet_path) as source:  # noqa: SLF001 - openpyxl has no other way to it
        while piece := source.read(_CHUNK):
            yield tail + piece
            tail = piece[-_OVERLAP:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _csv(path: Path) -> Iterator[Sheet]:
    text = decoded(path.read_bytes())
    if text is None or "\0" in text:
        raise BadInput("文件不是 .xlsx 工作簿，也不是文本表格 / neither an .xlsx workbook nor a CSV file")
    first = text.partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    yield Sheet(path.stem[:60], 1, None).reading(rows)
