"""One case: how it stands, or how it stood on a past day, and why each of its days counts."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import render_template, request

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
from web.forms import read_day
from workflow.errors import BadInput
from workflow.viewing import View


@cases.get("/cases/<case_no>")
@signed_in
def show(case_no: str) -> Any:
    """The page of a case."""
    view = _view(case_no)
    return render_template(
        "cases/case.html",
        view=view,
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


@cases.get("/cases/<case_no>/days")
@signed_in
def days(case_no: str) -> Any:
    """Every day from receipt to the deadline, and the steps with their provisions."""
    return render_template("cases/days.html", view=_view(case_no))


def _view(case_no: str) -> View:
    return desk().view(person(), case_no, now(), _as_of())


def _as_of() -> date | None:
    """The past day asked for. Raises BadInput for what is no date."""
    wanted = request.args.get("as_of", "").strip()
    if not wanted:
        return None
    try:
        return read_day(wanted)
    except ValueError:
        raise BadInput(f"日期请写成 2026-11-20，不是 {wanted} / write the date as 2026-11-20") from None
