"""The report as a workbook: one sheet, printed on one landscape page; figures are numbers, totals are not formulas."""

from __future__ import annotations

import io
from typing import Any

from workflow.reporting.annual import Report
from workflow.reporting.layout import LABELS, Cell, Lines, body_four, body_three, head_four, head_three
from workflow.reporting.text import paragraphs
from workflow.wording import Words

_FONT = {"font_name": "SimSun", "font_size": 9, "valign": "vcenter", "text_wrap": True}
_TITLES = (
    Words("收到和处理政府信息公开申请情况", "Applications received and dealt with"),
    Words("政府信息公开行政复议、行政诉讼情况", "Reconsideration and litigation"),
)


def workbook(report: Report) -> bytes:
    """The bytes of an XLSX file; equal reports give equal sheets."""
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet(f"{report.year}")
    _set_up(sheet, report)
    styles = _styles(book)
    wide = LABELS + len(report.table.form.columns)
    at = _title(sheet, 0, f"三、{_TITLES[0].zh}（{report.year}年，{report.table.agency}）", wide, styles)
    at = _lines(sheet, at, head_three(report.table.form) + body_three(report.table), styles)
    sheet.freeze_panes(4, LABELS)
    at = _title(sheet, at + 1, f"四、{_TITLES[1].zh}", wide, styles)
    at = _lines(sheet, at, head_four(report.table.form) + body_four(report.table), styles) + 1
    for words in paragraphs(report):
        sheet.merge_range(at, 0, at, wide - 1, words.zh, styles["text"])
        sheet.set_row(at, 28)
        at += 1
    book.close()
    return made.getvalue()


def _set_up(sheet: Any, report: Report) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    sheet.set_margins(0.4, 0.4, 0.5, 0.5)
    sheet.set_header(f"&R{report.table.form.words.zh}（{report.table.form.provision}）")
    sheet.set_column(0, 1, 13)
    sheet.set_column(2, 2, 44)
    sheet.set_column(LABELS, LABELS + 15, 8.5)


def _styles(book: Any) -> dict[str, Any]:
    box = _FONT | {"border": 1}
    return {
        "title": book.add_format(_FONT | {"font_size": 14, "bold": True, "align": "center"}),
        "head": book.add_format(box | {"align": "center", "bg_color": "#F2F2F2"}),
        "label": book.add_format(box | {"align": "left"}),
        "figure": book.add_format(box | {"align": "right", "num_format": "0"}),
        "text": book.add_format(_FONT | {"align": "left", "font_size": 10}),
    }


def _title(sheet: Any, at: int, words: str, wide: int, styles: dict[str, Any]) -> int:
    sheet.merge_range(at, 0, at, wide - 1, words, styles["title"])
    sheet.set_row(at, 24)
    return at + 1


def _lines(sheet: Any, top: int, lines: Lines, styles: dict[str, Any]) -> int:
    """Write cells, each at the first place that no cell above or before it covers; answers the row below."""
    taken: set[tuple[int, int]] = set()
    for number, line in enumerate(lines):
        at, place = top + number, 0
        for cell in line:
            while (at, place) in taken:
                place += 1
            taken |= {(at + d, place + a) for d in range(cell.down) for a in range(cell.across)}
            _put(sheet, at, place, cell, styles["label" if cell.row and cell.is_head else "head"], styles)
            place += cell.across
    return top + len(lines)


def _put(sheet: Any, at: int, place: int, cell: Cell, look: Any, styles: dict[str, Any]) -> None:
    if not cell.is_head:
        if cell.figure is None:
            sheet.write_blank(at, place, None, styles["figure"])
        else:
            sheet.write_number(at, place, cell.figure, styles["figure"])
        return
    words = cell.words.zh if cell.words else ""
    if cell.down == cell.across == 1:
        sheet.write_string(at, place, words, look)
    else:
        sheet.merge_range(at, place, at + cell.down - 1, place + cell.across - 1, words, look)
