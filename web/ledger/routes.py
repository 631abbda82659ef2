"""The pages of the ledger: the list itself; its conditions, columns, views and files are in modules of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from flask import render_template

from web.access import desk, now, officer, person, signed_in
from web.bulk.kinds import kinds_of
from web.ledger import choosing
from web.ledger.blueprint import ledger as ledger
from web.ledger.cells import Register, register
from web.ledger.conditions import ConditionsForm
from web.ledger.forms import FilterForm, Place
from web.ledger.of_cases import CASES
from web.ledger.reading import address, form_of_address, place
from web.ledger.subject import asked_of
from workflow.ledger_sheets import views
from workflow.ledger_sheets.columns import reads
from workflow.listing import MOST_COUNTED, MOST_FOUND
from workflow.wording import Words

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


choosing.open_pages(ledger, CASES, "/ledger")


@ledger.get("/ledger")
@signed_in
def cases() -> Any:
    """One page of the ledger."""
    form = form_of_address()
    asked = asked_of(form)
    shared = {
        "subject": CASES,
        "form": form,
        "asked": asked,
        "fields": FIELDS,
        "outcomes": {o.code: Words(o.zh, o.en) for o in desk().rules.outcomes},
        "most_counted": MOST_COUNTED,
        "most_found": MOST_FOUND,
        "without": lambda name: address("ledger.cases", {k: v for k, v in asked.items() if k != name}),
        "address": address,
    }
    if not form.validate():
        if isinstance(form, ConditionsForm):
            return choosing.conditions_page(CASES, form), 400
        return render_template("ledger/ledger.html", page=None, **shared), 400
    kept = views.kept(desk(), person())
    columns = CASES.of_address(kept.columns)
    asked_for = replace(form.filter(place("after"), place("before")), reads=reads(columns))
    page = desk().ledger(person(), now(), asked_for)
    table: Register | None = register(page, columns) if columns else None
    return render_template(
        "ledger/ledger.html",
        page=page,
        table=table,
        views=kept.views,
        kinds=kinds_of(officer()) if page.rows else (),
        next_url=_page_url(form, "after", page.next_after),
        previous_url=_page_url(form, "before", page.previous_before),
        **shared,
    )


def _page_url(form: FilterForm, way: str, at: Place | None) -> str:
    """The address of the page behind or before; empty where there is none."""
    return address("ledger.cases", asked_of(form), **{way: "~".join(map(str, at))}) if at else ""
