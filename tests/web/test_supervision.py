"""The pages of supervision: every figure leads to its cases, who may look, in both languages, and on paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from pages import Visitor

from workflow import acts as a
from workflow.desk import Desk

PAGES = (
    "/supervision",
    "/supervision?by=unit",
    "/supervision?by=person",
    "/supervision/cases?band=overdue",
    "/supervision/late",
    "/supervision/figures",
    "/supervision/figures/cases?year=2026&what=received",
    "/supervision/assessment",
    "/supervision/assessment/cases?year=2026&measure=returned",
    "/supervision/meeting",
)
LATE = datetime(2026, 12, 10, 3, tzinfo=UTC)


@pytest.fixture
def su(visit: Callable[[str], Visitor], case_no: str) -> Visitor:
    """The supervisor of the parent agency, with one case below."""
    return visit("su")


@pytest.fixture
def late(app: Flask) -> None:
    """The day on which that case is overdue."""
    app.config["NOW"] = lambda: LATE


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_opens_in_both_languages(su: Visitor, address: str, language: str) -> None:
    su.client.set_cookie("lang", language)

    assert su.get(address).all("h1")


@pytest.mark.parametrize("address", [*PAGES, "/supervision/meeting.pdf"])
def test_who_does_not_watch_is_not_let_in(
    visit: Callable[[str], Visitor], case_no: str, address: str
) -> None:
    page = visit("ana").get(address, 403)

    assert "需要督办、审计、机关负责人、签发角色" in page.main()
    assert case_no not in page.main()


def test_the_overdue_case_stands_on_the_first_page_with_where_its_days_went(
    late: None, su: Visitor, case_no: str
) -> None:
    page = su.get("/supervision")

    assert case_no in page.main()
    assert "超 6 个工作日" in page.main()
    assert "承办 25 日" in page.main()
    assert "未说明超期原因" in page.main()
    [bands] = {href for href in page.links() if href.endswith("alone=1&band=overdue")}
    assert case_no in su.get(bands).main()


def test_the_reason_and_the_unit_stand_beside_a_late_case(
    late: None, su: Visitor, desk: Desk, case_no: str
) -> None:
    desk.perform(1, case_no, a.ExplainLateness(reason="档案移交未完", unit="档案室"), LATE)

    page = su.get("/supervision").main()

    assert "档案移交未完 档案室" in page
    assert "未说明超期原因" not in page


def test_limits_other_than_the_reply_open_their_cases(su: Visitor, case_no: str) -> None:
    page = su.get("/supervision")
    addresses = {href for href in page.links() if "act=correction_notice" in href and "band" not in href}

    assert not addresses  # its seven working days are over on 20 November: nothing is asked for any more


def test_a_window_for_a_correction_notice_opens_its_cases(app: Flask, su: Visitor, case_no: str) -> None:
    app.config["NOW"] = lambda: datetime(2026, 11, 12, 3, tzinfo=UTC)

    [address] = {href for href in su.get("/supervision").links() if href.endswith("act=correction_notice")}

    assert case_no in su.get(address).main()


def test_figures_open_the_cases_behind_them(su: Visitor, case_no: str) -> None:
    page = su.get("/supervision/figures?year=2026")
    [address] = {href for href in page.links() if "month=11" in href and "what=received" in href}

    assert case_no in su.get(address).main()


def test_clocks_of_a_case_stand_side_by_side(late: None, ana: Visitor, case_no: str) -> None:
    page = ana.get(f"/cases/{case_no}/clocks")

    assert "并行的期限" in page.main()
    assert "答复" in page.main()
    assert "安承办" in page.main()
    assert page.source.count("<svg") >= 2


def test_the_case_page_says_where_its_days_went(late: None, ana: Visitor, case_no: str) -> None:
    page = ana.get(f"/cases/{case_no}")

    assert any(href.endswith("/clocks") for href in page.links())
    assert "日子去了哪里 承办 25 日 · 收件 1 日" in page.main()


def test_another_agency_s_clocks_stay_closed(visit: Callable[[str], Visitor], case_no: str) -> None:
    page = visit("cy").get(f"/cases/{case_no}/clocks", 403)

    assert "本案属于其他机关" in page.main()
    assert "日子去了哪里" not in page.main()


def test_who_watches_one_agency_does_not_see_another_s(visit: Callable[[str], Visitor], case_no: str) -> None:
    cy = visit("cy")  # approver of the sister agency

    assert case_no not in cy.get("/supervision/cases?band=later").main()
    cy.get("/supervision?agency=2", 400)
    cy.get("/supervision/cases?agency=2", 403)


def test_the_page_of_the_meeting_comes_as_pdf(late: None, su: Visitor) -> None:
    answer = su.client.get("/supervision/meeting.pdf?year=2026&month=11")

    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF")
    assert "meeting-2026-11.pdf" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/supervision?by=colour", "请从列出的项目中选择"),
        ("/supervision?agency=99", "请从列出的项目中选择"),
        ("/supervision/cases?band=in_3", "没有这一组案件"),
        ("/supervision/cases?act=lunch", "没有这一组案件"),
        ("/supervision/cases?after=never~x", "页码有误"),
        ("/supervision/cases?handler=one", "页面地址有误"),
        ("/supervision/late?year=1999", "请从列出的项目中选择"),
        ("/supervision/figures?month=13", "请从列出的项目中选择"),
        ("/supervision/figures/cases?flag=lucky", "没有这个数字"),
        ("/supervision/figures/cases?after=2026-02-30~1", "页码有误"),
    ],
)
def test_a_wrong_address_says_so(su: Visitor, address: str, said: str) -> None:
    assert said in su.get(address, 400).main()


def test_the_navigation_of_a_supervisor_leads_to_the_overdue_ledger(su: Visitor) -> None:
    assert "/supervision" in su.get("/").links()


def test_a_handler_comes_to_the_overdue_cases_of_the_ledger(ana: Visitor, case_no: str) -> None:
    links = ana.get("/").links()

    assert "/supervision" not in links
    assert "/ledger?overdue=1" in links


def test_each_figure_of_the_assessment_opens_its_cases(
    su: Visitor, desk: Desk, late: None, awaiting_approval: str
) -> None:
    desk.perform(4, awaiting_approval, a.ReturnDraft(reason="依据不全"), LATE)
    page = su.get("/supervision/assessment?year=2026")

    opened = {href: su.get(href).main() for href in page.links() if "alone=1" in href}

    assert any("measure=returned" in href for href in opened)
    assert any("band=overdue" in href for href in opened)
    assert all(awaiting_approval in words for words in opened.values())


def test_a_measure_there_is_not_is_refused(su: Visitor) -> None:
    page = su.get("/supervision/assessment/cases?year=2026&measure=luck", 400)

    assert "没有这个数字，请从考核表点选" in page.main()


def test_the_meeting_says_nothing_of_months_after_its_own(su: Visitor) -> None:
    words = su.get("/supervision/meeting?year=2026&month=11").main().replace(" ", "")

    assert "收到00000000001–答复00000000000–" in words
