"""The whole way of a letter in a real browser: logged, extended, answered, signed by someone else, sent."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from waitress import create_server

from web import create_app
from workflow import office
from workflow.desk import Desk
from workflow.examining import examiner
from workflow.rules import Rules
from workflow.store import Store, schema
from workflow.terms import Role

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
LOADED = Rules.load()
#: an office that keeps its procedural letters elsewhere
RULES = replace(LOADED, approvals=LOADED.approvals.without_letters())
PASSWORD = "correct horse battery"
PEOPLE = {
    "wang": ("王敏", (Role.HANDLER, Role.FRONT_DESK)),
    "zhou": ("周洁", (Role.SECRECY_REVIEWER,)),
    "zhao": ("赵强", (Role.APPROVER,)),
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """One office and three people."""
    made = Store.open(tmp_path, url=f"sqlite:///{tmp_path / 'mingfu.db'}")
    schema.upgrade(made.database)
    agency = office.add_agency(
        made,
        code="示例",
        name="示例市人民政府办公室",
        number_template="示例公开〔{year}〕{n}号",
        review_organ="示例市人民政府",
        court="示例市示例区人民法院",
    )
    for account, (name, roles) in PEOPLE.items():
        office.add_person(made, agency=agency, account=account, name=name, password=PASSWORD, roles=roles)
    yield made
    made.close()


@pytest.fixture
def address(store: Store) -> Iterator[str]:
    """The application served on this machine alone."""
    server: Any = create_server(
        create_app(Desk(store, RULES, examine=examiner()), now=lambda: NOW),
        host="127.0.0.1",
        port=0,
        threads=4,
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=5)


SignIn = Callable[[str], Page]


@pytest.fixture
def sign_in(browser: Browser, address: str) -> SignIn:
    """A window of its own for each person."""

    def signed_in(account: str) -> Page:
        page = browser.new_context(base_url=address).new_page()
        page.goto("/sign-in")
        page.get_by_label("账号").fill(account)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        expect(page.get_by_role("heading", name="我的工作")).to_be_visible()
        return page

    return signed_in


def log_letter(page: Page) -> None:
    page.get_by_role("link", name="收件登记").click()
    page.get_by_label("到达日期").fill("2026-11-18")
    page.get_by_role("textbox", name="申请内容").fill("请求公开幼儿园收费批复。")
    page.locator("#applicants-0-name").fill("李样七")
    page.locator("#applicants-0-id_no").fill("11010519491231002X")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_role("status").last).to_contain_text("已登记为 示例-2026-0001")
    page.get_by_role("link", name="打开案件").click()


def act(page: Page, name: str) -> None:
    """Open an act from the case's page."""
    page.get_by_role("main").get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def confirm(page: Page, name: str) -> None:
    """Press the act's own button; back on the case's page it says what was done."""
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_role("status")).to_contain_text(name)


def test_a_letter_goes_from_the_mailbag_to_the_reply(sign_in: SignIn) -> None:
    wang, zhou, zhao = sign_in("wang"), sign_in("zhou"), sign_in("zhao")

    log_letter(wang)
    case = wang.url
    act(wang, "承办")
    confirm(wang, "承办")
    act(wang, "拟延期答复")
    wang.get_by_label("延期理由").fill("涉及档案较多，需逐页核对")
    confirm(wang, "拟延期答复")

    zhao.goto(case)
    act(zhao, "批准延期")
    confirm(zhao, "批准延期")

    wang.goto(case)
    act(wang, "告知延期")
    confirm(wang, "告知延期")
    expect(wang.get_by_role("main")).to_contain_text("2027年1月14日")
    expect(wang.get_by_role("main")).to_contain_text("暂定：2027年放假安排未公布")
    act(wang, "拟写答复")
    wang.get_by_label("提供的信息").fill("关于核定幼儿园收费标准的批复（示例发改〔2025〕8号）")
    wang.get_by_role("button", name="保存，去送审", exact=True).click()
    confirm(wang, "送保密审查")

    zhou.get_by_role("link", name="待审查").click()
    zhou.get_by_role("main").locator("tbody a").first.click()
    for item in zhou.get_by_role("main").get_by_role("checkbox").all():
        item.check()
    confirm(zhou, "保密审查通过")

    zhao.get_by_role("link", name="待签发").click()
    zhao.get_by_role("main").locator("tbody a").first.click()
    expect(zhao.get_by_role("main")).to_contain_text("政府信息公开答复书")
    confirm(zhao, "签发")

    wang.goto(case)
    with wang.expect_download() as downloading:
        wang.get_by_role("link", name="答复书 PDF").click()
    assert downloading.value.suggested_filename == "示例-2026-0001 答复书.pdf"
    assert Path(downloading.value.path()).read_bytes().startswith(b"%PDF")
    act(wang, "寄发、交付答复")
    wang.get_by_label("邮件编号").fill("EMS 1234567890123")
    confirm(wang, "寄发、交付答复")
    expect(wang.get_by_role("main")).to_contain_text("按时")

    wang.get_by_role("link", name="台账", exact=True).first.click()
    row = wang.get_by_role("row").filter(has_text="示例-2026-0001")
    expect(row).to_contain_text("已答复")


def test_every_day_of_the_strip_is_explained_by_keyboard(sign_in: SignIn) -> None:
    page = sign_in("wang")
    log_letter(page)

    days = page.locator(".strip li")
    days.nth(3).focus()

    expect(days.nth(3).locator(".why")).to_be_visible()
    expect(days.nth(3).locator(".why")).to_contain_text("周末")
    expect(days.nth(4).locator(".why")).to_be_hidden()
    page.keyboard.press("Tab")
    expect(days.nth(4).locator(".why")).to_be_visible()


def test_a_mistake_is_one_click_away_from_its_field(sign_in: SignIn) -> None:
    page = sign_in("wang")
    page.goto("/intake/counter")
    page.get_by_role("button", name="登记", exact=True).click()

    page.get_by_role("alert").get_by_role("link").first.click()

    expect(page.get_by_role("textbox", name="申请内容")).to_be_focused()


@pytest.mark.parametrize(
    "path", ["/", "/intake", "/ledger", "/cases/示例-2026-0001", "/cases/示例-2026-0001/days"]
)
def test_no_page_is_wider_than_a_phone(sign_in: SignIn, path: str) -> None:
    page = sign_in("wang")
    log_letter(page)
    page.set_viewport_size({"width": 390, "height": 844})

    page.goto(path)

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_pages_work_without_script_and_break_no_policy(browser: Browser, address: str) -> None:
    with windows(browser, address) as page:
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.goto("/sign-in")
        page.get_by_label("账号").fill("wang")
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        log_letter(page)

        expect(page.get_by_role("main")).to_contain_text("尚余 18 个工作日")
        assert said == []


@contextmanager
def windows(browser: Browser, address: str) -> Iterator[Page]:
    """A window in which no script runs."""
    context = browser.new_context(base_url=address, java_script_enabled=False)
    yield context.new_page()
    context.close()
