"""A holiday notice arrives: every open case's deadline is computed anew, and what moved is put on record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from workflow import entries as e
from workflow import records
from workflow.case import Case
from workflow.clock.deadline import Deadline, deadline
from workflow.clock.regime import Regime
from workflow.clock.timeline import Timeline
from workflow.days.holiday_files import YearFile, load_folder
from workflow.days.working_days import WorkingDays
from workflow.folding import fold
from workflow.guards import Around
from workflow.projection import clock_columns, nearest_limit
from workflow.store import Connection, redated_rows
from workflow.store.appeals import appeal_rows
from workflow.store.letters import waiting_rows
from workflow.store.offices import calendar_rows
from workflow.store.redated_rows import Open, Redated
from workflow.store.repository import WORKER

if TYPE_CHECKING:
    from workflow.desk import Desk


Clocks = Callable[[Timeline, Regime], tuple[Deadline, Deadline]]


class Moved(NamedTuple):
    """A deadline that a notice moves, or makes firm; with `limit`, the day of that act beside the reply alone."""

    case_no: str
    agency_id: int
    handler_id: int | None
    old_due_on: date | None
    new_due_on: date | None
    was_provisional: bool
    is_provisional: bool
    limit: str = ""


class Changed(NamedTuple):
    """An open case, what moves in it, and the clock as the new calendar has it."""

    stored: Open
    case: Case
    moved: Moved
    clock: Deadline


def preview(desk: Desk, file: YearFile, now: datetime) -> list[Moved]:
    """What importing the notice would move; nothing is changed."""
    with desk.store.database.reading() as connection:
        before = desk.around(connection, None, now)
        after = before._replace(days=before.days.with_year(file))
        return [one.moved for batch in _changed(connection, before, after) for one in batch]


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
    """No lock is taken, and no calendar built anew, where nothing is wanted: every sweep asks."""
    with desk.store.database.reading() as connection:
        if not wanted(connection):
            return []
    try:
        with desk.store.database.writing_much() as connection:
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
    found, at = [], records.moment_text(now)
    for batch in _changed(connection, before, after):
        redated_rows.save(connection, [_redated(one, after.days.digest, at) for one in batch])
        found += [one.moved for one in batch]
    return found


def _changed(connection: Connection, before: Around, after: Around) -> Iterator[list[Changed]]:
    """The open cases whose clock says something else under the other calendar, some hundred at a time."""
    read = _both_clocks(before, after)
    for batch in redated_rows.open_cases(connection, first_difference(before.days, after.days)):
        judged = (_one(stored, fold(records.read(stored.records)), before, read) for stored in batch)
        yield [one for one in judged if one is not None]


def _both_clocks(before: Around, after: Around) -> Clocks:
    """The clock under both calendars; many cases came on one day and had nothing happen to them since."""

    @lru_cache(maxsize=4096)
    def read(timeline: Timeline, regime: Regime) -> tuple[Deadline, Deadline]:
        old, new = (deadline(timeline, regime, a.days, a.today) for a in (before, after))
        return old, new

    return read


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


def _redated(one: Changed, calendar: str, at: str) -> Redated:
    """The entry that says what moved, and what the new calendar makes of the row."""
    stored, moved = one.stored, one.moved
    kind, text = _fact_of(*moved[3:], calendar)
    made = records.follow(stored.records[-1], stored.case_no, kind, text, at, WORKER)
    return Redated(stored, made, clock_columns(one.case, one.clock), waiting_rows.waits(one.case))


@lru_cache(maxsize=1024)
def _fact_of(
    old: date | None, new: date | None, was: bool, is_now: bool, limit: str, calendar: str
) -> tuple[str, str]:
    """Kind and text of the fact as stored; many cases move from one day to one other."""
    fact: e.Fact = e.DeadlineMoved(
        old_due_on=old,
        new_due_on=new,
        was_provisional=was,
        is_provisional=is_now,
        calendar_digest=calendar,
    )
    if limit:
        fact = e.LimitMoved(limit=limit, old_due_on=old, new_due_on=new, calendar_digest=calendar)
    return type(fact).__name__, records.fact_text(fact)


def _one(stored: Open, case: Case, around: Around, read: Clocks) -> Changed | None:
    timeline = case.timeline()
    if timeline is None:
        return None
    old, new = read(timeline, around.regime(case))
    named = case.case_no, case.agency, case.handler
    (_, limit_before), (act, limit_now) = nearest_limit(case, old), nearest_limit(case, new)
    if _said(old) != _said(new):
        moved = Moved(*named, old.due_on, new.due_on, old.provisional, new.provisional)
    elif limit_before != limit_now:
        moved = Moved(*named, limit_before, limit_now, False, False, act)
    else:
        return None
    return Changed(stored, case, moved, new)


def _said(clock: Deadline) -> tuple[date | None, bool, date | None]:
    return clock.due_on, clock.provisional, clock.if_answered_today
