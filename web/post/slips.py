"""Returned slips: the letter found by its number, what the slip says, and posting again; and those still missing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from web.access import desk, needs, now, person, today
from web.acts.asking import version_seen
from web.forms import Form
from web.letters.reading import FAILED
from web.post import paging
from web.post.forms import Again, Arrived, Returned
from web.post.routes import DESK, agencies
from web.post.routes import post as post
from web.words import t
from workflow.case import Case
from workflow.errors import BadInput, NotFound
from workflow.outgoing import REPLY
from workflow.postal import plain
from workflow.store.letters import outgoing_rows
from workflow.store.letters.outgoing_rows import Posted
from workflow.terms import Way
from workflow.wording import Words

DAYS = 10  # after which a slip is missed
SERVICE_LAW = Words("行政复议法实施条例第十五条", "Art. 15, Regulation implementing the Reconsideration Law")
#: the button pressed -> the form it sends, and how its fields begin
FORMS: dict[str, tuple[type[Form], str]] = {
    "arrived": (Arrived, "a-"),
    "returned": (Returned, "r-"),
    "again": (Again, "s-"),
}


@post.get("/post/slips")
@needs(*DESK)
def slips() -> Any:
    """Find a letter by the number on the slip; below, what was posted long ago and has none."""
    number = plain(request.args.get("number", ""))
    after = paging.place(request.args.get("after", ""))
    before, way = today() - timedelta(days=DAYS), Way.POST.value
    with desk().store.database.reading() as connection:
        found = outgoing_rows.tracked(connection, agencies(), number) if number else []
        rows = outgoing_rows.without_slip(connection, agencies(), way, before, paging.MOST + 1, after)
    if len(found) == 1 and found[0].out.state == "sent":
        only = found[0]
        return redirect(url_for("post.slip", case_no=only.case_no, ref=only.out.ref), code=303)
    missing, last = paging.page(rows)
    more = paging.mark(last.out.sent_on, last) if last else ""
    return render_template(
        "post/slips.html", number=number, found=found, missing=missing, more=more, days=DAYS
    )


@post.get("/post/slips/<case_no>/<ref>")
@needs(*DESK)
def slip(case_no: str, ref: str) -> Any:
    """What the slip of that letter says."""
    return _page(_posted(case_no, ref))


@post.post("/post/slips/<case_no>/<ref>")
@needs(*DESK)
def record(case_no: str, ref: str) -> Any:
    """Record that it arrived, that it came back, or that it was posted again."""
    posted, version = _posted(case_no, ref), version_seen()
    pressed = next((name for name in FORMS if name in request.form), "")
    if not pressed:
        raise BadInput("表单不全，请重新打开 / the form is incomplete: open it again")
    kind, prefix = FORMS[pressed]
    form: Any = kind(prefix=prefix)
    if not form.validate():
        return _page(posted, {pressed: form}, version), 400
    desk().perform(person(), case_no, form.to_act(posted), now(), version)
    flash(_done(pressed, case_no))
    return redirect(url_for("post.slips"), code=303)


def _done(pressed: str, case_no: str) -> str:
    if pressed == "arrived":
        return t("已登记 {no} 送达。", "{no} recorded as served.", no=case_no)
    if pressed == "again":
        return t("已登记 {no} 再次寄发。", "{no} recorded as posted again.", no=case_no)
    return t("已登记 {no} 退件。", "{no} recorded as returned. ", no=case_no) + t(FAILED.zh, FAILED.en)


def _posted(case_no: str, ref: str) -> Posted:
    with desk().store.database.reading() as connection:
        posted = outgoing_rows.one(connection, agencies(), case_no, ref)
    if posted is None or posted.out.state not in ("sent", "served"):
        raise NotFound(f"{case_no} 没有已寄发的这份文书 / no such letter was sent")
    return posted


def _came_back(case: Case, posted: Posted) -> date | None:
    """The day it came back, where it was not sent again since."""
    if posted.out.ref == REPLY:
        return case.came_back_on
    notice = case.notice(posted.out.ref)
    return notice.came_back_on if notice else None


def _page(posted: Posted, sent: dict[str, Form] | None = None, version: int | None = None) -> str:
    """The forms of that letter; the one sent with what was filled in, the others as they begin."""
    case = desk().view(person(), posted.case_no, now()).case
    forms: dict[str, Any] = {name: kind(None, prefix=prefix) for name, (kind, prefix) in FORMS.items()}
    return render_template(
        "post/slip.html",
        posted=posted,
        came_back=_came_back(case, posted),
        version=case.version if version is None else version,
        failed=FAILED,
        law=SERVICE_LAW,
        **(forms | (sent or {})),
    )
