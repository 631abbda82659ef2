"""Who may open a page: every view says so by `public`, `signed_in` or `needs`, held to tests/web/permissions.toml."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any, cast

from flask import current_app, g, redirect, request, session, url_for

from workflow.days.office_time import today_of
from workflow.desk import Desk
from workflow.errors import NotAllowed
from workflow.sign_in import sessions
from workflow.sign_in.sessions import Limits
from workflow.store.offices.session_rows import Open
from workflow.store.repository import Officer
from workflow.terms import Role

View = Callable[..., Any]


class NeedsSignIn(Exception):
    """Nobody is signed in, or the session was ended elsewhere."""


class Owes(Exception):
    """Something has to be done before any other page opens: `what` is one of `sessions.PASSWORD`, `SECOND_STEP`."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


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
    """The person whose session the cookie names, unless it was ended, rested too long or grew too old."""
    held = here()
    if held is None:
        for name in ("person", "ticket"):
            session.pop(name, None)
        raise NeedsSignIn
    return held.person_id


def here() -> Open | None:
    """The session of this request, looked up once; None where nobody is signed in."""
    if "here" not in g:
        ticket = session.get("ticket")
        known = isinstance(ticket, str)
        limits: Limits = current_app.config["SESSION_LIMITS"]
        g.here = sessions.find(desk().store, str(ticket), now(), limits) if known else None
    return cast("Open | None", g.here)


def while_owing(view: View) -> View:
    """A page that opens even while a password has to be changed or a second step enrolled first."""
    view.while_owing = True  # type: ignore[attr-defined]
    return view


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
        held = here()
        if held and held.owes and not getattr(guarded, "while_owing", False):
            raise Owes(held.owes)
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


def to_sign_in() -> Any:
    """Sign in first, then come back."""
    back = request.full_path.rstrip("?") if request.method == "GET" else ""
    return redirect(url_for("sign_in.sign_in", next=back or None), code=303)
