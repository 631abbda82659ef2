"""The report page: tables as printed, each figure with its cases, files, closing a year, checking a report."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from pages import Visitor

from workflow.desk import Desk


@pytest.fixture
def su(visit: Callable[[str], Visitor], case_no: str) -> Visitor:
    """The supervisor of the parent agency."""
    return visit("su")


def test_every_figure_leads_to_its_cases(su: Visitor, case_no: str) -> None:
    page = su.get("/reports?year=2026&subtree=1")

    [link] = [href for href in page.links() if "/new_received/total" in href]
    assert case_no in su.get(link).main()
    assert "勾稽关系成立" in page.main()
    assert "新收政府信息公开申请1件" in page.main()


def test_a_past_day_shows_what_was_known_then(su: Visitor) -> None:
    assert "新收政府信息公开申请0件" in su.get("/reports?year=2026&subtree=1&as_of=2026-11-03").main()


def test_the_report_reads_in_english(su: Visitor) -> None:
    su.client.set_cookie("lang", "en")

    assert "The sums hold" in su.get("/reports?year=2026&subtree=1").main()


@pytest.mark.parametrize(
    ("kind", "begins"),
    [("xlsx", b"PK"), ("docx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!doctype"), ("json", b"{")],
)
def test_the_report_comes_as_a_file(su: Visitor, kind: str, begins: bytes) -> None:
    answer = su.client.get(f"/reports/file.{kind}?year=2026&subtree=1")

    assert answer.status_code == 200
    assert answer.data.startswith(begins)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("year=1999", "请从列出的项目中选择"),
        ("year=x", "请从列出的项目中选择"),
        ("agency=99", "请从列出的项目中选择"),
        ("form=1990", "请从列出的项目中选择"),
        ("as_of=never", "看不出是哪一天"),
    ],
)
def test_a_report_that_cannot_be_says_so(su: Visitor, query: str, said: str) -> None:
    assert said in su.get(f"/reports?{query}", 400).main()


def test_no_cell_outside_the_form_opens(su: Visitor) -> None:
    row = su.get("/reports/cases/no_such_row/total?year=2026", 400)
    column = su.get("/reports/cases/granted/no_such_column?year=2026", 400)

    assert "没有这一行：no_such_row" in row.main()
    assert "没有这一列：no_such_column" in column.main()


def test_a_report_stays_closed_to_who_only_handles_cases(
    visit: Callable[[str], Visitor], case_no: str
) -> None:
    page = visit("ana").get("/reports", 403)

    assert "需要督办、管理员、审计、机关负责人、签发角色" in page.main()


def test_a_closed_year_stays_and_says_so(app: Flask, su: Visitor, desk: Desk, case_no: str) -> None:
    app.config["NOW"] = lambda: datetime(2027, 1, 15, 3, tzinfo=UTC)
    su.do("/reports/close?year=2026&agency=2", sure="1")

    page = su.get("/reports?year=2026&agency=2").main()
    assert "已封存2026年" in page
    assert "结转 1 件" in page
    assert "上年结转1件" in su.get("/reports?year=2027&agency=2").main()


def test_a_year_is_not_closed_without_the_tick(app: Flask, su: Visitor) -> None:
    app.config["NOW"] = lambda: datetime(2027, 1, 15, 3, tzinfo=UTC)

    page = su.refused("/reports/close?year=2026&agency=2", 400)

    assert [e for e in page.all("input") if e.get("name") == "sure" and e.get("aria-invalid") == "true"]
    assert "已封存2026年" not in su.get("/reports?year=2026&agency=2").main()


def test_a_year_that_runs_is_not_closed(su: Visitor) -> None:
    assert "还没有结束" in su.refused("/reports/close?year=2026&agency=2", 409, sure="1").main()


def test_a_published_report_is_checked_on_the_page(su: Visitor) -> None:
    report = su.client.get("/reports/file.json?year=2026&subtree=1").get_json()
    sound = (io.BytesIO(json.dumps(report).encode()), "report.json")
    page = su.refused("/reports/check", 200, file=sound)
    report["table3"][0]["values"]["total"] += 1
    wrong = (io.BytesIO(json.dumps(report).encode()), "report.json")

    assert "勾稽关系成立" in page.main()
    assert "2 处不成立" in su.refused("/reports/check", 200, file=wrong).main()


def test_a_file_that_is_no_report_is_refused_beside_the_field(su: Visitor) -> None:
    page = su.refused("/reports/check", 400, file=(io.BytesIO(b"hello"), "report.json"))

    assert "既不是 JSON 也不是 XLSX" in page.main()
