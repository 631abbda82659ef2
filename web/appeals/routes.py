"""Appeals: the ledger of them all, and those of one case with what is to be done by when."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request, url_for

from web.access import desk, now, person, signed_in
from web.appeals.forms import FIRST_PAGE, ConditionsForm
from web.appeals.of_appeals import APPEALS, form_of_address
from web.appeals.reading import appeals_of, may, place, tone
from web.ledger import choosing
from web.ledger.cells import of_lines
from web.ledger.subject import asked_of
from workflow.appeal.terms import AppealKind, ResultKind
from workflow.appeal_ledger import AppealFilter, Place, ledger, owed
from workflow.ledger_sheets import views
from workflow.ledger_sheets.lines import Line
from workflow.store.appeals.appeal_queries import MOST_COUNTED

appeals = Blueprint("appeals", __name__, template_folder="templates")


@appeals.record
def _give_templates_the_appeals(state: Any) -> None:
    state.app.jinja_env.globals.update(
        appeals_of=appeals_of, appeal_tone=tone, may_do=may, appeals_owed=_owed
    )


def _owed() -> Any:
    """What this person's agencies owe on appeals, for the first page."""
    return owed(desk(), person(), now())


choosing.open_pages(appeals, APPEALS, "/appeals")


@appeals.get("/appeals")
@signed_in
def listed() -> Any:
    """One page of the ledger of appeals."""
    form = form_of_address()
    valid = form.validate()
    if not valid and isinstance(form, ConditionsForm):
        return choosing.conditions_page(APPEALS, form), 400
    after, before = (place(request.args.get(way, "")) for way in ("after", "before"))
    asked = form.filter(after, before) if valid else AppealFilter()
    page = ledger(desk(), person(), now(), asked, form.due_within.data if valid else None)
    kept = views.kept(desk(), person(), APPEALS.key)
    columns = APPEALS.of_address(kept.columns)
    said = asked_of(form)
    return render_template(
        "appeals/ledger.html",
        subject=APPEALS,
        form=form,
        asked=said,
        plain=FIRST_PAGE,
        page=page if valid else None,
        whole=page,
        table=of_lines(page.lines, columns, _address) if columns else None,
        views=kept.views,
        kinds=(),
        appeal_kinds=tuple(AppealKind),
        columns=tuple(ResultKind)[:3],
        most_counted=MOST_COUNTED,
        next_url=_page_url(said, "after", page.next_after),
        previous_url=_page_url(said, "before", page.previous_before),
        without=lambda name: APPEALS.of_list(**{k: v for k, v in said.items() if k != name}),
    ), (200 if valid else 400)


def _address(line: Line) -> str:
    row = line.row
    return url_for("appeals.of_case", case_no=row.case_no, _anchor=f"appeal-{row.ref}")


def _page_url(asked: dict[str, str], way: str, at: Place | None) -> str:
    return APPEALS.of_list(**asked, **{way: "~".join(map(str, at))}) if at else ""


@appeals.get("/cases/<case_no>/appeals")
@signed_in
def of_case(case_no: str) -> Any:
    """The appeals of one case."""
    view = desk().view(person(), case_no, now())
    return render_template("appeals/of_case.html", view=view, found=appeals_of(view), kinds=tuple(AppealKind))
