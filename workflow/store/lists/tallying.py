"""How many cases of a list stand under each value of a column; a bounded number of them is looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import reduce
from operator import add
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, select, true

from workflow.store.lists import paging
from workflow.store.lists.narrowing import HAS
from workflow.store.lists.queries import Filter
from workflow.store.repository import CASES
from workflow.store.sight import Agencies

#: cases looked at where no index leads to the condition, and where figures stand beside every condition
SCANNED: Final = 10_000
_C = CASES.c
_Rows = Sequence[tuple[Any, ...]]


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
    facts = [name for name in columns if name in HAS]
    plain = [name for name in columns if name not in HAS]
    marks = _marks([and_(true(), *rest), *(HAS[name] for name in facts)])
    rows = _raw(connection, _some(connection, asked, agencies, led, [marks, *(_C[name] for name in plain)]))
    fitting = [row for row in rows if row[0] & 1] if rest else rows
    counts = {name: _counted(rows, fitting, at) for at, name in enumerate(plain, start=1)}
    marked = _counted(rows, fitting, 0)
    counts |= {name: _marked(marked, 1 << at) for at, name in enumerate(facts, start=1)}
    return Tally(counts, len(rows) == SCANNED)


def _marks(facts: Sequence[ColumnElement[bool]]) -> ColumnElement[int]:
    """One number of a case, a binary digit a fact: a dozen columns are slower to read."""
    digits = (case((fact, 1 << at), else_=0) for at, fact in enumerate(facts))
    return reduce(add, digits).label("marks")


def _raw(connection: Connection, wanted: Select[Any]) -> _Rows:
    """The rows as the driver gives them: numbers and texts need no more."""
    cursor: Any = connection.execute(wanted).cursor
    try:
        return list(cursor.fetchall())
    finally:
        cursor.close()


def _counted(rows: _Rows, fitting: _Rows, at: int) -> Counter[Any]:
    """How many fit under each value of that column; one that was only seen stands with nought."""
    found: Counter[Any] = Counter([row[at] for row in fitting])
    if len(rows) > len(fitting):
        found.update(dict.fromkeys([row[at] for row in rows], 0))
    return found


def _marked(marked: Counter[Any], digit: int) -> Counter[Any]:
    """How many have the fact of a digit, and how many have not."""
    counts: Counter[Any] = Counter()
    for marks, n in marked.items():
        counts[bool(marks & digit)] += n
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
