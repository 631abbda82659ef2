"""Reminders: the list, taking note of them, how one hears of them, and the calendar's secret address."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for

from web.access import desk, now, officer, person, public, signed_in
from web.reminders.forms import WishForm
from web.words import language, t
from workflow.errors import BadInput
from workflow.mail import settings as mail_settings
from workflow.reminding import calendars, reading
from workflow.reminding.settings import shipped
from workflow.reminding.wording import is_of_appeal, short, tone
from workflow.store.reminders import reminder_people
from workflow.store.reminders.reminder_people import Wish
from workflow.store.reminders.reminder_rows import Line, Place
from workflow.terms import Status

reminders = Blueprint("reminders", __name__, template_folder="templates")

#: what is done about a limit that has passed: the act behind the line
NEXT = {"correction_answer": "lapse", "fee_payment": "lapse", "urging_answer": "answer_urging"}
TONES = {-1: "overdue", 0: "soon"}


@reminders.get("/reminders")
@signed_in
def mine() -> Any:
    """What comes near or has passed, the soonest first."""
    found = reading.page(desk(), person(), now(), _after())
    return render_template(
        "reminders/mine.html",
        lines=found.lines,
        next_after="~".join(map(str, found.next_after)) if found.next_after else "",
        first=not request.args.get("after"),
        what=short,
        word=tone,
        tone_of=tone_of,
        next_move=next_move,
        is_of_appeal=is_of_appeal,
        status=Status,
    )


@reminders.post("/reminders")
@signed_in
def note() -> Any:
    """Take note of those ticked; they come back where they get worse."""
    done = reading.take_note(desk(), person(), _ticked(), now())
    flash(t("已知悉 {n} 条。", "{n} noted.", n=done))
    return redirect(url_for("reminders.mine"), code=303)


def tone_of(line: Line) -> str:
    """The colour of the line's chip; its word says the same."""
    return "running" if line.act == "silence" else TONES.get(line.level, "")


def next_move(line: Line) -> str:
    """The act a passed limit asks for, nothing where it is one of many."""
    return NEXT.get(line.act, "") if line.level < 0 or line.act == "urging_answer" else ""


def _ticked() -> list[tuple[int, str]]:
    """Case and limit of every box ticked. Raises BadInput for a form that was tampered with."""
    try:
        parted = [one.partition("~") for one in request.form.getlist("line")[:200]]
        return [(int(case_id), act) for case_id, _, act in parted]
    except ValueError:
        raise BadInput("表单有误，请重新打开 / the form is broken: open it again") from None


def _after() -> Place | None:
    """Where the page before ended. Raises BadInput for an address that was tampered with."""
    wanted = request.args.get("after", "")
    if not wanted:
        return None
    try:
        on, case_id, act = wanted.split("~", 2)
        return date.fromisoformat(on), int(case_id), act
    except ValueError:
        raise BadInput("页码有误，请从第一页开始 / wrong page: begin at the first") from None


@reminders.get("/reminders/settings")
@signed_in
def settings() -> Any:
    """How one hears of them."""
    form, wish = WishForm(), _wish()
    form.email.data, form.daily.data, form.urgent.data = wish
    return _settings(form)


@reminders.post("/reminders/settings")
@signed_in
def change() -> Any:
    """Replace it."""
    form = WishForm()
    if not form.validate():
        return _settings(form), 400
    store = desk().store
    with store.database.writing() as connection:
        reminder_people.put_wish(connection, store.vault, person(), officer().agency, form.wish(), now())
    flash(t("已保存。", "Saved."))
    return redirect(url_for("reminders.settings"), code=303)


@reminders.post("/reminders/calendar")
@signed_in
def make_calendar() -> Any:
    """A new secret address, shown once; the one before it opens nothing any more."""
    token = calendars.make_address(desk(), person(), now())
    address = url_for("reminders.calendar", token=token, _external=True)
    return render_template("reminders/address.html", address=address)


@reminders.post("/reminders/calendar/revocation")
@signed_in
def revoke_calendar() -> Any:
    """The address opens nothing any more."""
    calendars.revoke(desk(), person())
    flash(t("日历地址已撤销。", "The address opens nothing any more."))
    return redirect(url_for("reminders.settings"), code=303)


@reminders.get("/calendar/<token>.ics")
@public
def calendar(token: str) -> Any:
    """One's deadlines, for whoever holds the secret address: a calendar program signs in nowhere."""
    body = calendars.calendar_of(desk(), token, now(), language())
    headers = {"Content-Disposition": 'inline; filename="mingfu.ics"', "Cache-Control": "private, no-store"}
    return Response(body, mimetype="text/calendar", headers=headers)


def _wish() -> Wish:
    store = desk().store
    with store.database.reading() as connection:
        return reminder_people.wish(connection, store.vault, person())


def _settings(form: WishForm) -> str:
    with desk().store.database.reading() as connection:
        made_at = reminder_people.feed_made_at(connection, person())
        last = reminder_people.last_mail(connection, person())
    return render_template(
        "reminders/settings.html",
        form=form,
        made_at=made_at,
        last=last,
        set_up=mail_settings.is_set_up(),
        hours=shipped(),
    )
