"""My work: what waits for whom, soonest first, and the next act on each line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from urllib.parse import unquote

import pytest
from flask import Flask
from pages import Page, Visitor

from workflow import acts as a
from workflow.desk import Desk
from workflow.terms import Channel, Party


def log(desk: Desk, key: str, arrived: date, by: int = 1, **changes: object) -> str:
    """A counter application, in nobody's hands yet."""
    form = {
        "agency": 2,
        "channel": Channel.COUNTER,
        "arrived_on": arrived,
        "application": f"请求公开{key}的批复。",
        "applicants": (a.Applicant(name="李样七", phone="13925325941"),),
        "submission_key": key,
    }
    return desk.log(
        by, a.Log(**(form | changes)), datetime.combine(arrived, datetime.min.time(), UTC)
    ).case_no  # type: ignore[arg-type]


def groups(page: Page) -> list[str]:
    """The headings of the groups, in order."""
    rows = [tr for tr in page.all("tr") if tr.get("class") == "group"]
    return [str(tr[0].text).strip() for tr in rows]


def links(page: Page) -> list[str]:
    """Every address, as people read it."""
    return [unquote(link) for link in page.links()]


def at(day: int, month: int = 11) -> datetime:
    """Three in the morning UTC of that day."""
    return datetime(2026, month, day, 3, tzinfo=UTC)


def test_cases_stand_in_the_order_of_their_urgency(
    app: Flask, ana: Visitor, desk: Desk, case_no: str
) -> None:
    for key, day in (("甲", 3), ("乙", 16), ("丙", 9)):
        desk.perform(1, log(desk, key, date(2026, 11, day)), a.TakeInHand(handler=1), at(16))
    app.config["NOW"] = lambda: at(2, 12)

    page = ana.get("/")

    assert groups(page) == ["已超期", "今天", "5 个工作日内", "10 个工作日内"]
    assert page.main().index("甲") < page.main().index("出让批准文件") < page.main().index("丙")
    assert "其中 1 件已超期" in page.main()
    assert "1 件今天到期" in page.main()


def test_a_case_in_consultation_waits_for_whom_was_asked_until_their_last_day(
    ana: Visitor, desk: Desk, case_no: str
) -> None:
    asked = a.OpenConsultation(party=Party.THIRD_PARTY, name="示例置业有限公司", subject="商业秘密")
    desk.perform(1, case_no, asked, at(12))
    desk.perform(1, case_no, a.RecordConsultationService(ref="1"), at(13))

    page = ana.get("/")

    assert groups(page) == ["等待对方，期限不走"]
    assert "示例置业有限公司：意见" in page.main()
    assert "12月4日前" in page.main()
    assert f"/cases/{case_no}/opinion" in links(page)


def test_silence_of_the_consulted_makes_it_our_turn(
    app: Flask, ana: Visitor, desk: Desk, case_no: str
) -> None:
    asked = a.OpenConsultation(party=Party.THIRD_PARTY, name="示例置业有限公司", subject="商业秘密")
    desk.perform(1, case_no, asked, at(12))
    desk.perform(1, case_no, a.RecordConsultationService(ref="1"), at(13))
    app.config["NOW"] = lambda: at(7, 12)

    page = ana.get("/")

    assert groups(page) == ["对方期限已过，轮到你办"]
    assert "我：结束征求意见" in page.main()


def test_a_returned_draft_shows_the_comment_and_leads_back_to_it(
    visit: Callable[[str], Visitor], awaiting_approval: str
) -> None:
    visit("qian").do(f"/cases/{awaiting_approval}/return", reason="第三段依据不全")

    page = visit("ana").get("/")

    assert "退回修改" in page.main()
    assert "第三段依据不全" in page.main()


def test_a_case_handed_over_by_somebody_else_is_marked_as_new(
    visit: Callable[[str], Visitor], desk: Desk, case_no: str
) -> None:
    desk.perform(1, case_no, a.Reassign(handler=2, reason="休假"), at(19))

    assert "新分来" in visit("bo").get("/").main()
    desk.perform(2, case_no, a.Note(note="已阅"), at(20))
    assert "新分来" not in visit("bo").get("/").main()


def test_reviewers_and_approvers_find_their_queue_here(
    visit: Callable[[str], Visitor], awaiting_approval: str
) -> None:
    assert f"/cases/{awaiting_approval}/reply" in links(visit("qian").get("/"))
    assert awaiting_approval not in visit("rui").get("/").main()


def test_the_front_desk_finds_whom_to_call_and_what_to_send(ana: Visitor, desk: Desk) -> None:
    letter = log(desk, "平信", date(2026, 11, 20), channel=Channel.PLAIN_POST)

    page = ana.get("/")

    assert "待与申请人确认" in page.main()
    assert f"/cases/{letter}/confirmation" in links(page)


def test_a_limit_before_the_deadline_counts_for_the_order(app: Flask, ana: Visitor, desk: Desk) -> None:
    log(desk, "丁", date(2026, 11, 11))

    assert "要求补正 11月20日前" in ana.get("/").main()


def test_the_list_goes_on_where_a_page_ends_and_loses_no_case(ana: Visitor, desk: Desk) -> None:
    made = {log(desk, f"第{n}件", date(2026, 11, 3 + n % 14)) for n in range(57)}
    for case_no in made:
        desk.perform(1, case_no, a.TakeInHand(handler=1), at(18))

    first = ana.get("/")
    [onward] = [link for link in first.links() if "after=" in link]
    second = ana.get(onward)

    shown = [case_no for page in (first, second) for case_no in made if case_no in page.main()]
    assert sorted(shown) == sorted(made)
    assert not [link for link in second.links() if "after=" in link]


@pytest.mark.parametrize("after", ["x", "2026-13-01~1", "2026-11-20~x", "~"])
def test_a_page_address_that_was_tampered_with_is_refused(ana: Visitor, after: str) -> None:
    assert "页码有误，请从第一页开始" in ana.get(f"/?after={after}", 400).main()


def test_nobody_finds_the_work_of_another_agency(visit: Callable[[str], Visitor], case_no: str) -> None:
    assert case_no not in visit("cy").get("/").words
    assert "现在没有等你办理的案件" in visit("cy").get("/").main()
