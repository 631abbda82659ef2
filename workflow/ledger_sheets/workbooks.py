"""A list as a workbook: typed cells, the head in sight and on every printed page, what adds up at the foot.

XlsxWriter makes all but the lines. Their cells are written straight into the sheet as they are read: that takes a
quarter of the time, and memory for one line.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import IO, Any, Final, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from workflow.errors import BadInput
from workflow.ledger_sheets.files import Printed, plain
from workflow.ledger_sheets.lines import Column, Kind
from workflow.terms import Term
from workflow.wording import Words

#: a sheet has 1,048,576 rows; head and foot take two
MOST_ROWS: Final = 1_048_574
#: bytes of a sheet that every program can unpack
_MOST_BYTES: Final = 2**31 - 2**20
_LONGEST: Final = 32_767  # characters of a cell
_DAY_NOUGHT: Final = date(1899, 12, 30)  # the format counts a 29 February 1900
_FONT: Final = {"font_name": "SimSun", "font_size": 10, "valign": "top"}
_TOTAL = Words("合计", "Total")
_SHEET: Final = "xl/worksheets/sheet1.xml"
#: what does not depend on the lines goes first: programs tell the kind of file by it
_FIRST: Final = ("[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/styles.xml")
_PATTERN_ROW: Final = re.compile(rb'<row r="2".*?</row>', re.DOTALL)
_STYLE: Final = re.compile(rb' s="(\d+)"')
_SIZE: Final = re.compile(rb"<dimension [^>]*/>")
#: what XML or the format reads as something else
_SPECIAL: Final = re.compile(r"[&<>\x00-\x1f\ufffe\uffff]|^\s|\s$|_x[0-9A-Fa-f]{4}_")
_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_PIECE: Final = 1 << 18
_LEVEL: Final = 3  # of compression: half the time of the usual one, files a tenth larger


def workbook(path: Path, columns: Sequence[Column], lines: Iterable[Any], printed: Printed) -> int:
    """Write an XLSX file and answer how many lines it holds. Raises OSError; BadInput where a sheet is too short."""
    head, parts = _parts(_frame(columns, printed, 1, {}))
    pen = _Pen(columns, printed.say, [int(n) for n in _STYLE.findall(head.pattern)])
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as out:
        for name in _FIRST:
            out.writestr(name, parts[name])
        with out.open(_SHEET, "w") as sheet:
            sheet.write(_SIZE.sub(b"", head.before))
            _send(sheet, pen.rows(lines))
            made, rest = _parts(_frame(columns, printed, pen.many, pen.sums))
            sheet.write(made.after)
        for name in sorted(rest.keys() - set(_FIRST)):
            out.writestr(name, rest[name])
    return pen.many


class _Sheet(NamedTuple):
    """A sheet in pieces around the line that shows how cells look."""

    before: bytes
    pattern: bytes
    after: bytes


def _parts(frame: bytes) -> tuple[_Sheet, dict[str, bytes]]:
    """The sheet of a workbook in pieces, and its other parts by name."""
    with ZipFile(io.BytesIO(frame)) as held:
        parts = {name: held.read(name) for name in held.namelist()}
    sheet = parts.pop(_SHEET)
    found = _PATTERN_ROW.search(sheet)
    assert found is not None
    return _Sheet(sheet[: found.start()], found.group(), sheet[found.end() :]), parts


def _frame(columns: Sequence[Column], printed: Printed, many: int, sums: dict[str, int]) -> bytes:
    """A whole workbook for so many lines whose second row shows how their cells look; the foot stands behind them."""
    import xlsxwriter

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("台账")
        looks = _looks(book)
        _set_up(sheet, columns, printed, looks)
        for at, column in enumerate(columns):
            sheet.write_blank(1, at, None, looks[column.kind])
        _foot(sheet, many, columns, sums, printed, looks)
        sheet.autofilter(0, 0, max(many, 1), max(len(columns) - 1, 0))
        sheet.print_area(0, 0, max(many, 1) + 1, max(len(columns) - 1, 0))
    return made.getvalue()


def _send(sheet: IO[bytes], rows: Iterator[str]) -> None:
    """A piece at a time."""
    held: list[str] = []
    size = sent = 0
    for row in rows:
        held.append(row)
        size += len(row)
        if size > _PIECE:
            sent += sheet.write("".join(held).encode())
            held, size = [], 0
            if sent > _MOST_BYTES:
                raise _too_long()
    sheet.write("".join(held).encode())


def _too_long() -> BadInput:
    return BadInput(
        "超过一张工作表能放的行数，请缩小范围或者下载 CSV / too many rows: narrow the list, or take CSV"
    )


def _looks(book: Any) -> dict[str, Any]:
    return {
        "head": book.add_format(
            _FONT | {"bold": True, "bg_color": "#E6EEF6", "border": 1, "text_wrap": True}
        ),
        Kind.TEXT: book.add_format(_FONT | {"text_wrap": True}),
        Kind.DAY: book.add_format(_FONT | {"num_format": "yyyy-mm-dd", "align": "left"}),
        Kind.NUMBER: book.add_format(_FONT | {"num_format": "0"}),
        "foot": book.add_format(_FONT | {"bold": True, "top": 1, "num_format": "#,##0"}),
    }


def _set_up(sheet: Any, columns: Sequence[Column], printed: Printed, looks: dict[str, Any]) -> None:
    """The head stays in sight and stands on every printed page."""
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.wide)
        sheet.write_string(0, at, printed.say(column.words), looks["head"])
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(8 if sum(column.wide for column in columns) > 200 else 9)  # A3, A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.4, 0.4, 0.6, 0.6)
    sheet.set_header(f"&L{_escaped(printed.title)}&R{_escaped(printed.conditions)}"[:255])
    sheet.set_footer("&C&P / &N")


def _escaped(text: str) -> str:
    """An ampersand starts a code there."""
    return text.replace("&", "&&")[:110]


class _Pen:
    """Writes lines as rows of a sheet; what each word is called is looked up once."""

    def __init__(self, columns: Sequence[Column], say: Callable[[Words], str], styles: Sequence[int]) -> None:
        self.places = [
            (column.value, f'<c r="{_letters(at)}', f'" s="{style}"')
            for at, (column, style) in enumerate(zip(columns, styles, strict=True))
        ]
        self.adding = {at: column.name for at, column in enumerate(columns) if column.adds_up}
        self.sums = dict.fromkeys(self.adding.values(), 0)
        self.word = cache(lambda value: inline(str(plain(value, say))))
        self.many = 0

    def rows(self, lines: Iterable[Any]) -> Iterator[str]:
        """Each line as XML. Raises BadInput where the sheet is too short for them."""
        for at, line in enumerate(lines, start=2):
            if at > MOST_ROWS + 1:
                raise _too_long()
            self.many += 1
            yield f'<row r="{at}">{"".join(self._cells(at, line))}</row>'

    def _cells(self, at: int, line: Any) -> Iterator[str]:
        """Text is never read as a formula, an address or a number; a day is its number, shown as a day."""
        for place, (value_of, begin, look) in enumerate(self.places):
            value = value_of(line)
            if value is None or value == "":
                continue
            if isinstance(value, Term | Words):
                inner = self.word(value)
            elif isinstance(value, str):
                inner = inline(value)
            else:
                if place in self.adding and isinstance(value, int):
                    self.sums[self.adding[place]] += value
                inner = f"><v>{value if isinstance(value, int) else serial(value)}</v></c>"
            yield f"{begin}{at}{look}{inner}"


def _letters(at: int) -> str:
    """The name of a column, counted from 0: A, B, … Z, AA."""
    head, last = divmod(at, 26)
    return (_letters(head - 1) if head else "") + chr(65 + last)


def inline(text: str) -> str:
    """The rest of a cell with this text in it."""
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    if not _SPECIAL.search(text):
        return f' t="inlineStr"><is><t>{text}</t></is></c>'
    text = _UNSEEN.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f' t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


@cache
def serial(day: date) -> int:
    """The number that stands for a day in a workbook (1900 system)."""
    return (day - _DAY_NOUGHT).days


def _foot(
    sheet: Any,
    many: int,
    columns: Sequence[Column],
    sums: dict[str, int],
    printed: Printed,
    looks: dict[str, Any],
) -> None:
    at = max(many, 1) + 1
    for place, column in enumerate(columns):
        if column.adds_up:
            sheet.write_number(at, place, sums.get(column.name, 0), looks["foot"])
        elif place == 0:
            text = f"{printed.say(_TOTAL)} {many} {printed.say(printed.counted)}"
            sheet.write_string(at, 0, text, looks["foot"])
        else:
            sheet.write_blank(at, place, None, looks["foot"])
