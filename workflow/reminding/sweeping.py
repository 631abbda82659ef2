"""Raising reminders: what is due now held against what was raised. A second sweep changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from workflow.days.office_time import today_of
from workflow.days.working_days import WorkingDays
from workflow.reminding import digests
from workflow.reminding.settings import PASSED, Bound, Watched, bounds, shipped
from workflow.reminding.wording import APPEAL_ACTS
from workflow.store import Connection
from workflow.store.reminders import reminder_rows
from workflow.store.reminders.reminder_rows import SILENCE, Due, Raised
from workflow.store.reminders.reminder_tables import EVERYBODY

if TYPE_CHECKING:
    from workflow.installation import Installation

TOLD_DAYS = 14  # what tells of something done stays on the page so long
LONG_AGO = date(1, 1, 1)


class Change(NamedTuple):
    """What a sweep has to write for one kind of limit."""

    act: str
    raised: tuple[Raised, ...]
    over: tuple[int, ...]


def sweep(desk: Installation, now: datetime) -> tuple[Change, ...]:
    """Raise what has come near since, drop what is over, and queue urgent e-mail with it, all or none.

    It reads the limits that are near, along an index; nothing is written, and no lock taken, where nothing changed.
    """
    today = today_of(now)
    with desk.store.database.reading() as connection:
        days = desk.around(connection, None, now).days
        found = [c for watched in shipped().limits for c in _changed(connection, watched, today, days)]
    changes = [change for change in found if change.raised or change.over]
    if changes:
        with desk.store.database.writing() as connection:
            for change in changes:
                reminder_rows.put(connection, change.act, change.raised, today)
                reminder_rows.drop(connection, change.act, change.over)
            reminder_rows.drop_old(connection, SILENCE, today - timedelta(TOLD_DAYS))
            digests.queue_urgent(desk, connection, _pressing(changes), now)
    return tuple(changes)


def _changed(connection: Connection, watched: Watched, today: date, days: WorkingDays) -> list[Change]:
    levels = bounds(watched, today, days)
    first, last = (LONG_AGO if watched.passed else today), levels[-1].last
    if watched.act in APPEAL_ACTS:
        return _of_appeals(connection, watched.act, (first, last), levels)
    if watched.act in reminder_rows.REPLIES:
        near = reminder_rows.replies_near(last, ordered=watched.act == reminder_rows.PERFORM)
    else:
        near = reminder_rows.limits_near(watched.act, first, last)
    return [Change(watched.act, *reminder_rows.differing(connection, watched.act, near, levels))]


def _of_appeals(
    connection: Connection, act: str, between: tuple[date, date], levels: tuple[Bound, ...]
) -> list[Change]:
    """A case may have several appeals: each limit under its whole name."""
    found = reminder_rows.appeal_limits_due(connection, act, *between)
    held = reminder_rows.raised_of_appeals(connection, act)
    names = sorted(found.keys() | held.keys())
    return [difference(name, found.get(name, ()), levels, held.get(name, {})) for name in names]


def difference(
    act: str, found: Iterable[Due], levels: tuple[Bound, ...], held: Mapping[int, Raised]
) -> Change:
    """What is to be raised, and the cases that have nothing due any more. Pure."""
    wanted = {due.case_id: Raised(*due, level=_level(due.due_on, levels)) for due in found}
    new = tuple(one for case_id, one in wanted.items() if held.get(case_id) != one)
    return Change(act, new, tuple(held.keys() - wanted.keys()))


def _level(day: date, levels: tuple[Bound, ...]) -> int:
    return next(bound.level for bound in levels if day <= bound.last)


def _pressing(changes: Iterable[Change]) -> list[tuple[str, Raised]]:
    """What is due today or past."""
    return [(change.act, one) for change in changes for one in change.raised if one.level <= 0]


def tell_of_silence(
    connection: Connection, case_id: int, agency: int, person: int | None, today: date
) -> None:
    """The handler learns that the sweep ended a consultation."""
    told = Raised(case_id, agency, person or EVERYBODY, today, PASSED)
    reminder_rows.put(connection, SILENCE, [told], today)
