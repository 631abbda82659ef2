"""Who may open a page. Every view says so by one of `public`, `signed_in` and `needs`; a test holds them to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any, cast

from flask import current_app, g, redirect, request, session, url_for

from workflow.desk import Desk
from workflow.errors import NotAllowed
from workflow.office_time import today_of
from workflow.store import office_rows
from workflow.store.repository import Officer
from workflow.terms import Role

View = Callable[..., Any]


class NeedsSignIn(Exception):
    """Nobody is signed in, or the session was ended elsewhere."""


def desk() -> Desk:
    """The desk of this application."""
    return cast("Desk", current_app.extensions["mingfu"])


def now() -> datetime:
    """The moment of this request, aware, the same throughout."""
    if "now" not in g:
        g.now = current_app.config["NOW"]()
    return cast("datetime", g.now)


def today() -> date:
    """The Shanghai date of this request."""
    return today_of(now())


def officer() -> Officer:
    """Who is signed in, with everything they may do, read once a request. Raises NeedsSignIn."""
    if "officer" not in g:
        g.officer = desk().officer(person(), now())
    return cast("Officer", g.officer)


def person() -> int:
    """The id of who is signed in, checked once a request. Raises NeedsSignIn."""
    if "person" not in g:
        g.person = _signed_in_person()
    return cast("int", g.person)


def _signed_in_person() -> int:
    """The person of the session, unless signed out everywhere since, or closed."""
    held = session.get("person")
    if not isinstance(held, int):
        raise NeedsSignIn
    with desk().store.database.reading() as connection:
        account = office_rows.person_account(connection, held)
    if account is None or not account.active or account.session_epoch != session.get("epoch"):
        session.clear()
        raise NeedsSignIn
    return held


def public(view: View) -> View:
    """Anybody may open it."""
    view.permission = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Whoever is signed in may open it; what they see in it the desk decides."""
    return _guarded(view, (), "signed_in")


def needs(*roles: Role) -> Callable[[View], View]:
    """Only who holds one of these roles in some agency."""
    return lambda view: _guarded(view, roles, "needs " + " ".join(roles))


def _guarded(view: View, roles: tuple[Role, ...], said: str) -> View:
    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        person()
        if roles and not {h.role for h in officer().held} & set(roles):
            zh = "、".join(role.zh for role in roles)
            raise NotAllowed(
                f"需要{zh}角色 / this page needs the role {', '.join(role.en for role in roles)}"
            )
        return view(*args, **kwargs)

    guarded.permission = said  # type: ignore[attr-defined]
    return guarded


def local_path(wanted: str | None) -> str:
    """A path of this application to go back to; anything else leads to the first page."""
    path = wanted or ""
    safe = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if safe and "\\" not in path else url_for("work.mine")


def to_sign_in(_error: NeedsSignIn) -> Any:
    """Sign in first, then come back; a form that was sent is not kept."""
    back = request.full_path.rstrip("?") if request.method == "GET" else ""
    return redirect(url_for("sign_in.sign_in", next=back or None), code=303)
