"""Doing an act: one page for each, GET shows its form, POST does it and returns to the case."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from notices.issuing import freeze_notice, freeze_reply
from web.access import desk, now, person, signed_in
from web.acts.asking import against, need_role, prepared, version_seen
from web.acts.foreseeing import ahead
from web.acts.form import ActForm, At
from web.words import said, t
from workflow import acts as a
from workflow.entry_wording import say
from workflow.errors import DeskError

log = logging.getLogger(__name__)
acts = Blueprint("acts", __name__, template_folder="templates")


@acts.get("/cases/<case_no>/<noun>")
@signed_in
def ask(case_no: str, noun: str) -> Any:
    """The form of one act, or every reason why it is closed."""
    at, form = prepared(case_no, noun)
    need_role(at.view, form)
    return _page(form, at, at.view.case.version, against(at.view, form))


@acts.post("/cases/<case_no>/<noun>")
@signed_in
def do(case_no: str, noun: str) -> Any:
    """Do the act on the version that was seen."""
    at, form = prepared(case_no, noun)
    need_role(at.view, form)
    version = version_seen()
    if "look" in request.form:
        return _page(form, at, version)
    if form.validate():
        form.judge(at)
    if form.errors:
        return _page(form, at, version), 400
    flash(perform(case_no, form.to_act(at), version))
    return redirect(url_for(form.back, case_no=case_no), code=303)


@acts.post("/cases/<case_no>/<noun>/ahead")
@signed_in
def look(case_no: str, noun: str) -> Any:
    """The dates that would follow, as a fragment of the page, while the form is filled in."""
    at, form = prepared(case_no, noun)
    need_role(at.view, form)
    return render_template("acts/ahead.html", ahead=ahead(form, at))


def _page(form: ActForm, at: At, version: int, standing: Any = ()) -> str:
    return render_template(
        "acts/act.html", form=form, view=at.view, version=version, against=standing, ahead=ahead(form, at)
    )


def perform(case_no: str, act: a.Act, version: int) -> str:
    """Do it, freeze what it signs, and say what was done."""
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
