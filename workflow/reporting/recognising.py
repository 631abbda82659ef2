"""Which form the rows of a published report belong to, and the table they make; it follows from rows, not the year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NoReturn

from workflow.errors import BadInput
from workflow.reporting.forms import Form, Forms
from workflow.reporting.table import Cells, Table

MOST: Final = 10**12  # no office receives more; a longer number is a slip


def refuse(zh: str, en: str) -> NoReturn:
    """Raises BadInput in both languages."""
    raise BadInput(f"{zh} / {en}")


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
        names = {row.id: row.words for row in form.rows}
        zh, en = "、".join(names[id_].zh for id_ in missing), "; ".join(names[id_].en for id_ in missing)
        refuse(f"缺少行：{zh}（{'、'.join(missing)}）", f"rows are missing: {en}")
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
