"""What comes back of the post: slips found by their number, returned letters posted again, what is missed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from pages import Visitor
from posting import COURIER, EMS, EMS_TOO, MISTYPED, NOW, case, checked, confirm, signing

from workflow.desk import Desk
from workflow.terms import Status


@pytest.fixture
def signed(desk: Desk, visit: Callable[[str], Visitor]) -> Callable[[str], str]:
    """Bring a case to a signed reply that waits for the post."""
    return signing(desk, visit)


def test_a_slip_found_by_its_number_records_service(
    desk: Desk, ana: Visitor, app: Flask, signed: Callable[[str], str]
) -> None:
    one = signed("甲")
    confirm(ana, checked(ana, EMS))
    app.config["NOW"] = lambda: NOW + timedelta(days=4)
    found = ana.client.get("/post/slips?number=ex 12345678 5cn")

    sent = ana.get(found.location).values() | {"a-how": "self", "a-on": "2026-11-23", "arrived": "1"}
    ana.client.post(found.location, data=sent)

    held = desk.view(1, one, NOW + timedelta(days=4)).case
    assert (held.status, held.served_on) == (Status.SERVED, date(2026, 11, 23))
    assert "已于 2026年11月23日 送达" in ana.get(f"/post/slips?number={EMS}").main()


def test_a_letter_that_came_back_says_what_to_do_next(
    desk: Desk, ana: Visitor, signed: Callable[[str], str]
) -> None:
    one = signed("甲")
    confirm(ana, checked(ana, EMS))
    at = f"/post/slips/{one}/reply"

    ana.do(at, **{"r-why": "unknown", "r-note": "门卫称已搬走", "returned": "1"})

    held = case(desk, one)
    assert (held.status, held.failed_service) == (Status.REPLIED, 1)
    assert held.dispatched_on == date(2026, 11, 20)
    assert "再次投递" in ana.get("/post/slips").main()
    assert "核对地址" in ana.get(at).main()


def test_a_slip_before_the_posting_is_refused(desk: Desk, ana: Visitor, signed: Callable[[str], str]) -> None:
    one = signed("甲")
    confirm(ana, checked(ana, EMS))

    sent = {"a-how": "self", "a-on": "2026-11-19", "arrived": "1"}
    page = ana.refused(f"/post/slips/{one}/reply", 409, **sent)

    assert "早于寄发日" in page.main()


def test_a_slip_without_its_day_comes_back(ana: Visitor, signed: Callable[[str], str]) -> None:
    one = signed("甲")
    confirm(ana, checked(ana, EMS))

    page = ana.refused(f"/post/slips/{one}/reply", 400, **{"a-on": "", "arrived": "1"})

    assert "请填写签收日期" in page.main()


def test_what_has_no_slip_after_ten_days_is_listed(
    ana: Visitor, app: Flask, signed: Callable[[str], str]
) -> None:
    one = signed("甲")
    confirm(ana, checked(ana, EMS))

    missing = []
    for days in (10, 11):
        app.config["NOW"] = lambda days=days: NOW + timedelta(days=days)
        missing.append(one in ana.get("/post/slips").main())

    assert missing == [False, True]


def test_an_unknown_number_is_said(ana: Visitor) -> None:
    assert "没有以这个编号寄发的文书" in ana.get("/post/slips?number=EX1").main()


def test_another_agency_finds_nothing(
    ana: Visitor, visit: Callable[[str], Visitor], signed: Callable[[str], str]
) -> None:
    one, cy = signed("甲"), visit("cy")
    held = cy.get("/post").main()
    confirm(ana, checked(ana, EMS))

    assert one not in held
    assert one not in cy.get("/post/register?on=2026-11-20").main()
    assert "没有以这个编号" in cy.get(f"/post/slips?number={EMS}").main()
    cy.get(f"/post/slips/{one}/reply", 404)


def came_back(ana: Visitor, one: str) -> str:
    """The reply was posted and came back; answers the page of its slip."""
    confirm(ana, checked(ana, EMS))
    at = f"/post/slips/{one}/reply"
    ana.do(at, **{"r-why": "moved", "returned": "1"})
    return at


def test_a_letter_that_came_back_is_posted_again_and_both_postings_stay(
    desk: Desk, ana: Visitor, app: Flask, signed: Callable[[str], str]
) -> None:
    one = signed("甲")
    at = came_back(ana, one)
    app.config["NOW"] = lambda: NOW + timedelta(days=3)

    ana.do(at, **{"s-carrier": "EMS", "s-number": "ee 12345678 5 cn", "s-on": "2026-11-23", "again": "1"})

    held = desk.view(1, one, NOW + timedelta(days=3)).case
    assert (held.dispatched_on, held.dispatch_tracking_no) == (date(2026, 11, 20), EMS_TOO)
    first, second = (ana.get(f"/post/register?on=2026-11-{day}").main() for day in (20, 23))
    assert all(part in first for part in (EMS, "已退回，已再次寄发"))
    assert all(part in second for part in (EMS_TOO, "第2次寄发"))
    assert "再次交邮日期" not in ana.get(at).main()
    proof = ana.get(f"/cases/{one}").main()
    assert "再次寄发答复" in proof


def test_a_second_posting_takes_no_courier_and_no_mistyped_number(
    desk: Desk, ana: Visitor, signed: Callable[[str], str]
) -> None:
    one = signed("甲")
    at = came_back(ana, one)
    version = case(desk, one).version

    pages = [
        ana.refused(at, 400, **{"s-carrier": "EMS", "s-number": n, "again": "1"})
        for n in (COURIER, MISTYPED, "")
    ]

    said = ("不得使用快递公司", "校验位不符", "请填写新的邮件编号")
    assert all(words in page.main() for words, page in zip(said, pages, strict=True))
    assert case(desk, one).version == version


def test_what_did_not_come_back_is_not_posted_again(ana: Visitor, signed: Callable[[str], str]) -> None:
    one = signed("甲")
    confirm(ana, checked(ana, EMS))

    page = ana.refused(
        f"/post/slips/{one}/reply", 409, **{"s-carrier": "EMS", "s-number": EMS_TOO, "again": "1"}
    )

    assert "没有登记退件" in page.main()


def test_a_reply_recalled_after_it_was_posted_stays_in_the_register_of_that_day(
    ana: Visitor, visit: Callable[[str], Visitor], signed: Callable[[str], str]
) -> None:
    one = signed("甲")
    confirm(ana, checked(ana, EMS))
    visit("qian").do(f"/cases/{one}/recall", reason="附件有误")

    register = ana.get("/post/register?on=2026-11-20").main()

    assert all(part in register for part in (one, EMS, "已撤回"))
    assert "已撤回" in ana.get(f"/post/slips?number={EMS}").main()
    ana.get(f"/post/slips/{one}/reply", 404)
