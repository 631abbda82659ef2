"""Each role's work in the browser by keyboard alone: Tab, Enter, Space, arrows and typing; the mouse stays unused."""

from __future__ import annotations

from keyboard import SignIn
from playwright.sync_api import expect


def test_the_front_desk_logs_a_letter_and_finds_it_again(at_keyboard: SignIn) -> None:
    hua = at_keyboard("lihua")
    hua.go("收件登记")
    hua.type("到达日期", "2026-11-19")
    hua.type("申请内容", "请求公开示例大道绿化工程的验收报告。")
    hua.reach(hua.main.get_by_role("textbox", name="申请人", exact=True))
    hua.page.keyboard.type("钱样九")
    hua.type("地址", "示例市中心区建设路8号")
    hua.button("登记")
    expect(hua.main).to_contain_text("钱样九")

    hua.press(hua.page.get_by_role("link", name="明复"))
    hua.reach(hua.page.get_by_role("searchbox"))
    hua.page.keyboard.type("钱样九")
    hua.page.keyboard.press("Enter")
    expect(hua.main).to_contain_text("示例大道绿化工程")


def test_a_mistake_in_a_call_is_one_key_away_from_its_field(at_keyboard: SignIn) -> None:
    hua = at_keyboard("lihua")
    hua.go("待确认")
    hua.press(hua.main.locator("a[href^='/calls/']").first)
    hua.press(hua.main.locator("button[name=try]"))

    hua.reach(hua.page.get_by_role("alert").get_by_role("link").first)
    hua.page.keyboard.press("Enter")
    expect(hua.page.locator(":focus")).to_have_attribute("aria-invalid", "true")


def test_a_handler_takes_a_case_in_hand(at_keyboard: SignIn) -> None:
    min_ = at_keyboard("wangmin")
    min_.press(min_.main.locator("a[href$='/handling']").first)
    expect(min_.page.get_by_role("heading", level=1)).to_contain_text("承办")
    min_.button("承办")
    expect(min_.told).to_contain_text("承办")


def test_a_secrecy_reviewer_passes_what_waits(at_keyboard: SignIn) -> None:
    jie = at_keyboard("zhoujie")
    jie.go("待审查")
    jie.press(jie.main.locator("tbody a").first)
    for box in jie.main.get_by_role("checkbox").all():
        jie.reach(box)
        jie.page.keyboard.press("Space")
    jie.button("保密审查通过")
    expect(jie.told).to_contain_text("保密审查通过")


def test_an_approver_returns_a_draft_with_a_comment(at_keyboard: SignIn) -> None:
    qiang = at_keyboard("zhaoqiang")
    qiang.go("待签发")
    qiang.press(qiang.main.locator("tbody a").first)
    qiang.unfold("退回")
    reason = qiang.main.locator("details[open]").get_by_role("textbox").last
    qiang.reach(reason)
    qiang.page.keyboard.type("请补充检索范围。")
    qiang.button("退回修改")
    expect(qiang.told).to_contain_text("退回")


def test_a_supervisor_opens_what_is_overdue(at_keyboard: SignIn) -> None:
    li = at_keyboard("sunli")
    li.go("超期")
    expect(li.main.locator("tbody tr").first).to_be_visible()
    li.press(li.main.locator("tbody a").first)
    expect(li.main).to_contain_text("超")


def test_an_administrator_adds_a_person_who_gets_a_password(at_keyboard: SignIn) -> None:
    admin = at_keyboard("admin")
    admin.go("设置")
    admin.link("示例市教育局")
    admin.press(admin.main.locator("a[href$='/people']").first)
    admin.link("增加人员")
    admin.type("姓名", "新样人")
    admin.type("账号", "xinyangren")
    admin.tick("承办")
    admin.button("增加")
    expect(admin.main).to_contain_text("新样人")
