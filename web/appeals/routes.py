"""Appeals: the ledger of them all, and those of one case with what is to be done by when."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request, url_for

from web.access import desk, now, officer, person, signed_in
from web.appeals.forms import FilterForm
from web.appeals.reading import appeals_of, may, place, tone
from workflow.appeal.terms import AppealKind, ResultKind
from workflow.appeal_ledger import AppealFilter, ledger, organs, owed
from workflow.store import repository
from workflow.store.appeal_queries import MOST_COUNTED

appeals = Blueprint("appeals", __name__, template_folder="templates")


@appeals.record
def _give_templates_the_appeals(state: Any) -> None:
    state.app.jinja_env.globals.update(
        appeals_of=appeals_of, appeal_tone=tone, may_do=may, appeals_owed=_owed
    )


def _owed() -> Any:
    """What this person's agencies owe on appeals, for the first page."""
    return owed(desk(), person(), now())


@appeals.get("/appeals")
@signed_in
def listed() -> Any:
    """One page of the ledger of appeals."""
    form = FilterForm(request.args)
    form.offer(_agencies(), organs(desk(), person(), now()))
    valid = form.validate()
    asked = form.filter(place(request.args.get("after", ""))) if valid else AppealFilter()
    page = ledger(desk(), person(), now(), asked, form.due_within.data if valid else None)
    after = "~".join(map(str, page.next_after)) if page.next_after else ""
    return render_template(
        "appeals/ledger.html",
        form=form,
        page=page if valid else None,
        whole=page,
        kinds=tuple(AppealKind),
        columns=tuple(ResultKind)[:3],
        most_counted=MOST_COUNTED,
        next_url=url_for("appeals.listed", **form.asked, after=after) if after else "",
        without=lambda name: url_for("appeals.listed", **{k: v for k, v in form.asked.items() if k != name}),
    ), (200 if valid else 400)


@appeals.get("/cases/<case_no>/appeals")
@signed_in
def of_case(case_no: str) -> Any:
    """The appeals of one case."""
    view = desk().view(person(), case_no, now())
    return render_template("appeals/of_case.html", view=view, found=appeals_of(view), kinds=tuple(AppealKind))


def _agencies() -> dict[int, str]:
    """The agencies whose cases this person may see."""
    who = officer()
    with desk().store.database.reading() as connection:
        every = repository.agencies(connection)
    return {a.agency_id: a.name for a in every if who.may_see(a.agency_id, a.path)}
