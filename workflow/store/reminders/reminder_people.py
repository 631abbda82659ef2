"""How each person hears of reminders, the e-mails to them, and the secret addresses of their calendars."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, insert, select, text, update

from workflow.records import moment_text
from workflow.store.offices.office_rows import PEOPLE
from workflow.store.personal import Vault
from workflow.store.reminders.reminder_tables import CalendarFeed, ReminderMail, ReminderSetting

SETTINGS = ReminderSetting.__table__  # type: ignore[attr-defined]
FEEDS = CalendarFeed.__table__  # type: ignore[attr-defined]
MAILS = ReminderMail.__table__  # type: ignore[attr-defined]


class Wish(NamedTuple):
    """Where a person's e-mail goes, and whether one comes each working morning, and when something presses."""

    email: str = ""
    daily: bool = False
    urgent: bool = False


class Reader(NamedTuple):
    """Somebody who wants e-mail."""

    person_id: int
    agency_id: int
    wish: Wish


class OwnMail(NamedTuple):
    """An e-mail to one of us, opened. `key` says what it tells and of which day."""

    person_id: int
    key: str
    agency_id: int
    to: str
    subject: str
    body: str
    message_id: str
    queued_at: datetime
    tries: int = 0


def wish(connection: Connection, vault: Vault, person: int) -> Wish:
    """What this person asked for; no e-mail unless they did."""
    row = connection.execute(select(SETTINGS).where(SETTINGS.c.person_id == person)).first()
    return Wish(vault.open(row.email_sealed), bool(row.daily), bool(row.urgent)) if row else Wish()


def put_wish(
    connection: Connection, vault: Vault, person: int, agency: int, wanted: Wish, now: datetime
) -> None:
    """Replace what they asked for."""
    connection.execute(delete(SETTINGS).where(SETTINGS.c.person_id == person))
    row = {
        "person_id": person,
        "agency_id": agency,
        "email_sealed": vault.seal(wanted.email),
        "daily": wanted.daily,
        "urgent": wanted.urgent,
        "changed_at": moment_text(now),
    }
    connection.execute(insert(SETTINGS).values(row))


def readers(connection: Connection, vault: Vault, *, daily: bool, without: str = "") -> list[Reader]:
    """Whoever works here and wants the daily e-mail, or the urgent one; not those who had one of that key."""
    wanted = SETTINGS.c.daily if daily else SETTINGS.c.urgent
    found = select(SETTINGS).join(PEOPLE, PEOPLE.c.person_id == SETTINGS.c.person_id)
    had = select(MAILS.c.person_id).where(MAILS.c.key == without)
    rows = connection.execute(found.where(PEOPLE.c.active, wanted, SETTINGS.c.person_id.not_in(had)))
    made = [Reader(r.person_id, r.agency_id, _wish(vault, r)) for r in rows]
    return [reader for reader in made if reader.wish.email]


def _wish(vault: Vault, row: Any) -> Wish:
    return Wish(vault.open(row.email_sealed), bool(row.daily), bool(row.urgent))


# e-mails --------------------------------------------------------------------------------------------

_QUEUE = text(
    """
    INSERT INTO reminder_mails (person_id, key, agency_id, to_sealed, subject, body_sealed, message_id,
                                state, tries, queued_at, next_try_at, last_said)
    VALUES (:person_id, :key, :agency_id, :to_sealed, :subject, :body_sealed, :message_id,
            'queued', 0, :at, :at, '') ON CONFLICT (person_id, key) DO NOTHING
    """
)


def queue(connection: Connection, vault: Vault, mails: Iterable[OwnMail]) -> None:
    """Queue them; one of the same key to the same person is not queued twice."""
    for mail in mails:
        sealed = {"to_sealed": vault.seal(mail.to), "body_sealed": vault.seal(mail.body)}
        plain = {n: getattr(mail, n) for n in ("person_id", "key", "agency_id", "subject", "message_id")}
        connection.execute(_QUEUE, plain | sealed | {"at": moment_text(mail.queued_at)})


def due(connection: Connection, vault: Vault, now: datetime, most: int) -> list[OwnMail]:
    """E-mails whose next try has come, to people who still work here, the longest waiting first."""
    found = (
        select(MAILS)
        .where(MAILS.c.state == "queued", MAILS.c.next_try_at <= moment_text(now))
        .order_by(MAILS.c.next_try_at, MAILS.c.person_id)
        .limit(most)
    )
    return [_opened(vault, row) for row in connection.execute(found)]


def _opened(vault: Vault, row: Any) -> OwnMail:
    return OwnMail(
        row.person_id,
        row.key,
        row.agency_id,
        vault.open(row.to_sealed),
        row.subject,
        vault.open(row.body_sealed),
        row.message_id,
        datetime.fromisoformat(row.queued_at),
        row.tries,
    )


def still_wanted(connection: Connection, vault: Vault, mail: OwnMail) -> bool:
    """Whether its reader still works here and still has that address."""
    active = connection.scalar(select(PEOPLE.c.active).where(PEOPLE.c.person_id == mail.person_id))
    return bool(active) and wish(connection, vault, mail.person_id).email == mail.to


def claim(connection: Connection, mail: OwnMail, next_try: datetime) -> bool:
    """Take it for one try; False where another worker took it first."""
    mine = _row(mail).where(MAILS.c.state == "queued", MAILS.c.tries == mail.tries)
    done = connection.execute(mine.values(tries=mail.tries + 1, next_try_at=moment_text(next_try)))
    return done.rowcount == 1


def settle(connection: Connection, mail: OwnMail, state: str, said: str) -> None:
    """Write down how a try ended."""
    connection.execute(_row(mail).values(state=state, last_said=said))


def _row(mail: OwnMail) -> Any:
    return update(MAILS).where(MAILS.c.person_id == mail.person_id, MAILS.c.key == mail.key)


def last_mail(connection: Connection, person: int) -> tuple[str, str, str] | None:
    """State, moment and the server's words of the newest e-mail to this person."""
    found = select(MAILS.c.state, MAILS.c.queued_at, MAILS.c.last_said).where(MAILS.c.person_id == person)
    row = connection.execute(found.order_by(MAILS.c.queued_at.desc()).limit(1)).first()
    return None if row is None else (row.state, row.queued_at, row.last_said)


def forget_mails(connection: Connection, before: datetime) -> None:
    """What was settled long ago."""
    old = MAILS.c.queued_at < moment_text(before)
    connection.execute(delete(MAILS).where(MAILS.c.state != "queued", old))


# calendars ------------------------------------------------------------------------------------------


def put_feed(connection: Connection, person: int, agency: int, digest: str, now: datetime) -> None:
    """A new secret address; the one before it opens nothing any more."""
    drop_feed(connection, person)
    row = {"person_id": person, "agency_id": agency, "token_digest": digest, "made_at": moment_text(now)}
    connection.execute(insert(FEEDS).values(row))


def drop_feed(connection: Connection, person: int) -> None:
    """Revoke it."""
    connection.execute(delete(FEEDS).where(FEEDS.c.person_id == person))


def feed_made_at(connection: Connection, person: int) -> datetime | None:
    """Since when this person has one."""
    made = connection.scalar(select(FEEDS.c.made_at).where(FEEDS.c.person_id == person))
    return datetime.fromisoformat(made) if made else None


def person_of_feed(connection: Connection, digest: str) -> int | None:
    """Whose calendar that address opens; nobody's once they left."""
    found = select(FEEDS.c.person_id).join(PEOPLE, PEOPLE.c.person_id == FEEDS.c.person_id)
    return connection.scalar(found.where(FEEDS.c.token_digest == digest, PEOPLE.c.active))
