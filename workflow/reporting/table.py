"""Tables three and four filled in, and as JSON; a figure is a whole number, or None where a published cell is blank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from workflow.reporting.forms import TOTAL, AppealGroup, Form, Row

Cells = Mapping[str, int | None]
Appeals = Mapping[tuple[str, bool, str], int]  # (kind, after review, result) -> how many


class Tally(NamedTuple):
    """So many applications that count alike."""

    in_year: int
    out_year: int
    applicant_type: str
    outcome: str
    channel: str
    extended: bool
    n: int


class Table(NamedTuple):
    """A report: `rows` of table three and `groups` of table four by id."""

    agency: str
    year: int | None
    form: Form
    rows: Mapping[str, Cells]
    groups: Mapping[str, Cells]


def phases(tally: Tally, year: int) -> Iterator[str]:
    """The phases of the year in which these applications count."""
    if tally.in_year <= year <= tally.out_year:
        yield "received" if tally.in_year == year else "carried_in"
        yield "processed" if tally.out_year == year else "carried_out"
    elif tally.out_year == year:  # out before it came in: counted, so that the sums show the fault
        yield "processed"
    elif tally.in_year == year:
        yield "received"


def fits(row: Row, tally: Tally, year: int) -> bool:
    """Whether the row counts these applications."""
    return (
        row.phase in phases(tally, year)
        and (row.outcomes is None or tally.outcome in row.outcomes)
        and tally.outcome not in row.without
        and (row.channels is None or tally.channel in row.channels)
        and (row.extended is None or tally.extended == row.extended)
    )


def filled(form: Form, agency: str, year: int, tallies: Iterable[Tally], appeals: Appeals) -> Table:
    """The report of a year: each row counts for itself, so that the rules of the form prove something."""
    held = list(tallies)
    rows = {row.id: _cells(form, row, year, held) for row in form.rows}
    groups = {group.id: _appeal_cells(form, group, appeals) for group in form.groups}
    return Table(agency, year, form, rows, groups)


def _cells(form: Form, row: Row, year: int, tallies: list[Tally]) -> dict[str, int]:
    cells = dict.fromkeys(form.column_ids, 0)
    for tally in tallies:
        if fits(row, tally, year):
            cells[TOTAL] += tally.n
            if form.has_types and tally.applicant_type in cells:
                cells[tally.applicant_type] += tally.n
    return cells


def _appeal_cells(form: Form, group: AppealGroup, appeals: Appeals) -> dict[str, int]:
    results = [id_ for id_, _words in form.results]
    cells = dict.fromkeys(results, 0)
    for (kind, after_review, result), n in appeals.items():
        if kind == group.kind and group.after_review in (None, after_review):
            if result in cells:
                cells[result] += n
            if TOTAL in cells:
                cells[TOTAL] += n
    return cells


def as_json(table: Table) -> dict[str, Any]:
    """The exchange format; row labels in Chinese, as printed."""
    return {
        "agency": table.agency,
        "year": table.year,
        "format": table.form.id,
        "table3": [
            {"id": row.id, "label": row.words.zh, "values": dict(table.rows[row.id])}
            for row in table.form.rows
        ],
        "table4": {
            "groups": [
                {"id": group.id, "values": dict(table.groups[group.id])} for group in table.form.groups
            ]
        },
    }
