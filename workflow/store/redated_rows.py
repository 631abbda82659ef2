"""Many cases whose deadline a notice moves: read and written some hundred at a time, each with its own entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, bindparam, insert, or_, select, update

from workflow.case import Case
from workflow.errors import CaseChanged
from workflow.records import Record
from workflow.store import waiting_rows
from workflow.store.repository import CASES, ENTRIES

_BATCH = 500
#: what the clock says of a case; the rest of its row is none of a calendar's business
_CLOCK: Final = (
    *("version", "digest", "due_on", "due_if_today_on", "provisional", "clock_status", "days_left"),
    *("limit_act", "limit_on", "timely", "days_waited"),
)


class Open(NamedTuple):
    """An open case as stored."""

    case_id: int
    case_no: str
    due_on: date | None
    records: list[Record]


class Redated(NamedTuple):
    """A case before and after its deadline moved, with the entries that say so and its row as of now."""

    open: Open
    before: Case
    after: Case
    made: Sequence[Record]
    row: Mapping[str, Any]


def open_cases(connection: Connection, since: date) -> Iterator[list[Open]]:
    """Open cases one of whose days, as the row holds them, lies on that day or later, or is not known yet."""
    c = CASES.c
    later = or_(c.due_on.is_(None), c.due_on >= since, c.due_if_today_on >= since, c.limit_on >= since)
    ids = list(connection.scalars(select(c.case_id).where(c.is_open, later).order_by(c.case_id)))
    for start in range(0, len(ids), _BATCH):
        yield _read(connection, ids[start : start + _BATCH])


def _read(connection: Connection, ids: Sequence[int]) -> list[Open]:
    e, c = ENTRIES.c, CASES.c
    columns = (e.seq, e.kind, e.at, e.by_id, e.acting_for, e.data, e.digest)
    found = select(c.case_id, c.case_no, c.due_on, *columns).join(ENTRIES, e.case_id == c.case_id)
    rows = connection.execute(found.where(c.case_id.in_(ids)).order_by(c.case_id, e.seq))
    found_cases = groupby(rows, key=lambda r: (r.case_id, r.case_no, r.due_on))
    return [
        Open(case_id, case_no, due_on, [_record(r) for r in group])
        for (case_id, case_no, due_on), group in found_cases
    ]


def _record(r: Any) -> Record:
    return Record(r.seq, r.kind, r.at, r.by_id, r.acting_for, r.data, r.digest)


def save(connection: Connection, cases: Sequence[Redated]) -> None:
    """Add the entries and move the rows on. Raises CaseChanged when somebody acted on one of them meanwhile."""
    if not cases:
        return
    connection.execute(insert(ENTRIES), [row for case in cases for row in _entries(case)])
    sent = [
        {"of_case": case.open.case_id, "old_version": case.before.version}
        | {f"new_{name}": case.row[name] for name in _CLOCK}
        for case in cases
    ]
    if connection.execute(_update(), sent).rowcount != len(cases):
        raise CaseChanged("案件刚被他人办理，请重试 / someone acted meanwhile: try again")
    for case in cases:
        due = case.open.due_on, case.row["due_on"]
        waiting_rows.save(connection, case.open.case_id, case.before, case.after, due)


@cache
def _update() -> Any:
    mine = CASES.c.case_id == bindparam("of_case"), CASES.c.version == bindparam("old_version")
    return update(CASES).where(*mine).values({name: bindparam(f"new_{name}") for name in _CLOCK})


def _entries(case: Redated) -> Iterable[dict[str, Any]]:
    for r in case.made:
        yield {
            "case_id": case.open.case_id,
            "seq": r.seq,
            "agency_id": case.after.agency,
            "kind": r.kind,
            "at": r.at,
            "by_id": r.by,
            "acting_for": r.acting_for,
            "data": r.data,
            "digest": r.digest,
        }
