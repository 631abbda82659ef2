"""A holiday notice arrives: every open case's deadline is computed anew, and what moved is put on record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from workflow import acts as a
from workflow import records
from workflow.case import Case
from workflow.clock import Deadline
from workflow.folding import fold
from workflow.guards import Around
from workflow.holiday_files import YearFile, load_folder
from workflow.store import Connection, appeal_rows, calendar_rows, queries, repository
from workflow.store.repository import WORKER

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
        return _moved(desk, connection, [file], now)


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
    found = _moved(desk, connection, list(files.values()), now)
    for source, file in files.items():
        calendar_rows.add(connection, file.year, file.digest, file.text, source, now, by)
    appeal_rows.redate(connection, desk.calendars.at_version(connection, desk.calendars.newest(connection)))
    digest = desk.calendars.at_version(connection, desk.calendars.newest(connection)).digest
    for m in found:
        act = a.Redate(calendar_digest=digest, old_due_on=m.old_due_on, was_provisional=m.was_provisional)
        desk.perform_in(connection, WORKER, m.case_no, act, now)
    return found


def _moved(desk: Desk, connection: Connection, files: list[YearFile], now: datetime) -> list[Moved]:
    before = desk.around(connection, None, now)
    days = before.days
    for file in files:
        days = days.with_year(file)
    after = before._replace(days=days)
    found = []
    for case_no in queries.open_case_numbers(connection):
        case = fold(records.read(repository.history(connection, case_no).records))
        moved = _one(case, before, after)
        if moved is not None:
            found.append(moved)
    return found


def _one(case: Case, before: Around, after: Around) -> Moved | None:
    old, new = before.clock(case), after.clock(case)
    if old is None or new is None or _said(old) == _said(new):
        return None
    return Moved(
        case.case_no, case.agency, case.handler, old.due_on, new.due_on, old.provisional, new.provisional
    )


def _said(clock: Deadline) -> tuple[date | None, bool, date | None]:
    return clock.due_on, clock.provisional, clock.if_answered_today
