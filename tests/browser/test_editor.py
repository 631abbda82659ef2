"""The draft editor in a real browser: the letter and its checks follow the typing, and nothing typed is lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from waitress import create_server

from web import create_app
from workflow import acts as a
from workflow import office
from workflow.desk import Desk
from workflow.examining import examiner
from workflow.rules import Rules
from workflow.store import Store, schema
from workflow.terms import Channel, Role

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
PASSWORD = "correct horse battery"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """One office and one handler."""
    store = Store.open(tmp_path, url=f"sqlite:///{tmp_path / 'mingfu.db'}")
    schema.upgrade(store.database)
    named = {"review_organ": "示例市人民政府", "court": "示例市示例区人民法院"}
    agency = office.add_agency(store, code="示例", name="示例市人民政府办公室", **named)
    office.add_person(
        store,
        agency=agency,
        account="wang",
        name="王敏",
        password=PASSWORD,
        roles=(Role.HANDLER, Role.FRONT_DESK),
    )
    yield Desk(store, Rules.load(), examine=examiner())
    store.close()


@pytest.fixture
def address(desk: Desk) -> Iterator[str]:
    """The application served on this machine alone."""
    server: Any = create_server(create_app(desk, now=lambda: NOW), host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=5)


def signed_in(browser: Browser, address: str, *, script: bool = True) -> Page:
    """Wang Min's window."""
    page = browser.new_context(base_url=address, java_script_enabled=script).new_page()
    page.goto("/sign-in")
    page.get_by_label("账号").fill("wang")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_label("密码").press("Enter")
    expect(page.get_by_role("heading", name="我的工作")).to_be_visible()
    return page


@pytest.fixture
def case_no(desk: Desk) -> str:
    """A letter in Wang Min's hands."""
    form = a.Log(
        agency=1,
        channel=Channel.SIGNED_POST,
        arrived_on=date(2026, 11, 18),
        application="请求公开幼儿园收费批复。",
        applicants=(a.Applicant(name="李样七"),),
        submission_key="k1",
    )
    logged = desk.log(1, form, datetime(2026, 11, 18, 3, tzinfo=UTC)).case_no
    desk.perform(1, logged, a.TakeInHand(handler=1), NOW)
    return logged


@pytest.fixture
def editor(browser: Browser, address: str, case_no: str) -> Page:
    """The editor of a refusal, open."""
    page = signed_in(browser, address)
    page.goto(f"/cases/{case_no}/draft?outcome=refused_internal")
    return page


def test_the_letter_and_its_checks_follow_the_typing(editor: Page) -> None:
    letter = editor.frame_locator("#preview")
    expect(editor.locator("#findings")).to_contain_text("还没有填写“内部事务类别”")

    editor.get_by_label("内部事务类别").select_option("workflow")
    editor.get_by_label("理由", exact=True).fill("该信息是内部签批的记录。")

    expect(letter.locator("body")).to_contain_text("该信息是内部签批的记录。")
    expect(letter.locator("body")).to_contain_text("【待填：不能区分处理的说明】")
    expect(editor.locator("#findings")).to_contain_text("已暂存")


def test_a_phrase_goes_in_at_the_caret(editor: Page) -> None:
    field = editor.get_by_label("不能区分处理的说明")
    field.fill("前后")
    field.press("ArrowLeft")

    editor.locator("button[value='insert:inseparable']").click()

    expect(field).to_have_value("前该信息通篇记载内部事务，没有对外发生效力的内容可以单独提供。后")
    expect(field).to_be_focused()


def test_what_was_typed_is_there_after_the_page_is_lost(editor: Page) -> None:
    editor.get_by_label("理由", exact=True).fill("写到一半")
    expect(editor.locator("#findings")).to_contain_text("已暂存")

    editor.goto("about:blank")
    editor.go_back()
    editor.reload()

    expect(editor.get_by_label("理由", exact=True)).to_have_value("写到一半")
    expect(editor.get_by_text("没有保存的内容")).to_be_visible()


def test_without_script_the_button_shows_the_letter(browser: Browser, address: str, case_no: str) -> None:
    page = signed_in(browser, address, script=False)
    page.goto(f"/cases/{case_no}/draft")

    page.get_by_label("提供的信息").fill("幼儿园收费批复")
    page.get_by_role("button", name="预览", exact=True).click()

    expect(page.frame_locator("#preview").locator("body")).to_contain_text("幼儿园收费批复")
