"""Logging an application that arrived."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from web.access import desk, needs, now, officer, person, signed_in
from web.intake.forms import FORMS
from web.words import t
from workflow.desk import Logged
from workflow.errors import NotAllowed
from workflow.store import repository
from workflow.terms import Role

intake = Blueprint("intake", __name__, template_folder="templates")
DESK = (Role.FRONT_DESK, Role.HANDLER)


@intake.get("/intake")
@intake.get("/intake/<tab>")
@needs(*DESK)
def new(tab: str = "letter") -> Any:
    """An empty form of that channel."""
    return _page(_form(tab, _agencies()))


@intake.post("/intake/<tab>")
@signed_in
def log(tab: str) -> Any:
    """Log it (the desk asks for the role); the button for one more applicant only brings the form back."""
    form = _form(tab, _agency_sent())
    if "more" in request.form:
        form.add_applicant()
        return _page(form)
    form.drop_blank_rows()
    if not form.validate():
        return _page(form), 400
    logged = desk().log(person(), form.log(), now())
    flash(_said(logged))
    if "another" in request.form:
        return redirect(url_for("intake.new", tab=tab), code=303)
    return redirect(url_for("cases.show", case_no=logged.case_no), code=303)


def _form(tab: str, agencies: dict[int, str]) -> Any:
    if tab not in FORMS:
        abort(404)
    form = FORMS[tab]()
    form.offer(agencies, FORMS[tab].channels)
    return form


def _agency_sent() -> dict[int, str]:
    """The agency the form names, left to the desk to judge: a case is entered in ten statements."""
    sent = request.form.get("agency", "")
    return {int(sent): sent} if sent.isdecimal() and sent.isascii() and len(sent) < 10 else {0: ""}


def _page(form: Any) -> str:
    form.offer(_agencies(), form.channels)
    return render_template("intake/intake.html", form=form, tabs=FORMS.values())


def _agencies() -> dict[int, str]:
    """Where this person may log applications, their own agency first."""
    who = officer()
    held = {h.agency for h in who.held if h.role in DESK}
    if not held:
        raise NotAllowed("需要收件、承办角色 / this page needs the front desk or a handler")
    if held == {who.agency}:  # nothing to choose from, and no need to ask for names
        return {who.agency: t("本机关", "This agency")}
    with desk().store.database.reading() as connection:
        named = {a.agency_id: a.name for a in repository.agencies(connection) if a.agency_id in held}
    return dict(sorted(named.items(), key=lambda item: (item[0] != who.agency, item[0])))


def _said(logged: Logged) -> str:
    if not logged.new:
        return t(
            "这份表单已经登记为 {no}，没有重复登记。", "This form is already case {no}.", no=logged.case_no
        )
    return t(
        "已登记为 {no}，查询码 {code}。",
        "Logged as {no}, query code {code}.",
        no=logged.case_no,
        code=logged.query_code,
    )
