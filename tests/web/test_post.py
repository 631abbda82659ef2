"""The outgoing post: what waits, numbers pasted in one go, each letter its own act, who reads addresses."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from pages import Visitor, read
from posting import ADDRESS, COURIER, EMS, EMS_TOO, MISTYPED, NOW, case, checked, confirm, signing
from pypdf import PdfReader

from workflow import personal_data
from workflow.desk import Desk
from workflow.store import repository
from workflow.terms import Status, Way


@pytest.fixture
def signed(desk: Desk, visit: Callable[[str], Visitor]) -> Callable[[str], str]:
    """Bring a case to a signed reply that waits for the post."""
    return signing(desk, visit)


def test_a_signed_reply_waits_for_the_post_until_it_is_sent(
    desk: Desk, ana: Visitor, signed: Callable[[str], str]
) -> None:
    one = signed("甲")
    before = ana.get("/post").main()

    done = confirm(ana, checked(ana, EMS))

    held = case(desk, one)
    assert one in before
    assert "已登记 1 份，未登记 0 份" in done.main()
    assert (held.status, held.dispatched_on) == (Status.REPLIED, date(2026, 11, 20))
    assert (held.dispatch_way, held.dispatch_tracking_no) == (Way.POST, EMS)
    assert one not in ana.get("/post").main()


def test_the_preview_records_nothing(desk: Desk, ana: Visitor, signed: Callable[[str], str]) -> None:
    one = signed("甲")

    page = checked(ana, EMS)

    assert EMS in page.main()
    assert case(desk, one).status is Status.APPROVED


def test_numbers_go_to_letters_in_the_order_of_the_list(
    desk: Desk, ana: Visitor, signed: Callable[[str], str]
) -> None:
    first, second = signed("甲"), signed("乙")

    confirm(ana, checked(ana, f"{EMS}\n{EMS_TOO}"))

    assert [case(desk, no).dispatch_tracking_no for no in (first, second)] == [EMS, EMS_TOO]


def test_lines_may_name_their_letters_in_any_order(
    desk: Desk, ana: Visitor, signed: Callable[[str], str]
) -> None:
    first, second = signed("甲"), signed("乙")
    document_no = case(desk, first).document_no

    confirm(ana, checked(ana, f"{second}\t{EMS_TOO}\n{document_no} {EMS}"))

    assert [case(desk, no).dispatch_tracking_no for no in (first, second)] == [EMS, EMS_TOO]


def test_a_courier_is_refused_with_the_rule_and_the_others_go(
    desk: Desk, ana: Visitor, signed: Callable[[str], str]
) -> None:
    first, second = signed("甲"), signed("乙")

    page = checked(ana, f"{COURIER}\n{EMS}")
    confirm(ana, page)

    assert "顺丰" in page.main()
    assert "邮政法第五十五条" in page.main()
    assert [case(desk, no).status for no in (first, second)] == [Status.APPROVED, Status.REPLIED]


def test_a_mistyped_number_is_not_recorded(desk: Desk, ana: Visitor, signed: Callable[[str], str]) -> None:
    signed("甲")

    page = checked(ana, MISTYPED)

    assert "校验位不符" in page.main()
    assert "登记寄发" not in page.main()


def test_one_that_fails_stops_none_of_the_others(
    desk: Desk, ana: Visitor, visit: Callable[[str], Visitor], signed: Callable[[str], str]
) -> None:
    """Between preview and confirmation the first reply is recalled."""
    first, second = signed("甲"), signed("乙")
    page = checked(ana, f"{EMS}\n{EMS_TOO}")
    visit("qian").do(f"/cases/{first}/recall", reason="附件有误")

    done = confirm(ana, page)

    assert "已登记 1 份，未登记 1 份" in done.main()
    assert "文书已撤回、作废或者换发" in done.main()
    assert [case(desk, no).status for no in (first, second)] == [Status.IN_HAND, Status.REPLIED]


def test_a_refused_posting_says_why(desk: Desk, ana: Visitor, signed: Callable[[str], str]) -> None:
    """The day of posting lies before the decision."""
    one = signed("甲")

    done = confirm(ana, checked(ana, EMS, on="2026-11-19"))

    assert "早于决定日" in done.main()
    assert case(desk, one).status is Status.APPROVED


def test_confirming_twice_posts_once(desk: Desk, ana: Visitor, signed: Callable[[str], str]) -> None:
    one = signed("甲")
    page = checked(ana, EMS)
    confirm(ana, page)
    version = case(desk, one).version

    again = confirm(ana, page)

    assert "已登记 1 份" in again.main()
    assert case(desk, one).version == version


def test_a_letter_sent_meanwhile_under_another_number_is_told(
    desk: Desk, ana: Visitor, signed: Callable[[str], str]
) -> None:
    signed("甲")
    page = checked(ana, EMS)
    confirm(ana, checked(ana, EMS_TOO))

    again = confirm(ana, page)

    assert "未登记 1 份" in again.main()
    assert EMS_TOO in again.main()


def test_a_form_that_was_tampered_with_is_refused(ana: Visitor, signed: Callable[[str], str]) -> None:
    signed("甲")
    token = ana.get("/post").values()["csrf_token"]
    sent = {"csrf_token": token, "carrier": "顺丰", "on": "2026-11-20", "letter": "x"}

    assert read(ana.client.post("/post/send", data=sent)).status == 400
    assert read(ana.client.post("/post/send", data=sent | {"carrier": "EMS"})).status == 400


def test_what_travels_otherwise_stands_apart(ana: Visitor, signed: Callable[[str], str]) -> None:
    one = signed("甲", Way.COUNTER)

    words = ana.get("/post").main()

    assert words.index("其他方式") < words.index(one)
    assert "没有待邮寄的文书" in words


def test_labels_carry_name_address_and_postcode(ana: Visitor, signed: Callable[[str], str]) -> None:
    one = signed("甲")

    answer = ana.client.get("/post/labels.pdf?sheet=2x7&skip=2")

    [page] = PdfReader(io.BytesIO(answer.data)).pages
    text = "".join((page.extract_text() or "").split())
    assert answer.content_type == "application/pdf"
    assert all(part in text for part in ("申请人甲", f"{ADDRESS}甲", "100000", one))


@pytest.mark.parametrize("asked", ["sheet=9x9", "sheet=2x7&skip=14", "sheet=2x7&skip=x"])
def test_a_sheet_that_is_none_is_refused(ana: Visitor, asked: str) -> None:
    assert "请选择标签纸和起始位置" in ana.get(f"/post/labels.pdf?{asked}", 400).main()


def test_the_register_of_a_day_lists_what_went(ana: Visitor, signed: Callable[[str], str]) -> None:
    one = signed("甲")
    before = ana.get("/post/register").main()
    confirm(ana, checked(ana, EMS))

    today, yesterday = (ana.get(f"/post/register?on=2026-11-{day}").main() for day in (20, 19))

    assert all(part in before for part in (one, ADDRESS))
    assert all(part in today for part in (one, EMS, f"{ADDRESS}甲"))
    assert one not in yesterday


def looks(desk: Desk, one: str) -> list[tuple[str, tuple[str, ...], str]]:
    """Whose data were shown in full, which, and why, the newest first."""
    with desk.store.database.reading() as connection:
        auditor = repository.officer(connection, 1, NOW.date())
        found = personal_data.looks(connection, auditor, personal_data.Asked(case_no=one))
    return [(look.applicant, look.fields, look.reason) for look in found]


def test_every_printing_of_addresses_is_written_down(
    desk: Desk, ana: Visitor, signed: Callable[[str], str]
) -> None:
    one, other = signed("甲"), signed("乙", Way.COUNTER)
    ana.get("/post")
    assert looks(desk, one) == []

    ana.client.get("/post/labels.pdf?sheet=2x7")
    ana.get("/post/register")
    confirm(ana, checked(ana, EMS))
    ana.get("/post/register?on=2026-11-20")

    reasons = ("查看 2026-11-20 寄发登记簿", "打印交寄清单", "打印信封标签")
    assert looks(desk, one) == [("申请人甲", ("address",), reason) for reason in reasons]
    assert looks(desk, other) == []


@pytest.mark.parametrize("address", ["/post", "/post/register", "/post/slips", "/post/labels.pdf"])
@pytest.mark.parametrize("account", ["rui", "su"])
def test_other_roles_do_not_post(visit: Callable[[str], Visitor], account: str, address: str) -> None:
    assert "需要收件、承办角色" in visit(account).get(address, 403).main()
