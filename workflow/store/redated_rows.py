"""Many cases whose deadline a notice moves: read and written some hundred at a time, each with its own entry."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, bindparam, insert, or_, select, text, update

from workflow.errors import CaseChanged
from workflow.records import Record
from workflow.store.letters import waiting_rows
from workflow.store.prepared import Prepared, Taken
from workflow.store.repository import CASES, ENTRIES

_BATCH = 500
#: what the clock says of a case; the rest of its row is none of a calendar's business
_CLOCK: Final = (
    *("due_on", "due_if_today_on", "provisional", "clock_status", "days_left"),
    *("limit_act", "limit_on", "timely", "days_waited"),
)


class Open(NamedTuple):
    """An open case as stored: its history, and what its row says of the clock."""

    case_id: int
    case_no: str
    agency_id: int
    clock: Mapping[str, Any]
    records: list[Record]


class Redated(NamedTuple):
    """A case whose deadline moved: the entry that says so, what the clock says now, whether a step waits in it."""

    open: Open
    made: Record
    clock: Mapping[str, Any]
    waits: bool


def open_cases(connection: Connection, since: date) -> Iterator[list[Open]]:
    """Open cases one of whose days, as the row holds them, lies on that day or later, or is not known yet."""
    c = CASES.c
    later = or_(c.due_on.is_(None), c.due_on >= since, c.due_if_today_on >= since, c.limit_on >= since)
    ids = connection.scalars(select(c.case_id).where(c.is_open, later).order_by(c.case_id)).all()
    for start in range(0, len(ids), _BATCH):
        yield _read(connection, ids[start : start + _BATCH])


_ROWS: Final = ("case_id", "case_no", "agency_id", *_CLOCK)
_RECORDS: Final = ("case_id", "seq", "kind", "at", "by_id", "acting_for", "data", "digest")
#: the cases are sent as one value: five hundred take longer to write down than to read
_OF_CASES: Final = {
    "sqlite": "SELECT {columns} FROM {table} WHERE case_id IN (SELECT value FROM json_each(:ids)) ORDER BY {order}",
    "postgresql": "SELECT {columns} FROM {table} WHERE case_id = ANY(:ids) ORDER BY {order}",
}


def _read(connection: Connection, ids: Sequence[int]) -> list[Open]:
    found = []
    for case_id, case_no, agency_id, *clock in _among(connection, CASES, _ROWS, ids, "case_id"):
        found.append(Open(case_id, case_no, agency_id, dict(zip(_CLOCK, clock, strict=True)), []))
    histories = {case.case_id: case.records for case in found}
    for case_id, *record in _among(connection, ENTRIES, _RECORDS, ids, "case_id, seq"):
        histories[case_id].append(Record(*record))
    return found


def _among(
    connection: Connection, table: Any, columns: Sequence[str], ids: Sequence[int], order: str
) -> Sequence[Any]:
    """Those columns of these cases."""
    asked = _OF_CASES[connection.dialect.name].format(
        columns=", ".join(columns), table=table.name, order=order
    )
    typed = text(asked).columns(*(table.c[name] for name in columns))
    sent = json.dumps(list(ids)) if connection.dialect.name == "sqlite" else list(ids)
    return connection.execute(typed, {"ids": sent}).all()


def save(connection: Connection, cases: Sequence[Redated]) -> None:
    """Add the entries and move the rows on. Raises CaseChanged when somebody acted on one of them meanwhile."""
    try:
        _ADD.change_all(connection, [_entry(case) for case in cases])
    except Taken as taken:
        raise _changed() from taken
    alike: dict[frozenset[str], list[dict[str, Any]]] = {}
    for case in cases:
        moved = frozenset(name for name in _CLOCK if case.clock[name] != case.open.clock[name])
        alike.setdefault(moved, []).append(_row(case, moved))
    for moved, rows in alike.items():
        if _move(moved).change_all(connection, rows) != len(rows):
            raise _changed()
    waiting_rows.redate(
        connection, ((case.open.case_id, case.clock["due_on"]) for case in cases if case.waits)
    )


def _changed() -> CaseChanged:
    return CaseChanged("案件刚被他人办理，请重试 / someone acted meanwhile: try again")


_ADD: Final = Prepared(insert(ENTRIES).values({column.name: bindparam(column.name) for column in ENTRIES.c}))


def _entry(case: Redated) -> dict[str, Any]:
    r = case.made
    return {
        "case_id": case.open.case_id,
        "seq": r.seq,
        "agency_id": case.open.agency_id,
        "kind": r.kind,
        "at": r.at,
        "by_id": r.by,
        "acting_for": r.acting_for,
        "data": r.data,
        "digest": r.digest,
    }


def _row(case: Redated, moved: frozenset[str]) -> dict[str, Any]:
    made = case.made
    place = {"of_case": case.open.case_id, "old_version": made.seq - 1}
    return place | {"version": made.seq, "digest": made.digest} | {name: case.clock[name] for name in moved}


@cache
def _move(moved: frozenset[str]) -> Prepared:
    """The update of these columns alone: whatever else stands in an index is not written anew."""
    mine = CASES.c.case_id == bindparam("of_case"), CASES.c.version == bindparam("old_version")
    names = ("version", "digest", *sorted(moved))
    return Prepared(update(CASES).where(*mine).values({name: bindparam(name) for name in names}))
