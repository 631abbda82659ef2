"""Sending e-mails to officers: claimed, sent, settled, within the hours of the office and never beside them."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING

from workflow.days.office_time import SHANGHAI, today_of
from workflow.errors import BadInput
from workflow.mail import settings
from workflow.mail.outbox import FIRST_PAUSE, MOST, TRIES, Round
from workflow.mail.sending import NotNow, Refused, Unreachable, hand_over
from workflow.mail.settings import Settings
from workflow.reminding.settings import awake, shipped
from workflow.store.reminders import reminder_people
from workflow.store.reminders.reminder_people import OwnMail

if TYPE_CHECKING:
    from workflow.installation import Installation

log = logging.getLogger(__name__)
KEPT = timedelta(days=60)  # what was said to whom, for whoever asks


def send_due(desk: Installation, now: datetime) -> Round:
    """Send what is due; nothing in quiet hours. A server that does not answer ends the round."""
    try:
        here = settings.read()
    except BadInput:
        return Round()  # said by the outbox of letters
    with desk.store.database.reading() as connection:
        if here is None or not awake(shipped(), now, desk.around(connection, None, now).days):
            return Round()
        waiting = reminder_people.due(connection, desk.store.vault, now, MOST)
    ended: list[str] = []
    for mail in waiting:
        state, go_on = _one(desk, here, mail, now)
        ended.append(state)
        if not go_on:
            break
    return Round(ended.count("sent"), ended.count("failed"), ended.count("queued"))


def _one(desk: Installation, here: Settings, mail: OwnMail, now: datetime) -> tuple[str, bool]:
    """The state it is in after this try, and whether another e-mail may do better."""
    with desk.store.database.writing() as connection:
        if not reminder_people.claim(connection, mail, now + FIRST_PAUSE * 2**mail.tries):
            return "", True
        reminder_people.forget_mails(connection, now - KEPT)
        wanted = reminder_people.still_wanted(connection, desk.store.vault, mail)
    if not wanted or _is_stale(mail, now):
        return _settled(desk, mail, "dropped", "不再需要 / no longer wanted"), True
    try:
        said = hand_over(here, mail.to, message(here, mail))
    except Refused as no:
        return _settled(desk, mail, "failed", str(no)), True
    except NotNow as later:
        state = "failed" if mail.tries + 1 >= TRIES else "queued"
        log.warning("提醒邮件未能发送 / a reminder was not sent: %s", later)
        return _settled(desk, mail, state, str(later)), not isinstance(later, Unreachable)
    return _settled(desk, mail, "sent", said), True


def _is_stale(mail: OwnMail, now: datetime) -> bool:
    """Yesterday's morning e-mail tells of yesterday: today's takes its place."""
    return mail.key.startswith("daily/") and mail.key != f"daily/{today_of(now)}"


def _settled(desk: Installation, mail: OwnMail, state: str, said: str) -> str:
    with desk.store.database.writing() as connection:
        reminder_people.settle(connection, mail, state, said)
    return state


def message(here: Settings, mail: OwnMail) -> bytes:
    """The e-mail as it travels; the same however often it is sent."""
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"], made["Subject"] = here.sender, mail.to, mail.subject
    made["Date"] = format_datetime(mail.queued_at.astimezone(SHANGHAI))
    made["Message-ID"] = mail.message_id
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(mail.body)
    return made.as_bytes()
