"""Several cases at once: each its own act and its own result, the impossible ones left out with the reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pages import Page, Visitor, read

from workflow import acts as a
from workflow.desk import Desk
from workflow.terms import Channel, Status

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)


@pytest.fixture
def cases(desk: Desk) -> list[str]:
    """Three that wait to be taken in hand."""
    made = []
    for number in range(3):
        form = a.Log(
            agency=2,
            channel=Channel.COUNTER,
            arrived_on=date(2026, 11, 19),
            application=f"请求公开第{number}号文件",
            applicants=(a.Applicant(name="赵样一"),),
            submission_key=f"b{number}",
        )
        made.append(desk.log(1, form, NOW).case_no)
    return made


def ticked(who: Visitor, kind: str, cases: list[str]) -> Any:
    """Tick cases in the ledger and press the button."""
    token = who.get("/ledger").values()["csrf_token"]
    return who.client.post("/ledger/bulk", data={"csrf_token": token, "kind": kind, "case": cases})


def keys(page: Page) -> list[str]:
    return [e.attrib["value"] for e in page.all("input") if e.get("name") == "key"]


def sent(who: Visitor, page: Page, **said: str) -> Page:
    """Confirm."""
    data = page.values() | {"key": keys(page)} | said
    return read(who.client.post("/ledger/bulk/acts", data=data))


def status(desk: Desk, case_no: str) -> Status:
    return desk.view(1, case_no, NOW).case.status


def length(desk: Desk, case_no: str) -> int:
    return len(desk.view(1, case_no, NOW).history)


def test_each_ticked_case_is_taken_in_hand_by_its_own_act(ana: Visitor, desk: Desk, cases: list[str]) -> None:
    page = read(ticked(ana, "assign", cases[:2]))

    done = sent(ana, page, handler="2", unit="规划科")

    assert "办成 2 件，没有办成 0 件" in done.main()
    assert [status(desk, no) for no in cases] == [Status.IN_HAND, Status.IN_HAND, Status.RECEIVED]
    assert desk.view(1, cases[0], NOW).case.handler == 2


def test_a_form_sent_twice_acts_once(ana: Visitor, desk: Desk, cases: list[str]) -> None:
    page = read(ticked(ana, "assign", cases))
    sent(ana, page, handler="2")
    before = [length(desk, no) for no in cases]

    again = sent(ana, page, handler="1", reason="再次发送")

    assert "办成 0 件，没有办成 3 件" in again.main()
    assert [length(desk, no) for no in cases] == before


def test_what_cannot_be_done_is_left_out_with_the_reason_and_stops_no_other(
    ana: Visitor, desk: Desk, cases: list[str]
) -> None:
    desk.perform(1, cases[0], a.Withdraw(reason="已自行查到"), NOW)

    page = read(ticked(ana, "archive", cases))

    assert "下列 2 件不能办理" in page.main()
    assert [key.rpartition("~")[0] for key in keys(page)] == cases[:1]
    assert "办成 1 件" in sent(ana, page, retention="30年", reason="重大事项").main()
    assert status(desk, cases[0]) is Status.ARCHIVED


def test_one_that_changed_meanwhile_is_told_and_the_others_are_done(
    ana: Visitor, desk: Desk, cases: list[str]
) -> None:
    page = read(ticked(ana, "assign", cases))
    desk.perform(1, cases[1], a.Note(note="申请人来电"), NOW)

    done = sent(ana, page, handler="2")

    assert "办成 2 件，没有办成 1 件" in done.main()
    assert status(desk, cases[1]) is Status.RECEIVED


def test_handing_on_asks_for_a_reason_before_anything_is_done(
    ana: Visitor, desk: Desk, cases: list[str]
) -> None:
    desk.perform(1, cases[0], a.TakeInHand(handler=1), NOW)
    page = read(ticked(ana, "assign", cases[:2]))

    back = sent(ana, page, handler="2")
    assert (back.status, status(desk, cases[1])) == (400, Status.RECEIVED)

    assert "办成 2 件" in sent(ana, back, handler="2", reason="工作调整").main()
    assert [desk.view(1, no, NOW).case.handler for no in cases[:2]] == [2, 2]


def test_a_supervisor_urges_the_subtree(
    visit: Callable[[str], Visitor], desk: Desk, cases: list[str]
) -> None:
    for case_no in cases:
        desk.perform(1, case_no, a.TakeInHand(handler=1), NOW)
    su = visit("su")
    page = read(ticked(su, "urge", cases))

    done = sent(su, page, demands="请在期限内答复")

    assert "办成 3 件" in done.main()
    assert "请在期限内答复" in visit("ana").get(f"/cases/{cases[0]}").main()


def test_what_has_to_be_said_is_asked_for(
    visit: Callable[[str], Visitor], desk: Desk, cases: list[str]
) -> None:
    su = visit("su")
    page = read(ticked(su, "urge", cases))

    back = sent(su, page, demands="")

    assert back.status == 400
    assert len(keys(back)) == 3


@pytest.mark.parametrize(
    ("who", "kind"), [("su", "assign"), ("su", "archive"), ("ana", "urge"), ("ana", "burn")]
)
def test_who_may_not_do_it_is_refused(
    visit: Callable[[str], Visitor], cases: list[str], who: str, kind: str
) -> None:
    someone = visit(who)
    token = someone.get("/ledger").values()["csrf_token"]

    answer = someone.client.post("/ledger/bulk", data={"csrf_token": token, "kind": kind, "case": cases})

    assert answer.status_code in (400, 403)


def test_nothing_ticked_too_much_and_tampered_forms_are_refused(ana: Visitor, cases: list[str]) -> None:
    token = ana.get("/ledger").values()["csrf_token"]
    wrong = (
        ("/ledger/bulk", {"kind": "assign"}),
        ("/ledger/bulk", {"kind": "assign", "case": [f"示例-2026-{n:04d}" for n in range(51)]}),
        ("/ledger/bulk/acts", {"kind": "assign", "key": [cases[0]]}),
        ("/ledger/bulk/acts", {"kind": "assign", "key": [f"{cases[0]}~x"]}),
    )

    answers = [ana.client.post(path, data={"csrf_token": token, **form}) for path, form in wrong]

    assert [answer.status_code for answer in answers] == [400] * 4


def test_a_case_of_another_agency_is_not_touched(
    visit: Callable[[str], Visitor], desk: Desk, cases: list[str]
) -> None:
    cy = visit("cy")
    own = a.Log(
        agency=3,
        channel=Channel.COUNTER,
        arrived_on=date(2026, 11, 19),
        application="请求公开规划",
        applicants=(a.Applicant(name="何示例"),),
        submission_key="c1",
    )
    desk.log(5, own, NOW)

    assert ticked(cy, "assign", cases[:1]).status_code == 403
    assert status(desk, cases[0]) is Status.RECEIVED


def test_who_can_do_none_of_it_sees_no_boxes(visit: Callable[[str], Visitor], cases: list[str]) -> None:
    page = visit("rui").get("/ledger")

    assert cases[0] in page.main()
    assert not [e for e in page.all("input") if e.get("name") == "case"]
