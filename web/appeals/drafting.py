"""The letters that go to the organ, drafted from the file in one press and edited like any draft."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, url_for

from notices.bundle.proving import drafted
from web.access import desk, needs, now, person
from web.acts.asking import version_seen
from web.acts.stated import around_of
from web.appeals.reading import written
from web.appeals.routes import appeals
from web.words import t
from workflow.terms import Role

WHO = (Role.HANDLER, Role.FRONT_DESK)


@appeals.post("/cases/<case_no>/appeals/<ref>/draft/<kind>")
@needs(*WHO)
def draft(case_no: str, ref: str, kind: str) -> Any:
    """Draft it, or go to the one there is: a second press makes no second letter."""
    view = desk().view(person(), case_no, now())
    appeal = view.case.appeal(ref) or abort(404)
    held = written(view, appeal, kind)
    if held is None:
        act = drafted(desk(), person(), case_no, ref, kind, around_of(view), now())
        case = desk().perform(person(), case_no, act, now(), version_seen())
        held = case.notices[-1]
        flash(
            t(
                "已由案卷拟写，标着【待填】的地方请补上。",
                "Drafted from the file: fill in what stands in 【】.",
            )
        )
    return redirect(url_for("acts.ask", case_no=case_no, noun="letter-revision", ref=held.ref), code=303)
