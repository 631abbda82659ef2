"""What an import did, row by row: as JSON for scripts, and as a workbook with the original rows marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final, NamedTuple

from workflow.errors import Reason
from workflow.importing import settings, workbooks
from workflow.importing.judged import Action, Judged
from workflow.wording import Words

SAID: Final = {
    Action.IMPORT: Words("导入", "import"),
    Action.WARN: Words("导入，请核对", "import, look at it"),
    Action.REFUSE: Words("不导入", "refused"),
}
_COLOURS: Final = {Action.IMPORT: "#E6F2E6", Action.WARN: "#FFF3D6", Action.REFUSE: "#F9DEDC"}
_HEADS: Final = ("处理 / action", "原因 / reasons")


class Verdict(NamedTuple):
    """What the report says beside a row."""

    action: Action
    reasons: tuple[Reason, ...]


Verdicts = dict[tuple[int, int], Verdict]  # sheet, row


def told(reason: Reason) -> str:
    """A reason in both languages with its provision."""
    law = f"（{reason.provision}）" if reason.provision else ""
    return f"{reason.zh}{law} / {reason.en}"


def row_json(judged: Judged) -> dict[str, Any]:
    """{"sheet", "excel_row", "action", "reasons", "values"}; dates as YYYY-MM-DD or null, empty texts where unknown."""
    return {
        "sheet": judged.sheet,
        "excel_row": judged.excel_row,
        "action": judged.action.value,
        "reasons": [told(reason) for reason in judged.reasons],
        "values": judged.values._asdict(),
    }


def verdicts(found: Iterable[Judged]) -> Verdicts:
    """By sheet and row."""
    return {(j.sheet_number, j.excel_row): Verdict(j.action, j.reasons) for j in found}


def write(source: Path, found: Mapping[tuple[int, int], Verdict], out: Path) -> None:
    """The workbook at `out`: every sheet of the source row by row, what became of each before it. Raises BadInput."""
    import xlsxwriter

    known = settings.load()
    with (
        workbooks.opened(source, known.sizes) as sheets,
        xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False}) as book,
    ):
        formats = _Formats(book)
        names: set[str] = set()
        for sheet in sheets:
            _sheet(book.add_worksheet(_name(sheet.name, names)), sheet, found, formats, known.sizes.columns)


class _Formats:
    def __init__(self, book: Any) -> None:
        wrap = {"text_wrap": True, "valign": "top"}
        self.head = book.add_format({"bold": True, "valign": "top"})
        self.marked = {a: book.add_format(wrap | {"bg_color": colour}) for a, colour in _COLOURS.items()}
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        self.days = {
            a: book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "bg_color": colour})
            for a, colour in _COLOURS.items()
        }


def _name(wanted: str, taken: set[str]) -> str:
    """A sheet's name as workbooks allow it, once."""
    bare = "".join("-" if letter in "[]:*?/\\" else letter for letter in wanted).strip("'")[:28] or "Sheet"
    name, number = bare, 1
    while name.lower() in taken:
        number += 1
        name = f"{bare}~{number}"
    taken.add(name.lower())
    return name


def _sheet(
    into: Any,
    sheet: workbooks.Sheet,
    found: Mapping[tuple[int, int], Verdict],
    formats: _Formats,
    columns: int,
) -> None:
    into.set_column(0, 0, 16)
    into.set_column(1, 1, 48)
    into.set_column(2, columns, 16)
    headed = False
    for number, row in enumerate(sheet.rows(columns), start=1):
        verdict = found.get((sheet.number, number))
        if verdict is not None:
            said = SAID[verdict.action]
            mark = formats.marked[verdict.action]
            into.write_string(number - 1, 0, f"{said.zh} / {said.en}", mark)
            into.write_string(number - 1, 1, "\n".join(told(reason) for reason in verdict.reasons), mark)
        elif not headed:
            headed = True
            for column, head in enumerate(_HEADS):
                into.write_string(number - 1, column, head, formats.head)
        for column, cell in enumerate(row, start=2):
            _write(into, number - 1, column, cell, formats, verdict)


def _write(into: Any, row: int, column: int, cell: Any, formats: _Formats, verdict: Verdict | None) -> None:
    """Text stays text, whatever it begins with; dates stay dates."""
    mark = formats.marked[verdict.action] if verdict else None
    if cell is None:
        into.write_blank(row, column, None, mark)
    elif isinstance(cell, bool):
        into.write_boolean(row, column, cell, mark)
    elif isinstance(cell, int | float) and abs(cell) < 10**15:
        into.write_number(row, column, cell, mark)
    elif isinstance(cell, date | datetime) and cell.year >= 1900:
        into.write_datetime(row, column, cell, formats.days[verdict.action] if verdict else formats.day)
    else:
        said = cell.isoformat() if isinstance(cell, date | time) else str(cell)
        into.write_string(row, column, said[:32_000], mark)
