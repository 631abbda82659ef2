"""Doing an act: one page for each, GET shows its form, POST does it and returns to the case."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from notices.issuing import freeze_notice, freeze_reply
from web.access import desk, now, person, signed_in
from web.acts.form import ActForm, At
from web.acts.table import BY_NOUN, SISTERS
from web.words import said, t
from workflow import acts as a
from workflow.errors import BadInput, DeskError, MoveRefused, NotAllowed, Reason
from workflow.lifecycle import BY_NAME
from workflow.store import office_rows
from workflow.terms import Role
from workflow.viewing import View
from workflow.wording import say

log = logging.getLogger(__name__)
acts = Blueprint("acts", __name__, template_folder="templates")


@acts.get("/cases/<case_no>/<noun>")
@signed_in
def ask(case_no: str, noun: str) -> Any:
    """The form of one act, or every reason why it is closed."""
    at, form = _prepared(case_no, noun)
    _need_role(at.view, form)
    against, version = _against(at.view, form), at.view.case.version
    return render_template("acts/act.html", form=form, view=at.view, version=version, against=against)


@acts.post("/cases/<case_no>/<noun>")
@signed_in
def do(case_no: str, noun: str) -> Any:
    """Do the act on the version that was seen."""
    at, form = _prepared(case_no, noun)
    _need_role(at.view, form)
    version = _version_seen()
    if form.validate():
        form.judge(at)
    if form.errors:
        return render_template("acts/act.html", form=form, view=at.view, version=version, against=()), 400
    flash(_perform(case_no, form.to_act(at), version))
    return redirect(url_for("cases.show", case_no=case_no), code=303)


def _prepared(case_no: str, noun: str) -> tuple[At, ActForm]:
    if noun not in BY_NOUN:
        abort(404)
    view = desk().view(person(), case_no, now())
    with desk().store.database.reading() as connection:
        handlers = office_rows.holders(connection, view.case.agency, Role.HANDLER)
    at, form = At(view, handlers, desk().rules.outcomes, desk().rules.approvals.notices), BY_NOUN[noun]()
    form.prepare(at)
    return at, form


def _rows(form: ActForm) -> set[str]:
    return {form.act.move, *(row for row, act in SISTERS.items() if act == form.act.move)}


def _need_role(view: View, form: ActForm) -> None:
    """Raises NotAllowed for whom no row of the act names, before anything of theirs is kept."""
    roles = {role for row in _rows(form) for role in BY_NAME[row].roles}
    if not roles & view.officer.roles_in(view.case.agency):
        zh = "、".join(role.zh for role in sorted(roles))
        raise NotAllowed(f"“{say(form.act.move).zh}”须由{zh}办理 / another role does this")


def _against(view: View, form: ActForm) -> tuple[Reason, ...]:
    """What stands against the act as of today; only an act that can be dated back shows its form all the same.

    Raises MoveRefused with every reason where no other day would help.
    """
    rows, choices = _rows(form), view.choices
    if any(choice.move.name in rows for choice in choices.open):
        return ()
    closed = next((choice.reasons for choice in choices.closed if choice.move.name in rows), ())
    starts_here = any(view.case.status in BY_NAME[row].sources for row in rows)
    if closed and starts_here and "on" in form:
        return closed
    status = view.case.status
    raise MoveRefused(*(closed or (Reason(f"案件处于“{status.zh}”", f"The case is '{status.en}'"),)))


def _version_seen() -> int:
    try:
        return int(request.form.get("version", ""))
    except ValueError:
        raise BadInput("表单缺少版本，请重新打开 / the form lacks its version: open it again") from None


def _perform(case_no: str, act: a.Act, version: int) -> str:
    """Do it and say what was done."""
    who, done = person(), said(say(act.move))
    if isinstance(act, a.Split):
        made = desk().split(who, case_no, act, now())
        return t("已分为 {made}。", "Split into {made}.", made=t("、", ", ").join(made))
    desk().perform(who, case_no, act, now(), version)
    if isinstance(act, a.Approve):
        _frozen(freeze_reply, who, case_no)
    if isinstance(act, a.SignNotice):
        _frozen(freeze_notice, who, case_no, act.ref)
    return t("已办理：{done}。", "Done: {done}.", done=done)


def _frozen(freeze: Callable[..., bytes], who: int, case_no: str, *ref: str) -> None:
    """What was signed stays signed: a file that cannot be made now is made by the worker."""
    try:
        freeze(desk(), who, case_no, *ref, now())
    except (DeskError, OSError):
        log.exception("%s：文书尚未生成 / the letter is not rendered yet", case_no)
