"""The outgoing post: what waits, numbers pasted in one go, each letter its own act, slips that come back."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from pages import Page, Visitor, read
from pypdf import PdfReader

from web.post.pasting import matched
from workflow import acts as a
from workflow import personal_data
from workflow.case import Case
from workflow.desk import Desk
from workflow.errors import BadInput
from workflow.outgoing import Out
from workflow.store import repository
from workflow.store.outgoing_rows import Posted
from workflow.terms import Channel, Status, Way

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
EMS, EMS_TOO, MISTYPED, COURIER = "EX123456785CN", "EE123456785CN", "EX123456784CN", "SF1234567890123"
ADDRESS = "示例市样本路7号"


@pytest.fixture
def signed(desk: Desk, visit: Callable[[str], Visitor]) -> Callable[[str], str]:
    """Bring a case to a signed reply that waits for the post."""
    ana, rui, qian = visit("ana"), visit("rui"), visit("qian")

    def make(key: str, way: Way = Way.POST) -> str:
        who = a.Applicant(name=f"申请人{key}", id_kind="none", address=f"100000 {ADDRESS}{key}")
        form = a.Log(
            agency=2,
            channel=Channel.COUNTER,
            arrived_on=date(2026, 11, 4),
            application=f"请求公开{key}的批准文件。",
            applicants=(who,),
            submission_key=key,
            supply_way=way,
        )
        case_no = desk.log(1, form, datetime(2026, 11, 4, 3, tzinfo=UTC)).case_no
        desk.perform(1, case_no, a.TakeInHand(handler=1), datetime(2026, 11, 5, 3, tzinfo=UTC))
        at = f"/cases/{case_no}"
        ana.do(f"{at}/draft", supplied="批准文件（示例土批〔2026〕1号）")
        ana.do(f"{at}/submission")
        rui.do(f"{at}/secrecy-pass")
        qian.do(f"{at}/approval")
        return case_no

    return make


def case(desk: Desk, case_no: str) -> Case:
    """The case as it stands."""
    return desk.view(1, case_no, NOW).case


def checked(ana: Visitor, numbers: str, **more: str) -> Page:
    """The page on which the numbers are compared."""
    return read(ana.send("/post", to="/post/check", numbers=numbers, **more))


def confirm(ana: Visitor, page: Page) -> Page:
    """Send what the page shows, as a browser would."""
    fields = [f for f in page.all("main")[0].iter("input") if f.get("type") == "hidden"]
    sent: dict[str, list[str]] = {}
    for field in fields:
        sent.setdefault(field.get("name", ""), []).append(field.get("value", ""))
    return read(ana.client.post("/post/send", data=sent))


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
    ana.get(f"/post/labels.pdf?{asked}", 400)


def test_the_register_of_a_day_lists_what_went(ana: Visitor, signed: Callable[[str], str]) -> None:
    one = signed("甲")
    before = ana.get("/post/register").main()
    confirm(ana, checked(ana, EMS))

    today, yesterday = (ana.get(f"/post/register?on=2026-11-{day}").main() for day in (20, 19))

    assert all(part in before for part in (one, ADDRESS))
    assert all(part in today for part in (one, EMS, f"{ADDRESS}甲"))
    assert one not in yesterday


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
    visit(account).get(address, 403)


# the lines, on their own -------------------------------------------------------------------------


def letter(case_no: str, ref: str = "reply", document_no: str = "") -> Posted:
    """A letter of the list."""
    out = Out(
        ref,
        "reply",
        document_no or f"文〔2026〕{case_no}号",
        "c",
        "to_send",
        "post",
        date(2026, 1, 1),
        None,
        None,
        "",
        0,
    )
    return Posted(1, case_no, 2, 1, "", "李", out)


LETTERS = [letter("A-1"), letter("A-2"), letter("A-3")]


def pairs(text: str) -> list[tuple[str, str, str]]:
    """Case, number and level of every line."""
    return [(m.posted.case_no, m.number, m.level) for m in matched(text, LETTERS)]


def test_an_empty_line_passes_a_letter_over() -> None:
    assert pairs(f"{EMS}\n\n{EMS_TOO}\n\n\n") == [("A-1", EMS, "ok"), ("A-3", EMS_TOO, "ok")]


def test_a_number_written_in_groups_is_one_number() -> None:
    assert pairs("EX 12345678 5 CN") == [("A-1", EMS, "ok")]


def test_one_number_for_two_letters_is_looked_at_twice() -> None:
    assert [level for _no, _number, level in pairs(f"{EMS}\n{EMS}")] == ["warn", "warn"]


def test_an_unusual_number_is_looked_at_twice() -> None:
    assert pairs("12345") == [("A-1", "12345", "warn")]


def test_a_letter_on_two_lines_is_refused() -> None:
    assert [level for *_rest, level in pairs(f"A-1 {EMS}\nA-1 {EMS_TOO}")] == ["stop", "stop"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "没有邮件编号"),
        ("\n \n", "没有邮件编号"),
        (f"{EMS}\n{EMS_TOO}\n{EMS}\n{EMS}", "有 4 行编号，待寄发只有 3 份"),
        (f"A-1 {EMS}\n{EMS_TOO}", "每行都写"),
        (f"B-9 {EMS}", "第 1 行的“B-9”不在待寄发之列"),
    ],
)
def test_what_fits_no_letter_is_said_and_nothing_guessed(text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        matched(text, LETTERS)


def test_a_case_with_two_letters_asks_for_the_document_number() -> None:
    two = [letter("A-1"), letter("A-1", "2", "告〔2026〕5号")]

    with pytest.raises(BadInput, match="请写文号"):
        matched(f"A-1 {EMS}", two)
    assert matched(f"告〔2026〕5号 {EMS}", two)[0].posted.out.ref == "2"
