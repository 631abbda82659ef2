"""The ledger: every case within sight, narrowed, soonest deadline first."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, render_template, request

from web.access import desk, now, officer, person, signed_in
from web.ledger.forms import FilterForm
from workflow.errors import BadInput
from workflow.store import repository
from workflow.store.repository import Officer

ledger = Blueprint("ledger", __name__, template_folder="templates")


@ledger.get("/ledger")
@signed_in
def cases() -> Any:
    """One page of the ledger."""
    form = FilterForm(request.args)
    form.offer(_agencies(officer()), desk().rules.outcomes)
    if not form.validate():
        return render_template("ledger/ledger.html", form=form, page=None, next_args={}), 400
    page = desk().ledger(person(), now(), form.filter(_after()))
    next_args = form.asked | {"after": "~".join(map(str, page.next_after))} if page.next_after else {}
    return render_template("ledger/ledger.html", form=form, page=page, next_args=next_args)


def _after() -> tuple[str, int] | None:
    """Where the page before ended. Raises BadInput for an address that was tampered with."""
    wanted = request.args.get("after", "")
    if not wanted:
        return None
    on, _, case_id = wanted.partition("~")
    try:
        return date.fromisoformat(on).isoformat(), int(case_id)
    except ValueError:
        raise BadInput("页码有误，请从台账首页开始 / wrong page: begin at the ledger") from None


def _agencies(who: Officer) -> dict[int, str]:
    """The agencies whose cases this person may see."""
    with desk().store.database.reading() as connection:
        every = repository.agencies(connection)
    return {a.agency_id: a.name for a in every if who.may_see(a.agency_id, a.path)}
