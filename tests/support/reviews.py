"""Cases on the pages' store: as letters come, and brought to where somebody reviews or signs them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from pages import Visitor

from workflow import acts as a
from workflow.desk import Desk
from workflow.terms import Channel

SENDER = a.Applicant(name="李样七", id_no="11010519491231002X", phone="13925325941")


def letter(key: str, on: date, **changes: Any) -> a.Log:
    """A registered letter to Ana's agency, signed for on that day, as the front desk logs it."""
    form = a.Log(
        agency=2,
        channel=Channel.SIGNED_POST,
        arrived_on=on,
        application="请求公开原浒山片区三产综合楼用地的出让批准文件。",
        applicants=(SENDER,),
        submission_key=key,
    )
    return replace(form, **changes)


def another(desk: Desk, key: str, on: date, summary: str = "请求公开示例大道的规划图。") -> str:
    """A second case in Ana's hands, received that day."""
    form = letter(key, on, application=summary, applicants=(a.Applicant(name="王样八", phone="13925325942"),))
    at = datetime(on.year, on.month, on.day, 3, tzinfo=UTC)
    case_no = desk.log(1, form, at).case_no
    desk.perform(1, case_no, a.TakeInHand(handler=1), at)
    return case_no


def waiting(visit: Callable[[str], Visitor], case_no: str) -> str:
    """The case drafted, and passed by the secrecy review."""
    ana, at = visit("ana"), f"/cases/{case_no}"
    ana.do(f"{at}/draft", supplied="规划图")
    ana.do(f"{at}/submission")
    visit("rui").do(f"{at}/secrecy-pass")
    return case_no
