"""Conditions with their figures, columns to choose and order, views to keep: the same pages for every ledger."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request

from web.access import desk, officer, person, signed_in
from web.forms import Form, line
from web.ledger.downloads import sent
from web.ledger.subject import Subject, asked_of, query
from web.words import t
from workflow.errors import BadInput
from workflow.ledger_sheets import views
from workflow.wording import Words


class ViewForm(Form):
    """The name of a view."""

    name = line(
        "视图名称", "Name of the view", Words("如：本月收到、超期未结", "Such as: received this month")
    )


class PressForm(Form):
    """A button."""


def open_pages(blueprint: Blueprint, subject: Subject, path: str) -> None:
    """Give the blueprint the pages of this ledger below that path."""

    @blueprint.get(f"{path}/conditions")
    @signed_in
    def conditions() -> Any:
        """Every condition, each choice with the number of lines of the present list that fit it."""
        return _conditions(subject)

    @blueprint.get(f"{path}/columns")
    @signed_in
    def columns() -> Any:
        """Which columns, in which order."""
        return _columns(subject)

    @blueprint.post(f"{path}/columns")
    @signed_in
    def choose() -> Any:
        """Show the list so from now on."""
        return _choose(subject)

    @blueprint.route(f"{path}/views", methods=["GET", "POST"])
    @signed_in
    def my_views() -> Any:
        """The views kept; POST keeps the list of the address under a name."""
        return _views(subject)

    @blueprint.post(f"{path}/views/forgotten")
    @signed_in
    def forget() -> Any:
        """Drop one view."""
        views.forget(desk(), person(), request.form.get("name", ""), subject.key)
        return redirect(subject.at("my_views"), code=303)

    @blueprint.get(f"{path}/file.<kind>")
    @signed_in
    def file(kind: str) -> Any:
        """The whole list as a file."""
        return sent(subject, kind)


def _conditions(subject: Subject) -> Any:
    form = subject.form(True)
    status = 400
    if form.validate():
        status = 200
        subject.told(form)
    return conditions_page(subject, form), status


def conditions_page(subject: Subject, form: Any) -> str:
    """The form with every condition, and what is wrong in it."""
    columns = request.args.get("columns")
    return render_template("ledger/conditions.html", subject=subject, form=form, columns=columns)


def _columns(subject: Subject) -> Any:
    shown = [column.name for column in subject.of_address()]
    places = {name: place for place, name in enumerate(shown, start=1)}
    asked = asked_of(subject.form(False))
    return render_template(
        "ledger/columns.html", subject=subject, places=places, asked=asked, form=PressForm()
    )


def _choose(subject: Subject) -> Any:
    asked = {name: value for name, value in asked_of(subject.form(False)).items() if name != "columns"}
    wanted = "" if "plain" in request.form else ",".join(_ordered(subject))
    views.like(desk(), person(), officer().agency, wanted, subject.key)
    return redirect(subject.of_list(**asked), code=303)


def _ordered(subject: Subject) -> list[str]:
    """The ticked columns by the numbers beside them; those without a number behind, as listed. Raises BadInput."""
    ticked = [column.name for column in subject.chosen(request.form.getlist("show"))]
    if not ticked:
        raise BadInput("请至少选一栏 / tick one column at least")
    listed = list(subject.columns)
    return sorted(
        ticked, key=lambda name: (_number(request.form.get(f"place-{name}", "")), listed.index(name))
    )


def _number(text: str) -> int:
    text = text.strip()
    if not text:
        return 10_000
    if not (text.isascii() and text.isdecimal() and len(text) <= 4):
        raise BadInput("次序请写数字 / the order is a number")
    return int(text)


def _views(subject: Subject) -> Any:
    form, list_form = ViewForm(), subject.form(False)
    status = 200
    if request.method == "POST" and form.validate():
        asked = {name: value for name, value in asked_of(list_form).items() if name != "columns"}
        kept = query(asked, subject.of_address())
        try:
            views.keep(desk(), person(), officer().agency, form.name.data, kept, subject.key)
        except BadInput as bad:
            form.name.errors = [str(bad)]
        else:
            flash(t("已保存视图“{name}”。", "The view “{name}” is kept.", name=form.name.data))
            return redirect(f"{subject.of_list()}?{kept}", code=303)
    if form.errors:
        status = 400
    return render_template(
        "ledger/views.html",
        subject=subject,
        form=form,
        asked=asked_of(list_form),
        narrowing=list_form.narrowing if list_form.validate() else [],
        views=views.mine(desk(), person(), subject.key),
    ), status
