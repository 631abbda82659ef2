"""Tables three and four as printed: rows of cells with their spans, the same for page, workbook and document."""

from __future__ import annotations

from itertools import groupby
from typing import Final, NamedTuple

from workflow.reporting.forms import Form, Row
from workflow.reporting.table import Table
from workflow.wording import Words

LABELS: Final = 3  # columns before the figures: part, section, row
_NOTE = Words(
    "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
    "(In each column 1 plus 2 equals 3 plus 4)",
)
_WHO = Words("申请人情况", "Applicants")
_BODIES = Words("法人或其他组织", "Legal persons and other organisations")
_ITEM = Words("项目", "Item")


class Cell(NamedTuple):
    """A head (`words`) or a figure, over so many rows and columns; `row` and `column` name what a figure counts."""

    words: Words | None = None
    figure: int | None = None
    down: int = 1
    across: int = 1
    row: str = ""
    column: str = ""

    @property
    def is_head(self) -> bool:
        """Whether it holds words."""
        return self.words is not None


Lines = list[list[Cell]]


def head_three(form: Form) -> Lines:
    """The head of table three."""
    if not form.has_types:
        return [[Cell(_ITEM, across=LABELS), *(Cell(column.words) for column in form.columns)]]
    in_group = [column for column in form.columns if column.in_group]
    first = [Cell(_NOTE, down=3, across=LABELS), Cell(_WHO, across=len(form.columns))]
    second = [
        Cell(_BODIES, across=len(in_group)) if among else Cell(column.words, down=2)
        for among, group in groupby(form.columns, key=lambda column: column.in_group)
        for column in (list(group)[:1] if among else group)
    ]
    return [first, second, [Cell(column.words) for column in in_group]]


def body_three(table: Table) -> Lines:
    """The rows of table three; a part and a section stand once, before the first of their rows."""
    rows, lines = table.form.rows, []
    for number, row in enumerate(rows):
        before = rows[number - 1] if number else None
        labels = _labels(table.form, row, before)
        figures = [
            Cell(None, table.rows[row.id].get(column), row=row.id, column=column)
            for column in table.form.column_ids
        ]
        lines.append([*labels, *figures])
    return lines


def _labels(form: Form, row: Row, before: Row | None) -> list[Cell]:
    if not row.part:
        return [Cell(row.words, across=LABELS, row=row.id)]
    made = []
    if before is None or before.part != row.part:
        many = sum(1 for other in form.rows if other.part == row.part)
        made.append(Cell(form.parts[row.part], down=many))
    if row.section and (before is None or before.section != row.section):
        many = sum(1 for other in form.rows if other.section == row.section)
        made.append(Cell(form.sections[row.section], down=many))
    return [*made, Cell(row.words, across=1 if row.section else 2, row=row.id)]


def head_four(form: Form) -> Lines:
    """The head of table four."""
    results = [Cell(words) for _id, words in form.results]
    return [
        [Cell(group.words, across=len(results)) for group in form.groups],
        [cell for _group in form.groups for cell in results],
    ]


def body_four(table: Table) -> Lines:
    """The one row of table four."""
    return [
        [
            Cell(None, table.groups[group.id].get(result), row=group.id, column=result)
            for group in table.form.groups
            for result, _words in table.form.results
        ]
    ]
