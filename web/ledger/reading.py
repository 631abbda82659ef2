"""What the address of a ledger asks for: conditions, place, columns; and the addresses of what lies beside it."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from web.access import desk, officer
from web.ledger.conditions import MORE, PEOPLE, ConditionsForm
from web.ledger.forms import FilterForm, Place
from workflow.errors import BadInput
from workflow.ledger_sheets import counting
from workflow.store import repository
from workflow.store.repository import Officer


def form_of_address(whole: bool = False) -> FilterForm:
    """The form as the address fills it; with every condition where one beyond the first page is asked for."""
    if not whole and not MORE & request.args.keys():
        return _offered(FilterForm(request.args))
    form = ConditionsForm(request.args)
    asked = {name: form[name].data or "" for name in PEOPLE}
    ids = {int(one) for one in asked.values() if one.isdecimal() and len(one) < 10}
    named = counting.names(desk(), ids)
    form.offer_more(dict.fromkeys(PEOPLE, named), [])
    return _offered(form)


def _offered(form: FilterForm) -> FilterForm:
    form.offer(_agencies(officer()), desk().rules.outcomes)
    return form


def _agencies(who: Officer) -> dict[int, str]:
    """The agencies whose cases this person may see."""
    with desk().store.database.reading() as connection:
        every = repository.agencies(connection)
    return {a.agency_id: a.name for a in every if who.may_see(a.agency_id, a.path)}


def place(way: str) -> Place | None:
    """Where the page beside ends. Raises BadInput for an address that was tampered with."""
    wanted = request.args.get(way, "")
    if not wanted:
        return None
    mark, _, case_id = wanted.partition("~")
    if not (case_id.isascii() and case_id.isdigit() and len(case_id) <= 18):
        raise BadInput("页码有误，请从台账首页开始 / wrong page: begin at the ledger")
    return mark, int(case_id)


def address(endpoint: str, asked: dict[str, str], **more: Any) -> str:
    """The address of a page on the same list."""
    return url_for(endpoint, **{**asked, **more})
