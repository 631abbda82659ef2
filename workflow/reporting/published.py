"""A published report read back, from the exchange format; which form it is follows from its rows, not its year."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NoReturn

from workflow.errors import BadInput
from workflow.reporting.forms import Form, Forms
from workflow.reporting.table import Cells, Table

MOST_BYTES: Final = 20_000_000
MOST: Final = 10**12  # no office receives more; a longer number is a slip


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
    if content.startswith(b"PK"):
        from workflow.reporting import workbook_reading

        return workbook_reading.read(content, forms)
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as bad:
        raise BadInput("既不是 JSON 也不是 XLSX 文件 / neither JSON nor an XLSX workbook") from bad
    return from_json(data, forms)


def refuse(zh: str, en: str) -> NoReturn:
    """Raises BadInput in both languages."""
    raise BadInput(f"{zh} / {en}")


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
    refuse(f"{row}.{column} 不是非负整数：{cell!r:.40}", "not a whole number of zero or more")


def form_of(rows: Mapping[str, Cells], forms: Forms, said: str = "") -> Form:
    """The one form that has these rows; rows left blank decide only where filled ones leave it open."""
    if unknown := [id_ for id_ in rows if not any(id_ in _ids(form) for form in forms.all)]:
        refuse(f"不认识的行：{'、'.join(unknown)[:200]}", "unknown rows")
    filled = {id_ for id_, cells in rows.items() if any(cells.values())}
    for present in (filled, set(rows)):
        fitting = [form for form in forms.all if present <= _ids(form)]
        if not fitting:
            break
        best = max(len(_ids(form) & set(rows)) / len(_ids(form)) for form in fitting)
        likely = [form for form in fitting if len(_ids(form) & set(rows)) / len(_ids(form)) == best]
        if len(likely) == 1:
            return likely[0]
    named = [form for form in forms.all if form.id == said and filled <= _ids(form)]
    return named[0] if named else refuse("各行不属于同一种格式", "these rows belong to no one form")


def _ids(form: Form) -> set[str]:
    return {row.id for row in form.rows}


def made(
    form: Form, agency: str, year: int | None, rows: Mapping[str, Cells], groups: Mapping[str, Cells]
) -> Table:
    """The table; what the rules compare must be there, other rows left out count as blank. Raises BadInput."""
    needed = {name for rule in form.rules if rule.over == "column" for name in rule.right}
    needed |= {id_ for id_ in ("new_received", "carried_in") if id_ in _ids(form)}
    if missing := sorted(needed - rows.keys()):
        refuse(f"缺少行：{'、'.join(missing)}", "rows are missing")
    _require_known(rows, set(form.column_ids))
    _require_known(groups, {id_ for id_, _words in form.results})
    if odd := groups.keys() - {group.id for group in form.groups}:
        refuse(f"表四中不认识的栏：{'、'.join(odd)[:200]}", "unknown groups in table four")
    whole = {row.id: rows.get(row.id, {}) for row in form.rows}
    return Table(agency, year, form, whole, {group.id: groups.get(group.id, {}) for group in form.groups})


def _require_known(cells: Mapping[str, Cells], known: set[str]) -> None:
    for id_, values in cells.items():
        if odd := sorted(str(name) for name in values.keys() - known):
            refuse(f"{id_} 中不认识的列：{'、'.join(odd)[:200]}", f"unknown columns in {id_}")
