"""Signing in and out, and the choice of language."""

from __future__ import annotations

from typing import Any

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)

from web.access import desk, local_path, public
from web.sign_in import entering
from web.sign_in.forms import CodeForm, SignInForm
from web.words import COOKIE, LANGUAGES, said, t
from workflow.errors import NotAllowed
from workflow.sign_in import second_step
from workflow.sign_in.throttle import Wait

sign_in = Blueprint("sign_in", __name__, template_folder="templates")


@sign_in.get("/sign-in", endpoint="sign_in")
@public
def show_sign_in() -> Any:
    """The form."""
    return _form("sign_in", SignInForm())


@sign_in.post("/sign-in")
@public
def enter() -> Any:
    """Check account and password; a new session begins, whatever stood in the old one."""
    form = SignInForm()
    if not form.validate():
        return _form("sign_in", form), 400
    try:
        account = entering.check_password(form.account.data, form.password.data)
    except NotAllowed as no:
        return _refused("sign_in", form, no)
    if second_step.is_on(desk().store, account.person_id):
        entering.await_code(account)
        return redirect(url_for("sign_in.code", next=request.args.get("next")), code=303)
    entering.begin(account)
    return redirect(local_path(request.args.get("next")), code=303)


@sign_in.get("/sign-in/code")
@public
def code() -> Any:
    """The form of the second step; back to the first where no password stands before it."""
    if entering.awaited() is None:
        return redirect(url_for("sign_in.sign_in", next=request.args.get("next")), code=303)
    return _form("code", CodeForm())


@sign_in.post("/sign-in/code")
@public
def enter_code() -> Any:
    """Check the code; only now somebody is signed in."""
    account, form = entering.awaited(), CodeForm()
    if account is None:
        flash(
            t(
                "登录没有完成：请重新输入密码，五分钟内填写动态口令。",
                "You are not signed in yet: give the password again, then the code within five minutes.",
            )
        )
        return redirect(url_for("sign_in.sign_in", next=request.args.get("next")), code=303)
    if not form.validate():
        return _form("code", form), 400
    try:
        if not entering.check_code(account, form.code.data):
            raise NotAllowed("口令不对或已用过，请用手机上的下一个 / wrong or used code: take the next one")
    except NotAllowed as no:
        return _refused("code", form, no)
    entering.begin(account)
    return redirect(local_path(request.args.get("next")), code=303)


def _form(page: str, form: Any, refused: str = "") -> str:
    return render_template(f"sign_in/{page}.html", form=form, refused=refused)


def _refused(page: str, form: Any, no: NotAllowed) -> Any:
    """The form again with why; how long to wait stands in the header too."""
    if isinstance(no, Wait):
        return _form(page, form, said(str(no))), 429, {"Retry-After": str(no.seconds)}
    return _form(page, form, said(str(no))), 403


@sign_in.post("/sign-out")
@public
def leave() -> Any:
    """End the session, here and on the server."""
    entering.leave()
    return redirect(url_for("sign_in.sign_in"), code=303)


@sign_in.get("/language/<chosen>")
@public
def choose_language(chosen: str) -> Any:
    """Remember the language for a year and go back."""
    if chosen not in LANGUAGES:
        abort(404)
    answer = make_response(redirect(local_path(request.args.get("next")), code=303))
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    answer.set_cookie(COOKIE, chosen, max_age=31_536_000, httponly=True, samesite="Lax", secure=secure)
    return answer
