"""Calls today: applications that count as received only once both sides confirm (art. 31)."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from web.access import desk, needs, now, officer, person, signed_in
from web.calls import reading
from web.calls.forms import Confirmed, Tried
from web.dates import plain_day
from web.words import t
from workflow.errors import BadInput, MoveRefused, NotAllowed, Reason
from workflow.personal_data import masked
from workflow.store.letters import call_rows
from workflow.terms import Role, Status
from workflow.viewing import View

calls = Blueprint("calls", __name__, template_folder="templates")
DESK = (Role.FRONT_DESK, Role.HANDLER)
MOST = 50


@calls.get("/calls")
@needs(*DESK)
def today() -> Any:
    """The list, the oldest first, those not tried today before those tried."""
    agencies = {h.agency for h in officer().held if h.role in DESK}
    with desk().store.database.reading() as connection:
        rows = call_rows.to_call(connection, agencies, MOST + 1, _after())
        tried = call_rows.tries(connection, [row.case_id for row in rows])
        around = desk().around(connection, officer(), now())
    shown = rows[:MOST]
    after = f"{shown[-1].arrived_on}~{shown[-1].case_id}" if len(rows) > MOST else ""
    return render_template(
        "calls/today.html",
        lines=reading.lines(shown, tried, around),
        late=reading.late,
        after=after,
        law=reading.LAW,
    )


@calls.get("/calls/<case_no>")
@needs(*DESK)
def call(case_no: str) -> Any:
    """One call: what to say, earlier tries, and what came of it."""
    view = _view(case_no)
    if view.case.status is not Status.AWAITING_CONFIRMATION:
        status = view.case.status
        raise MoveRefused(Reason(f"案件处于“{status.zh}”，不需要确认", f"The case is '{status.en}'"))
    confirmed, tried = Confirmed(prefix="c-"), Tried(prefix="t-")
    confirmed.start(now())
    tried.start(now())
    return _page(view, confirmed, tried)


@calls.post("/calls/<case_no>")
@signed_in
def record(case_no: str) -> Any:
    """Confirm receipt, or record a try, on the version that was seen."""
    view = _view(case_no)
    confirmed, tried = Confirmed(prefix="c-"), Tried(prefix="t-")
    done = "confirm" in request.form
    form = confirmed if done else tried
    if not form.validate():
        other = {"confirmed": confirmed, "tried": Tried(None, prefix="t-")}
        if not done:
            other = {"confirmed": Confirmed(None, prefix="c-"), "tried": tried}
        return _page(view, other["confirmed"], other["tried"], _version()), 400
    case = desk().perform(person(), case_no, form.to_act(), now(), _version())
    received = plain_day(case.received_on) if case.received_on else ""
    flash(
        t("已确认收到 {no}，收到日为 {on}。", "{no} confirmed, received on {on}.", no=case_no, on=received)
        if done
        else t("已记录与 {no} 的联系。", "The try for {no} is recorded.", no=case_no)
    )
    return redirect(url_for("calls.today"), code=303)


def _view(case_no: str) -> View:
    """Raises NotAllowed for a case of another agency's desk."""
    view = desk().view(person(), case_no, now())
    if not view.officer.roles_in(view.case.agency) & set(DESK):
        raise NotAllowed(
            "由本机关的收件、承办人员联系确认 / only the agency's own desk confirms with applicants"
        )
    return view


def _page(view: View, confirmed: Confirmed, tried: Tried, version: int | None = None) -> str:
    with desk().store.database.reading() as connection:
        around = desk().around(connection, view.officer, now())
    return render_template(
        "calls/call.html",
        view=view,
        case=view.case,
        confirmed=confirmed,
        tried=tried,
        version=view.case.version if version is None else version,
        script=reading.script(view, around),
        people=[masked(who) for who in view.applicants],
        tries=[e for e in reversed(view.history) if type(e.fact).__name__ == "ConfirmationAttempted"],
        next_try=reading.next_try(around),
        waited=max(0, around.days.days_between(view.case.arrived_on, around.today)),
        law=reading.UNREACHED_LAW,
    )


def _version() -> int:
    sent = request.form.get("version", "")
    if not (sent.isdecimal() and sent.isascii() and len(sent) < 10):
        raise BadInput("表单缺少版本，请重新打开 / the form lacks its version: open it again")
    return int(sent)


def _after() -> tuple[date, int] | None:
    """Where the page before ended. Raises BadInput for an address that was tampered with."""
    wanted = request.args.get("after", "")
    if not wanted:
        return None
    on, _, case_id = wanted.partition("~")
    try:
        return date.fromisoformat(on), int(case_id)
    except ValueError:
        raise BadInput("页码有误，请从头开始 / wrong page: begin anew") from None
