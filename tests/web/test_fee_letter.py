"""A fee notice works its own table out from the tariff, and the charge follows the signed letter."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from letters_here import NOW
from letters_here import app as app
from letters_here import desk as desk
from pages import Visitor

from workflow import acts as a
from workflow.desk import Desk
from workflow.terms import Channel

NEW = "letter-draft?kind=fee_notice"


def draft(ana: Visitor, case_no: str, **facts: str) -> None:
    said = {"fact_charge_by": "per_case", "fact_fee_count": "41", "fact_pay_how": "到窗口缴纳。"} | facts
    ana.do(f"/cases/{case_no}/{NEW}", to=f"/cases/{case_no}/letter-draft", **said)


def facts_of(desk: Desk, case_no: str) -> dict[str, Any]:
    view = desk.view(1, case_no, NOW)
    return dict(json.loads(view.texts[view.case.notices[-1].content_sha256])["facts"])


def test_the_forty_first_application_of_a_month_costs_300_yuan(
    ana: Visitor, desk: Desk, case_no: str
) -> None:
    draft(ana, case_no)

    facts = facts_of(desk, case_no)
    assert facts["amount"] == 300
    assert facts["fee_steps"] == [["第41件（第41件起每件300元）", "1", "300", "300"]]
    assert "2026年11月收到的第41件申请" in facts["fee_counted"]
    assert "第四条" in facts["fee_counted"]
    assert "第41件（第41件起每件300元） | 1 | 300 | 300" in ana.get(f"/cases/{case_no}/letters/1").main()


def test_pages_are_charged_band_by_band(ana: Visitor, desk: Desk, case_no: str) -> None:
    draft(ana, case_no, fact_charge_by="per_page", fact_fee_count="210")

    facts = facts_of(desk, case_no)
    assert facts["amount"] == 3100
    assert [row[3] for row in facts["fee_steps"]] == ["0", "700", "2000", "400"]
    assert "第五条" in facts["fee_counted"]


def test_a_number_for_which_nothing_is_due_is_refused_at_its_field(ana: Visitor, case_no: str) -> None:
    said = {"fact_charge_by": "per_case", "fact_fee_count": "10", "fact_pay_how": "到窗口缴纳。"}

    page = ana.refused(f"/cases/{case_no}/{NEW}", 400, to=f"/cases/{case_no}/letter-draft", **said)

    assert "不收费" in page.main()


def test_the_number_of_the_month_is_counted_from_the_files(ana: Visitor, desk: Desk, case_no: str) -> None:
    who = a.Applicant(name="李样七", id_no="11010519491231002X", phone="13925325941")
    for number in range(11):
        form = a.Log(
            agency=2,
            channel=Channel.COUNTER,
            arrived_on=datetime(2026, 11, 3, tzinfo=UTC).date(),
            application=f"请求公开第{number}份文件。",
            applicants=(who,),
            submission_key=f"more-{number}",
        )
        desk.log(1, form, datetime(2026, 11, 4, 3, tzinfo=UTC))

    page = ana.get(f"/cases/{case_no}/{NEW}")

    assert page.values()["fact_fee_count"] == "12"
    assert "案卷中是第12件，应收100元" in page.main()


def test_the_charge_takes_mode_and_number_from_the_signed_letter(
    visit: Callable[[str], Visitor], ana: Visitor, desk: Desk, case_no: str
) -> None:
    draft(ana, case_no)
    assert ana.get(f"/cases/{case_no}/letter-revision").values()["fact_fee_count"] == "41"
    ana.do(f"/cases/{case_no}/letter-submission")
    if "pass_notice_legal" in {choice.move.name for choice in desk.view(7, case_no, NOW).choices.open}:
        visit("fa").do(f"/cases/{case_no}/letter-legal-pass")
    visit("qian").do(f"/cases/{case_no}/letter-signature")

    assert ana.get(f"/cases/{case_no}/fee").values()["count"] == "41"
    page = ana.refused(f"/cases/{case_no}/fee", 409, mode="per_case", count="12")
    assert "已签发的收费通知书是按件计收300元，与所填按件计收100元不一致" in page.main()
    assert "办法" in page.main()
    ana.do(f"/cases/{case_no}/fee")

    assert desk.view(1, case_no, NOW).case.fee_yuan == 300
