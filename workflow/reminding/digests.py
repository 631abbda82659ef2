"""What e-mails to officers say: each working morning what is near, and at once what presses.

They name cases by number alone: e-mail leaves the house, and nobody's name goes with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from workflow.days.office_time import today_of
from workflow.errors import NotAllowed
from workflow.mail import settings as mail_settings
from workflow.reminding.reading import Mine, mine
from workflow.reminding.settings import awake, shipped
from workflow.reminding.wording import is_of_appeal, what
from workflow.store import Connection, repository
from workflow.store.reminders import reminder_people, reminder_rows
from workflow.store.reminders.reminder_people import OwnMail, Reader
from workflow.store.reminders.reminder_rows import Line, Raised
from workflow.store.repository import Officer

if TYPE_CHECKING:
    from workflow.desk import Desk
    from workflow.installation import Installation

MOST_LINES = 50
_END = (
    "请登录明复办理。收取方式可在“提醒”页面更改。\n"
    "Sign in to Mingfu; how you hear of this is set on the page of reminders."
)
#: figures of the navigation, as the morning's e-mail names them
_FIGURES = {
    "overdue": ("已超期", "overdue"),
    "to_review": ("待审查", "to review"),
    "to_approve": ("待签发", "to approve"),
    "to_dispatch": ("待寄发", "to dispatch"),
    "to_confirm": ("待确认", "to confirm"),
}


def sweep(desk: Desk, now: datetime) -> int:
    """Queue the morning's e-mail of everybody who has none of today; answers how many. Safe to run again.

    Nothing is queued in quiet hours, on rest days, or where e-mail is not set up; a morning missed is not made up for.
    """
    today = today_of(now)
    with desk.store.database.reading() as connection:
        if not mail_settings.is_set_up() or not awake(
            shipped(), now, desk.around(connection, None, now).days
        ):
            return 0
        vault, key = desk.store.vault, f"daily/{today}"
        waiting = reminder_people.readers(connection, vault, daily=True, without=key)
        made = [mail for reader in waiting if (mail := _morning(connection, desk, reader, key, now))]
    if made:
        with desk.store.database.writing() as connection:
            reminder_people.queue(connection, desk.store.vault, made)
    return len(made)


def _morning(connection: Connection, desk: Desk, reader: Reader, key: str, now: datetime) -> OwnMail | None:
    """One person's e-mail, None where nothing is to be said."""
    try:
        officer = repository.officer(connection, reader.person_id, today_of(now))
    except NotAllowed:
        return None
    lines = reminder_rows.lines(connection, mine(officer), MOST_LINES + 1)
    figures = _figures(desk, officer, now)
    if not lines and not figures:
        return None
    today = today_of(now)
    subject = f"{today.month}月{today.day}日办理提醒 / Reminders of {today}"
    return _mail(reader, key, subject, [*_told(lines), *figures], now)


def _told(lines: Sequence[Line]) -> list[str]:
    said = [_line(line.case_no, line.due_on, line.act, line.level) for line in lines[:MOST_LINES]]
    more = ["还有更多，请到系统查看 / more in the system"] if len(lines) > MOST_LINES else []
    return [*said, *more]


def _line(case_no: str, due_on: date, act: str, level: int) -> str:
    words = what(act, level)
    return f"{case_no}  {due_on}  {words.zh} / {words.en}"


def _figures(desk: Desk, officer: Officer, now: datetime) -> list[str]:
    counts = desk.counts(officer.id, now)
    return [
        f"{zh} {counts[name]} 件 / {counts[name]} {en}"
        for name, (zh, en) in _FIGURES.items()
        if counts.get(name)
    ]


def queue_urgent(
    desk: Installation, connection: Connection, pressing: Sequence[tuple[str, Raised]], now: datetime
) -> None:
    """E-mail about what presses now, in the transaction that raises it; one a person.

    In quiet hours nothing is queued for those whom the morning's e-mail will tell.
    """
    if not pressing or not mail_settings.is_set_up():
        return
    vault, today = desk.store.vault, today_of(now)
    resting = not awake(shipped(), now, desk.around(connection, None, now).days)
    wanted = [
        r for r in reminder_people.readers(connection, vault, daily=False) if not (resting and r.wish.daily)
    ]
    numbers = (
        reminder_rows.case_numbers(connection, {one.case_id for _act, one in pressing}) if wanted else {}
    )
    made = []
    for reader in wanted:
        whose = mine(repository.officer(connection, reader.person_id, today))
        lines = [_line(numbers[one.case_id], one.due_on, act, one.level) for act, one in _of(whose, pressing)]
        if lines:
            key = f"urgent/{sha256('/'.join(lines).encode()).hexdigest()[:16]}/{today}"
            made.append(_mail(reader, key, "案件期限提醒 / A limit presses", lines[:MOST_LINES], now))
    reminder_people.queue(connection, vault, made)


def _of(whose: Mine, pressing: Iterable[tuple[str, Raised]]) -> list[tuple[str, Raised]]:
    return [
        (act, one)
        for act, one in pressing
        if one.person_id in whose.people
        or (not one.person_id and one.agency_id in whose.agencies)
        or (is_of_appeal(act) and one.agency_id in whose.appealed)
    ]


def _mail(reader: Reader, key: str, subject: str, lines: Sequence[str], now: datetime) -> OwnMail:
    """The Message-ID is that of this e-mail and no other, however often it is sent."""
    domain = mail_settings.sender().rpartition("@")[2].strip("> ") or "localhost"
    mark = sha256(f"{reader.person_id}/{key}/{now.timestamp()}".encode()).hexdigest()[:32]
    body = "\n".join(lines) + f"\n\n{_END}\n"
    to = reader.wish.email
    return OwnMail(reader.person_id, key, reader.agency_id, to, subject, body, f"<{mark}@{domain}>", now)
