"""The fee of one application worked out both ways, each band told, before a notice is drafted."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import Blueprint, render_template, request, url_for

from web.access import desk, signed_in
from web.acts.asking import at_case
from web.acts.fee import nth_of_month
from web.acts.form import At
from web.forms import Form, number
from workflow.errors import BadInput, RuleMissing
from workflow.fees import Fee
from workflow.terms import FeeMode
from workflow.wording import Words

fees = Blueprint("fees", __name__, template_folder="templates")


class FeeForm(Form):
    """What is counted: the place of this application in its month, and the pages to be supplied."""

    class Meta:
        csrf = False  # only asked, nothing is changed

    nth = number(
        "该申请人当月第几件",
        "Number in the month",
        Words("同一申请人在收到之月累计", "One applicant, the calendar month of receipt"),
    )
    pages = number(
        "拟提供的页数",
        "Pages to be supplied",
        Words("A4 及以下单面为一页", "A side of A4 or less is a page"),
        needed=False,
    )


class Sum(NamedTuple):
    """One way of charging: the whole of the month or the pages, what this application adds, the notice to draft."""

    mode: FeeMode
    counted: int
    fee: Fee
    due: int
    notice: str


@fees.get("/cases/<case_no>/fee-calculator")
@signed_in
def work_out(case_no: str) -> Any:
    """Both sums with their arithmetic; the office charges by one of the two (办法第三条)."""
    at = at_case(case_no)
    form = FeeForm(request.args) if request.args else FeeForm(data={"nth": nth_of_month(at)})
    fault, sums = "", []
    if not request.args or form.validate():
        try:
            sums = _sums(at, form)
        except (BadInput, RuleMissing) as bad:
            fault = str(bad)
    on_file = nth_of_month(at)
    return render_template("fees/fee.html", view=at.view, form=form, sums=sums, fault=fault, on_file=on_file)


def _sums(at: At, form: FeeForm) -> list[Sum]:
    """Raises BadInput, RuleMissing where no fee was in force."""
    tariffs, today = desk().rules.fees, at.view.today
    nth, pages = form.nth.data, form.pages.data
    if not nth:
        raise BadInput("件数从 1 起 / counted from one")
    found = [_sum(at, FeeMode.PER_CASE, nth, tariffs.per_case(nth, today), tariffs.for_nth_case(nth, today))]
    if pages:
        fee = tariffs.per_page(pages, today)
        found.append(_sum(at, FeeMode.PER_PAGE, pages, fee, fee.yuan))
    return found


def _sum(at: At, mode: FeeMode, count: int, fee: Fee, due: int) -> Sum:
    url = url_for(
        "acts.ask",
        case_no=at.view.case.case_no,
        noun="letter-draft",
        kind="fee_notice",
        mode=mode.value,
        count=count,
    )
    may = any(choice.move.name == "draft_notice" for choice in at.view.choices.open)
    return Sum(mode, count, fee, due, url if due and may else "")
