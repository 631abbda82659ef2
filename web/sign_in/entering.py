"""The steps of signing in: the password, then a code where the person asks for one, then a new session."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import current_app, session

from web.access import desk, now
from web.sign_in import gist
from workflow import office
from workflow.records import moment, moment_text
from workflow.sign_in import second_step, sessions, throttle
from workflow.sign_in.throttle import Watched
from workflow.store.offices import office_rows
from workflow.store.offices.office_rows import Account

WAITS = timedelta(minutes=5)  #: between the password and the code


def check_password(name: str, password: str) -> Account:
    """The account. Raises NotAllowed, and Wait after too many failures; each try counts before it is looked at."""
    counts = throttle.watched(name, gist.address())
    throttle.attempt(desk().store, counts, now())
    account = office.sign_in(desk().store, name, password)
    throttle.succeeded(desk().store, counts, now())
    return account


def check_code(account: Account, code: str) -> bool:
    """Whether the code is right. Raises Wait."""
    counts = codes_watched(account)
    throttle.attempt(desk().store, counts, now())
    right = second_step.passes(desk().store, account.person_id, code, now())
    if right:
        throttle.succeeded(desk().store, counts, now())
    return right


def codes_watched(account: Account) -> tuple[Watched, ...]:
    """What a try of a code counts towards."""
    return throttle.watched(account.account, gist.address(), "code")


def begin(account: Account) -> None:
    """A new session; whatever stood in the old one is gone, and the server forgets that one too."""
    leave()
    where = {"network": gist.network(gist.address()), "browser": gist.browser(gist.agent())}
    ticket = sessions.begin(desk().store, account, now(), **where)
    session["person"], session["ticket"] = account.person_id, ticket


def leave() -> None:
    """End the session of this browser, here and on the server."""
    ticket = session.get("ticket")
    if isinstance(ticket, str):
        held = sessions.find(desk().store, ticket, now(), current_app.config["SESSION_LIMITS"])
        if held:
            sessions.end(desk().store, held.person_id, held.session_id, now())
    session.clear()


def await_code(account: Account) -> None:
    """The password was right; nobody is signed in before the code is."""
    leave()
    session["awaiting"] = [account.person_id, account.session_epoch, moment_text(now())]


def awaited() -> Account | None:
    """Whose code is awaited; None when the password is too long ago or the account was ended since."""
    held: Any = session.get("awaiting")
    if not isinstance(held, list) or not _is_recent(moment(str(held[2]))):
        return None
    with desk().store.database.reading() as connection:
        account = office_rows.person_account(connection, held[0])
    open_still = account is not None and account.active and account.session_epoch == held[1]
    return account if open_still else None


def _is_recent(at: datetime) -> bool:
    return timedelta(0) <= now() - at < WAITS
