"""Logging an application: the dates of each channel, checks at the field, and one form one case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import unquote

import pytest
from pages import Visitor, read

from workflow.desk import Desk
from workflow.terms import Channel, Status
from workflow.viewing import View

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
FILLED = {
    "application": "请求公开幼儿园收费批复。",
    "applicants-0-name": "李样七",
    "applicants-0-id_no": "11010519491231002X",
}


def logged(desk: Desk, address: str) -> View:
    """The case the form led to."""
    return desk.view(1, unquote(address).removesuffix("/receipt").rpartition("/")[2], NOW)


@pytest.mark.parametrize(
    ("tab", "channel", "dates", "status", "received_on"),
    [
        ("letter", "signed_post", {"arrived_on": "2026-11-18"}, Status.RECEIVED, date(2026, 11, 18)),
        (
            "letter",
            "signed_post",
            {"arrived_on": "2026-11-17", "signed_on": "2026-11-18"},
            Status.RECEIVED,
            date(2026, 11, 18),
        ),
        ("letter", "plain_post", {"arrived_on": "2026-11-18"}, Status.AWAITING_CONFIRMATION, None),
        (
            "letter",
            "plain_post",
            {"arrived_on": "2026-11-18", "confirmed_on": "2026-11-19", "confirmed_how": "电话"},
            Status.RECEIVED,
            date(2026, 11, 19),
        ),
        ("counter", "counter", {"arrived_on": "2026-11-20"}, Status.RECEIVED, date(2026, 11, 20)),
        ("phone", "oral", {"arrived_on": "2026-11-20"}, Status.RECEIVED, date(2026, 11, 20)),
        ("web", "web", {"arrived_on": "2026-11-19"}, Status.AWAITING_CONFIRMATION, None),
        (
            "email",
            "email",
            {"arrived_on": "2026-11-19", "confirmed_on": "2026-11-20"},
            Status.RECEIVED,
            date(2026, 11, 20),
        ),
        ("fax", "fax", {"arrived_on": "2026-11-19"}, Status.AWAITING_CONFIRMATION, None),
    ],
)
def test_each_channel_has_its_own_day_of_receipt(
    ana: Visitor,
    desk: Desk,
    tab: str,
    channel: str,
    dates: dict[str, str],
    status: Status,
    received_on: date | None,
) -> None:
    where = ana.do(f"/intake/{tab}", **FILLED, channel=channel, **dates)

    case = logged(desk, where).case
    assert (case.channel, case.status, case.received_on) == (Channel(channel), status, received_on)


def test_an_oral_application_says_that_the_office_wrote_it(ana: Visitor, desk: Desk) -> None:
    where = ana.do("/intake/phone", **FILLED, arrived_on="2026-11-20")

    assert logged(desk, where).case.written_by_office


def test_the_application_is_kept_word_for_word(ana: Visitor, desk: Desk) -> None:
    words = "  请求公开：\n\n一、“甲”文件；\n二、<b>乙</b>文件。  "

    where = ana.do("/intake/counter", **FILLED | {"application": words})

    view = logged(desk, where)
    assert view.texts[view.case.application_sha256] == words


def test_the_same_form_sent_twice_is_one_case(ana: Visitor, desk: Desk) -> None:
    values = ana.get("/intake").values() | FILLED | {"arrived_on": "2026-11-18"}

    first = ana.client.post("/intake/letter", data=values).headers["Location"]
    second = ana.client.post("/intake/letter", data=values).headers["Location"]

    assert first == second
    assert "没有重复登记" in ana.get(second).main()
    assert ana.get("/ledger").words.count("示例-2026-") == 1


def test_a_wrong_identity_number_is_told_at_its_field_and_above(ana: Visitor) -> None:
    page = ana.refused(
        "/intake", 400, to="/intake/letter", **FILLED | {"applicants-0-id_no": "11010519491231003X"}
    )

    assert "#applicants-0-id_no" in page.links()
    assert page.main().count("居民身份证号码校验不符") == 2


def test_what_was_typed_comes_back_with_the_mistakes(ana: Visitor) -> None:
    page = ana.refused("/intake", 400, to="/intake/letter", **FILLED | {"applicants-0-name": ""})

    assert "请求公开幼儿园收费批复。" in page.main()
    assert "11010519491231002X" in page.source


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"application": "   "}, "application"),
        ({"arrived_on": "2026-11-21"}, "arrived_on"),
        ({"arrived_on": "2026-02-30"}, "arrived_on"),
        ({"arrived_on": ""}, "arrived_on"),
        ({"arrived_on": "2026-11-18", "signed_on": "2026-11-17"}, "signed_on"),
        ({"channel": "pigeon"}, "channel"),
        ({"supply_way": "courier"}, "supply_way"),
        ({"applicants-0-type": "nobody"}, "applicants-0-type"),
        ({"applicants-0-id_kind": "library card"}, "applicants-0-id_kind"),
        ({"applicants-0-id_kind": "credit_code", "applicants-0-id_no": "1"}, "applicants-0-id_no"),
    ],
)
def test_a_form_that_cannot_be_is_refused_and_nothing_is_logged(
    ana: Visitor, values: dict[str, str], field: str
) -> None:
    page = ana.refused("/intake", 400, to="/intake/letter", **FILLED | values)

    assert f"#{field}" in page.links()
    assert "没有符合条件" in ana.get("/ledger").main()


@pytest.mark.parametrize("agency", ["3", "99", "", "x", "-1", "٣"])
def test_nobody_logs_for_an_agency_that_is_not_theirs(ana: Visitor, agency: str) -> None:
    page = read(ana.send("/intake", to="/intake/letter", **FILLED, agency=agency))

    assert page.status in (400, 403)
    assert "没有符合条件" in ana.get("/ledger").main()


def test_who_holds_another_role_logs_nothing(visit: Callable[[str], Visitor], ana: Visitor) -> None:
    values = ana.get("/intake").values() | FILLED
    qian = visit("qian")
    values["csrf_token"] = qian.get("/ledger").source.split('name="csrf_token" value="')[1].split('"')[0]

    for form in (values, values | {"application": ""}, values | {"more": "1"}):
        assert read(qian.client.post("/intake/letter", data=form)).status == 403


def test_two_people_ask_together(ana: Visitor, desk: Desk) -> None:
    values = ana.get("/intake/counter").values() | FILLED | {"more": "1"}
    again = ana.client.post("/intake/counter", data=values)
    assert 'name="applicants-1-name"' in again.text

    values = values | {"applicants-1-name": "赵样一", "applicants-1-type": "natural_person"}
    values |= {"applicants-1-id_kind": "none"}
    del values["more"]
    where = ana.client.post("/intake/counter", data=values).headers["Location"]

    assert [who.name for who in logged(desk, where).applicants] == ["李样七", "赵样一"]


def test_another_applicant_leaves_what_was_not_chosen_unchosen(ana: Visitor, desk: Desk) -> None:
    """A choice shown again without its empty line would fall to the first paper of authority."""
    page = ana.get("/intake/counter")
    for number in (1, 2):
        page = read(ana.client.post("/intake/counter", data=page.values() | FILLED | {"more": "1"}))
        named = {"applicants-1-name": "赵样一", "applicants-2-name": "钱样二"}
        assert page.values()[f"applicants-{number - 1}-authority"] == ""

    where = ana.client.post("/intake/counter", data=page.values() | FILLED | named).headers["Location"]

    assert [(who.name, who.authority) for who in logged(desk, where).applicants] == [
        *(("李样七", ""), ("赵样一", ""), ("钱样二", ""))
    ]


def test_a_row_added_and_left_empty_says_nothing(ana: Visitor, desk: Desk) -> None:
    rows: dict[str, Any] = {"applicants-1-name": "", "applicants-1-type": "natural_person"}

    where = ana.do("/intake/counter", **FILLED, **rows, **{"applicants-1-id_kind": "resident"})

    assert len(logged(desk, where).applicants) == 1


def test_the_next_form_follows_at_once_where_asked_for(ana: Visitor) -> None:
    where = ana.do("/intake/fax", **FILLED, another="1")

    assert where.startswith("/intake/fax?")
    assert "已登记为 示例-2026-0001" in ana.get(where).main()


def test_an_unknown_tab_is_not_found(ana: Visitor) -> None:
    page = ana.get("/intake/pigeon", 404)

    assert "没有找到" in page.main()
    assert not page.all("textarea")  # no form of a channel there is not
