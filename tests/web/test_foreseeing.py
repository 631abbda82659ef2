"""An act's form tells its dates before it is sent, the same that the act then gives."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from pages import Visitor, read

from web.dates import day
from workflow.desk import Desk

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)


def shown(on: date | None) -> str:
    """A day as Chinese pages write it."""
    assert on is not None
    return day(on)


def test_the_new_deadline_of_an_extension_stands_beside_its_form(ana: Visitor, case_no: str) -> None:
    page = ana.get(f"/cases/{case_no}/extension")

    assert "答复期限 2026年12月30日 周三 原为 2026年12月2日" in page.main()
    assert page.values()["working_days"] == "20"


def test_what_was_foreseen_is_what_the_act_then_gives(ana: Visitor, desk: Desk, case_no: str) -> None:
    at = f"/cases/{case_no}"
    page = read(
        ana.send(
            f"{at}/correction-request", look="1", items="请明确年度", answer_by="2026-12-11", on="2026-11-10"
        )
    )

    assert page.status == 200
    assert "申请人补正最迟 2026年12月11日 周五" in page.main()
    assert desk.view(1, case_no, NOW).case.correction_asked_on is None

    ana.do(f"{at}/correction-request", items="请明确年度", answer_by="2026-12-11", on="2026-11-10")
    before = ana.get(f"{at}/correction").main()
    ana.do(f"{at}/correction", application="2025年度的批准文件")
    clock = desk.view(1, case_no, NOW).clock
    assert clock is not None
    assert f"答复期限 {shown(clock.due_on)}" in before


def test_the_last_day_of_an_opinion_is_told_before_the_letter_leaves(ana: Visitor, case_no: str) -> None:
    values = ana.get(f"/cases/{case_no}/consultation").values() | {"party": "third_party"}

    fragment = ana.client.post(f"/cases/{case_no}/consultation/ahead", data=values).get_data(as_text=True)

    assert "第三方答复意见（1）最迟" in fragment
    assert "2026年12月11日" in fragment
    assert "按发出当日送达计算" in fragment


def test_silence_is_proposed_once_its_last_day_is_past(ana: Visitor, case_no: str) -> None:
    at = f"/cases/{case_no}"
    ana.do(f"{at}/consultation", party="third_party", name="示例置业", subject="商业秘密", on="2026-11-04")
    ana.do(f"{at}/consultation-service", on="2026-11-04")

    early = ana.get(f"{at}/consultation-end").values()["ground"]
    ana.client.application.config["NOW"] = lambda: datetime(2026, 11, 26, 3, tzinfo=UTC)
    late = ana.get(f"{at}/consultation-end").values()["ground"]

    assert early == ""
    assert late == "silence"


def test_a_fee_is_worked_out_while_the_form_is_filled_in(ana: Visitor, case_no: str) -> None:
    values = ana.get(f"/cases/{case_no}/fee").values() | {"mode": "per_page", "count": "120"}

    fragment = ana.client.post(f"/cases/{case_no}/fee/ahead", data=values).get_data(as_text=True)

    assert "金额 1100 元" in fragment
    assert "期限停止计算" in fragment


@pytest.mark.parametrize("until", ["", "not a day", "2026-01-01"])
def test_what_cannot_be_foreseen_is_not_made_up(ana: Visitor, case_no: str, until: str) -> None:
    values = ana.get(f"/cases/{case_no}/extension").values() | {"working_days": until}

    response = ana.client.post(f"/cases/{case_no}/extension/ahead", data=values)

    assert response.status_code == 200
    assert "答复期限" not in response.get_data(as_text=True)


def test_nobody_foresees_an_act_of_another_role(ana: Visitor, case_no: str) -> None:
    values = ana.get(f"/cases/{case_no}/note").values()

    assert ana.client.post(f"/cases/{case_no}/extension-approval/ahead", data=values).status_code == 403
