"""People of an agency: accounts, roles, passwords, stand-ins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, url_for

from web.access import desk, needs, now, person
from web.admin.area import ADMINISTRATOR, admin, as_words
from web.admin.forms import NewPersonForm, RolesForm, StandInForm
from web.words import t
from workflow.administration import people, reading
from workflow.administration.reading import AgencyPage, PersonPage
from workflow.errors import BadInput


def _agency(agency_id: int) -> AgencyPage:
    return reading.agency(desk().store, person(), now(), agency_id)


def _person(person_id: int) -> PersonPage:
    return reading.person(desk().store, person(), now(), person_id)


@admin.get("/admin/agencies/<int:agency_id>/people")
@needs(ADMINISTRATOR)
def people_of(agency_id: int) -> Any:
    """Who works there, what they may do, who stands in for whom."""
    return _people(_agency(agency_id), StandInForm())


def _people(page: AgencyPage, form: StandInForm) -> str:
    form.offer({who.person_id: who.name for who in page.people if who.active})
    return render_template("admin/people.html", page=page, form=form)


@admin.post("/admin/agencies/<int:agency_id>/people")
@needs(ADMINISTRATOR)
def add_stand_in(agency_id: int) -> Any:
    """Name a stand-in."""
    page, form = _agency(agency_id), StandInForm()
    form.offer({who.person_id: who.name for who in page.people if who.active})
    if form.validate():
        try:
            people.name_stand_in(
                desk().store,
                person(),
                now(),
                agency=agency_id,
                person=int(form.person.data),
                deputy=int(form.deputy.data),
                from_on=form.from_on.data,
                to_on=form.to_on.data,
            )
        except BadInput as bad:
            form.deputy.errors = [as_words(bad)]
        else:
            flash(t("已指定代办人。", "The stand-in is named."))
            return redirect(url_for("admin.people_of", agency_id=agency_id), code=303)
    return _people(page, form), 400


@admin.post("/admin/agencies/<int:agency_id>/stand-ins/<int:stand_in_id>/end")
@needs(ADMINISTRATOR)
def end_stand_in(agency_id: int, stand_in_id: int) -> Any:
    """End it."""
    people.end_stand_in(desk().store, person(), now(), agency_id, stand_in_id)
    flash(t("代办已终止。", "The stand-in has ended."))
    return redirect(url_for("admin.people_of", agency_id=agency_id), code=303)


@admin.get("/admin/agencies/<int:agency_id>/people/new")
@needs(ADMINISTRATOR)
def new_person(agency_id: int) -> Any:
    """The form for one more."""
    return render_template("admin/new_person.html", page=_agency(agency_id), form=NewPersonForm.of(()))


@admin.post("/admin/agencies/<int:agency_id>/people/new")
@needs(ADMINISTRATOR)
def add_person(agency_id: int) -> Any:
    """Add them, and show the one-time password this once."""
    page, form = _agency(agency_id), NewPersonForm.of(())
    if form.validate():
        try:
            password = people.add_person(
                desk().store,
                person(),
                now(),
                agency=agency_id,
                account=form.account.data,
                name=form.name.data,
                roles=form.roles(),
            )
        except BadInput as bad:
            form.account.errors = [as_words(bad)]
        else:
            return _handed_over(form.name.data, form.account.data, password, agency_id)
    return render_template("admin/new_person.html", page=page, form=form), 400


def _handed_over(name: str, account: str, password: str, agency_id: int) -> str:
    """Shown once; it stands nowhere else."""
    return render_template(
        "admin/password.html", name=name, account=account, password=password, agency_id=agency_id
    )


@admin.get("/admin/people/<int:person_id>")
@needs(ADMINISTRATOR)
def employee(person_id: int) -> Any:
    """One person: roles in each agency, and what can be done about the account."""
    page = _person(person_id)
    return render_template("admin/person.html", page=page)


@admin.get("/admin/people/<int:person_id>/roles/<int:agency_id>")
@needs(ADMINISTRATOR)
def roles(person_id: int, agency_id: int) -> Any:
    """The roles of one person in one agency."""
    page, of = _person(person_id), _agency(agency_id)
    form = RolesForm.of(page.who.roles.get(agency_id, ()))
    return render_template("admin/roles.html", page=page, agency=of.agency, form=form)


@admin.post("/admin/people/<int:person_id>/roles/<int:agency_id>")
@needs(ADMINISTRATOR)
def set_roles(person_id: int, agency_id: int) -> Any:
    """Put exactly these."""
    page, of = _person(person_id), _agency(agency_id)
    form = RolesForm.of(page.who.roles.get(agency_id, ()))
    form.validate()
    people.set_roles(desk().store, person(), now(), person=person_id, agency=agency_id, roles=form.roles())
    flash(
        t(
            "{name} 在 {agency} 的角色已保存。",
            "Roles of {name} in {agency} saved.",
            name=page.who.name,
            agency=of.agency.name,
        )
    )
    return redirect(url_for("admin.employee", person_id=person_id), code=303)


@admin.post("/admin/people/<int:person_id>/password")
@needs(ADMINISTRATOR)
def reset_password(person_id: int) -> Any:
    """A one-time password, shown this once."""
    who = _person(person_id).who
    password = people.reset_password(desk().store, person(), now(), person_id)
    return _handed_over(who.name, who.account, password, who.agency_id)


@admin.post("/admin/people/<int:person_id>/close")
@needs(ADMINISTRATOR)
def close_person(person_id: int) -> Any:
    """Close the account."""
    return _done(person_id, people.close_person, t("账号已停用。", "The account is closed."))


@admin.post("/admin/people/<int:person_id>/open")
@needs(ADMINISTRATOR)
def open_person(person_id: int) -> Any:
    """Open it again."""
    return _done(person_id, people.open_person, t("账号已启用。", "The account is open again."))


@admin.post("/admin/people/<int:person_id>/sign-out")
@needs(ADMINISTRATOR)
def sign_out(person_id: int) -> Any:
    """End every session."""
    return _done(person_id, people.sign_out, t("已退出全部登录。", "Signed out everywhere."))


def _done(person_id: int, change: Callable[..., None], told: str) -> Any:
    change(desk().store, person(), now(), person_id)
    flash(told)
    return redirect(url_for("admin.employee", person_id=person_id), code=303)
