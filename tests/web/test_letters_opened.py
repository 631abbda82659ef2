"""Letters, files and forms that are there: every role of the office opens them, who watches it too, nobody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256

import pytest
from flask import Flask
from letters_here import NOW, unchecked
from letters_here import app as app
from pages import PASSWORD, Visitor

from workflow import acts as a
from workflow import office
from workflow.desk import Desk
from workflow.store import Store
from workflow.terms import Role

desk = unchecked  # what the checks find is tested in test_letters_sent

PAPER = "授权委托书，委托张三办理。".encode()
DIGEST = sha256(PAPER).hexdigest()
PARENT, OWN, SISTER = 1, 2, 3
WATCHING = {Role.SUPERVISOR, Role.AUDITOR}
#: behind /cases/<case_no>, and what the answer begins with
THERE = {
    "letters/receipt.pdf": b"%PDF",
    "letters/reply.pdf": b"%PDF",
    "letters/1": b"<!doctype html>",
    "letters/1.pdf": b"%PDF",
    "letters/1/preview": b"<!doctype html>",
    "letters/1/decision": b"<!doctype html>",
    f"documents/{DIGEST}": PAPER,
    "reply": b"<!doctype html>",
    "reply/preview": b"<!doctype html>",
    "forms/approval_sheet?ref=1": b"<!doctype html>",
    "forms/approval_sheet.pdf?ref=1": b"%PDF",
    "forms/approval_sheet/preview?ref=reply": b"<!doctype html>",
}
TOLD = {
    "addressee": "示例置业有限公司",
    "fact_info": "出让合同",
    "fact_reason": "公共利益需要公开。",
    "fact_opinion": "disagree",
    "fact_asked_on": "2026-11-06",
}


@pytest.fixture
def full(visit: Callable[[str], Visitor], ana: Visitor, desk: Desk, case_no: str) -> str:
    """The case with a file, a signed letter to a third party and a signed reply."""
    at = f"/cases/{case_no}"
    desk.store.documents.put(PAPER)
    file = a.AddDocument(name="委托书.txt", sha256=DIGEST, media_type="text/plain", size=len(PAPER))
    desk.perform(1, case_no, file, NOW)
    ana.do(f"{at}/letter-draft?kind=notice_third_party", to=f"{at}/letter-draft", **TOLD)
    ana.do(f"{at}/letter-submission")
    visit("fa").do(f"{at}/letter-legal-pass")
    visit("qian").do(f"{at}/letter-signature")
    ana.do(f"{at}/draft", supplied="出让批准文件")
    ana.do(f"{at}/submission")
    visit("rui").do(f"{at}/secrecy-pass")
    visit("qian").do(f"{at}/approval")
    return case_no


def everybody(store: Store, app: Flask, agency: int) -> Iterator[tuple[Role, Visitor]]:
    """One person for every role of that agency, signed in."""
    for role in Role:
        account = f"{role.value}-{agency}"
        office.add_person(
            store, agency=agency, account=account, name=account, password=PASSWORD, roles=[role]
        )
        someone = Visitor(app.test_client())
        someone.sign_in(account)
        yield role, someone


def begins(someone: Visitor, case_no: str, address: str) -> tuple[int, bytes]:
    """The status, and the first bytes of what is there."""
    answer = someone.client.get(f"/cases/{case_no}/{address}")
    return answer.status_code, answer.data[: len(THERE[address])].lower().replace(b"%pdf", b"%PDF")


def test_every_role_of_the_office_opens_what_is_there(store: Store, app: Flask, full: str) -> None:
    differs = {
        (role, address): found
        for role, someone in everybody(store, app, OWN)
        for address, start in THERE.items()
        if (found := begins(someone, full, address)) != (200, start)
    }

    assert differs == {}


def test_the_agency_above_opens_it_only_to_watch(store: Store, app: Flask, full: str) -> None:
    differs = {
        (role, address): found
        for role, someone in everybody(store, app, PARENT)
        for address in THERE
        if (found := begins(someone, full, address)[0]) != (200 if role in WATCHING else 403)
    }

    assert differs == {}


def test_a_sister_agency_opens_none_of_it(store: Store, app: Flask, full: str) -> None:
    opened = {
        (role, address): found
        for role, someone in everybody(store, app, SISTER)
        for address in THERE
        if (found := begins(someone, full, address)[0]) != 403
    }

    assert opened == {}
