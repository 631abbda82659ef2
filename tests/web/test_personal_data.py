"""Identity numbers, phones and addresses stay masked on every page, whoever looks; the full view is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from urllib.parse import unquote

import pytest
from flask import Flask
from pages import Visitor

from workflow import acts as a
from workflow.desk import Desk
from workflow.terms import Channel

SECRET = a.Applicant(
    name="李样七",
    id_no="11010519491231002X",
    phone="13925325941",
    address="示例市样本路七十七号二单元",
    email="li.yangqi@example.org",
    agent="王代理",
    agent_id_kind="resident",
    agent_id_no="110105198801010014",
    agent_phone="13800007777",
    authority="power_of_attorney",
)
HIDDEN = (
    *(SECRET.id_no, SECRET.phone, "样本路七十七号", SECRET.email),
    *(SECRET.agent_id_no, SECRET.agent_phone),
)
#: what is printed for the post carries addresses by its nature
PRINTED = ("/post/labels", "/labels", ".pdf", ".csv", ".xlsx")


@pytest.fixture
def held(desk: Desk) -> str:
    """A registered letter of somebody of whom much is known, in Ana's hands."""
    form = a.Log(
        agency=2,
        channel=Channel.SIGNED_POST,
        arrived_on=date(2026, 11, 4),
        application="请求公开出让批准文件。",
        applicants=(SECRET,),
        submission_key="secret",
    )
    case_no = desk.log(1, form, datetime(2026, 11, 4, 3, tzinfo=UTC)).case_no
    desk.perform(1, case_no, a.TakeInHand(handler=1), datetime(2026, 11, 5, 3, tzinfo=UTC))
    return case_no


def ask(visitor: Visitor, desk: Desk, case_no: str, **sent: str) -> tuple[int, str]:
    """Ask for the full view as the page would; answers status and text."""
    [key] = desk.view(1, case_no, datetime(2026, 11, 20, tzinfo=UTC)).case.applicants
    token = visitor.get("/ledger").source.split('name="csrf_token" value="')[1].split('"')[0]
    address = f"/cases/{case_no}/people/{key}/full"
    response = visitor.client.post(address, data={"csrf_token": token, "reason": "核对身份"} | sent)
    return response.status_code, response.get_data(as_text=True)


def test_the_handler_sees_everything_once_and_the_supervisor_sees_that_they_did(
    visit: Callable[[str], Visitor], desk: Desk, held: str
) -> None:
    ana = visit("ana")

    status, text = ask(ana, desk, held)

    assert status == 200
    assert all(value in text for value in HIDDEN)
    assert not any(value in ana.get(f"/cases/{held}").source for value in HIDDEN)
    assert "核对身份" in visit("su").get(f"/cases/{held}").main()
    assert "谁看过" not in ana.get(f"/cases/{held}").main()


@pytest.mark.parametrize("account", ["bo", "rui", "qian", "su", "fa", "cy"])
def test_nobody_else_is_shown_it_or_offered_it(
    visit: Callable[[str], Visitor], desk: Desk, held: str, account: str
) -> None:
    status, text = ask(visit(account), desk, held)

    assert status == 403
    assert not any(value in text for value in HIDDEN)
    if account != "cy":
        assert "查看完整信息" not in visit(account).get(f"/cases/{held}").main()


@pytest.mark.parametrize("reason", ["", "  ", "长" * 201])
def test_no_reason_no_view(visit: Callable[[str], Visitor], desk: Desk, held: str, reason: str) -> None:
    status, text = ask(visit("ana"), desk, held, reason=reason)

    assert status == 400
    assert "理由" in text
    assert not any(value in text for value in HIDDEN)


def test_the_page_offers_it_with_one_press(visit: Callable[[str], Visitor], held: str) -> None:
    page = visit("ana").get(f"/cases/{held}")

    [form] = [f for f in page.all("form") if f.get("action", "").endswith("/full")]
    assert {"reason": "办理本件"}.items() <= {
        i.get("name"): i.get("value") for i in form.iter("input")
    }.items()


def test_the_page_says_who_acts_for_them_and_by_which_paper(
    visit: Callable[[str], Visitor], held: str
) -> None:
    page = visit("ana").get(f"/cases/{held}").main()

    assert "1101**********0014 居民身份证" in page
    assert "138****7777" in page
    assert "授权委托书 尚未核对原件" in page


def crawl(visitor: Visitor, start: str) -> dict[str, str]:
    """Every page of text that links lead to from there, one address of each path: address -> source."""
    found: dict[str, str] = {}
    seen: set[str] = set()
    waiting = ["/", start]
    while waiting:
        address = waiting.pop(0).split("#")[0]
        path = address.split("?")[0]
        if path in seen or not path.startswith("/") or path.startswith(("/language", "/static")):
            continue
        seen.add(path)
        response = visitor.client.get(address)
        if not response.content_type.startswith("text/html") or response.status_code in (301, 302, 303):
            continue
        found[address] = response.get_data(as_text=True)
        links = [part.split('"')[0] for part in found[address].split('href="')[1:]]
        waiting += [unquote(link).replace("&amp;", "&") for link in links if not link.startswith("http")]
    return found


@pytest.mark.parametrize(
    ("account", "stage"),
    [("ana", "in_hand"), *((account, "reviewed") for account in ("ana", "rui", "qian", "su", "cy"))],
)
def test_no_page_that_anybody_reaches_tells_it(
    app: Flask, visit: Callable[[str], Visitor], held: str, account: str, stage: str
) -> None:
    ana = visit("ana")
    if stage == "reviewed":
        ana.do(f"/cases/{held}/draft", supplied="出让批准文件（示例土批〔2026〕1号）")
        ana.do(f"/cases/{held}/submission")
        visit("rui").do(f"/cases/{held}/secrecy-pass")

    pages = crawl(visit(account), f"/cases/{held}")

    told = {
        address: value
        for address, source in pages.items()
        for value in HIDDEN
        if value in source and not any(mark in address for mark in PRINTED)
    }
    assert told == {}
    assert len(pages) > 4 or account == "cy"
