"""The overdue ledger: every limit within sight, the cases behind each figure, late replies, the clocks of a case."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import render_template, request, url_for

from web.access import desk, needs, now, officer, person, signed_in, today
from web.bulk.kinds import kinds_of
from web.supervision import pictures, reading
from web.supervision.blueprint import levels, supervision
from web.supervision.forms import PeriodForm, WatchForm
from workflow.supervision import explaining
from workflow.supervision.clocks import clocks
from workflow.supervision.scope import WATCHERS, watched
from workflow.supervision.spans import Share, shares, spans
from workflow.supervision.watching import Asked, Behind, watch
from workflow.supervision.watching import behind as cases_behind
from workflow.viewing import View

FEW = 10  # late cases on the first page


@supervision.app_context_processor
def _on_the_case_page() -> dict[str, Any]:
    return {
        "went_of": went_of,
        "may_urge": may_urge,
        "this_list": this_list,
        "address_of": reading.address_of,
    }


def may_urge() -> bool:
    """Whether this person supervises somewhere; each case says whether it is theirs."""
    return any(kind.name == "urge" for kind in kinds_of(officer()))


def this_list() -> str:
    """The address of this page, to come back to."""
    return request.full_path.rstrip("?")


def went_of(view: View) -> tuple[Share, ...]:
    """Where the days of a case went, as far as the page looks."""
    with desk().store.database.reading() as connection:
        days = desk().around(connection, view.officer, now()).days
    return shares(spans(view.history, days, view.as_of or view.today))


def open_agencies() -> Any:
    """The agencies this person may choose."""
    with desk().store.database.reading() as connection:
        return watched(connection, officer()).open


@supervision.get("/supervision")
@needs(*WATCHERS)
def overdue() -> Any:
    """The supervisor's first page."""
    form = WatchForm(request.args)
    form.offer(open_agencies())
    if not form.validate():
        return render_template("supervision/overdue.html", form=form, page=None), 400
    page = watch(desk(), person(), now(), Asked(form.below, form.by.data), levels())
    late = cases_behind(desk(), person(), now(), Behind(form.below, band="overdue", most=FEW), levels())
    return render_template(
        "supervision/overdue.html",
        form=form,
        page=page,
        late=late,
        heads=reading.heads(page.bands),
        of_line=reading.of_line,
        pieces=pictures.pieces,
        levels=levels(),
    )


@supervision.get("/supervision/cases")
@needs(*WATCHERS)
def cases() -> Any:
    """The cases behind a figure."""
    asked = reading.behind()
    page = cases_behind(desk(), person(), now(), asked, levels())
    kept = {name: value for name, value in request.args.items() if name != "after"}
    more = url_for("supervision.cases", **kept, after=reading.said_place(page.next_after))  # type: ignore[arg-type]
    return render_template(
        "supervision/cases.html",
        asked=asked,
        page=page,
        pieces=pictures.pieces,
        next_url=more if page.next_after else "",
        first_url=url_for("supervision.cases", **kept) if asked.after else "",  # type: ignore[arg-type]
    )


@supervision.get("/supervision/late")
@needs(*WATCHERS)
def late() -> Any:
    """Replies that left late, with the reason and the unit of each."""
    form = PeriodForm(request.args)
    form.offer(open_agencies(), today())
    if not form.validate():
        return render_template("supervision/late.html", form=form, page=None), 400
    after = reading.place(request.args.get("after"))
    period = explaining.Period(*form.days(), form.below, "alone" in request.args, _dated(after))
    page = explaining.late_replies(desk(), person(), now(), period)
    more = url_for("supervision.late", **form.asked, after=reading.said_place(page.next_after))
    return render_template(
        "supervision/late.html",
        form=form,
        page=page,
        pieces=pictures.pieces,
        next_url=more if page.next_after else "",
    )


def _dated(after: tuple[date | None, int] | None) -> tuple[date, int] | None:
    return (after[0], after[1]) if after and after[0] else None


@supervision.get("/cases/<case_no>/clocks")
@signed_in
def case_clocks(case_no: str) -> Any:
    """Every clock of a case side by side, and who held it on which days."""
    view = desk().view(person(), case_no, now())
    with desk().store.database.reading() as connection:
        around = desk().around(connection, view.officer, now())
    found = clocks(view.case, view.clock, view.history, around)
    went = spans(view.history, around.days, view.today, view.clock)
    return render_template(
        "supervision/clocks.html",
        view=view,
        clocks=found,
        picture=pictures.side_by_side(found, view.today, 820),
        spans=went,
        shares=shares(went),
        explained=explaining.explained(view.history),
        pieces=pictures.pieces,
    )
