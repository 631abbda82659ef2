"""Old ledgers for the tests: workbooks made of rows, and what becomes of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from builders import around

from workflow.importing import reading, reporting
from workflow.importing.judged import Judged

TODAY = date(2026, 11, 22)
HEAD = (
    "登记编号",
    "申请人",
    "申请人类型",
    "证件号码",
    "联系电话",
    "收到日期",
    "申请方式",
    "申请内容",
    "答复日期",
    "答复结果",
)
ID = "11010519491231002X"
GOOD: dict[str, Any] = dict(
    zip(
        HEAD,
        (
            "1",
            "张样",
            "公民",
            ID,
            "13900001234",
            "2023-01-05",
            "当面",
            "请求公开甲项目",
            "2023-01-20",
            "予以公开",
        ),
        strict=True,
    )
)


def line(**changes: Any) -> tuple[Any, ...]:
    """A row that is imported as it stands, with changes by header."""
    return tuple((GOOD | changes).values())


def judged(tmp_path: Path, rows: Sequence[Sequence[Any]], merge: str = "", **more: Any) -> list[Judged]:
    """What becomes of the rows of a workbook made of these."""
    return list(reading.judged(write(tmp_path, rows, merge, **more), around(TODAY)))


def write(tmp_path: Path, rows: Sequence[Sequence[Any]], merge: str = "", **more: Any) -> Path:
    """A workbook of these rows."""
    book = openpyxl.Workbook()
    book.epoch = more.get("epoch", book.epoch)
    sheet = book.active
    sheet.title = more.get("title", "台账")
    for row in rows:
        sheet.append(tuple(row))
    for place in merge.split():
        sheet.merge_cells(place)
    for number in more.get("hidden", ()):
        sheet.row_dimensions[number].hidden = True
    for name, other in more.get("sheets", {}).items():
        made = book.create_sheet(name)
        for row in other:
            made.append(tuple(row))
    file = tmp_path / "ledger.xlsx"
    book.save(file)
    return file


def one(tmp_path: Path, **changes: Any) -> Judged:
    """What becomes of one changed row."""
    [found] = judged(tmp_path, [HEAD, line(**changes)])
    return found


def said(found: Judged) -> str:
    """Its reasons in both languages."""
    return "\n".join(map(reporting.told, found.reasons))


def actions(found: Sequence[Judged]) -> list[tuple[int, str]]:
    """Row and action of each."""
    return [(j.excel_row, j.action.value) for j in found]
