"""Figures with pictures, the cases behind them, and the page of the monthly meeting."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from flask import Response, render_template, request, url_for

from web.access import desk, needs, now, person, today
from web.appeals.reading import place as appeal_place
from web.supervision import paper, pictures, reading
from web.supervision.blueprint import levels, supervision
from web.supervision.forms import PeriodForm
from web.supervision.routes import open_agencies
from web.words import said
from workflow.appeal.terms import AppealKind, ResultKind
from workflow.errors import BadInput
from workflow.store.figures.figure_queries import FLAGS, Counted
from workflow.supervision import explaining, opening
from workflow.supervision.assessment import Scheme
from workflow.supervision.figures import Figures, Sums
from workflow.supervision.figures import figures as in_figures
from workflow.supervision.scope import WATCHERS
from workflow.supervision.watching import Behind as Near
from workflow.supervision.watching import behind as near_behind
from workflow.wording import Words

WIDE, HIGH = 660, 200  # of a chart
TITLE = Words("政府信息公开依申请公开工作例会材料", "Meeting on applications for disclosure")


@cache
def scheme() -> Scheme:
    """The assessment of this office."""
    return Scheme.load()


def _form() -> PeriodForm:
    form = PeriodForm(request.args)
    form.offer(open_agencies(), today())
    return form


@supervision.get("/supervision/figures")
@needs(*WATCHERS)
def figures() -> Any:
    """A period in figures and pictures."""
    form = _form()
    if not form.validate():
        return render_template("supervision/figures.html", form=form, page=None), 400
    page = in_figures(desk(), person(), now(), *form.days(), form.below)
    return render_template("supervision/figures.html", form=form, page=page, **_pictures(page))


def _pictures(page: Figures) -> dict[str, Any]:
    """What the charts of a period are drawn from."""
    months = [page.by_month.get(month, Sums()) for month in range(1, 13)]
    return {
        "months": months,
        "columns": pictures.columns([m.received for m in months], [m.answered for m in months], WIDE, HIGH),
        "line": pictures.points([m.on_time.share for m in months], WIDE, HIGH),
        "outcomes": {o.code: Words(o.zh, o.en) for o in desk().rules.outcomes},
        "most": pictures.most,
    }


@supervision.get("/supervision/figures/cases")
@needs(*WATCHERS)
def figure_cases() -> Any:
    """The cases behind a figure of a period."""
    form = _form()
    if not form.validate():
        return render_template("supervision/figures.html", form=form, page=None), 400
    asked = _behind(form)
    page = opening.behind(desk(), person(), now(), asked)
    kept = {name: value for name, value in request.args.items() if name != "after"}
    more = url_for("supervision.figure_cases", **kept, after=reading.said_place(page.next_after))  # type: ignore[arg-type]
    return render_template(
        "supervision/figure_cases.html",
        form=form,
        asked=asked,
        page=page,
        outcomes={o.code: Words(o.zh, o.en) for o in desk().rules.outcomes},
        next_url=more if page.next_after else "",
    )


def _behind(form: PeriodForm) -> opening.Behind:
    """What the address asks for. Raises BadInput for a figure there is not."""
    given = request.args
    what, flag = given.get("what", "answered"), given.get("flag", "")
    if what not in ("received", "answered", "repeated") or flag not in ("", *FLAGS):
        raise _no_such_figure()
    after = reading.place(given.get("after"))
    dated = (after[0], after[1]) if after and after[0] else None
    answered = what == "answered"
    wanted = Counted(
        what, given.get("channel", ""), given.get("outcome", "") if answered else "", flag if answered else ""
    )
    return opening.Behind(
        *form.days(), form.below, "alone" in given, wanted, given.get("applicant_of", ""), dated
    )


def _no_such_figure() -> BadInput:
    return BadInput("没有这个数字，请从统计页点选 / no such figure: begin at the figures")


@supervision.get("/supervision/figures/appeals")
@needs(*WATCHERS)
def figure_appeals() -> Any:
    """The appeals behind a figure of a period."""
    form = _form()
    if not form.validate():
        return render_template("supervision/figures.html", form=form, page=None), 400
    given = request.args
    kind, result = given.get("kind", ""), given.get("result", "")
    if kind not in ("", *AppealKind) or result not in ("", "decided", *ResultKind):
        raise _no_such_figure()
    asked = opening.Disputes(
        *form.days(), form.below, "alone" in given, kind, result, appeal_place(given.get("after", ""))
    )
    page = opening.disputes(desk(), person(), now(), asked)
    kept = {name: value for name, value in given.items() if name != "after"}
    after = "~".join(map(str, page.next_after)) if page.next_after else ""
    return render_template(
        "supervision/figure_appeals.html",
        form=form,
        asked=asked,
        kind=AppealKind(kind) if kind else None,
        page=page,
        next_url=url_for("supervision.figure_appeals", **kept, after=after) if after else "",  # type: ignore[arg-type]
    )


@supervision.get("/supervision/meeting")
@needs(*WATCHERS)
def meeting() -> Any:
    """The page of the monthly meeting, to look at before it is printed."""
    form = _form()
    _last_month(form)
    if not form.validate():
        return render_template("supervision/meeting.html", form=form, page=None), 400
    return render_template("supervision/meeting.html", form=form, **_meeting(form))


@supervision.get("/supervision/meeting.pdf")
@needs(*WATCHERS)
def meeting_pdf() -> Any:
    """The same as PDF."""
    form = _form()
    _last_month(form)
    if not form.validate():
        return render_template("supervision/meeting.html", form=form, page=None), 400
    body = render_template("supervision/meeting_pdf.html", title=TITLE, **_meeting(form))
    made = paper.meeting(said(TITLE), body)
    named = f"meeting-{form.year.data}-{int(form.month.data or 0):02d}.pdf"
    return Response(
        made, mimetype="application/pdf", headers={"Content-Disposition": f'attachment; filename="{named}"'}
    )


def _last_month(form: PeriodForm) -> None:
    """Without an answer it is the month that is over."""
    if "month" not in request.args and "year" not in request.args:
        first = today().replace(day=1)
        past = (
            first.replace(year=first.year - 1, month=12)
            if first.month == 1
            else first.replace(month=first.month - 1)
        )
        form.year.data, form.month.data = str(past.year), str(past.month)


def _meeting(form: PeriodForm) -> dict[str, Any]:
    first, last = form.days()
    page = in_figures(desk(), person(), now(), first, last, form.below, often=False)
    year = in_figures(desk(), person(), now(), date(first.year, 1, 1), last, form.below, often=False)
    late = explaining.late_replies(desk(), person(), now(), explaining.Period(first, last, form.below))
    near = near_behind(desk(), person(), now(), Near(form.below, band="overdue"), levels())
    return {"page": page, "year": year, "late": late, "overdue": near, "pieces": pictures.pieces} | _pictures(
        year
    )
