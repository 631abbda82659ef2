"""Files at intake and on a case: looked at, waiting while the form is put right, never served to be opened."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

import pytest
from pages import Page, Visitor, read

from web.papers.gathering import Staging
from workflow.desk import Desk
from workflow.entries import DocumentAdded
from workflow.papers import limits

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 60
FILLED = {"application": "请求公开幼儿园收费批复。", "applicants-0-name": "李样七"}


def file(name: str, content: bytes) -> tuple[io.BytesIO, str]:
    """A file as a browser sends it."""
    return io.BytesIO(content), name


def send(ana: Visitor, values: dict[str, Any], *files: tuple[io.BytesIO, str]) -> Any:
    """The intake form with files."""
    return ana.client.post("/intake/letter", data=values | {"files": list(files)})


def added(desk: Desk, case_no: str) -> list[tuple[str, DocumentAdded]]:
    """The documents of a case with their names."""
    view = desk.view(1, case_no, NOW)
    facts = [e.fact for e in view.history if isinstance(e.fact, DocumentAdded)]
    return [(view.texts[fact.name_sha256], fact) for fact in facts]


def number_of(response: Any) -> str:
    """The case the form led to."""
    assert response.status_code == 303, read(response).main()
    return unquote(response.headers["Location"]).split("/")[2]


def test_scans_come_in_with_the_application(ana: Visitor, desk: Desk) -> None:
    values = ana.get("/intake").values() | FILLED | {"not_secret": "1"}

    case_no = number_of(send(ana, values, file("申请书.PNG", PNG), file("说明.txt", "请公开".encode())))

    names = [name for name, _fact in added(desk, case_no)]
    assert names == ["申请书.png", "说明.txt"]
    assert desk.store.documents.get(added(desk, case_no)[0][1].sha256) == PNG
    assert not any((desk.store.home / "staged").rglob("*.bin"))


def test_files_wait_while_the_form_is_put_right(ana: Visitor, desk: Desk) -> None:
    values = ana.get("/intake").values() | FILLED | {"not_secret": "1"}
    page = read(send(ana, values | {"applicants-0-name": ""}, file("申请书.png", PNG)))
    assert (page.status, "申请书.png" in page.main()) == (400, True)

    case_no = number_of(send(ana, page.values() | FILLED | {"not_secret": "1"}))

    assert [name for name, _fact in added(desk, case_no)] == ["申请书.png"]


def test_the_box_is_to_be_ticked_where_there_are_files(ana: Visitor) -> None:
    page = read(send(ana, ana.get("/intake").values() | FILLED, file("申请书.png", PNG)))

    assert page.status == 400
    assert "#not_secret" in page.links()
    assert "没有符合条件" in ana.get("/ledger").main()


def test_what_bears_a_mark_is_refused_and_not_kept(ana: Visitor, desk: Desk) -> None:
    values = ana.get("/intake").values() | FILLED | {"not_secret": "1"}

    page = read(send(ana, values, file("通知.txt", "机密★10年\n通知".encode())))

    assert page.status == 400
    assert "不得录入本系统" in page.main()
    assert not any((desk.store.home / "staged").rglob("*.bin"))


def test_what_looks_like_a_mark_needs_the_officers_word_and_keeps_it(ana: Visitor, desk: Desk) -> None:
    values = ana.get("/intake").values() | FILLED | {"not_secret": "1"}
    page = read(send(ana, values, file("说明.txt", "内部资料 注意保存\n请公开".encode())))
    asked = next(name for name in page.values() if name.startswith("cleared-"))
    assert (page.status, f"#{asked}" in page.links()) == (400, True)

    again = page.values() | FILLED | {"not_secret": "1"}
    assert read(send(ana, again | {asked: "无"})).status == 400
    case_no = number_of(send(ana, again | {asked: "申请人自己写的字样"}))

    fact = added(desk, case_no)[0][1]
    assert desk.view(1, case_no, NOW).texts[fact.cleared_because_sha256] == "申请人自己写的字样"


def test_the_same_form_sent_twice_adds_its_files_once(ana: Visitor, desk: Desk) -> None:
    values = ana.get("/intake").values() | FILLED | {"not_secret": "1"}

    first = number_of(send(ana, values, file("申请书.png", PNG)))
    second = number_of(send(ana, values, file("申请书.png", PNG)))

    assert first == second
    assert len(added(desk, first)) == 1


def staged(ana: Visitor, *files: tuple[io.BytesIO, str], **more: str) -> Any:
    """What a script sends while the form is filled in."""
    page = ana.get("/intake")
    values = {"csrf_token": page.values()["csrf_token"], "papers_key": "k" * 24} | more
    return ana.client.post("/papers", data=values | {"files": list(files)})


def test_a_script_gets_the_list_as_it_now_is(ana: Visitor, desk: Desk) -> None:
    listed = staged(ana, file("申请书.png", PNG)).text
    waiting = Staging(desk.store.home, limits.load()).of_form(1, "k" * 24)

    assert "申请书.png" in listed
    assert "申请书.png" not in staged(ana, drop=waiting[0].id).text
    assert "不能添加这种文件" in staged(ana, file("a.exe", b"MZ")).text


def test_files_of_one_person_are_not_another_s(ana: Visitor, visit: Callable[[str], Visitor]) -> None:
    staged(ana, file("申请书.png", PNG))
    bo = visit("bo")
    token = bo.get("/intake").values()["csrf_token"]

    answer = bo.client.post("/papers", data={"csrf_token": token, "papers_key": "k" * 24})

    assert "申请书.png" not in answer.text


@pytest.mark.parametrize("key", ["", "short", "k" * 500])
def test_a_form_without_its_key_is_refused(ana: Visitor, key: str) -> None:
    assert staged(ana, papers_key=key).status_code == 400


def add(who: Visitor, case_no: str, *files: tuple[io.BytesIO, str], **more: str) -> Any:
    """Add files on the page of a case."""
    token = who.get("/ledger").source.split('name="csrf_token" value="')[1].split('"')[0]
    values = {"csrf_token": token, "papers_key": "c" * 24, "not_secret": "1"} | more
    return who.client.post(f"/cases/{case_no}/documents", data=values | {"files": list(files)})


def test_files_are_added_to_a_case_later_on(ana: Visitor, desk: Desk, case_no: str) -> None:
    assert add(ana, case_no, file("授权书.png", PNG), file("说明.txt", b"hello")).status_code == 303

    assert [name for name, _fact in added(desk, case_no)] == ["授权书.png", "说明.txt"]
    assert add(ana, case_no, file("又一次.png", PNG)).status_code == 303
    assert len(added(desk, case_no)) == 2


def test_what_needs_a_word_comes_back_on_a_page_of_its_own(ana: Visitor, desk: Desk, case_no: str) -> None:
    page: Page = read(add(ana, case_no, file("说明.txt", "机密\n请公开".encode())))
    asked = next(name for name in page.values() if name.startswith("cleared-"))

    done = add(ana, case_no, **{asked: "引用文件名称，已核对"})

    assert done.status_code == 303
    assert len(added(desk, case_no)) == 1


def test_nobody_of_another_agency_or_role_adds_files(visit: Callable[[str], Visitor], case_no: str) -> None:
    assert add(visit("cy"), case_no, file("a.png", PNG)).status_code == 403
    assert add(visit("fa"), case_no, file("a.png", PNG)).status_code == 403


def test_a_document_is_only_ever_saved_never_opened_here(ana: Visitor, desk: Desk, case_no: str) -> None:
    add(ana, case_no, file("网页.txt", b"<html><script>alert(1)</script>"))
    sha256 = added(desk, case_no)[0][1].sha256

    headers = ana.client.get(f"/cases/{case_no}/documents/{sha256}").headers

    assert headers["Content-Disposition"].startswith("attachment;")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Type"].startswith("text/plain")
    assert (
        "script-src 'self'" in headers["Content-Security-Policy"]
        or "sandbox" in headers["Content-Security-Policy"]
    )


def test_the_act_of_adding_looks_at_its_file_too(ana: Visitor, case_no: str) -> None:
    values = ana.get(f"/cases/{case_no}/document").values() | {"not_secret": "1"}

    page = read(ana.client.post(f"/cases/{case_no}/document", data=values | {"file": file("a.pdf", b"MZ")}))

    assert page.status == 400
    assert "内容不是 pdf" in page.main()
