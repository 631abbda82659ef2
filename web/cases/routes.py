"""One case: how it stands, or how it stood on a past day, and why each of its days counts."""

from __future__ import annotations

from typing import Any

from flask import render_template

from web.access import desk, now, person, signed_in
from web.cases import people as people
from web.cases.blueprint import cases
from web.cases.reading import (
    authority_said,
    limits_beside,
    paragraphs,
    people_masked,
    proof_said,
    searches,
    sorted_acts,
    tone,
)
from web.past_days import AsOfForm


@cases.get("/cases/<case_no>")
@signed_in
def show(case_no: str) -> Any:
    """The page of a case."""
    past = AsOfForm.asked()
    view = desk().view(person(), case_no, now(), past.as_of.data)
    page = render_template(
        "cases/case.html",
        view=view,
        past=past,
        case=view.case,
        regime=desk().rules.regimes[view.case.regime] if view.case.regime else None,
        outcomes=desk().rules.outcomes,
        history=paragraphs(view),
        tone=tone(view),
        acts=sorted_acts(view),
        limits=limits_beside(view),
        searches=searches(view),
        people=people_masked(view),
        proof_said=proof_said,
        authority_said=authority_said,
    )
    return page, past.status


@cases.get("/cases/<case_no>/days")
@signed_in
def days(case_no: str) -> Any:
    """Every day from receipt to the deadline, and the steps with their provisions."""
    past = AsOfForm.asked()
    past.require()
    return render_template("cases/days.html", view=desk().view(person(), case_no, now(), past.as_of.data))
