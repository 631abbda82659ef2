"""Holding a report to the rules of its form: every fault with the numbers on both sides; a blank counts nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from workflow.reporting.forms import Rule
from workflow.reporting.table import Cells, Table


class Fault(NamedTuple):
    """A rule that does not hold at `place`, an id of a column, row or group (`over`)."""

    rule: Rule
    place: str
    left: int
    right: int

    def as_json(self) -> dict[str, str | int]:
        """As `mingfu report check` answers it."""
        return {"rule": self.rule.name, self.rule.over: self.place, "left": self.left, "right": self.right}


def faults(table: Table) -> list[Fault]:
    """Every fault, in the order of the rules and of the table."""
    return [fault for rule in table.form.rules for fault in _of(rule, table) if fault.left != fault.right]


def _of(rule: Rule, table: Table) -> Iterator[Fault]:
    if rule.over == "column":
        for column in table.form.column_ids:
            cells = {id_: row.get(column) for id_, row in table.rows.items()}
            yield Fault(rule, column, _sum(cells, rule.left), _sum(cells, rule.right))
        return
    for id_, held in (table.rows if rule.over == "row" else table.groups).items():
        yield Fault(rule, id_, _sum(held, rule.left), _sum(held, rule.right))


def _sum(cells: Cells | Mapping[str, int | None], names: tuple[str, ...]) -> int:
    return sum(cells.get(name) or 0 for name in names)
