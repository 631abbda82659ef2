"""The deadline in words: what it rests on and what would still move it, each with its provision. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from workflow.case import Case
from workflow.clock.deadline import Deadline
from workflow.clock.steps import Step
from workflow.errors import Reason, RuleMissing
from workflow.guards import Around
from workflow.terms import Status

#: what fixed the day of receipt (条例第三十一条)
_RECEIVED: Final = {
    "submitted": ("提交之日", "the day it was submitted"),
    "signed": ("签收之日", "the day it was signed for"),
    "confirmed": ("与申请人确认之日", "the day receipt was confirmed"),
    "system": ("进入系统之日", "the day it entered the system"),
}


def rests_on(case: Case, clock: Deadline, around: Around) -> tuple[Reason, ...]:
    """The facts the deadline follows from, in order of time."""
    return tuple(_rests_on(case, clock, around))


def _rests_on(case: Case, clock: Deadline, around: Around) -> Iterator[Reason]:
    zh, en = _RECEIVED.get(case.receipt_rule, ("收到", "received"))
    day = case.received_on
    rule = _value(case, around, "reply")
    yield Reason(
        f"{_zh(day, around)}收到（{zh}），次日起算{f'，{rule} 个工作日' if rule else ''}",
        f"Received {_en(day, around)} ({en}); counted from the day after{f', {rule} working days' if rule else ''}",
        around.provision(case, "reply"),
    )
    for kind in ("restart", "suspended", "stopped", "extension"):
        steps = [step for step in clock.steps if step.kind == kind]
        if (kind == "restart" and steps) or any(step.working_days for step in steps):
            open_now = kind == "suspended" and clock.status == "suspended"
            yield _still(steps[0], around) if open_now else _of_steps(kind, steps, around)


def _still(step: Step, around: Around) -> Reason:
    """While an opinion is waited for nobody knows how many days it takes."""
    return Reason(
        f"{_zh(step.from_on, around)}起征求意见，期限暂停",
        f"Suspended by consultation from {_en(step.from_on, around)}",
        step.provision,
    )


def _of_steps(kind: str, steps: list[Step], around: Around) -> Reason:
    last, days = steps[-1], sum(step.working_days for step in steps)
    if kind == "restart":
        return Reason(
            f"{_zh(last.to_on, around)}起重新计算：{last.note_zh}",
            f"Counted anew from {_en(last.to_on, around)}: {last.note_en}",
            last.provision,
        )
    if kind == "extension":
        zh, en = (
            f"{last.note_zh}，至 {_zh(last.to_on, around)}",
            f"{last.note_en}, to {_en(last.to_on, around)}",
        )
        return Reason(zh, en, last.provision)
    zh, en = (
        ("征求意见", "Consultation") if kind == "suspended" else ("等待申请人", "Waiting for the applicant")
    )
    return Reason(f"{zh} {days} 个工作日不计入", f"{en}: {days} working days not counted", last.provision)


def would_move(case: Case, clock: Deadline, around: Around) -> tuple[Reason, ...]:
    """What could still change it; nothing once answered or ended."""
    return tuple(_would_move(case, clock, around))


def _would_move(case: Case, clock: Deadline, around: Around) -> Iterator[Reason]:
    if clock.status == "suspended":
        yield _opinion(case, clock, around)
    if clock.status == "stopped" and case.status is Status.AWAITING_CORRECTION:
        yield Reason(
            "补正到达后，期限重新计算",
            "A correction starts a full new period",
            _law(case, around, "correction_restart"),
        )
    if clock.status == "stopped" and case.status is Status.AWAITING_PAYMENT:
        yield Reason(
            "缴费后，期限重新计算", "Payment starts a full new period", _law(case, around, "fee_restart")
        )
    if clock.status == "running":
        yield from _while_running(case, clock, around)
    if clock.provisional and clock.provisional_from:
        year = clock.provisional_from.year
        yield Reason(
            f"{year} 年放假安排公布后可能变动", f"The holidays of {year}, once announced, may move it", ""
        )


def _opinion(case: Case, clock: Deadline, around: Around) -> Reason:
    law = _law(case, around, "consultation_suspension")
    if clock.due_on is None:
        return Reason("收到意见之日起继续计算", "The count goes on once the opinion has come", law)
    return Reason(
        f"收到意见之日起继续计算；对方逾期不答复的，期限为 {_zh(clock.due_on, around)}",
        f"The count goes on once the opinion has come; if none comes, the reply is due {_en(clock.due_on, around)}",
        law,
    )


def _while_running(case: Case, clock: Deadline, around: Around) -> Iterator[Reason]:
    for limit in clock.limits:
        if limit.act == "extension" and case.extension is None and limit.due_on >= around.today:
            more = _value(case, around, "extension")
            until = around.days.add_working_days(limit.due_on, int(more)) if more else None
            yield Reason(
                f"经批准并在 {_zh(limit.due_on, around)}前告知的，可以延长至 {_zh(until, around)}",
                f"Extended to {_en(until, around)} if approved and notified by {_en(limit.due_on, around)}",
                limit.provision,
            )
        if limit.act == "correction_notice" and limit.due_on >= around.today:
            yield Reason(
                f"{_zh(limit.due_on, around)}前可以要求补正，补正后重新计算",
                f"A correction may be asked for by {_en(limit.due_on, around)}; it starts a new period",
                limit.provision,
            )


def _value(case: Case, around: Around, name: str) -> str:
    assert case.received_on is not None
    try:
        return str(around.regime(case).rule(name, case.received_on).value)
    except RuleMissing:
        return ""


def _law(case: Case, around: Around, name: str) -> str:
    return around.provision(case, name)


def _zh(day: date | None, around: Around) -> str:
    if day is None:
        return ""
    return f"{'' if day.year == around.today.year else f'{day.year}年'}{day.month}月{day.day}日"


def _en(day: date | None, around: Around) -> str:
    if day is None:
        return ""
    return f"{day.day} {day:%b}{'' if day.year == around.today.year else f' {day.year}'}"
