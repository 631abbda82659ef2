"""How many cases of a list stand under each value of a column; a bounded number of them is looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, select, true

from workflow.store import paging
from workflow.store.narrowing import HAS
from workflow.store.queries import Filter
from workflow.store.repository import CASES
from workflow.store.sight import Agencies

#: cases looked at where no index leads to the condition, and where figures stand beside every condition
SCANNED: Final = 10_000
_C = CASES.c


class Tally(NamedTuple):
    """Column -> value -> how many; `at_least` where only the first cases were looked at."""

    counts: dict[str, Counter[Any]]
    at_least: bool


def total(
    connection: Connection, asked: Filter, agencies: Agencies, where: Sequence[ColumnElement[bool]]
) -> tuple[int, bool]:
    """How many of the cases that an index leads to fit the rest too, and whether more were left unseen."""
    led, rest = _parted(where)
    fits = case((and_(true(), *rest), 1), else_=0).label("fits")
    looked_at = _some(connection, asked, agencies, led, [fits]).subquery()
    counted = select(func.count(), func.coalesce(func.sum(looked_at.c.fits), 0)).select_from(looked_at)
    seen, fitting = connection.execute(counted).one()
    return int(fitting), seen == SCANNED


def tally(
    connection: Connection,
    asked: Filter,
    agencies: Agencies,
    where: Sequence[ColumnElement[bool]],
    columns: Sequence[str],
    ids: Sequence[int] | None = None,
) -> Tally:
    """Figures for these columns and facts (narrowing.HAS); `ids` are the cases a search found."""
    led, rest = _parted(where)
    led += [] if ids is None else [_C.case_id.in_(ids)]
    fits = case((and_(true(), *rest), 1), else_=0).label("fits")
    wanted = [HAS[name].label(name) if name in HAS else _C[name] for name in columns]
    rows = connection.execute(_some(connection, asked, agencies, led, [fits, *wanted])).all()
    seen, fitting = (list(zip(*some, strict=True)) for some in (rows, [row for row in rows if row[0]]))
    counts = {
        name: _counted(name, values, fitting[at] if fitting else ())
        for at, (name, values) in enumerate(
            zip(columns, seen[1:] or [()] * len(columns), strict=True), start=1
        )
    }
    return Tally(counts, len(rows) == SCANNED)


def _counted(name: str, seen: Sequence[Any], fitting: Sequence[Any]) -> Counter[Any]:
    """How many fit under each value; one that was only seen stands with nought."""
    kind = bool if name in HAS else None
    counts: Counter[Any] = Counter(dict.fromkeys(map(kind, seen) if kind else seen, 0))
    counts.update(map(kind, fitting) if kind else fitting)
    return counts


def _parted(
    where: Sequence[ColumnElement[bool]],
) -> tuple[list[ColumnElement[bool]], list[ColumnElement[bool]]]:
    """Conditions an index leads to, and the rest."""
    led = [term for term in where if paging.is_led(term)]
    return led, [term for term in where if not paging.is_led(term)]


def _some(
    connection: Connection,
    asked: Filter,
    agencies: Agencies,
    led: list[ColumnElement[bool]],
    columns: Sequence[Any],
) -> Select[Any]:
    within = [*led] if agencies is None else [*led, _C.agency_id.in_(agencies)]
    driver = paging.driver(connection, asked, agencies, led)
    made = select(*columns).where(*within).limit(SCANNED)
    return made.with_hint(CASES, f"INDEXED BY {driver}", "sqlite") if driver else made
