"""The ledger and my work: what each person sees, narrowed how, in which order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from pages import Visitor

from workflow import acts as a
from workflow.desk import Desk
from workflow.terms import Channel


@pytest.fixture
def cases(desk: Desk) -> list[str]:
    """Three of Ana's office, received weeks apart, and one of Cy's."""
    made = []
    for number, (days_ago, name) in enumerate([(40, "赵样一"), (20, "冯试一"), (1, "孙拟七")]):
        at = datetime(2026, 11, 20, 2, tzinfo=UTC) - timedelta(days=days_ago)
        made.append(log(desk, 1, 2, at, name, f"k{number}"))
    made.append(log(desk, 5, 3, datetime(2026, 11, 19, 2, tzinfo=UTC), "何示例", "k9"))
    return made


def log(desk: Desk, person: int, agency: int, at: datetime, name: str, key: str) -> str:
    form = a.Log(
        agency=agency,
        channel=Channel.COUNTER,
        arrived_on=date(at.year, at.month, at.day),
        application=f"请求公开第{key}号文件",
        applicants=(a.Applicant(name=name, phone="13925325941" if key == "k1" else ""),),
        submission_key=key,
    )
    return desk.log(person, form, at).case_no


def shown(page: object) -> list[str]:
    """The case numbers in order."""
    found = [e for e in page.all("a") if e.get("class") == "no"]  # type: ignore[attr-defined]
    return ["".join(e.itertext()) for e in found]


def test_the_soonest_deadline_stands_first_and_other_agencies_stay_out(
    ana: Visitor, cases: list[str]
) -> None:
    assert shown(ana.get("/ledger")) == cases[:3]


def test_a_supervisor_sees_the_whole_subtree_and_narrows_it_to_one(
    visit: Callable[[str], Visitor], cases: list[str]
) -> None:
    su = visit("su")

    assert set(shown(su.get("/ledger"))) == set(cases)
    assert shown(su.get("/ledger?agency=3")) == [cases[3]]


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("overdue=1", [0]),
        ("due_within=10", [1]),
        ("status=received", [0, 1, 2]),
        ("status=replied", []),
        ("channel=fax", []),
        ("text=冯试一", [1]),
        ("text=13925325941", [1]),
        ("text=示例-2026-0003", [2]),
        ("text=%25", []),
        ("text=k2", [2]),
    ],
)
def test_the_ledger_is_narrowed(ana: Visitor, cases: list[str], query: str, kept: list[int]) -> None:
    assert shown(ana.get(f"/ledger?{query}")) == [cases[n] for n in kept]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("status=lost", "请从列出的项目中选择"),
        ("agency=99", "请从列出的项目中选择"),
        ("due_within=soon", "请填写整数"),
        ("due_within=-1", "请填写整数"),
        ("channel=x", "请从列出的项目中选择"),
    ],
)
def test_a_filter_that_cannot_be_says_so(ana: Visitor, cases: list[str], query: str, said: str) -> None:
    page = ana.get(f"/ledger?{query}", 400)

    assert "请改正下列内容" in page.main()
    assert said in page.main()
    assert shown(page) == []


@pytest.mark.parametrize("after", ["x", "2026-11-20", "2026-11-20~x", "~", "2026-13-01~1"])
def test_a_page_that_was_tampered_with_is_refused(ana: Visitor, cases: list[str], after: str) -> None:
    page = ana.get(f"/ledger?after={after}", 400)

    assert "请从台账首页开始" in page.main()
    assert shown(page) == []


def test_overdue_cases_say_by_how_many_days(ana: Visitor, cases: list[str]) -> None:
    assert "超 10 日" in ana.get("/ledger?overdue=1").main()


def test_no_case_is_lost_or_shown_twice_between_pages(ana: Visitor, desk: Desk) -> None:
    at = datetime(2026, 11, 19, 2, tzinfo=UTC)
    made = [log(desk, 1, 2, at, "李样七", f"p{number}") for number in range(120)]
    seen, address = [], "/ledger"
    while address:
        page = ana.get(address)
        seen += shown(page)
        address = next((e.attrib["href"] for e in page.all("a") if e.get("rel") == "next"), "")

    assert seen == made


def test_my_work_is_grouped_by_how_soon(app: Flask, ana: Visitor, desk: Desk, cases: list[str]) -> None:
    for case_no in cases[:2]:
        desk.perform(1, case_no, a.TakeInHand(handler=1), datetime(2026, 11, 20, 2, tzinfo=UTC))
    app.config["NOW"] = lambda: datetime(2026, 11, 25, 3, tzinfo=UTC)

    page = ana.get("/")

    headings = ["".join(e.itertext()) for e in page.all("th") if e.get("scope") == "rowgroup"]
    assert headings == ["已超期 1", "2 个工作日内 1"]
    assert shown(page) == cases[:3]


def test_each_sees_what_waits_for_their_role(visit: Callable[[str], Visitor], awaiting_approval: str) -> None:
    assert shown(visit("qian").get("/")) == [awaiting_approval]
    assert shown(visit("rui").get("/")) == []
    assert "现在没有等你办理的案件" in visit("rui").get("/").main()


def test_the_navigation_counts_what_waits(visit: Callable[[str], Visitor], awaiting_approval: str) -> None:
    navigation = " ".join("".join(visit("qian").get("/").all("nav")[0].itertext()).split())

    assert "待签发1" in navigation


def test_a_withdrawn_case_waits_for_nothing(ana: Visitor, desk: Desk, cases: list[str]) -> None:
    desk.perform(1, cases[2], a.Withdraw(reason="已自行查到"), datetime(2026, 11, 20, 2, tzinfo=UTC))

    listed, page = ana.get("/ledger?status=withdrawn").words, ana.get(f"/cases/{cases[2]}").words

    assert cases[2] in listed
    assert "重新计算" not in listed
    assert "重新计算" not in page
    assert "已结束" in page


def test_a_find_marks_the_words_and_says_what_fits_without_the_number(ana: Visitor, cases: list[str]) -> None:
    by_word = ana.get("/ledger?text=试一")
    by_phone = ana.get("/ledger?text=139-2532-5941")

    assert ["".join(e.itertext()) for e in by_word.all("mark")] == ["试一"]
    assert "电话一致" in by_phone.main()
    assert "2532" not in by_phone.main().partition("电话一致")[2]


def test_nothing_found_says_what_was_searched_and_what_to_try(ana: Visitor, cases: list[str]) -> None:
    page = ana.get("/ledger?text=查无此词&status=received").main()

    assert "查过编号、文号" in page
    assert "去掉其他条件再查一次" in page


def test_each_condition_is_shown_and_taken_off_by_itself(ana: Visitor, cases: list[str]) -> None:
    links = ana.get("/ledger?stand=open&channel=counter").links()

    assert "/ledger?channel=counter" in links
    assert "/ledger?stand=open" in links


def test_the_page_before_is_reached_from_the_page_behind(ana: Visitor, desk: Desk) -> None:
    at = datetime(2026, 11, 19, 2, tzinfo=UTC)
    made = [log(desk, 1, 2, at, "李样七", f"p{number}") for number in range(60)]
    ways = {e.get("rel"): e.attrib["href"] for e in ana.get("/ledger").all("a") if e.get("rel")}
    second = ana.get(ways["next"])
    back = {e.get("rel"): e.attrib["href"] for e in second.all("a") if e.get("rel")}

    assert "prev" not in ways
    assert shown(second) == made[50:]
    assert shown(ana.get(back["prev"])) == made[:50]
