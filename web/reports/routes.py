"""The annual report: tables as printed, every figure with its cases, downloads, closing a year, checking any report."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for

from web.access import desk, needs, now, officer, person, today
from web.press import press
from web.reports.forms import CheckForm, CloseForm, ReportForm
from web.words import t
from workflow.errors import BadInput, NotFound
from workflow.reporting import checking, closing, published
from workflow.reporting.annual import SHOWN, Report, annual, behind
from workflow.reporting.document import document
from workflow.reporting.known_forms import forms_of
from workflow.reporting.layout import body_four, body_three, head_four, head_three
from workflow.reporting.page import page
from workflow.reporting.scope import READERS, may_report, open_to
from workflow.reporting.table import as_json
from workflow.reporting.text import paragraphs
from workflow.reporting.workbook import workbook
from workflow.store import repository
from workflow.wording import Words

_OFFICE = "application/vnd.openxmlformats-officedocument"
reports = Blueprint("reports", __name__, template_folder="templates")


def _form() -> ReportForm:
    form = ReportForm(request.args)
    with desk().store.database.reading() as connection:
        mine = open_to(officer(), repository.agencies(connection))
    form.offer(today(), mine, forms_of(desk().rules.outcomes), officer().agency)
    return form


@reports.get("/reports")
@needs(*READERS)
def annual_report() -> Any:
    """Tables three and four of a year."""
    form = _form()
    if not form.validate():
        return render_template("reports/report.html", form=form, report=None), 400
    made = annual(desk(), person(), now(), form.report())
    head = made.scope.head
    return render_template(
        "reports/report.html",
        form=form,
        report=made,
        three=(head_three(made.table.form), body_three(made.table)),
        four=(head_four(made.table.form), body_four(made.table)),
        text=paragraphs(made),
        may_close=made.year < today().year
        and may_report(officer(), head.agency_id, head.path, closing.CLOSERS)
        and not any(end.agency_id == head.agency_id for end in made.closed),
    )


@reports.get("/reports/cases/<row>/<column>")
@needs(*READERS)
def cases(row: str, column: str) -> Any:
    """The cases behind one figure."""
    form = _form()
    if not form.validate():
        return render_template("reports/report.html", form=form, report=None), 400
    after = request.args.get("after", "0")
    if not (after.isascii() and after.isdecimal() and len(after) < 16):
        raise BadInput("页码有误 / wrong page")
    asked = form.report()
    found = behind(desk(), person(), now(), asked, row, column, int(after))
    forms = forms_of(desk().rules.outcomes)
    shape = forms[asked.form] if asked.form else forms.of_year(asked.year)
    return render_template(
        "reports/cases.html",
        form=form,
        asked=asked,
        lines=found[:SHOWN],
        more=found[SHOWN - 1].case_id if len(found) > SHOWN else None,
        row=shape.row(row),
        row_words=shape.words_of("row", row),
        column_words=shape.words_of("column", column),
        column=column,
        outcomes={o.code: Words(o.zh, o.en) for o in desk().rules.outcomes},
    )


@reports.get("/reports/file.<kind>")
@needs(*READERS)
def file(kind: str) -> Any:
    """The same report as a file: xlsx, docx, pdf, html or json."""
    form = _form()
    if not form.validate() or kind not in ("xlsx", "docx", "pdf", "html", "json"):
        raise NotFound("没有这个文件 / no such file")
    made = annual(desk(), person(), now(), form.report())
    if kind == "json":
        return as_json(made.table)
    content, media = _file(made, kind)
    name = f"annual-report-{made.year}-{made.scope.head.agency_id}.{kind}"
    return Response(
        content, mimetype=media, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _file(made: Report, kind: str) -> tuple[bytes, str]:
    """The bytes and the media type."""
    if kind == "xlsx":
        return workbook(made), f"{_OFFICE}.spreadsheetml.sheet"
    if kind == "docx":
        return document(made), f"{_OFFICE}.wordprocessingml.document"
    if kind == "html":
        return page(made).encode(), "text/html; charset=utf-8"
    return press(page(made)), "application/pdf"


@reports.route("/reports/close", methods=["GET", "POST"])
@needs(*closing.CLOSERS)
def close() -> Any:
    """Close a year of one agency: what is recorded later counts in a later year."""
    asked = _form()
    if not asked.validate():
        return render_template("reports/report.html", form=asked, report=None), 400
    form, wanted = CloseForm(), asked.report()
    made = annual(desk(), person(), now(), wanted)
    if request.method == "POST" and form.validate():
        closing.close(desk(), person(), made.scope.head.agency_id, wanted.year, now())
        flash(t("{year}年已封存。", "{year} is closed.", year=wanted.year))
        return redirect(url_for("reports.annual_report", **asked.asked), code=303)
    status = 400 if form.errors else 200
    return render_template("reports/close.html", form=form, asked=asked, report=made), status


@reports.route("/reports/check", methods=["GET", "POST"])
@needs(*READERS)
def check() -> Any:
    """Hold any published report to the rules of its form."""
    form, table = CheckForm(), None
    faults: tuple[checking.Fault, ...] = ()
    if request.method == "POST" and form.validate():
        try:
            content = form.file.data.read(published.MOST_BYTES + 1)
            table = published.read_bytes(content, forms_of(desk().rules.outcomes))
            faults = tuple(checking.faults(table))
        except BadInput as bad:
            form.file.errors = [str(bad)]
    status = 400 if form.errors else 200
    return render_template("reports/check.html", form=form, table=table, faults=faults), status
