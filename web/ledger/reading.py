"""What the address of a ledger asks for: conditions, place, columns; and the addresses of what lies beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from flask import request, url_for

from web.access import desk, officer, person
from web.ledger.conditions import MORE, PEOPLE, ConditionsForm
from web.ledger.forms import FilterForm, Place
from workflow.errors import BadInput
from workflow.ledger_sheets import counting, views
from workflow.ledger_sheets.columns import chosen
from workflow.ledger_sheets.lines import Column
from workflow.store import repository
from workflow.store.repository import Officer


def form_of_address(*, whole: bool = False) -> FilterForm:
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


def columns_of_address(liked: str | None = None) -> tuple[Column, ...]:
    """Those the address names, else those this person likes; none for the plain list. Raises BadInput."""
    named = request.args.get("columns", liked)
    wanted = views.own_columns(desk(), person()) if named is None else named
    return chosen(name for name in wanted.split(",") if name)


def asked_of(form: FilterForm) -> dict[str, str]:
    """The address of the same list, with its columns where it names them."""
    said: dict[str, str] = form.asked
    columns = request.args.get("columns")
    return said if columns is None else {**said, "columns": columns}


def address(endpoint: str, asked: dict[str, str], **more: Any) -> str:
    """The address of a page on the same list."""
    return url_for(endpoint, **{**asked, **more})


def query(asked: dict[str, str], columns: Iterable[Column]) -> str:
    """What a view keeps: the conditions and the columns, wherever these came from."""
    named = {"columns": ",".join(column.name for column in columns)}
    return urlencode({**asked, **named})
