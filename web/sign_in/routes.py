"""Signing in and out, and the choice of language."""

from __future__ import annotations

from typing import Any

from flask import (
    Blueprint,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)

from web.access import desk, local_path, now, public
from web.sign_in.forms import SignInForm
from web.throttle import Throttle
from web.words import COOKIE, LANGUAGES, said
from workflow import office
from workflow.errors import NotAllowed
from workflow.store.office_rows import Account

sign_in = Blueprint("sign_in", __name__, template_folder="templates")


@sign_in.get("/sign-in", endpoint="sign_in")
@public
def show_sign_in() -> Any:
    """The form."""
    return render_template("sign_in/sign_in.html", form=SignInForm(), refused="")


@sign_in.post("/sign-in")
@public
def enter() -> Any:
    """Check account and password; a new session begins, whatever stood in the old one."""
    form, refused = SignInForm(), ""
    if form.validate():
        account, refused = _checked(form)
        if account is not None:
            _begin_session(account)
            return redirect(local_path(request.args.get("next")), code=303)
    return render_template("sign_in/sign_in.html", form=form, refused=refused), 403 if refused else 400


def _checked(form: SignInForm) -> tuple[Account | None, str]:
    """The account, or why not; failures are counted by account and by address."""
    throttle: Throttle = current_app.extensions["throttle"]
    name = form.account.data
    keys = (f"account {name.casefold()}", f"address {request.remote_addr}")
    throttle.check(keys, now())
    try:
        account = office.sign_in(desk().store, name, form.password.data)
    except NotAllowed as no:
        throttle.failed(keys, now())
        return None, said(str(no))
    throttle.succeeded(keys[0])
    return account, ""


def _begin_session(account: Account) -> None:
    session.clear()
    session["person"], session["epoch"] = account.person_id, account.session_epoch


@sign_in.post("/sign-out")
@public
def leave() -> Any:
    """End the session."""
    session.clear()
    return redirect(url_for("sign_in.sign_in"), code=303)


@sign_in.get("/language/<chosen>")
@public
def choose_language(chosen: str) -> Any:
    """Remember the language for a year and go back."""
    if chosen not in LANGUAGES:
        abort(404)
    answer = make_response(redirect(local_path(request.args.get("next")), code=303))
    answer.set_cookie(COOKIE, chosen, max_age=31_536_000, httponly=True, samesite="Lax")
    return answer
