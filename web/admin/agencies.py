"""Agencies: a new one, what letters say of it, how they are numbered and sealed."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for

from web.access import desk, needs, now, person, today
from web.admin.area import ADMINISTRATOR, admin, as_words
from web.admin.forms import AgencyForm, NewAgencyForm, NumbersForm, SealForm
from web.admin.wording import SERIES
from web.words import t
from workflow.administration import agencies, reading
from workflow.administration.reading import AgencyPage
from workflow.errors import BadInput, NotFound


def _page(agency_id: int) -> AgencyPage:
    return reading.agency(desk().store, person(), now(), agency_id)


@admin.get("/admin/agencies/<int:agency_id>")
@needs(ADMINISTRATOR)
def agency(agency_id: int) -> Any:
    """What letters and pages say of it."""
    page = _page(agency_id)
    return render_template("admin/agency.html", page=page, form=AgencyForm(obj=page.agency))


@admin.post("/admin/agencies/<int:agency_id>")
@needs(ADMINISTRATOR)
def change_agency(agency_id: int) -> Any:
    """Change it."""
    page, form = _page(agency_id), AgencyForm()
    if not form.validate():
        return render_template("admin/agency.html", page=page, form=form), 400
    agencies.change_agency(desk().store, person(), now(), agency_id, form.values())
    flash(t("已保存。此后出具的文书按新的内容。", "Saved: letters drawn from now on say so."))
    return redirect(url_for("admin.agency", agency_id=agency_id), code=303)


@admin.get("/admin/agencies/<int:agency_id>/new")
@needs(ADMINISTRATOR)
def new_agency(agency_id: int) -> Any:
    """The form for an agency below."""
    page = _page(agency_id)
    form = NewAgencyForm(review_organ=page.agency.review_organ, review_online=page.agency.review_online)
    return render_template("admin/new_agency.html", page=page, form=form)


@admin.post("/admin/agencies/<int:agency_id>/new")
@needs(ADMINISTRATOR)
def add_agency(agency_id: int) -> Any:
    """Set it up."""
    page, form = _page(agency_id), NewAgencyForm()
    if form.validate():
        values = form.values() | {"number_template": form.number_template.data or ""}
        try:
            made = agencies.add_agency(
                desk().store, person(), now(), parent=agency_id, code=form.code.data, values=values
            )
        except BadInput as bad:
            form.code.errors = [as_words(bad)]
        else:
            flash(t("已设立 {name}。", "{name} is set up.", name=form.name.data))
            return redirect(url_for("admin.agency", agency_id=made), code=303)
    return render_template("admin/new_agency.html", page=page, form=form), 400


@admin.post("/admin/agencies/<int:agency_id>/closing")
@needs(ADMINISTRATOR)
def close_agency(agency_id: int) -> Any:
    """Take no new case from today on, or take them again, as the button says: pressed twice it is done once."""
    page, wanted = _page(agency_id), request.form.get("do", "")
    if wanted not in ("close", "open"):
        raise BadInput("表单不全，请重新打开 / the form is incomplete: open it again")
    if (wanted == "close") is (page.agency.closed_on is None):
        act = agencies.close_agency if wanted == "close" else agencies.reopen_agency
        act(desk().store, person(), now(), agency_id)
    flash(
        t("已启用。", "The agency takes cases again.")
        if wanted == "open"
        else t(
            "已停用：不再登记新的申请，已有的继续办完。",
            "Closed: it takes no new case, and finishes its own.",
        )
    )
    return redirect(url_for("admin.agency", agency_id=agency_id), code=303)


def _series(page: AgencyPage) -> list[str]:
    """Every series letters are numbered in, the common form first."""
    known = {kind for kind in desk().rules.approvals.notices.values() if kind} | {"reply"}
    order = [*SERIES]
    return sorted(
        {"", *known, *page.forms}, key=lambda name: order.index(name) if name in order else len(order)
    )


@admin.get("/admin/agencies/<int:agency_id>/numbers")
@needs(ADMINISTRATOR)
def numbers(agency_id: int) -> Any:
    """The form of document numbers, series by series, each with an example."""
    page = _page(agency_id)
    return _numbers(page, NumbersForm.of(_series(page), page.forms))


@admin.post("/admin/agencies/<int:agency_id>/numbers")
@needs(ADMINISTRATOR)
def set_numbers(agency_id: int) -> Any:
    """Change them."""
    page = _page(agency_id)
    form = NumbersForm.of(_series(page), page.forms)
    if not form.validate():
        return _numbers(page, form), 400
    if "try" in request.form:
        return _numbers(page, form)
    try:
        agencies.set_number_forms(desk().store, person(), now(), agency_id, form.forms())
    except BadInput as bad:
        next(iter(f for f in form if f.name == "form_")).errors = [as_words(bad)]
        return _numbers(page, form), 400
    flash(t("文号格式已保存。", "The number forms are saved."))
    return redirect(url_for("admin.numbers", agency_id=agency_id), code=303)


def _numbers(page: AgencyPage, form: NumbersForm) -> str:
    written = {name: _example(form_) for name, form_ in form.forms().items()}
    return render_template("admin/numbers.html", page=page, form=form, examples=written)


def _example(template: str) -> str:
    try:
        return template.format(year=today().year, n=12)
    except (KeyError, IndexError, ValueError):
        return ""


@admin.get("/admin/agencies/<int:agency_id>/seal")
@needs(ADMINISTRATOR)
def seal(agency_id: int) -> Any:
    """The seal as it is now."""
    return render_template("admin/seal.html", page=_page(agency_id), form=SealForm())


@admin.post("/admin/agencies/<int:agency_id>/seal")
@needs(ADMINISTRATOR)
def set_seal(agency_id: int) -> Any:
    """Put another."""
    page, form = _page(agency_id), SealForm()
    if form.validate():
        content = form.picture.data.read(agencies.SEAL_AT_MOST + 1)
        try:
            agencies.set_seal(desk().store, person(), now(), agency_id, content)
        except BadInput as bad:
            form.picture.errors = [as_words(bad)]
        else:
            flash(
                t("印章已更换，此后签发的文书加盖。", "The seal is set: letters signed from now on bear it.")
            )
            return redirect(url_for("admin.seal", agency_id=agency_id), code=303)
    return render_template("admin/seal.html", page=page, form=form), 400


@admin.get("/admin/agencies/<int:agency_id>/seal.png")
@needs(ADMINISTRATOR)
def seal_picture(agency_id: int) -> Any:
    """The picture itself."""
    path = agencies.seal_path(desk().store, _page(agency_id).agency)
    if not path.exists():
        raise NotFound("没有印章 / no seal")
    return Response(path.read_bytes(), mimetype="image/png", headers={"Cache-Control": "no-store"})
