"""Pages that no link leads to, because they open behind a step: refusals, faults in forms, previews, second looks.

They are held to what every page is held to: axe finds nothing (Chinese at a desk, English on a phone), and nothing
sticks out or is cut off at 1440, 390 and 720 pixels.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pyotp
import pytest
from browsing import DESK, PHONE, Size, in_language, sign_in, with_axe, wrong_with
from flask import Flask
from playwright.sync_api import Browser, Page
from serving import NOW, Office, copied, served

from web import create_app
from web.access import public
from workflow.sign_in import second_step
from workflow.sign_in.sessions import Limits
from workflow.store import Store

NEW_YEAR = {"name": "元旦", "date": "2027-01-01", "isOffDay": True}
LEDGER = """登记编号,申请人,收到日期,申请方式,申请内容,答复日期,答复结果
2023-1,王样一,2023-01-05,当面,请求公开甲项目批复,2023-01-20,予以公开
2023-2,王样二,2023-02-01,,请求公开乙项目批复,,
2023-3,王样三,01/02/2023,网上,请求公开丙项目批复,,
"""


@pytest.fixture(scope="module")
def worked_in(filled: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, str]]:
    """A copy to work in, with a second step for one person and a page that fails."""
    office = copied(filled, tmp_path_factory.mktemp("between") / "home")
    with office.desk() as desk:
        turn_on(desk.store, "sunli")
        app = create_app(desk, now=lambda: NOW)
        app.config["SESSION_LIMITS"] = Limits(idle=timedelta(days=1), whole=timedelta(days=1))
        with_a_fault(app)
        with served(with_axe(app)) as url:
            yield office, url


def turn_on(store: Store, account: str) -> None:
    """That person signs in with a code from now on."""
    with store.database.reading() as connection:
        found = connection.exec_driver_sql("SELECT person_id FROM people WHERE account = ?", (account,))
        person = int(found.scalar_one())
    second_step.offer(store, person)
    offered = second_step.standing(store, person).offered
    assert second_step.confirm(store, person, pyotp.TOTP(offered).at(NOW), NOW)


def with_a_fault(app: Flask) -> None:
    """A page that nobody expected to fail."""

    @public
    def fails() -> str:
        raise RuntimeError("nobody expected this")

    app.add_url_rule("/fails", view_func=fails)


Opened = Callable[[str], Page]


@pytest.fixture(scope="module")
def sessions(browser: Browser, worked_in: tuple[Office, str]) -> Callable[[str], Any]:
    """Account -> the cookies of one session, begun the first time they are asked for."""
    office, url = worked_in

    @cache
    def begun(account: str) -> Any:
        context = browser.new_context(base_url=url)
        sign_in(context.new_page(), account, office.passwords[account])
        kept = context.storage_state()
        context.close()
        return kept

    return begun


@pytest.fixture(params=[("zh", DESK), ("en", PHONE)], ids=["zh", "en"])
def spoken(request: pytest.FixtureRequest) -> tuple[str, Size]:
    """The language, and the size axe looks at in it."""
    held: tuple[str, Size] = request.param
    return held


@pytest.fixture
def opened(
    browser: Browser,
    worked_in: tuple[Office, str],
    sessions: Callable[[str], Any],
    spoken: tuple[str, Size],
) -> Iterator[Opened]:
    """A window in which that person is signed in."""
    contexts = []

    def window(account: str) -> Page:
        cookies = sessions(account) if account else None
        context = browser.new_context(base_url=worked_in[1], viewport=DESK, storage_state=cookies)
        in_language(context, worked_in[1], spoken[0])
        contexts.append(context)
        return context.new_page()

    yield window
    for context in contexts:
        context.close()


def send(page: Page) -> None:
    """Press the main button of the page's form."""
    with page.expect_navigation():
        page.locator("main form button.primary").first.click()


def settle(page: Page) -> None:
    """Wait until nothing goes on there any more: such a page loads itself again."""
    for _ in range(50):
        answer = page.reload()
        if answer is not None and "refresh" not in answer.headers:
            return
        page.wait_for_timeout(200)
    pytest.fail("what was begun never ends")


def test_the_door_with_a_fault_and_its_second_step_are_open_to_everybody(
    opened: Opened, worked_in: tuple[Office, str], spoken: tuple[str, Size]
) -> None:
    page, size = opened(""), spoken[1]
    page.goto("/sign-in")
    page.locator("[name=account]").fill("sunli")
    page.locator("[name=password]").fill("wrong")
    send(page)
    found = wrong_with(page, size)

    page.locator("[name=account]").fill("sunli")
    page.locator("[name=password]").fill(worked_in[0].passwords["sunli"])
    send(page)
    assert page.url.split("?")[0].endswith("/sign-in/code")
    found += wrong_with(page, size)

    assert found == []


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/cases/no-such-case", 404),
        ("/nowhere", 404),
        ("/admin", 403),
        ("/ledger?after=x", 400),
        ("/fails", 500),
    ],
)
def test_refusals_are_open_to_everybody(
    opened: Opened, spoken: tuple[str, Size], address: str, status: int
) -> None:
    page = opened("wangmin")

    answer = page.goto(address)

    assert answer is not None
    assert answer.status == status
    assert wrong_with(page, spoken[1]) == []


def test_a_form_that_came_too_late_says_what_was_done_meanwhile(
    opened: Opened, spoken: tuple[str, Size]
) -> None:
    late, first = opened("wangmin"), opened("wangmin")
    late.goto("/")
    case = late.locator("main a[href^='/cases/']").first.get_attribute("href")
    late.goto(f"{case}/note")
    first.goto(f"{case}/note")
    first.locator("[name=note]").fill("申请人来电。")
    send(first)
    late.locator("[name=note]").fill("另一项备注。")

    with late.expect_response(lambda answer: answer.request.method == "POST") as answered:
        send(late)

    assert answered.value.status == 409
    assert wrong_with(late, spoken[1]) == []


@pytest.mark.parametrize(
    ("account", "address"),
    [
        ("lihua", "/intake/letter"),
        ("lihua", "/import"),
        ("wangmin", "/account/password"),
        ("zhaoqiang", "/phrases/new"),
        ("admin", "/admin/agencies/1/new"),
        ("admin", "/admin/agencies/1/people/new"),
        ("admin", "/admin/calendar"),
        ("admin", "/admin/backup"),
    ],
)
def test_an_empty_form_says_what_is_missing_where_everybody_finds_it(
    opened: Opened, spoken: tuple[str, Size], account: str, address: str
) -> None:
    page = opened(account)
    page.goto(address)

    page.evaluate("document.querySelectorAll('main form').forEach(form => form.noValidate = true)")
    send(page)

    assert page.locator("main [role=alert]").count() or page.locator("main .fault").count()
    assert wrong_with(page, spoken[1]) == []


def test_the_guide_the_fee_and_the_full_name_are_open_to_everybody(
    opened: Opened, spoken: tuple[str, Size]
) -> None:
    page, found = opened("wangmin"), list[str]()
    page.goto("/")
    case = page.locator("main tbody a[href^='/cases/']").first.get_attribute("href")
    page.goto(f"{case}/guide")
    for _ in range(6):
        if not page.locator("main form input[type=radio]").count():
            break
        page.locator("main form input[type=radio]").first.check()
        send(page)
    found += wrong_with(page, spoken[1])
    page.goto(f"{case}/fee-calculator")
    page.locator("[name=pages]").fill("260")
    send(page)
    found += wrong_with(page, spoken[1])
    page.goto(str(case))
    with page.expect_navigation():
        page.locator("form[action$='/full'] button").first.click()
    found += wrong_with(page, spoken[1])

    assert found == []


def test_what_is_found_and_what_is_not_are_open_to_everybody(
    opened: Opened, spoken: tuple[str, Size]
) -> None:
    page, found = opened("lihua"), list[str]()
    for words in ("批复", "这句话哪里都没有"):
        page.goto("/")
        page.get_by_role("searchbox").fill(words)
        page.get_by_role("searchbox").press("Enter")
        page.wait_for_load_state()
        found += wrong_with(page, spoken[1])

    assert found == []


def test_tracking_numbers_are_looked_at_before_they_are_kept(
    opened: Opened, spoken: tuple[str, Size]
) -> None:
    page = opened("lihua")
    page.goto("/post")
    page.locator("textarea").fill("1234567890123\nEMS 9")

    send(page)

    assert wrong_with(page, spoken[1]) == []


def test_a_batch_is_looked_at_before_it_is_signed(opened: Opened, spoken: tuple[str, Size]) -> None:
    page = opened("zhaoqiang")
    page.goto("/approval")
    page.locator("main input[type=checkbox]").first.check()
    with page.expect_navigation():
        page.locator("main form[action$='/batch'] button").first.click()

    assert page.locator("h1").count() == 1
    assert wrong_with(page, spoken[1]) == []


def test_a_year_to_be_closed_and_somebody_else_s_roles_are_open_to_everybody(
    opened: Opened, spoken: tuple[str, Size]
) -> None:
    zhao, admin = opened("zhaoqiang"), opened("admin")
    zhao.goto("/reports/close?year=2026&agency=1")
    admin.goto("/admin/agencies/1/people")
    with admin.expect_navigation():
        admin.locator("main tbody a").last.click()
    found = wrong_with(zhao, spoken[1]) + wrong_with(admin, spoken[1])
    with admin.expect_navigation():
        admin.locator("main a[href*='/roles/']").first.click()
    found += wrong_with(admin, spoken[1])

    assert found == []


def test_a_calendar_is_looked_at_before_it_is_loaded(
    opened: Opened, spoken: tuple[str, Size], tmp_path: Path
) -> None:
    file = tmp_path / "2027.json"
    file.write_text(json.dumps({"year": 2027, "papers": [], "days": [NEW_YEAR]}), "utf-8")
    page = opened("admin")
    page.goto("/admin/calendar")
    page.locator("input[type=file]").set_input_files(file)

    send(page)
    settle(page)

    assert "/admin/calendar/preview" in page.url
    assert wrong_with(page, spoken[1]) == []


def test_an_old_ledger_is_looked_at_row_by_row(
    opened: Opened, spoken: tuple[str, Size], tmp_path: Path
) -> None:
    file = tmp_path / "ledger.csv"
    file.write_text(LEDGER, "utf-8")
    page = opened("lihua")
    page.goto("/import")
    page.locator("input[type=file]").set_input_files(file)

    send(page)
    settle(page)

    assert page.locator("main table").count()
    assert wrong_with(page, spoken[1]) == []
