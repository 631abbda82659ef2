"""One's own deadlines for a calendar program, behind a secret address that only its digest is kept of (RFC 5545)."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256

from icalendar import Calendar, Event

from workflow.clock.limits import ACTS
from workflow.days.office_time import today_of
from workflow.errors import NotFound
from workflow.installation import Installation
from workflow.reminding.reading import mine
from workflow.reminding.wording import ACTS as REMINDED
from workflow.reminding.wording import named
from workflow.store import repository
from workflow.store.reminders import feed_rows, reminder_people
from workflow.store.reminders.feed_rows import Deadline, Owed
from workflow.wording import Words

MOST = 1000  # deadlines in one calendar
_REPLY = Words("答复期限", "Reply due")
_PROVISIONAL = Words("（暂定）", " (provisional)")


def make_address(desk: Installation, person: int, now: datetime) -> str:
    """A new secret for the address; said once, and the one before it opens nothing any more."""
    token = secrets.token_urlsafe(32)
    with desk.store.database.writing() as connection:
        agency = repository.officer(connection, person, today_of(now)).agency
        reminder_people.put_feed(connection, person, agency, _digest(token), now)
    return token


def revoke(desk: Installation, person: int) -> None:
    """The address opens nothing any more."""
    with desk.store.database.writing() as connection:
        reminder_people.drop_feed(connection, person)


def calendar_of(desk: Installation, token: str, now: datetime, language: str = "zh") -> bytes:
    """The calendar that the secret opens. Raises NotFound for one that was never given, or was revoked."""
    with desk.store.database.reading() as connection:
        person = reminder_people.person_of_feed(connection, _digest(token))
        if person is None:
            raise NotFound("日历地址无效或已撤销 / no such calendar, or revoked")
        whose = mine(repository.officer(connection, person, today_of(now)))
        found = feed_rows.deadlines(connection, whose.people, MOST)
        owed = feed_rows.owed_on_appeals(connection, whose.people, whose.appealed, MOST)
        return as_ics(found, now, language, owed)


def as_ics(
    found: Sequence[Deadline], now: datetime, language: str = "zh", owed: Sequence[Owed] = ()
) -> bytes:
    """The deadlines as whole days of a calendar. Case numbers alone: nobody's name leaves the house."""
    made = Calendar()
    made.add("prodid", "-//Mingfu//deadlines//ZH")
    made.add("version", "2.0")
    made.add("x-wr-calname", "明复：办理期限" if language == "zh" else "Mingfu: deadlines")
    made.add("refresh-interval", timedelta(hours=1), parameters={"value": "DURATION"})
    held = [(one.case_no, *day) for one in found for day in _days(one)]
    held += [(one.case_no, one.act, one.due_on, _marked(REMINDED[named(one.act)], one)) for one in owed]
    for case_no, act, day, words in held:
        made.add_component(_event(case_no, act, day, words.zh if language == "zh" else words.en, now))
    return bytes(made.to_ical())


def _days(one: Deadline) -> Iterator[tuple[str, date, Words]]:
    if one.due_on is not None:
        yield "reply", one.due_on, _marked(REMINDED["perform"] if one.ordered else _REPLY, one)
    if one.limit_on is not None:
        act = one.limit_act.partition(":")[0]
        yield one.limit_act, one.limit_on, Words(*ACTS[act])


def _marked(said: Words, one: Deadline | Owed) -> Words:
    mark = _PROVISIONAL if one.provisional else Words("", "")
    return Words(said.zh + mark.zh, said.en + mark.en)


def _event(case_no: str, act: str, day: date, said: str, now: datetime) -> Event:
    """The same event under the same name, so that a moved deadline moves in the calendar too."""
    event = Event()
    event.add("uid", f"{case_no}-{act}@mingfu")
    event.add("dtstamp", now)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(1))
    event.add("summary", f"{case_no} {said}")
    event.add("transp", "TRANSPARENT")
    return event


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
