"""One's own account: password, sessions, second step."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import segno
from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, session, url_for

from web.access import desk, here, needs, now, officer, person, signed_in, while_owing
from web.sign_in import entering, gist
from web.sign_in.forms import ConfirmForm, PasswordForm, ProofForm
from web.words import said, t
from workflow import office
from workflow.errors import MoveRefused, NotAllowed
from workflow.sign_in import passwords, second_step, sessions, throttle
from workflow.store.offices import office_rows
from workflow.store.offices.office_rows import Account
from workflow.terms import Role

account = Blueprint("account", __name__, template_folder="templates")


@account.get("/account")
@signed_in
def overview() -> Any:
    """What one can do about one's own account."""
    standing = second_step.standing(desk().store, person())
    return render_template("account/overview.html", who=_mine(), standing=standing, open=_open())


def _mine() -> Account:
    with desk().store.database.reading() as connection:
        found = office_rows.person_account(connection, person())
    assert found is not None  # who is signed in exists
    return found


def _open() -> tuple[Any, ...]:
    return sessions.of_person(desk().store, person(), now(), current_app.config["SESSION_LIMITS"])


@account.get("/account/password")
@while_owing
@signed_in
def password() -> Any:
    """The form for a new password."""
    return _password(PasswordForm())


@account.post("/account/password")
@while_owing
@signed_in
def change_password() -> Any:
    """Change it; every other session ends, this one goes on as a new one."""
    form = PasswordForm()
    if not form.validate():
        return _password(form), 400
    counts = throttle.watched(_mine().account, gist.address(), "change")
    throttle.attempt(desk().store, counts, now())
    try:
        changed = passwords.change(desk().store, person(), form.old.data, form.new.data, now())
    except NotAllowed as wrong:
        form.old.errors = [said(str(wrong))]
        return _password(form), 400
    except MoveRefused as weak:
        form.new.errors = list(weak.reasons)
        return _password(form), 400
    throttle.succeeded(desk().store, counts, now())
    entering.begin(changed)
    flash(t("密码已更改，其他地方的登录已全部退出。", "Password changed; every other session has ended."))
    return redirect(url_for("work.mine"), code=303)


def _password(form: PasswordForm) -> str:
    held = here()
    return render_template("account/password.html", form=form, owed=bool(held and held.owes))


@account.get("/account/sessions")
@signed_in
def my_sessions() -> Any:
    """Where one is signed in."""
    held = here()
    return render_template("account/sessions.html", open=_open(), mine=held.session_id if held else 0)


@account.post("/account/sessions/<int:session_id>/end")
@signed_in
def end_session(session_id: int) -> Any:
    """Sign out one of one's own."""
    sessions.end(desk().store, person(), session_id, now())
    flash(t("已退出这个登录。", "That session has ended."))
    return redirect(url_for("account.my_sessions"), code=303)


@account.post("/account/sessions/end")
@signed_in
def end_sessions() -> Any:
    """Sign out everywhere, here too."""
    sessions.end_all(desk().store, person())
    session.clear()
    return redirect(url_for("sign_in.sign_in"), code=303)


@account.get("/account/codes")
@while_owing
@signed_in
def codes() -> Any:
    """The second step: off, offered with its picture, or on."""
    return _codes(ConfirmForm(), ProofForm())


def _codes(confirm: ConfirmForm, proof: ProofForm) -> str:
    held = here()
    return render_template(
        "account/codes.html",
        standing=second_step.standing(desk().store, person()),
        form=confirm,
        proof=proof,
        owed=bool(held and held.owes),
    )


@account.post("/account/codes")
@while_owing
@signed_in
def offer_codes() -> Any:
    """Make a secret to be scanned."""
    second_step.offer(desk().store, person())
    return redirect(url_for("account.codes"), code=303)


@account.get("/account/codes/picture.svg")
@while_owing
@signed_in
def picture() -> Any:
    """The secret as a picture, while it is only offered."""
    offered = second_step.standing(desk().store, person()).offered
    if not offered:
        abort(404)
    drawn = BytesIO()
    segno.make(second_step.address(offered, _mine().account), error="m").save(
        drawn, kind="svg", scale=5, border=4, light="#fff", xmldecl=False
    )
    return Response(drawn.getvalue(), mimetype="image/svg+xml")


@account.post("/account/codes/confirm")
@while_owing
@signed_in
def confirm_codes() -> Any:
    """Turn it on by a first code, and show the recovery codes this once."""
    if second_step.standing(desk().store, person()).enrolled_at:
        flash(
            t(
                "动态口令已启用。没有看到恢复码的，请换一组。",
                "One-time codes are on already. If you did not see the recovery codes, make new ones.",
            )
        )
        return redirect(url_for("account.codes"), code=303)
    form = ConfirmForm()
    if not form.validate():
        return _codes(form, ProofForm()), 400
    counts = entering.codes_watched(_mine())
    throttle.attempt(desk().store, counts, now())
    try:
        made = second_step.confirm(desk().store, person(), form.code.data, now())
    except NotAllowed as wrong:
        form.code.errors = [said(str(wrong))]
        return _codes(form, ProofForm()), 400
    throttle.succeeded(desk().store, counts, now())
    held = here()
    if held and held.owes:
        sessions.settle(desk().store, held.session_id, person())
    return render_template("account/recovery.html", codes=made)


@account.post("/account/codes/renew")
@signed_in
def renew_codes() -> Any:
    """New recovery codes, shown this once."""
    refused = _proved()
    if refused:
        return refused
    return render_template(
        "account/recovery.html", codes=second_step.renew_codes(desk().store, person(), now())
    )


@account.post("/account/codes/off")
@signed_in
def turn_off_codes() -> Any:
    """Do without the second step."""
    refused = _proved()
    if refused:
        return refused
    second_step.turn_off(desk().store, person(), now())
    flash(t("动态口令已停用。", "One-time codes are off."))
    return redirect(url_for("account.overview"), code=303)


def _proved() -> Any:
    """The page with what is wrong, unless the password stands in the form."""
    form, mine = ProofForm(), _mine()
    if not form.validate():
        return _codes(ConfirmForm(), form), 400
    counts = throttle.watched(mine.account, gist.address(), "change")
    throttle.attempt(desk().store, counts, now())
    if not office.fits(mine, form.password.data):
        form.password.errors = [t("现在的密码不对", "The present password is wrong")]
        return _codes(ConfirmForm(), form), 400
    throttle.succeeded(desk().store, counts, now())
    return None


@account.post("/admin/people/<int:person_id>/codes")
@needs(Role.ADMINISTRATOR)
def reset_codes(person_id: int) -> Any:
    """An administrator takes the second step away from who lost the phone."""
    second_step.reset(desk().store, officer().id, now(), person_id)
    flash(
        t(
            "动态口令已重置，此人的登录已全部退出。",
            "One-time codes are reset; every session of theirs has ended.",
        )
    )
    return redirect(url_for("admin.employee", person_id=person_id), code=303)
