"""Every form about cases and letters, ready to be sent: endpoint, and what is pressed -> the form filled in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Final, NamedTuple

import mail_server
import openpyxl
import pytest
from flask import Flask
from once import Form, body, filled, pressed
from pages import PASSWORD, Visitor, read
from posting import EMS, checked, signing

from workflow import acts as a
from workflow.desk import Desk
from workflow.office import add_person
from workflow.store import Store
from workflow.terms import Channel, Role

NOW: Final = datetime(2026, 11, 20, 3, tzinfo=UTC)
PNG: Final = (b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "申请书.png")
FAX: Final = a.Log(
    agency=2,
    channel=Channel.FAX,
    arrived_on=date(2026, 11, 20),
    application="请求公开示例大道的批复。",
    applicants=(a.Applicant(name="赵八", phone="13925325941", email="zhao@example.org"),),
    submission_key="fax",
)
COUNTER: Final = replace(FAX, channel=Channel.COUNTER, submission_key="counter")
TOLD: Final = {
    "addressee": "示例置业有限公司",
    "fact_info": "出让合同",
    "fact_reason": "公共利益需要公开。",
    "fact_opinion": "disagree",
    "fact_asked_on": "2026-11-06",
}


class Office(NamedTuple):
    """The pages, and a case in Ana's hands."""

    app: Flask
    desk: Desk
    store: Store
    visit: Callable[[str], Visitor]
    case_no: str
    patch: pytest.MonkeyPatch

    @property
    def at(self) -> str:
        """Where the case stands."""
        return f"/cases/{self.case_no}"


Ready = Callable[[Office], Form]


def _intake(office: Office) -> Form:
    says = {"application": "请求公开幼儿园收费批复。", "applicants-0-name": "李样七", "not_secret": "1"}
    return filled(office.visit("ana"), "/intake/letter", files=PNG, **says)


def _panel(office: Office) -> Form:
    form = filled(office.visit("ana"), "/intake/letter", **{"applicants-0-name": "李样七"})
    return form._replace(to="/intake/letter/panel")


def _identity(office: Office) -> Form:
    return pressed(office.visit("ana"), "/check/identity", kind="resident", number="11010519491231002X")


def _staged(office: Office) -> Form:
    return pressed(office.visit("ana"), "/papers", papers_key="k" * 24, files=PNG)


def _paper_added(office: Office) -> Form:
    to = f"{office.at}/documents"
    return filled(office.visit("ana"), office.at, to, files=PNG, not_secret="1")


def _full(office: Office) -> Form:
    [key] = office.desk.view(1, office.case_no, NOW).case.applicants
    return pressed(office.visit("ana"), f"{office.at}/people/{key}/full", reason="核对身份")


def _unsaved(office: Office) -> Form:
    form = filled(office.visit("ana"), f"{office.at}/draft", supplied="批文")
    return form._replace(to=f"{office.at}/draft/unsaved")


def _letter_unsaved(office: Office) -> Form:
    shown = f"{office.at}/letter-draft?kind=notice_third_party"
    form = filled(office.visit("ana"), shown, **TOLD)
    return form._replace(to=f"{office.at}/letters/unsaved")


def _ahead(office: Office) -> Form:
    form = filled(office.visit("ana"), f"{office.at}/extension", reason="档案多")
    return form._replace(to=f"{office.at}/extension/ahead")


def _submitted(office: Office) -> None:
    ana = office.visit("ana")
    ana.do(f"{office.at}/draft", supplied="批文")
    ana.do(f"{office.at}/submission")


def _waiting(office: Office) -> Visitor:
    _submitted(office)
    office.visit("rui").do(f"{office.at}/secrecy-pass")
    return office.visit("qian")


def _one_more(office: Office) -> None:
    """Somebody beside who takes a draft over."""
    everything = (Role.SECRECY_REVIEWER, Role.LEGAL_REVIEWER, Role.APPROVER)
    add_person(office.store, agency=2, account="lu", name="陆局长", password=PASSWORD, roles=everything)


def _decision(do: str, **says: str) -> Ready:
    def ready(office: Office) -> Form:
        _one_more(office)
        _submitted(office)
        to = f"{office.at}/reply/decision"
        return filled(office.visit("rui"), f"{office.at}/reply", to, do=do, **says)

    return ready


def _letter_decision(do: str, **says: str) -> Ready:
    def ready(office: Office) -> Form:
        _one_more(office)
        ana, to = office.visit("ana"), f"{office.at}/letters/1/decision"
        draft = f"{office.at}/letter-draft"
        ana.do(f"{draft}?kind=notice_third_party", to=draft, **TOLD)
        ana.do(f"{office.at}/letter-submission")
        return filled(office.visit("fa"), to, do=do, **says)

    return ready


def _ticked(office: Office) -> Form:
    qian = _waiting(office)
    box = next(e for e in qian.get("/approval").all("input") if e.get("name") == "letter")
    return pressed(qian, "/approval/batch", letter=box.get("value"))


def _signed_together(office: Office) -> Form:
    listed = _ticked(office)
    page = read(listed.who.client.post(listed.to, data=listed.fields))
    return Form(listed.who, "/approval/batch/signature", page.values())


def _court_file(office: Office) -> Form:
    return filled(office.visit("ana"), f"{office.at}/bundle", kind="zip")


def _call(button: str, **says: str) -> Ready:
    def ready(office: Office) -> Form:
        at = f"/calls/{office.desk.log(1, FAX, NOW).case_no}"
        return filled(office.visit("ana"), at, **{button: "1"}, **says)

    return ready


def _signed(office: Office) -> str:
    return signing(office.desk, office.visit)("甲")


def _numbers(office: Office) -> Form:
    _signed(office)
    return filled(office.visit("ana"), "/post", "/post/check", numbers=EMS)


def _posted(office: Office) -> Form:
    _signed(office)
    page = checked(ana := office.visit("ana"), EMS)
    return Form(ana, "/post/send", page.values("/post/send"))


def _slip(button: str, **says: str) -> Ready:
    def ready(office: Office) -> Form:
        ana, at = office.visit("ana"), f"/post/slips/{_signed(office)}/reply"
        ana.client.post("/post/send", data=checked(ana, EMS).values("/post/send"))
        if button == "again":
            ana.do(at, **{"r-why": "unknown", "returned": "1"})
        office.app.config["NOW"] = lambda: NOW + timedelta(days=4)
        return filled(ana, at, **{button: "1"}, **says)

    return ready


def _receipt_mailed(office: Office) -> Form:
    mail_server.absent(office.patch)
    at = f"/cases/{office.desk.log(1, COUNTER, NOW).case_no}"
    to = f"{at}/letters/receipt/mail"
    return filled(office.visit("ana"), at, to)


def _ledger_file() -> tuple[bytes, str]:
    book = openpyxl.Workbook()
    book.active.append(("登记编号", "申请人", "收到日期", "申请方式", "申请内容", "答复日期", "答复结果"))
    book.active.append(
        ("2023-1", "王样一", "2023-01-05", "当面", "请求公开甲项目批复", "2023-01-20", "予以公开")
    )
    out = BytesIO()
    book.save(out)
    return out.getvalue(), "台账.xlsx"


def _old_ledger(office: Office) -> Form:
    return filled(office.visit("ana"), "/import", file=_ledger_file())


def _imported(button: str) -> Ready:
    def ready(office: Office) -> Form:
        form = _old_ledger(office)
        settled(office)
        answer = form.who.client.post(form.to, data=body(form.fields))
        settled(office)
        return pressed(form.who, f"{answer.location}/{button}")

    return ready


def settled(office: Office) -> None:
    """Wait until the work that goes on beside the pages has ended."""
    held = office.app.extensions
    works = (held.get("import thread"), held["jobs"]._pool if "jobs" in held else None)
    for thread in works:
        if thread is not None:
            thread.submit(int).result(timeout=60)


def _answered(office: Office) -> Visitor:
    qian, ana = _waiting(office), office.visit("ana")
    qian.do(f"{office.at}/approval")
    ana.do(f"{office.at}/dispatch", way="post", carrier="中国邮政", tracking_no="XA1")
    ana.do(f"{office.at}/service", how="签收")
    return ana


def _proofs(office: Office) -> Form:
    ana, to = _answered(office), f"{office.at}/appeals/1/draft/evidence_list"
    ana.do(f"{office.at}/appeal", kind="review", organ="示例市人民政府", appeal_no="示政复9号", claim="撤销")
    return filled(ana, f"{office.at}/appeals", to)


def _handed_over(office: Office) -> Form:
    ana = _answered(office)
    ana.do(f"{office.at}/archive")
    return filled(ana, "/archive/transfer", case=office.case_no)


FORMS: Final[dict[str, Ready]] = {
    "intake.log": _intake,
    "intake.look": _panel,
    "checks.identity": _identity,
    "papers.stage": _staged,
    "papers.add": _paper_added,
    "cases.full": _full,
    "drafting.put_aside": _unsaved,
    "drafting.letter_aside": _letter_unsaved,
    "acts.look": _ahead,
    "review.decide pass": _decision("pass", item_0="1"),
    "review.decide return": _decision("return", reason="依据不全"),
    "review.decide takeover": _decision("takeover", why="由我改写"),
    "review.decide_letter pass": _letter_decision("pass"),
    "review.decide_letter return": _letter_decision("return", reason="依据不全"),
    "review.decide_letter takeover": _letter_decision("takeover", why="由我改写"),
    "review.confirm": _ticked,
    "review.sign": _signed_together,
    "bundle.take": _court_file,
    "appeals.draft": _proofs,
    "archive.hand_over": _handed_over,
    "calls.record tried": _call("try", **{"t-way": "phone", "t-result": "no_answer"}),
    "calls.record confirmed": _call("confirm", **{"c-way": "phone", "c-spoken": "本人"}),
    "post.check": _numbers,
    "post.send": _posted,
    "post.record arrived": _slip("arrived", **{"a-how": "self", "a-on": "2026-11-23"}),
    "post.record returned": _slip("returned", **{"r-why": "unknown"}),
    "post.record again": _slip("again", **{"s-carrier": "EMS", "s-on": "", "s-number": "EE123456785CN"}),
    "mails.receipt": _receipt_mailed,
    "importing.send_ledger": _old_ledger,
    "importing.run": _imported("run"),
    "importing.stop": _imported("stop"),
    "importing.forget": _imported("forget"),
}
