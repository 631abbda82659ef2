"""Calls today: whom to call, what to say, each try recorded, and receipt confirmed from the list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from pages import Visitor, read

from workflow import acts as a
from workflow.case import Case
from workflow.desk import Desk
from workflow.terms import Channel, Status

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)  # a Friday
PHONE = "13925325941"


def logged(desk: Desk, key: str, arrived: date, channel: Channel = Channel.WEB, agency: int = 2) -> str:
    """An application that waits to be confirmed."""
    who = a.Applicant(name=f"申请人{key}", phone=PHONE)
    form = a.Log(
        agency=agency,
        channel=channel,
        arrived_on=arrived,
        application=f"请求公开{key}的批准文件。",
        applicants=(who,),
        submission_key=key,
    )
    return desk.log(1 if agency == 2 else 5, form, datetime(2026, 11, 20, 1, tzinfo=UTC)).case_no


@pytest.fixture
def waiting(desk: Desk) -> str:
    """A web application of Wednesday."""
    return logged(desk, "甲", date(2026, 11, 18))


def case(desk: Desk, case_no: str) -> Case:
    """The case as it stands."""
    return desk.view(1, case_no, NOW).case


def test_the_list_has_the_oldest_first_with_the_days_waited(desk: Desk, ana: Visitor, waiting: str) -> None:
    newer = logged(desk, "乙", date(2026, 11, 20), Channel.PLAIN_POST)
    older = logged(desk, "丙", date(2026, 11, 9), Channel.FAX)

    words = ana.get("/calls").main()

    assert words.index(older) < words.index(waiting) < words.index(newer)
    assert "11月9日 周一 9" in words


def test_a_plain_letter_of_an_earlier_day_is_said_to_be_late(desk: Desk, ana: Visitor) -> None:
    logged(desk, "甲", date(2026, 11, 19), Channel.PLAIN_POST)

    assert "平信应当在收到的当日确认" in ana.get("/calls").main()


def test_the_page_of_a_call_says_what_to_say_and_masks_the_number(ana: Visitor, waiting: str) -> None:
    page = ana.get(f"/calls/{waiting}")

    assert "请求公开甲的批准文件" in page.main()
    assert "12月18日" in page.main()  # twenty working days from 20 November
    assert "139****5941" in page.main()
    assert PHONE not in page.source


def test_a_confirmation_fixes_receipt_and_leaves_the_list(desk: Desk, ana: Visitor, waiting: str) -> None:
    page = ana.get(f"/calls/{waiting}")
    sent = page.values() | {"c-way": "phone", "c-at": "10:05", "c-spoken": "本人", "confirm": "1"}
    response = ana.client.post(f"/calls/{waiting}", data=sent)

    held = case(desk, waiting)
    assert response.headers["Location"] == "/calls"
    assert (held.status, held.received_on) == (Status.RECEIVED, date(2026, 11, 20))
    assert waiting not in ana.get("/calls").main().replace(f"已确认收到 {waiting}", "")
    assert any(getattr(e.fact, "how", "") == "电话 10:05 本人" for e in desk.view(1, waiting, NOW).history)


def test_a_try_is_recorded_and_the_case_keeps_waiting(desk: Desk, ana: Visitor, waiting: str) -> None:
    sent = {"t-way": "phone", "t-at": "９:３０", "t-result": "no_answer", "t-note": "响了很久", "try": "1"}

    ana.do(f"/calls/{waiting}", **sent)

    assert case(desk, waiting).status is Status.AWAITING_CONFIRMATION
    assert "电话 9:30" in ana.get("/calls").main()
    assert "无人接听：响了很久" in ana.get(f"/calls/{waiting}").main()


def test_those_tried_today_come_after_those_not_tried(desk: Desk, ana: Visitor, waiting: str) -> None:
    newer = logged(desk, "乙", date(2026, 11, 20))
    ana.do(f"/calls/{waiting}", **{"t-way": "phone", "t-result": "no_answer", "try": "1"})

    words = ana.get("/calls").main()
    assert words.index(newer) < words.index(f"{waiting} 请求")


def test_a_try_without_a_result_comes_back_with_the_fault(desk: Desk, ana: Visitor, waiting: str) -> None:
    page = ana.refused(f"/calls/{waiting}", 400, **{"t-result": "", "t-at": "25:00", "try": "1"})

    assert "请填写结果" in page.main()
    assert "时间请写成 14:05" in page.main()
    assert case(desk, waiting).version == 1


def test_whoever_acts_on_a_stale_page_is_told(
    desk: Desk, ana: Visitor, visit: Callable[[str], Visitor], waiting: str
) -> None:
    bo, tried = visit("bo"), {"t-way": "phone", "t-result": "no_answer", "try": "1"}
    held = ana.get(f"/calls/{waiting}").values() | tried
    bo.do(f"/calls/{waiting}", **tried)

    page = read(ana.client.post(f"/calls/{waiting}", data=held))

    assert page.status == 409
    assert len([e for e in desk.view(1, waiting, NOW).history if "Attempted" in type(e.fact).__name__]) == 1


def test_a_case_that_is_confirmed_is_not_called(ana: Visitor, case_no: str) -> None:
    assert "不需要确认" in ana.get(f"/calls/{case_no}", 409).main()


def test_another_agency_sees_none_of_it(visit: Callable[[str], Visitor], desk: Desk, waiting: str) -> None:
    cy = visit("cy")

    assert waiting not in cy.get("/calls").main()
    cy.get(f"/calls/{waiting}", 403)


@pytest.mark.parametrize("account", ["rui", "qian", "su"])
def test_other_roles_do_not_call(visit: Callable[[str], Visitor], waiting: str, account: str) -> None:
    someone = visit(account)

    assert someone.client.get("/calls").status_code == 403
    assert someone.client.get(f"/calls/{waiting}").status_code == 403


def test_more_than_a_page_goes_on_where_it_ended(desk: Desk, ana: Visitor) -> None:
    numbers = {logged(desk, f"{n:03}", date(2026, 11, 1 + n % 19)) for n in range(53)}

    first = ana.get("/calls")
    [rest] = [link for link in first.links() if "after=" in link]
    second = ana.get(rest)

    on_first = {n for n in numbers if n in first.main()}
    on_second = {n for n in numbers if n in second.main()}
    assert (len(on_first), len(on_second)) == (50, 3)
    assert on_first | on_second == numbers


@pytest.mark.parametrize("after", ["x", "2026-11-20", "2026-11-20~x", "2026-13-40~1"])
def test_a_page_that_is_none_is_said(ana: Visitor, after: str) -> None:
    assert ana.client.get(f"/calls?after={after}").status_code == 400


def test_the_navigation_leads_to_the_calls(app: Flask, ana: Visitor, waiting: str) -> None:
    assert "/calls" in ana.get("/").links()
