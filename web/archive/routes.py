"""The lists of the archive, each on a page and as CSV."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from flask import Blueprint, Response, render_template, request, url_for

from notices.bundle.transfer import may_hand_over
from web.access import desk, needs, now, officer, person, today
from web.letters.routes import as_file
from web.tables import as_csv
from web.words import said, t
from workflow.archiving import lists, retention
from workflow.archiving.lists import READERS, Kept
from workflow.errors import BadInput
from workflow.terms import Reevaluation
from workflow.wording import Words

archive = Blueprint("archive", __name__, template_folder="templates")
MOST: Final = 50
MOST_EXPORTED: Final = 100_000
TABS: Final = {
    "archive.kept": Words("已归档", "Kept"),
    "archive.publications": Words("转为主动公开", "To be public"),
    "archive.refusals": Words("重新评估", "Look again"),
}


def tabs() -> dict[str, Words]:
    """The lists, and handing over for whoever does that."""
    handing = {"archive.transfer": Words("移交档案馆", "Hand over")} if may_hand_over(officer()) else {}
    return TABS | handing


@archive.get("/archive")
@needs(*READERS)
def kept() -> Any:
    """Archived cases by class of retention, and what was handed over."""
    wanted = _class()
    found = lists.kept(desk(), person(), now(), wanted=wanted, after=_place(), most=MOST)
    shown, more = _page(found, "archived_on")
    return render_template(
        "archive/kept.html",
        tabs=tabs(),
        rows=shown,
        more=more and url_for("archive.kept", retention=wanted or None, after=more),
        wanted=wanted,
        table=retention.load(),
        packed=lists.packed(desk(), shown),
        may_hand_over=bool(may_hand_over(officer())),
        too_short=lists.too_short(desk(), shown),
        transfers=lists.handed_over(desk(), person(), now()),
        said_class=said_class,
    )


@archive.get("/archive.csv")
@needs(*READERS)
def kept_file() -> Response:
    """The list of archived cases, as an archive asks for it."""
    found = lists.kept(desk(), person(), now(), wanted=_class(), most=MOST_EXPORTED - 1)
    heads = (
        *(t("登记编号", "Case"), t("机关", "Agency"), t("申请内容", "Request"), t("申请人", "Applicant")),
        *(t("结果", "Outcome"), t("文号", "Number"), t("决定日期", "Decided on")),
        *(t("归档日期", "Archived on"), t("保管期限", "Kept for")),
    )
    rows = ((r.case_no, r.agency_name, r.summary, r.applicant, _outcome(r), r.document_no, r.decided_on,
             r.archived_on, said_class(r.retention)) for r in found)  # fmt: skip
    return _file(heads, rows, t("归档文件目录", "archived files"))


@archive.get("/archive/publications")
@needs(*READERS)
def publications() -> Any:
    """Information asked for that becomes public by itself (art. 44)."""
    found = lists.marked(desk(), person(), now(), after=_place(), most=MOST)
    shown, more = _page(found, "marked_on")
    more_url = more and url_for("archive.publications", after=more)
    return render_template("archive/publications.html", tabs=tabs(), rows=shown, more=more_url)


@archive.get("/archive/publications.csv")
@needs(*READERS)
def publications_file() -> Response:
    """The same as a file."""
    found = lists.marked(desk(), person(), now(), most=MOST_EXPORTED - 1)
    heads = (
        *(t("登记编号", "Case"), t("机关", "Agency"), t("申请内容", "Request")),
        *(t("确定日期", "Marked on"), t("公布日期", "Public since"), t("公布在哪里", "Where")),
    )
    rows = (
        (r.case_no, r.agency_name, r.summary, r.marked_on, r.published_on, r.published_where) for r in found
    )
    return _file(heads, rows, t("转为主动公开清单", "to be public"))


@archive.get("/archive/refusals")
@needs(*READERS)
def refusals() -> Any:
    """What was withheld long ago and not looked at since (art. 18)."""
    after = request.args.get("after", "")
    begun = int(after) if after.isdecimal() and len(after) < 12 else 0
    found = lists.withheld(desk(), person(), now(), after=begun, most=MOST)
    more = url_for("archive.refusals", after=found[MOST - 1].case_id) if len(found) > MOST else ""
    return render_template(
        "archive/refusals.html",
        tabs=tabs(),
        rows=found[:MOST],
        more=more,
        outcome=_outcome,
        result=_result,
        before=lists.reevaluate_before(today()),
        table=retention.load(),
    )


@archive.get("/archive/refusals.csv")
@needs(*READERS)
def refusals_file() -> Response:
    """The same as a file."""
    found = lists.withheld(desk(), person(), now(), most=MOST_EXPORTED - 1)
    heads = (
        *(t("登记编号", "Case"), t("机关", "Agency"), t("申请内容", "Request"), t("结果", "Outcome")),
        *(
            t("文号", "Number"),
            t("决定日期", "Decided on"),
            t("上次评估", "Last looked at"),
            t("评估结果", "Result"),
        ),
    )
    rows = ((r.case_no, r.agency_name, r.summary, _outcome(r), r.document_no, r.decided_on,
             r.reevaluated_on, _result(r)) for r in found)  # fmt: skip
    return _file(heads, rows, t("不予公开重新评估清单", "refusals to look at again"))


def _file(heads: Any, rows: Any, name: str) -> Response:
    return as_file(as_csv(heads, rows), f"{name}.csv", "text/csv; charset=utf-8")


def said_class(code: str) -> str:
    """A class of retention in words; one no longer in the table by its code."""
    found = retention.load().of(code)
    return said(found.said) if found else code


def _class() -> str:
    wanted = request.args.get("retention", "")
    return wanted if retention.load().of(wanted) else ""


def _outcome(row: Kept) -> str:
    outcomes = desk().rules.outcomes
    return t(outcomes[row.outcome].zh, outcomes[row.outcome].en) if row.outcome in outcomes else row.outcome


def _result(row: Kept) -> str:
    return said(Reevaluation(row.reevaluation)) if row.reevaluation else ""


def _place() -> tuple[date, int] | None:
    """The row the page before ended with. Raises BadInput for what is none."""
    wanted = request.args.get("after", "")
    if not wanted:
        return None
    day, _, number = wanted.partition("~")
    try:
        if len(number) > 12:
            raise ValueError
        return date.fromisoformat(day), int(number)
    except ValueError:
        raise BadInput("没有这一页 / no such page") from None


def _page(found: tuple[Kept, ...], by: str) -> tuple[tuple[Kept, ...], str]:
    """The rows of this page, and where the next one begins behind them."""
    shown = found[:MOST]
    return shown, f"{getattr(shown[-1], by)}~{shown[-1].case_id}" if len(found) > MOST else ""
