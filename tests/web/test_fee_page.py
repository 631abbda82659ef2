"""The fee calculator: both ways of charging with their arithmetic, and the notice drafted on one of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from pages import Visitor

from workflow.desk import Desk

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)


def test_the_file_tells_which_application_of_the_month_it_is(ana: Visitor, case_no: str) -> None:
    page = ana.get(f"/cases/{case_no}/fee-calculator")

    assert "本件是该申请人在收到之月的第 1 件" in page.main()
    assert "没有超过免费的范围" in page.main()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("nth=10", "0 元 第 10 件应收"),
        ("nth=11", "100 元 第 11 件应收"),
        ("nth=30", "当月累计2000"),
        ("nth=31", "200 元 第 31 件应收"),
        ("nth=1&pages=30", "0 元 共 30 页应收"),
        ("nth=1&pages=101", "720 元 共 101 页应收"),
        ("nth=1&pages=250", "合计4700"),
    ],
)
def test_every_band_is_told(ana: Visitor, case_no: str, asked: str, said: str) -> None:
    assert said in ana.get(f"/cases/{case_no}/fee-calculator?{asked}").main()


def test_the_notice_takes_what_was_worked_out(ana: Visitor, desk: Desk, case_no: str) -> None:
    page = ana.get(f"/cases/{case_no}/fee-calculator?nth=1&pages=120")

    notice = next(link for link in page.links() if "fee_notice" in link)
    values = ana.get(notice).values()

    assert values["fact_charge_by"] == "per_page"
    assert values["fact_fee_count"] == "120"


@pytest.mark.parametrize("asked", ["nth=0", "nth=x", "nth=", "nth=1&pages=-3", "nth=999999999"])
def test_what_is_no_number_is_said_and_nothing_worked_out(ana: Visitor, case_no: str, asked: str) -> None:
    page = ana.get(f"/cases/{case_no}/fee-calculator?{asked}")

    assert "应收" not in page.main()


def test_the_calculator_of_another_agency_is_closed(visit: Callable[[str], Visitor], case_no: str) -> None:
    page = visit("cy").get(f"/cases/{case_no}/fee-calculator", 403)

    assert "本案属于其他机关" in page.main()
    assert "浒山" not in page.words


def test_the_calculator_speaks_english(ana: Visitor, case_no: str) -> None:
    ana.client.get("/language/en")

    assert "due for number 11" in ana.get(f"/cases/{case_no}/fee-calculator?nth=11").main()
