"""Checks while typing answer by the same rules as the form that is sent."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pages import Visitor


def day(ana: Visitor, text: str, **more: str) -> dict[str, object]:
    """What the page is told about a typed day."""
    return dict(ana.client.get("/check/day", query_string={"text": text} | more).get_json())


def test_a_typed_day_is_said_back_with_the_words_it_was_read_from(ana: Visitor) -> None:
    assert day(ana, "3月5日") == {
        "ok": True,
        "said": "2026年3月5日 星期四（按“3月5日”理解），260 天前",
        "on": "2026-03-05",
    }


def test_a_day_in_figures_needs_no_explanation(ana: Visitor) -> None:
    assert day(ana, "2026-11-18")["said"] == "2026年11月18日 星期三"


def test_a_day_that_cannot_be_is_told_with_its_reason(ana: Visitor) -> None:
    answer = day(ana, "2月30日")

    assert (answer["ok"], answer["said"]) == (False, "没有 2 月 30 日这一天")


def test_where_days_to_come_are_asked_for_the_next_is_meant(ana: Visitor) -> None:
    assert day(ana, "12.1", ahead="1")["on"] == "2026-12-01"
    assert day(ana, "12.1")["on"] == "2025-12-01"


def test_an_act_takes_its_day_in_words_and_says_it_back(ana: Visitor, case_no: str) -> None:
    where = ana.do(f"/cases/{case_no}/withdrawal", reason="来电撤回", on="昨天")

    assert "2026年11月19日 星期四（按“昨天”理解）" in ana.get(where).main()


def test_an_act_with_no_such_day_says_why_at_its_field(ana: Visitor, case_no: str) -> None:
    page = ana.refused(f"/cases/{case_no}/withdrawal", 400, reason="来电撤回", on="26.3.5")

    assert page.main().count("年份请写四位") == 2
    assert 'value="26.3.5"' in page.source


@pytest.mark.parametrize(
    ("kind", "number", "ok"),
    [
        ("resident", "11010519491231002X", True),
        ("resident", "110105194912310021", False),
        ("credit_code", "91110000600037341M", False),
        ("none", "whatever", True),
        ("resident", "", True),
    ],
)
def test_a_number_is_judged_as_typed_and_nothing_in_it_is_shown(
    ana: Visitor, kind: str, number: str, ok: bool
) -> None:
    token = ana.get("/intake").values()["csrf_token"]

    answer = ana.client.post("/check/identity", data={"csrf_token": token, "kind": kind, "number": number})

    assert answer.get_json()["ok"] is ok
    assert number not in answer.text or not number
    assert "1949" not in answer.text


def test_nobody_asks_without_signing_in(visitor: Visitor, visit: Callable[[str], Visitor]) -> None:
    assert visitor.client.get("/check/day?text=3.5").status_code == 303
    assert visit("su").client.post("/check/identity", data={"kind": "resident"}).status_code == 400
