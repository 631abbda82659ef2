"""Conditions with their figures, columns to choose and order, views to keep."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from web.access import desk, now, officer, person, signed_in
from web.forms import Form, line
from web.ledger.blueprint import ledger
from web.ledger.conditions import DAYS, FACTS, PEOPLE, ConditionsForm
from web.ledger.reading import asked_of, columns_of_address, form_of_address, query
from web.words import t
from workflow.errors import BadInput
from workflow.ledger_sheets import counting, views
from workflow.ledger_sheets.columns import COLUMNS, GROUPS, chosen
from workflow.wording import Words


class ViewForm(Form):
    """The name of a view."""

    name = line(
        "视图名称", "Name of the view", Words("如：本月收到、超期未结", "Such as: received this month")
    )


class PressForm(Form):
    """A button."""


@ledger.get("/ledger/conditions")
@signed_in
def conditions() -> Any:
    """Every condition, each choice with the number of cases of the present list that fit it."""
    form = form_of_address(whole=True)
    assert isinstance(form, ConditionsForm)
    status = 400
    if form.validate():
        status, tally = 200, counting.figures(desk(), person(), now(), form.filter(None, None))
        known = counting.names(desk(), {one for name in PEOPLE for one in tally.counts[name]})
        people = {
            name: {one: known[one] for one in sorted(filter(None, tally.counts[name]))} for name in PEOPLE
        }
        form.offer_more(people, [unit for unit in tally.counts["unit"] if unit])
        form.says(tally)
    return conditions_page(form), status


def conditions_page(form: ConditionsForm) -> str:
    """The form with every condition, and what is wrong in it."""
    columns = request.args.get("columns")
    return render_template("ledger/conditions.html", form=form, days=DAYS, facts=FACTS, columns=columns)


@ledger.get("/ledger/columns")
@signed_in
def columns() -> Any:
    """Which columns, in which order."""
    asked = asked_of(form_of_address())
    shown = [column.name for column in columns_of_address()]
    places = {name: place for place, name in enumerate(shown, start=1)}
    return render_template("ledger/columns.html", groups=GROUPS, places=places, asked=asked, form=PressForm())


@ledger.post("/ledger/columns")
@signed_in
def choose() -> Any:
    """Show the list so from now on."""
    form = form_of_address()
    asked: dict[str, Any] = {name: value for name, value in asked_of(form).items() if name != "columns"}
    wanted = "" if "plain" in request.form else ",".join(_ordered())
    views.like(desk(), person(), officer().agency, wanted)
    return redirect(url_for("ledger.cases", **asked), code=303)


def _ordered() -> list[str]:
    """The ticked columns by the numbers beside them; those without a number behind, as listed. Raises BadInput."""
    ticked = [column.name for column in chosen(request.form.getlist("show"))]
    if not ticked:
        raise BadInput("请至少选一栏 / tick one column at least")
    listed = list(COLUMNS)
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


@ledger.route("/ledger/views", methods=["GET", "POST"])
@signed_in
def my_views() -> Any:
    """The views kept; POST keeps the list of the address under a name."""
    form, list_form = ViewForm(), form_of_address()
    status = 200
    if request.method == "POST" and form.validate():
        kept = query({k: v for k, v in asked_of(list_form).items() if k != "columns"}, columns_of_address())
        try:
            views.keep(desk(), person(), officer().agency, form.name.data, kept)
        except BadInput as bad:
            form.name.errors = [str(bad)]
        else:
            flash(t("已保存视图“{name}”。", "The view “{name}” is kept.", name=form.name.data))
            return redirect(f"{url_for('ledger.cases')}?{kept}", code=303)
    if form.errors:
        status = 400
    return render_template(
        "ledger/views.html",
        form=form,
        asked=asked_of(list_form),
        narrowing=list_form.narrowing if list_form.validate() else [],
        views=views.mine(desk(), person()),
    ), status


@ledger.post("/ledger/views/forgotten")
@signed_in
def forget() -> Any:
    """Drop one view."""
    views.forget(desk(), person(), request.form.get("name", ""))
    return redirect(url_for("ledger.my_views"), code=303)
