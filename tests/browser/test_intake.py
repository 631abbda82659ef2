"""Intake by keyboard in a real browser: few keys, days and numbers said back, files dropped in, never two cases."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from waitress import create_server

from web import create_app
from workflow import office
from workflow.desk import Desk
from workflow.examining import examiner
from workflow.rules import Rules
from workflow.store import Store, schema
from workflow.terms import Role

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
PASSWORD = "correct horse battery"
MOST_KEYS = 40


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """One office with a front desk."""
    store = Store.open(tmp_path, url=f"sqlite:///{tmp_path / 'mingfu.db'}")
    schema.upgrade(store.database)
    agency = office.add_agency(store, code="示例", name="示例市人民政府办公室")
    roles = (Role.HANDLER, Role.FRONT_DESK)
    office.add_person(store, agency=agency, account="wang", name="王敏", password=PASSWORD, roles=roles)
    yield Desk(store, Rules.load(), examine=examiner())
    store.close()


@pytest.fixture
def page(desk: Desk, browser: Browser) -> Iterator[Page]:
    """The empty form of a letter, signed in."""
    server: Any = create_server(create_app(desk, now=lambda: NOW), host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    context = browser.new_context(base_url=f"http://127.0.0.1:{server.effective_port}")
    opened = context.new_page()
    opened.goto("/sign-in?next=/intake")
    opened.get_by_label("账号").fill("wang")
    opened.get_by_label("密码").fill(PASSWORD)
    opened.keyboard.press("Enter")
    expect(opened.get_by_role("heading", name="收件登记")).to_be_visible()
    yield opened
    context.close()
    server.close()
    thread.join(timeout=5)


class Keyboard:
    """Types and counts: `text` is the applicant's own text, everything else costs its keys."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys = page, 0

    def press(self, key: str, times: int = 1) -> None:
        """A key, or keys held together, which count one each."""
        for _ in range(times):
            self.page.keyboard.press(key)
            self.keys += key.count("+") + 1

    def type(self, characters: str) -> None:
        """What the officer writes: every character is a key."""
        self.page.keyboard.type(characters)
        self.keys += len(characters)

    def text(self, text: str) -> None:
        """What stands in the letter, copied into the field that has the focus."""
        self.page.keyboard.insert_text(text)


def to(keyboard: Keyboard, field: str) -> None:
    """Tab on until that field has the focus; every step counts."""
    for _ in range(15):
        keyboard.press("Tab")
        if keyboard.page.evaluate("document.activeElement.id") == field:
            return
    pytest.fail(f"{field} is out of the keyboard's reach")


def test_a_letter_is_logged_by_at_most_forty_keys_beside_its_text(page: Page, desk: Desk) -> None:
    keyboard = Keyboard(page)
    expect(page.locator("#arrived_on")).to_be_focused()

    keyboard.type("11.18")
    to(keyboard, "application")
    keyboard.text("请求公开示例路南侧地块的国有建设用地使用权出让合同、规划条件和征地批准文件，纸质邮寄。")
    to(keyboard, "applicants-0-name")
    keyboard.text("李样七")
    to(keyboard, "applicants-0-phone")
    keyboard.text("13925325941")
    to(keyboard, "applicants-0-id_no")
    keyboard.text("11010519491231002X")
    to(keyboard, "applicants-0-address")
    keyboard.text("示例市样本路7号")
    keyboard.press("Control+Enter")

    expect(page.get_by_role("heading", name="登记回执 示例-2026-0001")).to_be_visible(timeout=30_000)
    assert keyboard.keys <= MOST_KEYS
    case = desk.view(1, "示例-2026-0001", NOW).case
    assert str(case.received_on) == "2026-11-18"


def test_days_and_numbers_are_said_back_while_typing(page: Page) -> None:
    page.locator("#arrived_on").fill("前天")
    page.locator("#applicants-0-id_no").fill("11010519491231002X")

    expect(page.locator("#arrived_on-said")).to_have_text("2026年11月18日 星期三（按“前天”理解）")
    expect(page.locator("#applicants-0-id_no-told")).to_have_text("校验正确")
    page.locator("#arrived_on").fill("2月30日")
    expect(page.locator("#arrived_on-said")).to_have_text("没有 2 月 30 日这一天")


def test_a_day_typed_before_the_script_came_is_said_back(page: Page) -> None:
    held: list[Route] = []
    page.route("**/days.js*", lambda route: held.append(route))  # noqa: PLW0108  it asks for a Python function
    page.goto("/intake", wait_until="commit")
    page.locator("#arrived_on").fill("前天")
    expect(page.locator("#arrived_on-said")).not_to_contain_text("前天")

    held[0].continue_()

    expect(page.locator("#arrived_on-said")).to_have_text("2026年11月18日 星期三（按“前天”理解）")


def test_the_deadline_and_earlier_cases_stand_beside_the_form(page: Page) -> None:
    words = "请求公开示例路南侧地块的国有建设用地使用权出让合同和规划条件。"
    page.locator("#application").fill(words)
    page.locator("#applicants-0-name").fill("李样七")
    expect(page.locator("#beside")).to_contain_text("12月18日")
    page.get_by_role("button", name="登记，继续下一件").click()
    expect(page.get_by_role("link", name="示例-2026-0001 的回执与查询码")).to_be_visible()

    page.goto("/intake")
    page.locator("#applicants-0-name").fill("李样七")
    page.locator("#application").fill(words)
    expect(page.locator("#beside")).to_contain_text("示例-2026-0001")
    expect(page.locator("#application")).to_be_focused()


def test_a_scan_is_looked_at_as_it_comes_and_goes_with_the_form(page: Page, desk: Desk) -> None:
    page.locator("#application").fill("请求公开幼儿园收费批复。")
    page.locator("#applicants-0-name").fill("李样七")
    png = b"\x89PNG\r\n\x1a\n" + b"\0" * 60
    page.set_input_files("#files", [{"name": "申请书.png", "mimeType": "image/png", "buffer": png}])
    expect(page.locator(".paper")).to_contain_text("申请书.png")
    page.set_input_files(
        "#files", [{"name": "通知.txt", "mimeType": "text/plain", "buffer": "机密★10年".encode()}]
    )
    expect(page.locator(".paper-list")).to_contain_text("不得录入本系统")

    page.get_by_label("所附文件不涉及国家秘密").check()
    page.get_by_role("button", name="登记", exact=True).click()

    expect(page.get_by_role("main")).to_contain_text("申请书.png")
    assert len(desk.view(1, "示例-2026-0001", NOW).case.documents) == 1


def test_another_applicant_takes_nothing_away(page: Page) -> None:
    page.locator("#application").fill("请求公开幼儿园收费批复。")
    page.locator("#applicants-0-name").fill("李样七")
    page.get_by_role("button", name="增加一位申请人").click()

    expect(page.locator("#applicants-1-name")).to_be_focused()
    expect(page.locator("#application")).to_have_value("请求公开幼儿园收费批复。")
    expect(page.locator("#applicants-0-name")).to_have_value("李样七")


def test_a_form_posted_twice_is_one_case(page: Page) -> None:
    page.locator("#application").fill("请求公开幼儿园收费批复。")
    page.locator("#applicants-0-name").fill("李样七")

    ended = page.evaluate(
        """async () => {
            const form = document.getElementById("intake");
            const send = () => fetch(form.action, {method: "POST", body: new FormData(form)});
            return (await Promise.all([send(), send()])).map(answer => answer.url);
        }"""
    )

    assert len(set(ended)) == 1
    page.goto("/ledger")
    expect(page.get_by_role("row").filter(has_text="示例-2026-")).to_have_count(1)
