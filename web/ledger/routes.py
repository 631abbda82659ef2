"""The ledger: every case within sight, narrowed and searched, a page at a time."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, render_template, request, url_for

from web.access import desk, now, officer, person, signed_in
from web.ledger.forms import FilterForm, Place
from workflow.errors import BadInput
from workflow.listing import MOST_COUNTED, MOST_FOUND
from workflow.store import repository
from workflow.store.repository import Officer
from workflow.wording import Words

ledger = Blueprint("ledger", __name__, template_folder="templates")

#: what a match is called; the sealed ones are said and never shown
FIELDS: Final = {
    "case_no": Words("编号", "Number"),
    "document_no": Words("文号", "Letter number"),
    "summary": Words("申请内容", "Application"),
    "applicant": Words("申请人", "Applicant"),
    "agent": Words("代理人", "Agent"),
    "application": Words("申请全文", "Full application"),
    "id_no": Words("证件号码一致", "Identity number fits"),
    "phone": Words("电话一致", "Phone fits"),
    "email": Words("电子邮箱一致", "E-mail fits"),
    "agent_id": Words("代理人证件号码一致", "The agent's identity number fits"),
    "apart": Words("各字分散在申请中", "The characters stand apart in the application"),
}


@ledger.get("/ledger")
@signed_in
def cases() -> Any:
    """One page of the ledger."""
    form = FilterForm(request.args)
    form.offer(_agencies(officer()), desk().rules.outcomes)
    shared = {
        "form": form,
        "fields": FIELDS,
        "outcomes": {o.code: Words(o.zh, o.en) for o in desk().rules.outcomes},
        "most_counted": MOST_COUNTED,
        "most_found": MOST_FOUND,
        "without": lambda name: url_for("ledger.cases", **{k: v for k, v in form.asked.items() if k != name}),
    }
    if not form.validate():
        return render_template("ledger/ledger.html", page=None, **shared), 400
    page = desk().ledger(person(), now(), form.filter(_place("after"), _place("before")))
    return render_template(
        "ledger/ledger.html",
        page=page,
        next_url=_page_url(form, "after", page.next_after),
        previous_url=_page_url(form, "before", page.previous_before),
        **shared,
    )


def _page_url(form: FilterForm, way: str, place: Place | None) -> str:
    """The address of the page behind or before; empty where there is none."""
    asked: dict[str, Any] = form.asked | {way: "~".join(map(str, place or ()))}
    return url_for("ledger.cases", **asked) if place else ""


def _place(way: str) -> Place | None:
    """Where the page beside ends. Raises BadInput for an address that was tampered with."""
    wanted = request.args.get(way, "")
    if not wanted:
        return None
    mark, _, case_id = wanted.partition("~")
    if not (case_id.isascii() and case_id.isdigit() and len(case_id) <= 18):
        raise BadInput("页码有误，请从台账首页开始 / wrong page: begin at the ledger")
    return mark, int(case_id)


def _agencies(who: Officer) -> dict[int, str]:
    """The agencies whose cases this person may see."""
    with desk().store.database.reading() as connection:
        every = repository.agencies(connection)
    return {a.agency_id: a.name for a in every if who.may_see(a.agency_id, a.path)}
