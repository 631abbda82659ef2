"""Sessions the server knows: begun at sign-in, ended by signing out, by rest, by age, or from elsewhere."""

from __future__ import annotations

import os
import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from workflow.errors import BadInput, NotFound
from workflow.records import moment_text
from workflow.sign_in import second_step
from workflow.store import Connection, Store
from workflow.store.offices import credential_rows, office_rows, session_rows
from workflow.store.offices.office_rows import Account
from workflow.store.offices.session_rows import Open

#: an hour: a reply is written at one go, and a locked screen is the house's own rule; twelve hours: one working day
IDLE_MINUTES, WHOLE = 60, timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)
PASSWORD, SECOND_STEP = "password", "second_step"  #: what a session may owe


class Limits(NamedTuple):
    """How long a session may rest, and how long it lasts at most."""

    idle: timedelta = timedelta(minutes=IDLE_MINUTES)
    whole: timedelta = WHOLE


def limits() -> Limits:
    """By MINGFU_IDLE_MINUTES, 5 to 720. Raises BadInput."""
    given = os.environ.get("MINGFU_IDLE_MINUTES") or str(IDLE_MINUTES)
    if not (given.isascii() and given.isdecimal() and 5 <= int(given) <= 720):
        raise BadInput("MINGFU_IDLE_MINUTES 应为 5 至 720 的整数 / must be a whole number from 5 to 720")
    return Limits(idle=timedelta(minutes=int(given)))


def begin(store: Store, account: Account, now: datetime, *, network: str = "", browser: str = "") -> str:
    """A session for that account; answers its ticket, which is kept nowhere else."""
    ticket = secrets.token_urlsafe(32)
    with store.database.writing() as connection:
        session_rows.forget(connection, now - timedelta(days=30))
        values = {
            "agency_id": account.agency_id,
            "person_id": account.person_id,
            "digest": _digest(ticket),
            "epoch": account.session_epoch,
            "owes": _owed(connection, account.person_id),
            "began_at": moment_text(now),
            "seen_at": moment_text(now),
            "network": network,
            "browser": browser,
        }
        session_rows.begin(connection, values)
    return ticket


def _owed(connection: Connection, person: int) -> str:
    if credential_rows.of(connection, person).must_change:
        return PASSWORD
    return SECOND_STEP if second_step.is_missing(connection, person) else ""


def find(store: Store, ticket: str, now: datetime, allowed: Limits) -> Open | None:
    """The session of that ticket, None when it has ended; one statement, and a write once a minute."""
    with store.database.reading() as connection:
        found = session_rows.find(connection, _digest(ticket))
    if found is None or now >= min(found.seen_at + allowed.idle, found.began_at + allowed.whole):
        return None
    if now - found.seen_at >= SEEN_EVERY:
        with store.database.writing() as connection:
            session_rows.seen(connection, found.session_id, now)
    return found


def of_person(store: Store, person: int, now: datetime, allowed: Limits) -> tuple[Open, ...]:
    """Every session in which that person is signed in now, the last seen first."""
    with store.database.reading() as connection:
        held = session_rows.of_person(connection, person)
    return tuple(s for s in held if now < min(s.seen_at + allowed.idle, s.began_at + allowed.whole))


def settle(store: Store, session_id: int, person: int) -> None:
    """Look again at what a session owes, after some of it was done."""
    with store.database.writing() as connection:
        session_rows.owes(connection, session_id, _owed(connection, person))


def end(store: Store, person: int, session_id: int, now: datetime) -> None:
    """Sign out one session of one's own. Raises NotFound."""
    with store.database.writing() as connection:
        if not session_rows.end(connection, person, session_id, now):
            raise NotFound("没有这个登录，可能已经退出 / no such session: it may have ended")


def end_all(store: Store, person: int) -> None:
    """Sign out everywhere."""
    with store.database.writing() as connection:
        office_rows.end_sessions(connection, person)


def _digest(ticket: str) -> str:
    return sha256(ticket.encode()).hexdigest()
