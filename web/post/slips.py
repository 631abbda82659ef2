"""Returned slips: the letter found by its number, and what the slip says; and those that are still missing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from web.access import desk, needs, now, person, signed_in, today
from web.letters.reading import FAILED
from web.post.forms import Arrived, Returned
from web.post.routes import DESK, MOST, agencies
from web.post.routes import post as post
from web.words import t
from workflow.errors import NotFound
from workflow.postal import plain
from workflow.store import outgoing_rows
from workflow.store.outgoing_rows import Posted
from workflow.terms import Way
from workflow.wording import Words

DAYS = 10  # after which a slip is missed
SERVICE_LAW = Words("行政复议法实施条例第十五条", "Art. 15, Regulation implementing the Reconsideration Law")


@post.get("/post/slips")
@needs(*DESK)
def slips() -> Any:
    """Find a letter by the number on the slip; below, what was posted long ago and has none."""
    number = plain(request.args.get("number", ""))
    with desk().store.database.reading() as connection:
        found = outgoing_rows.tracked(connection, agencies(), number) if number else []
        before = today() - timedelta(days=DAYS)
        missing = outgoing_rows.without_slip(connection, agencies(), Way.POST.value, before, MOST)
    if len(found) == 1 and found[0].out.state == "sent":
        only = found[0]
        return redirect(url_for("post.slip", case_no=only.case_no, ref=only.out.ref), code=303)
    return render_template("post/slips.html", number=number, found=found, missing=missing, days=DAYS)


@post.get("/post/slips/<case_no>/<ref>")
@needs(*DESK)
def slip(case_no: str, ref: str) -> Any:
    """What the slip of that letter says."""
    return _page(_posted(case_no, ref), Arrived(prefix="a-"), Returned(prefix="r-"))


@post.post("/post/slips/<case_no>/<ref>")
@signed_in
def record(case_no: str, ref: str) -> Any:
    """Record that it arrived, or that it came back."""
    posted, arrived = _posted(case_no, ref), "arrived" in request.form
    form: Any = Arrived(prefix="a-") if arrived else Returned(prefix="r-")
    if not form.validate():
        pair = (form, Returned(None, prefix="r-")) if arrived else (Arrived(None, prefix="a-"), form)
        return _page(posted, *pair), 400
    desk().perform(person(), case_no, form.to_act(posted), now())
    flash(
        t("已登记 {no} 送达。", "{no} recorded as served.", no=case_no)
        if arrived
        else t("已登记 {no} 退件。", "{no} recorded as returned. ", no=case_no) + t(FAILED.zh, FAILED.en)
    )
    return redirect(url_for("post.slips"), code=303)


def _posted(case_no: str, ref: str) -> Posted:
    with desk().store.database.reading() as connection:
        posted = outgoing_rows.one(connection, agencies(), case_no, ref)
    if posted is None or posted.out.state == "to_send":
        raise NotFound(f"{case_no} 没有已寄发的这份文书 / no such letter was sent")
    return posted


def _page(posted: Posted, arrived: Arrived, returned: Returned) -> str:
    return render_template(
        "post/slip.html", posted=posted, arrived=arrived, returned=returned, failed=FAILED, law=SERVICE_LAW
    )
