"""The assessment sheet of a period; each figure of it opens its cases."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for

from web.access import desk, needs, now, person, today
from web.supervision import reading
from web.supervision.blueprint import levels, supervision
from web.supervision.figures import scheme
from web.supervision.forms import PeriodForm
from web.supervision.routes import open_agencies
from workflow.supervision import assessing
from workflow.supervision.assessment import Item
from workflow.supervision.scope import WATCHERS


def _form() -> PeriodForm:
    form = PeriodForm(request.args)
    form.offer(open_agencies(), today())
    return form


@supervision.get("/supervision/assessment")
@needs(*WATCHERS)
def assessment() -> Any:
    """The assessment sheet of a period."""
    form = _form()
    if not form.validate():
        return render_template("supervision/assessment.html", form=form, page=None), 400
    asked = assessing.Asked(*form.days(), form.below)
    page = assessing.assess(desk(), person(), now(), asked, scheme(), levels())
    days = {name: form[name].data for name in ("year", "month") if form[name].data}
    return render_template(
        "supervision/assessment.html",
        form=form,
        page=page,
        scheme=scheme(),
        opens=lambda item, agency: _opens(item, {**days, "agency": agency, "alone": 1}),
    )


def _opens(item: Item, of: dict[str, Any]) -> str:
    """The address of the cases behind one figure of one agency."""
    match item.measure:
        case "on_time" | "late":
            flag = "judged" if item.measure == "on_time" else "late"
            return url_for("supervision.figure_cases", what="answered", flag=flag, **of)
        case "overdue":
            return url_for("supervision.cases", band="overdue", agency=of["agency"], alone=1)
        case "appeal_corrected":
            return url_for("supervision.figure_appeals", result="corrected", **of)
        case "complaint":
            return url_for("supervision.figure_appeals", kind="complaint", **of)
    return url_for("supervision.assessed_cases", measure=item.measure, **of)


@supervision.get("/supervision/assessment/cases")
@needs(*WATCHERS)
def assessed_cases() -> Any:
    """The cases behind a fault or a gain of the sheet."""
    form = _form()
    if not form.validate():
        return render_template("supervision/assessment.html", form=form, page=None), 400
    item = scheme().item(request.args.get("measure", ""))
    asked = assessing.Asked(*form.days(), form.below, "alone" in request.args)
    before = reading.whole(request.args.get("before"))
    page = assessing.behind(desk(), person(), now(), asked, item.measure, before)
    kept = {name: value for name, value in request.args.items() if name != "before"}
    return render_template(
        "supervision/assessed_cases.html",
        form=form,
        asked=asked,
        page=page,
        item=item,
        next_url=url_for("supervision.assessed_cases", **kept, before=page.next_before)  # type: ignore[arg-type]
        if page.next_before
        else "",
    )
