"""Replies that wait for the post, and the pages on which they leave."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from pages import Page, Visitor, read

from workflow import acts as a
from workflow.case import Case
from workflow.desk import Desk
from workflow.terms import Channel, Way

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
EMS, EMS_TOO, MISTYPED, COURIER = "EX123456785CN", "EE123456785CN", "EX123456784CN", "SF1234567890123"
ADDRESS = "示例市样本路7号"


def signing(desk: Desk, visit: Callable[[str], Visitor]) -> Callable[[str], str]:
    """Brings a case to a signed reply that waits for the post."""
    ana, rui, qian = visit("ana"), visit("rui"), visit("qian")

    def make(key: str, way: Way = Way.POST) -> str:
        who = a.Applicant(name=f"申请人{key}", id_kind="none", address=f"100000 {ADDRESS}{key}")
        form = a.Log(
            agency=2,
            channel=Channel.COUNTER,
            arrived_on=date(2026, 11, 4),
            application=f"请求公开{key}的批准文件。",
            applicants=(who,),
            submission_key=key,
            supply_way=way,
        )
        case_no = desk.log(1, form, datetime(2026, 11, 4, 3, tzinfo=UTC)).case_no
        desk.perform(1, case_no, a.TakeInHand(handler=1), datetime(2026, 11, 5, 3, tzinfo=UTC))
        at = f"/cases/{case_no}"
        ana.do(f"{at}/draft", supplied="批准文件（示例土批〔2026〕1号）")
        ana.do(f"{at}/submission")
        rui.do(f"{at}/secrecy-pass")
        qian.do(f"{at}/approval")
        return case_no

    return make


def case(desk: Desk, case_no: str) -> Case:
    """The case as it stands."""
    return desk.view(1, case_no, NOW).case


def checked(ana: Visitor, numbers: str, **more: str) -> Page:
    """The page on which the numbers are compared."""
    return read(ana.send("/post", to="/post/check", numbers=numbers, **more))


def confirm(ana: Visitor, page: Page) -> Page:
    """Send what the page shows, as a browser would."""
    fields = [f for f in page.all("main")[0].iter("input") if f.get("type") == "hidden"]
    sent: dict[str, list[str]] = {}
    for field in fields:
        sent.setdefault(field.get("name", ""), []).append(field.get("value", ""))
    return read(ana.client.post("/post/send", data=sent))
