"""E-mail from the pages: the receipt by one press, the reply with its dispatch, failures that show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import mail_server
import pytest
from mail_server import Mailbox
from pages import Page, Visitor, read
from rows import run

from workflow import acts as a
from workflow.desk import Desk
from workflow.mail.outbox import send_due
from workflow.store import Store
from workflow.terms import Channel, MailStatus, Status, Way

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
ADDRESS = "li.yangqi@example.org"


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """A mail server that takes everything until told otherwise."""
    with mail_server.server(monkeypatch) as running:
        yield running


@pytest.fixture
def mine(desk: Desk) -> str:
    """A case in Ana's hands whose applicant wants the reply by e-mail."""
    form = a.Log(
        agency=2,
        channel=Channel.COUNTER,
        arrived_on=date(2026, 11, 4),
        application="请求公开原浒山片区三产综合楼用地的出让批准文件。",
        applicants=(a.Applicant(name="李样七", id_kind="none", email=ADDRESS),),
        submission_key="mine",
        supply_way=Way.EMAIL,
    )
    case_no = desk.log(1, form, datetime(2026, 11, 4, 3, tzinfo=UTC)).case_no
    desk.perform(1, case_no, a.TakeInHand(handler=1), datetime(2026, 11, 5, 3, tzinfo=UTC))
    return case_no


@pytest.fixture
def approved(visit: Callable[[str], Visitor], store: Store, mine: str) -> str:
    """Its reply signed; one sent by e-mail names the channel of review on the internet (复议法第二十二条)."""
    run(store, "UPDATE agencies SET review_online = 'https://fy.example.gov.cn' WHERE agency_id = 2")
    ana, at = visit("ana"), f"/cases/{mine}"
    ana.do(f"{at}/draft", supplied="批准文件（示例土批〔2026〕1号）")
    ana.do(f"{at}/submission")
    visit("rui").do(f"{at}/secrecy-pass")
    visit("qian").do(f"{at}/approval")
    return mine


def press(ana: Visitor, case_no: str) -> Page:
    """Press the button that e-mails the receipt, and see the case."""
    seen = ana.get(f"/cases/{case_no}/note").values()  # the token, and the case as it stands
    at = f"/cases/{case_no}/letters/receipt/mail"
    response = ana.client.post(at, data={name: seen[name] for name in ("csrf_token", "version")})
    if response.status_code != 303:
        return read(response)
    return ana.get(response.headers["Location"])


def test_the_receipt_goes_by_one_press(desk: Desk, ana: Visitor, mine: str, box: Mailbox) -> None:
    waiting = press(ana, mine)
    send_due(desk, NOW)
    sent = ana.get(f"/cases/{mine}")

    [letter] = box.taken
    [attached] = letter.iter_attachments()
    assert "待发送 登记回执" in waiting.main()
    assert "已发送 登记回执" in sent.main()
    assert attached.get_content().startswith(b"%PDF")
    assert box.to == [ADDRESS]


def test_pages_show_the_address_masked(desk: Desk, ana: Visitor, mine: str, box: Mailbox) -> None:
    press(ana, mine)

    assert ADDRESS not in ana.get(f"/cases/{mine}").source


def test_a_mailbox_that_refuses_shows_on_the_case_with_the_next_step(
    desk: Desk, ana: Visitor, mine: str, box: Mailbox
) -> None:
    press(ana, mine)
    box.rcpt = "550 no such user"
    send_due(desk, NOW)

    words = ana.get(f"/cases/{mine}").main()
    assert "未能发送 登记回执" in words
    assert "550 no such user" in words
    assert "核对地址后再次发送" in words


def test_without_settings_there_is_no_button_but_a_word(ana: Visitor, mine: str) -> None:
    page = ana.get(f"/cases/{mine}")

    assert "尚未设置电子邮件" in page.main()
    assert "以电子邮件发送回执" not in page.main()
    assert "尚未设置电子邮件" in press(ana, mine).main()


def test_a_reply_wanted_by_email_is_dispatched_and_queued(
    desk: Desk, ana: Visitor, approved: str, box: Mailbox
) -> None:
    page = ana.get(f"/cases/{approved}/dispatch")
    values = page.values()
    tick = [f for f in page.all("input") if f.get("name") == "mail"]

    ana.client.post(f"/cases/{approved}/dispatch", data=values)
    send_due(desk, NOW)

    case = desk.view(1, approved, NOW).case
    assert "checked" in tick[0].attrib
    assert case.status is Status.REPLIED
    assert [(m.letter, m.status) for m in case.mails] == [("reply", MailStatus.SENT)]
    assert len(box.taken) == 1


def test_a_reply_posted_all_the_same_is_not_mailed(
    desk: Desk, ana: Visitor, approved: str, box: Mailbox
) -> None:
    ana.do(f"/cases/{approved}/dispatch", way="post", tracking_no="EX123456785CN")

    assert desk.view(1, approved, NOW).case.mails == ()


def test_without_settings_a_reply_by_email_is_recorded_as_sent_elsewhere(
    desk: Desk, ana: Visitor, approved: str
) -> None:
    page = ana.get(f"/cases/{approved}/dispatch")
    ana.do(f"/cases/{approved}/dispatch")

    case = desk.view(1, approved, NOW).case
    assert not [f for f in page.all("input") if f.get("name") == "mail"]
    assert (case.status, case.dispatch_way, case.mails) == (Status.REPLIED, Way.EMAIL, ())


def test_a_failed_reply_can_be_mailed_once_more(
    desk: Desk, ana: Visitor, approved: str, box: Mailbox
) -> None:
    ana.client.post(f"/cases/{approved}/dispatch", data=ana.get(f"/cases/{approved}/dispatch").values())
    box.rcpt = "550 mailbox full"
    send_due(desk, NOW)
    box.rcpt = ""

    ana.do(f"/cases/{approved}/mail", letter="reply")
    send_due(desk, NOW + timedelta(hours=1))

    statuses = [m.status for m in desk.view(1, approved, NOW).case.mails]
    assert statuses == [MailStatus.FAILED, MailStatus.SENT]


def test_another_agency_mails_nothing(
    visit: Callable[[str], Visitor], desk: Desk, mine: str, box: Mailbox
) -> None:
    cy = visit("cy")
    token = cy.get("/intake").values()["csrf_token"]

    response = cy.client.post(f"/cases/{mine}/letters/receipt/mail", data={"csrf_token": token})

    assert response.status_code == 403
    assert desk.view(1, mine, NOW).case.mails == ()
