"""A holiday notice arrives: every open case's deadline is computed anew, and what moved is put on record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from workflow import acts as a
from workflow import moves, records
from workflow.case import Case
from workflow.clock import Deadline
from workflow.folding import fold, fold_on
from workflow.guards import Around
from workflow.holiday_files import YearFile, load_folder
from workflow.projection import project
from workflow.store import Connection, appeal_rows, calendar_rows, redated_rows
from workflow.store.redated_rows import Open, Redated
from workflow.store.repository import WORKER
from workflow.working_days import WorkingDays

if TYPE_CHECKING:
    from workflow.desk import Desk


class Moved(NamedTuple):
    """A deadline that a notice moves, or makes firm."""

    case_no: str
    agency_id: int
    handler_id: int | None
    old_due_on: date | None
    new_due_on: date | None
    was_provisional: bool
    is_provisional: bool


def preview(desk: Desk, file: YearFile, now: datetime) -> list[Moved]:
    """What importing the notice would move; nothing is changed."""
    with desk.store.database.reading() as connection:
        before = desk.around(connection, None, now)
        after = before._replace(days=before.days.with_year(file))
        return [moved for batch in _changed(connection, before, after) for *_, moved in batch]


def import_notice(desk: Desk, file: YearFile, source: str, now: datetime, by: int = WORKER) -> list[Moved]:
    """Load the notice and re-date the open cases, all in one transaction; closed cases stay as they were.

    The notice already in force changes nothing.
    """

    def wanted(connection: Connection) -> dict[str, YearFile]:
        same = calendar_rows.digests(connection).get(file.year) == file.digest
        return {} if same else {source: file}

    return _import(desk, wanted, now, by)


def sync_folder(desk: Desk, now: datetime) -> list[Moved]:
    """Take in the files an office has dropped into holidays/ since; the first time, all of them.

    A file that was recorded once and superseded by an import is not taken in again.
    """
    files = load_folder(desk.rules.holidays)

    def wanted(connection: Connection) -> dict[str, YearFile]:
        known = calendar_rows.every_digest(connection)
        return {f"holidays/{year}.json": f for year, f in sorted(files.items()) if f.digest not in known}

    return _import(desk, wanted, now, WORKER)


def _import(
    desk: Desk, wanted: Callable[[Connection], dict[str, YearFile]], now: datetime, by: int
) -> list[Moved]:
    try:
        with desk.store.database.writing() as connection:
            new = wanted(connection)
            return _record(desk, connection, new, now, by) if new else []
    finally:
        desk.calendars.forget()  # what a rolled-back import had built must not linger


def _record(
    desk: Desk, connection: Connection, files: Mapping[str, YearFile], now: datetime, by: int
) -> list[Moved]:
    """The notices, then every case they move, each by an entry of its own in its history."""
    before = desk.around(connection, None, now)
    for source, file in files.items():
        calendar_rows.add(connection, file.year, file.digest, file.text, source, now, by)
    after = desk.around(connection, None, now)
    appeal_rows.redate(connection, after.days)
    found = []
    for batch in _changed(connection, before, after):
        redated_rows.save(connection, [_redated(*one, after, now) for one in batch])
        found += [moved for *_, moved in batch]
    return found


def _changed(
    connection: Connection, before: Around, after: Around
) -> Iterator[list[tuple[Open, Case, Moved]]]:
    """The open cases whose clock says something else under the other calendar, some hundred at a time."""
    for batch in redated_rows.open_cases(connection, first_difference(before.days, after.days)):
        cases = ((stored, fold(records.read(stored.records))) for stored in batch)
        judged = ((stored, case, _one(case, before, after)) for stored, case in cases)
        yield [(stored, case, moved) for stored, case, moved in judged if moved is not None]


def first_difference(one: WorkingDays, other: WorkingDays) -> date:
    """The first day that one calendar works and the other does not, or that one announces and the other does not.

    What was counted up to the day before is the same in both.
    """
    reach = max(one.last_day, other.last_day)
    announced = min(one.published_through, other.published_through) + timedelta(1)
    first = reach if one.published_through == other.published_through else announced
    day, last = max(one.first_day, other.first_day), min(one.last_day, other.last_day)
    if one.first_day != other.first_day:
        return min(one.first_day, other.first_day)
    while day <= min(first, last):
        if one.is_working_day(day) != other.is_working_day(day):
            return day
        day += timedelta(1)
    return min(first, last)


def _redated(stored: Open, case: Case, moved: Moved, after: Around, now: datetime) -> Redated:
    """The entry that says what moved, and the row as the new calendar has it."""
    act = a.Redate(
        calendar_digest=after.days.digest, old_due_on=moved.old_due_on, was_provisional=moved.was_provisional
    )
    facts = moves.decide(case, act, after).facts
    last = records.read(stored.records[-1:])[0]
    made = records.chain(case.case_no, facts, after=last, at=max(now, last.at), by=WORKER)
    redated = fold_on(case, [entry for _record, entry in made])
    row = project(redated, after.clock(redated))
    return Redated(stored, case, redated, [record for record, _entry in made], row)


def _one(case: Case, before: Around, after: Around) -> Moved | None:
    old, new = before.clock(case), after.clock(case)
    if old is None or new is None or _said(old) == _said(new):
        return None
    return Moved(
        case.case_no, case.agency, case.handler, old.due_on, new.due_on, old.provisional, new.provisional
    )


def _said(clock: Deadline) -> tuple[date | None, bool, date | None]:
    return clock.due_on, clock.provisional, clock.if_answered_today
