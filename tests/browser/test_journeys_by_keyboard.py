"""Whole journeys of each role by keyboard alone, from the first page to the words that say it is done."""

from __future__ import annotations

import json
from pathlib import Path

from keyboard import Keyboard, SignIn
from playwright.sync_api import Locator, expect


def decided(keys: Keyboard, queue: str, words: str, name: str) -> Locator:
    """Open a paper from the queue, tick what has to be looked at, decide, and answer what the page says."""
    keys.go(queue)
    row = keys.main.locator("tbody tr", has_text=words)
    keys.press(row.get_by_role("link").first)
    for box in keys.main.locator("fieldset.items-reviewed").get_by_role("checkbox").all():
        keys.reach(box)
        keys.page.keyboard.press("Space")
    keys.button(name)
    return keys.told


def test_a_plain_letter_is_logged_its_sender_called_and_its_receipt_printed(at_keyboard: SignIn) -> None:
    hua = at_keyboard("lihua")
    hua.go("收件登记")
    hua.choose("渠道", "平信")
    hua.type("申请内容", "请求公开示例湖清淤工程的监测报告。")
    hua.reach(hua.main.get_by_role("textbox", name="申请人", exact=True))
    hua.page.keyboard.type("孙样十")
    hua.type("联系电话", "010-00000333")
    hua.type("通信地址", "示例市中心区建设路10号")
    hua.button("登记")
    hua.go("待确认")
    hua.press(hua.main.locator("tr", has_text="示例湖清淤").locator("a[href^='/calls/']").first)
    hua.button("确认收到")
    expect(hua.told).to_contain_text("确认")
    hua.find("示例湖清淤")
    hua.reach(hua.main.get_by_role("link", name="登记回执 PDF").first)
    with hua.page.expect_download() as downloading:
        hua.page.keyboard.press("Enter")
    assert Path(downloading.value.path()).read_bytes().startswith(b"%PDF")

    min_ = at_keyboard("wangmin")
    min_.find("示例湖清淤")
    min_.act("承办")
    min_.button("承办")
    expect(min_.told).to_contain_text("承办")


def test_a_correction_is_asked_for_and_comes_back(at_keyboard: SignIn) -> None:
    min_ = at_keyboard("wangmin")
    min_.find("有关补助的文件")
    min_.press(min_.main.get_by_role("link", name="补正告知书", exact=True))
    min_.link("文书送审签")
    min_.button("文书送审签")
    expect(decided(at_keyboard("zhaoqiang"), "待签发", "有关补助的文件", "签发")).to_contain_text("签发")

    min_.find("有关补助的文件")
    min_.act("要求补正")
    min_.type("需要补正的内容", "请写明年度。")
    min_.type("邮件编号", "XA00000091CN")
    min_.button("要求补正")
    expect(min_.told).to_contain_text("要求补正")
    min_.act("登记补正")
    min_.type("补正后的申请", "请求公开2025年老旧小区改造补助的文件。")
    min_.button("登记补正")
    expect(min_.told).to_contain_text("登记补正")


def test_a_third_party_is_asked_and_its_opinion_recorded(at_keyboard: SignIn) -> None:
    min_ = at_keyboard("wangmin")
    min_.find("少年宫改造工程施工合同")
    min_.act("征求意见")
    min_.choose("征求谁的意见", "第三方")
    min_.type("名称", "示例市恒远建设有限公司")
    min_.type("征求意见的内容", "是否同意公开施工合同")
    min_.type("邮件编号", "XA00000092CN")
    min_.button("征求意见")
    expect(min_.told).to_contain_text("征求意见")

    min_.act("登记意见")
    min_.choose("意见", "同意")
    min_.type("意见原文", "同意公开。")
    min_.button("登记意见")
    expect(min_.told).to_contain_text("登记意见")


def test_a_search_is_recorded_and_the_guide_leads_to_a_draft_that_goes_all_the_way(
    at_keyboard: SignIn,
) -> None:
    min_ = at_keyboard("wangmin")
    min_.find("有关表彰的文件")
    min_.act("记录检索")
    min_.type("检索的系统、档案", "档案室")
    min_.type("命中份数", "1")
    min_.button("记录检索")
    expect(min_.told).to_contain_text("记录检索")
    min_.link("答复指引")
    while min_.main.get_by_role("radio").count():
        min_.reach(min_.main.get_by_role("radio").first)
        min_.page.keyboard.press("Space")
        min_.button("下一问")
    min_.link("拟写这份答复")
    min_.type("提供的信息", "关于表彰先进单位的通报")
    min_.button("保存，去送审")
    min_.button("送保密审查")
    expect(min_.told).to_contain_text("送保密审查")


def test_a_secrecy_reviewer_and_an_approver_pass_a_reply_and_the_front_desk_posts_it(
    at_keyboard: SignIn,
) -> None:
    expect(decided(at_keyboard("zhoujie"), "待审查", "海绵城市", "保密审查通过")).to_contain_text(
        "保密审查通过"
    )
    expect(decided(at_keyboard("zhaoqiang"), "待签发", "人民路改造", "签发")).to_contain_text("签发")

    hua = at_keyboard("lihua")
    hua.go("待寄发")
    hua.type("邮件编号", "1234567890123")
    hua.button("核对")
    hua.button("登记寄发")
    expect(hua.told).to_contain_text("已登记 1 份")


def test_a_legal_reviewer_passes_a_refusal_and_the_approver_signs_it(at_keyboard: SignIn) -> None:
    expect(decided(at_keyboard("guming"), "待审查", "垃圾处理厂", "法制审核通过")).to_contain_text(
        "法制审核通过"
    )
    expect(decided(at_keyboard("zhaoqiang"), "待签发", "垃圾处理厂", "签发")).to_contain_text("签发")


def test_a_leader_signs_what_the_approver_agreed_to(at_keyboard: SignIn) -> None:
    expect(decided(at_keyboard("zhaoqiang"), "待签发", "值班安排表", "同意，报机关负责人")).to_contain_text(
        "同意，报机关负责人"
    )
    expect(decided(at_keyboard("hongtao"), "待签发", "值班安排表", "签发")).to_contain_text("签发")


def test_a_batch_is_ticked_looked_at_and_signed(at_keyboard: SignIn) -> None:
    qiang = at_keyboard("zhaoqiang")
    qiang.go("待签发")
    qiang.reach(qiang.main.get_by_role("checkbox").first)
    qiang.page.keyboard.press("Space")
    qiang.press(qiang.main.locator("form[action$='/batch'] button").first)
    qiang.press(qiang.main.locator("form button.primary").first)
    expect(qiang.main).to_contain_text("已签发")


def test_an_administrator_looks_at_a_calendar_and_gives_a_number_its_form(
    at_keyboard: SignIn, tmp_path: Path
) -> None:
    file = tmp_path / "2027.json"
    day = {"name": "元旦", "date": "2027-01-01", "isOffDay": True}
    file.write_text(json.dumps({"year": 2027, "papers": [], "days": [day]}), "utf-8")
    admin = at_keyboard("admin")
    admin.go("设置")
    admin.press(admin.main.locator("a[href='/admin/calendar']").first)
    admin.reach(admin.main.locator("input[type=file]"))
    with admin.page.expect_file_chooser() as choosing:
        admin.page.keyboard.press("Space")
    choosing.value.set_files(file)
    admin.button("先看变动")
    expect(admin.main).to_contain_text("2027")

    admin.go("设置")
    admin.link("示例市教育局")
    admin.link("文号")
    admin.type("收费通知", "示教费〔{year}〕{n}号")
    admin.button("保存")
    expect(admin.main.get_by_label("收费通知")).to_have_value("示教费〔{year}〕{n}号")


def test_a_supervisor_follows_a_late_case_to_the_day_it_was_due(at_keyboard: SignIn) -> None:
    li = at_keyboard("sunli")
    li.go("超期")
    li.press(li.main.locator("tbody a[href^='/cases/']").first)
    li.link("逐日说明")
    expect(li.main).to_contain_text("已超过期限")
