"""The register of what is already public: what the front desk and the handler are told while typing."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from web.access import desk, needs, now, person, today
from web.admin.area import ADMINISTRATOR, admin
from web.admin.forms import EmptyForm, PublicationForm
from web.words import t
from workflow.administration import reading
from workflow.administration.scope import changing
from workflow.store.archive import publication_rows

SHOWN = 50


@admin.get("/admin/publications")
@needs(ADMINISTRATOR)
def publications() -> Any:
    """Newest first, with the form for another."""
    return _page(PublicationForm())


def _page(form: PublicationForm) -> str:
    agencies = reading.tree(desk().store, person(), now())
    form.agency.choices = [(str(a.agency_id), a.name) for a in agencies]
    if len(agencies) == 1 and form.agency.data is None:
        form.agency.data = str(agencies[0].agency_id)
    sent = request.args.get("before", "")
    before = int(sent) if sent.isdecimal() and len(sent) < 10 else None
    with desk().store.database.reading() as connection:
        ids = [a.agency_id for a in agencies]
        rows = publication_rows.page(connection, ids, before, SHOWN + 1)
    more = rows[SHOWN - 1].id if len(rows) > SHOWN else None
    return render_template(
        "admin/publications.html", rows=rows[:SHOWN], more=more, form=form, closing=EmptyForm()
    )


@admin.post("/admin/publications")
@needs(ADMINISTRATOR)
def add_publication() -> Any:
    """Enter one."""
    form = PublicationForm()
    agencies = reading.tree(desk().store, person(), now())
    form.agency.choices = [(str(a.agency_id), a.name) for a in agencies]
    if not form.validate():
        return _page(form), 400
    with changing(desk().store, person(), now()) as here:
        agency = here.agency(int(form.agency.data)).agency_id
        said = (form.title.data, form.document_no.data or "", form.where_found.data)
        on = form.published_on.data
        if not publication_rows.stands(here.connection, agency, *said, on):
            publication_rows.add(here.connection, agency, *said, on, here.by, here.at)
            here.record(agency, "publication_added", form.title.data)
    flash(t("已登记。", "Entered."))
    return redirect(url_for("admin.publications"), code=303)


@admin.post("/admin/publications/<int:publication_id>/close")
@needs(ADMINISTRATOR)
def close_publication(publication_id: int) -> Any:
    """It is no longer public there; the entry stays."""
    with changing(desk().store, person(), now()) as here:
        agency = here.agency(publication_rows.agency_of(here.connection, publication_id)).agency_id
        if publication_rows.close(here.connection, publication_id, today()):
            here.record(agency, "publication_closed", str(publication_id))
    flash(t("已停用。", "Closed."))
    return redirect(url_for("admin.publications"), code=303)
