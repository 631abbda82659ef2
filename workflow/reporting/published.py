"""A published report read back: a file of the exchange format, or a workbook."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from workflow.errors import BadInput
from workflow.reporting import workbook_reading
from workflow.reporting.forms import Forms
from workflow.reporting.recognising import MOST, form_of, made, refuse
from workflow.reporting.table import Cells, Table

MOST_BYTES: Final = 20_000_000
_OLD: Final = b"\xd0\xcf\x11\xe0"  # what .xls and locked .xlsx files begin with


def read(path: Path, forms: Forms) -> Table:
    """A report from a file, JSON or XLSX. Raises BadInput saying what is wrong and where."""
    try:
        content = path.read_bytes()
    except OSError as bad:
        raise BadInput(f"{path.name}：无法读取 / cannot be read: {bad.strerror}") from bad
    return read_bytes(content, forms)


def read_bytes(content: bytes, forms: Forms) -> Table:
    """The same from the bytes of a file."""
    if len(content) > MOST_BYTES:
        refuse("文件过大", "the file is too large")
    if not content:
        refuse("文件是空的", "the file is empty")
    if content.startswith(_OLD):
        refuse(
            "这是旧格式（.xls）或加密的工作簿，请另存为 .xlsx", "an old or locked workbook: save it as .xlsx"
        )
    if content.startswith(b"PK"):
        return workbook_reading.read(content, forms)
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as bad:
        raise BadInput("既不是 JSON 也不是 XLSX 文件 / neither JSON nor an XLSX workbook") from bad
    return from_json(data, forms)


def from_json(data: Any, forms: Forms) -> Table:
    """A report in the exchange format. Raises BadInput naming the place."""
    if not isinstance(data, Mapping) or not isinstance(data.get("table3"), list):
        refuse("没有 table3 列表", "there is no list table3")
    rows = _named_cells(data["table3"], "table3")
    table4 = data.get("table4")
    if table4 is not None and not isinstance(table4, Mapping):
        refuse("table4 须为对象", "table4 has to be an object")
    listed = (table4 or {}).get("groups")
    if listed is not None and not isinstance(listed, list):
        refuse("table4.groups 须为列表", "table4.groups has to be a list")
    groups = _named_cells(listed or [], "table4")
    year = data.get("year")
    known_year = year if isinstance(year, int) and not isinstance(year, bool) else None
    form = form_of(rows, forms, str(data.get("format") or ""))
    return made(form, str(data.get("agency") or ""), known_year, rows, groups)


def _named_cells(listed: list[Any], where: str) -> dict[str, Cells]:
    found: dict[str, Cells] = {}
    for number, item in enumerate(listed, start=1):
        if not isinstance(item, Mapping) or not isinstance(item.get("id"), str):
            refuse(f"{where} 第 {number} 行没有 id", f"{where}, row {number}: no id")
        if item["id"] in found:
            refuse(f"{where}：{item['id']} 重复", f"{where}: {item['id']} twice")
        values = item.get("values")
        if not isinstance(values, Mapping):
            refuse(f"{where}：{item['id']} 没有 values", f"{where}: {item['id']} has no values")
        found[item["id"]] = {name: _number(cell, item["id"], name) for name, cell in values.items()}
    return found


def _number(cell: Any, row: str, column: str) -> int | None:
    whole = isinstance(cell, int) and not isinstance(cell, bool)
    if cell is None or (whole and 0 <= cell < MOST):
        return None if cell is None else int(cell)
    return refuse(f"{row}.{column} 不是非负整数：{cell!r:.40}", "not a whole number of zero or more")
