"""Whose reminders a person reads: their own, of whom they stand in for, and of cases in nobody's hands."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from workflow.days.office_time import today_of
from workflow.installation import Installation
from workflow.store import Connection, repository
from workflow.store.reminders import reminder_rows
from workflow.store.reminders.reminder_rows import Line, Place
from workflow.store.reminders.reminder_rows import Mine as Mine
from workflow.store.repository import Officer
from workflow.terms import Role

#: who answers for a case before it is taken in hand
TAKERS = (Role.FRONT_DESK, Role.APPROVER)


class Page(NamedTuple):
    """Reminders, the soonest first, and where the next page begins."""

    lines: tuple[Line, ...]
    next_after: Place | None


def mine(officer: Officer) -> Mine:
    """Stand-ins read what the absent would; legal reviewers all that is owed on appeals against their agency."""
    absent = {h.for_person for h in officer.held if h.for_person is not None and h.role is Role.HANDLER}
    return Mine(
        frozenset({officer.id, *absent}),
        frozenset(h.agency for h in officer.held if h.role in TAKERS),
        frozenset(h.agency for h in officer.held if h.role is Role.LEGAL_REVIEWER),
    )


def page(desk: Installation, person: int, now: datetime, after: Place | None = None, limit: int = 50) -> Page:
    """Reminders of this person behind `after`. Raises NotAllowed for an account that is closed."""
    with desk.store.database.reading() as connection:
        whose = mine(repository.officer(connection, person, today_of(now)))
        found = reminder_rows.lines(connection, whose, limit + 1, after)
    more = found[limit - 1] if len(found) > limit else None
    place = (more.due_on, more.case_id, more.act) if more else None
    return Page(tuple(found[:limit]), place)


def unseen(connection: Connection, officer: Officer) -> int:
    """How many wait to be taken note of, for the navigation."""
    return reminder_rows.unseen(connection, mine(officer))


def take_note(desk: Installation, person: int, which: list[tuple[int, str]], now: datetime) -> int:
    """Mark these as seen, as far as they are one's own; answers how many."""
    with desk.store.database.writing() as connection:
        whose = mine(repository.officer(connection, person, today_of(now)))
        return reminder_rows.take_note(connection, whose, which, now)
