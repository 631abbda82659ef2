"""Logging an application that arrived."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from web.access import desk, needs, now, officer, person, signed_in
from web.intake.forms import FORMS
from web.intake.panel import REPEAT, SHOWN, panel
from web.words import t
from workflow.desk import Logged
from workflow.entries import ReceiptFixed
from workflow.errors import NotAllowed
from workflow.store import repository
from workflow.terms import Role

intake = Blueprint("intake", __name__, template_folder="templates")
DESK = (Role.FRONT_DESK, Role.HANDLER)
CASE_NO = re.compile(r"[\w-]{1,60}")


@intake.get("/intake")
@intake.get("/intake/<tab>")
@needs(*DESK)
def new(tab: str = "letter") -> Any:
    """An empty form of that channel."""
    return _page(_form(tab, _agencies()))


@intake.post("/intake/<tab>")
@signed_in
def log(tab: str) -> Any:
    """Log it (the desk asks for the role); the buttons within the form only bring it back."""
    form = _form(tab, _agency_sent())
    form.papers.gather()
    if form.papers.faults or {"more", "look", "drop"} & request.form.keys():
        if "more" in request.form:
            form.add_applicant()
        return _page(form, looking=True), 400 if form.papers.faults else 200
    form.drop_blank_rows()
    if not (form.validate() & form.papers.judge()):
        return _page(form, looking=True), 400
    logged = desk().log(person(), form.log(), now(), form.papers.acts())
    form.papers.clear()
    flash(_said(logged))
    if "another" in request.form:
        kept = {"agency": form.agency.data, "channel": form.channel.data, "after": logged.case_no}
        return redirect(url_for("intake.new", tab=tab, **kept), code=303)
    return redirect(url_for("intake.receipt", case_no=logged.case_no), code=303)


@intake.post("/intake/<tab>/panel")
@needs(*DESK)
def look(tab: str) -> Any:
    """What stands beside the form as it is typed; sent in the body, since addresses end up in logs."""
    form = _form(tab, _agencies())
    return render_template("intake/beside.html", form=form, **_beside(form, True))


@intake.get("/cases/<case_no>/receipt")
@signed_in
def receipt(case_no: str) -> Any:
    """What the front desk hands over: number, query code, the day of receipt and what is due."""
    view = desk().view(person(), case_no, now())
    fixed = next((e.fact for e in view.history if isinstance(e.fact, ReceiptFixed)), None)
    tab = next((f.tab for f in FORMS.values() if view.case.channel in f.channels), "letter")
    return render_template("intake/receipt.html", view=view, case=view.case, fixed=fixed, tab=tab)


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


def _page(form: Any, looking: bool = False) -> str:
    form.offer(_agencies(), form.channels)
    after = request.args.get("after", "")
    return render_template(
        "intake/intake.html",
        form=form,
        tabs=FORMS.values(),
        after=after if CASE_NO.fullmatch(after) else "",
        **_beside(form, looking),
    )


def _beside(form: Any, looking: bool) -> dict[str, Any]:
    return {
        "panel": panel(form, looking),
        "shown": SHOWN,
        "repeat": REPEAT,
        "outcomes": desk().rules.outcomes,
    }


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
