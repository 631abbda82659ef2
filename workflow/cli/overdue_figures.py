"""`mingfu overdue --by`: how near every limit is, by agency, unit or person, counted as the overdue ledger counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workflow.cli import put
from workflow.cli.at_desk import moment
from workflow.cli.calendar_pages import width
from workflow.desk import Desk
from workflow.supervision.watching import Asked, Line, Watch, watch


def figures(desk: Desk, by: int, agency: int | None, listed: str, as_json: bool) -> None:
    """Print the figures of what this person watches. Raises NotAllowed."""
    page = watch(desk, by, moment(), Asked(agency, listed), desk.rules.levels)
    put(as_figures(page, listed), as_json, table(page, listed))


def as_figures(page: Watch, listed: str) -> dict[str, Any]:
    """The page as JSON: bands with the last day of each, lines and limits with a number a band."""
    bands = [{"code": b.code, "zh": b.words.zh, "en": b.words.en, "until": b.until} for b in page.bands]
    lines = [
        {"agency": page.scope.names.get(line.agency_id, ""), "name": line.name, "counts": dict(line.counts)}
        for line in page.lines
    ]
    limits = [{"act": line.act, "counts": dict(line.counts)} for line in page.limits]
    return {"as_of": page.today, "by": listed, "bands": bands, "totals": dict(page.totals),
            "lines": lines, "left_out": page.left_out, "limits": limits}  # fmt: skip


def table(page: Watch, listed: str) -> str:
    """The lines under the names of the bands, columns aligned for wide characters."""
    heads = ["", *(f"{band.words.zh} / {band.words.en}" for band in page.bands)]
    rows = [_cells(line, page, listed) for line in page.lines]
    rows.append(["合计 / total", *(str(page.totals[band.code]) for band in page.bands)])
    numbered = [f"{n} = {head}" for n, head in enumerate(heads[1:], start=1)]
    columns = [["", *map(str, range(1, len(heads)))], *rows]
    widths = [max(width(row[at]) for row in columns) for at in range(len(heads))]
    return "\n".join([*numbered, *_aligned(columns, widths)])


def _cells(line: Line, page: Watch, listed: str) -> list[str]:
    agency = page.scope.names.get(line.agency_id, "")
    name = line.name if listed == "agency" else f"{agency} {line.name or '—'}"
    return [name, *(str(line.counts[band.code]) for band in page.bands)]


def _aligned(rows: list[list[str]], widths: list[int]) -> Iterator[str]:
    for row in rows:
        cells = [cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True)]
        yield "  ".join(cells).rstrip()
