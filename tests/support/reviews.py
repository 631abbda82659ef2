"""Further cases on the pages' store, brought to where somebody reviews or signs them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from pages import Visitor

from workflow import acts as a
from workflow.desk import Desk
from workflow.terms import Channel


def another(desk: Desk, key: str, on: date, summary: str = "请求公开示例大道的规划图。") -> str:
    """A second case in Ana's hands, received that day."""
    who = a.Applicant(name="王样八", id_no="", phone="13925325942")
    form = a.Log(
        agency=2,
        channel=Channel.SIGNED_POST,
        arrived_on=on,
        application=summary,
        applicants=(who,),
        submission_key=key,
    )
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
