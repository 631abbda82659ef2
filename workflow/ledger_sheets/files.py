"""A list as a file: a workbook with typed cells, or CSV. Both are written as they are read, in little memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple

from workflow.errors import BadInput
from workflow.ledger_sheets.columns import Column, Kind, Line, Value
from workflow.terms import Term
from workflow.wording import Words

#: a sheet has 1,048,576 rows; head and foot take two
MOST_ROWS: Final = 1_048_574
_LONGEST: Final = 32_767  # characters of a cell
_DAY_NOUGHT: Final = date(1899, 12, 30)  # the format counts a 29 February 1900
_FONT: Final = {"font_name": "SimSun", "font_size": 10, "valign": "top"}
_RISKY: Final = frozenset(" =+-@\t\r\n")
_TOTAL, _CASES = Words("合计", "Total"), Words("件", "cases")
Say = Callable[[Words], str]


class Printed(NamedTuple):
    """What stands above and below the sheets when printed, and how words are said."""

    title: str
    conditions: str
    say: Say


def both(words: Words) -> str:
    """Chinese and English, for files that go to a script."""
    return f"{words.zh} / {words.en}"


def plain(value: Value, say: Say) -> str | int | date | None:
    """A word becomes its name."""
    if isinstance(value, Words | Term):
        return say(Words(value.zh, value.en))
    return value


def csv_text(
    columns: Sequence[Column], lines: Iterable[Line], say: Say, head: Say | None = None
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


def workbook(path: Path, columns: Sequence[Column], lines: Iterable[Line], printed: Printed) -> int:
    """Write an XLSX file and answer how many cases it holds. Raises OSError, and BadInput where a
    sheet is too short for them."""
    import xlsxwriter

    path.touch()  # the library's own error for a folder there is not is no OSError
    options = {"constant_memory": True}
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet("台账")
        looks = _looks(book)
        _set_up(sheet, columns, printed, looks)
        many, pen = 0, _Pen(sheet, columns, printed.say, looks)
        for many, line in enumerate(lines, start=1):
            if many > MOST_ROWS:
                raise BadInput(
                    "超过一张工作表能放的行数，请缩小范围或者下载 CSV / too many rows: narrow, or take CSV"
                )
            pen.write(many, line)
        _foot(sheet, many, columns, pen.sums, printed.say, looks)
        sheet.autofilter(0, 0, max(many, 1), max(len(columns) - 1, 0))
        sheet.print_area(0, 0, many + 1, max(len(columns) - 1, 0))
    return many


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
    """Writes lines into a sheet; what each word is called is looked up once."""

    def __init__(self, sheet: Any, columns: Sequence[Column], say: Say, looks: dict[str, Any]) -> None:
        self.sheet, self.say = sheet, cache(lambda value: plain(value, say))
        self.places = [(at, column.value, looks[column.kind]) for at, column in enumerate(columns)]
        self.adding = {at: column.name for at, column in enumerate(columns) if column.adds_up}
        self.sums = dict.fromkeys(self.adding.values(), 0)

    def write(self, at: int, line: Line) -> None:
        """Text is never read as a formula, an address or a number; a day is its number, shown as a day."""
        sheet = self.sheet
        for place, value_of, look in self.places:
            value = value_of(line)
            if value is None or value == "":
                continue
            if isinstance(value, Term | Words):
                value = self.say(value)
            if isinstance(value, str):
                sheet.write_string(at, place, value if len(value) <= _LONGEST else _shortened(value), look)
                continue
            if place in self.adding and isinstance(value, int):
                self.sums[self.adding[place]] += value
            sheet.write_number(at, place, value if isinstance(value, int) else serial(value), look)


def _shortened(text: str) -> str:
    return text[: _LONGEST - 1] + "…"


@cache
def serial(day: date) -> int:
    """The number that stands for a day in a workbook (1900 system)."""
    return (day - _DAY_NOUGHT).days


def _foot(
    sheet: Any, many: int, columns: Sequence[Column], sums: dict[str, int], say: Say, looks: dict[str, Any]
) -> None:
    at = many + 1
    for place, column in enumerate(columns):
        if column.adds_up:
            sheet.write_number(at, place, sums[column.name], looks["foot"])
        elif place == 0:
            sheet.write_string(at, 0, f"{say(_TOTAL)} {many} {say(_CASES)}", looks["foot"])
        else:
            sheet.write_blank(at, place, None, looks["foot"])
