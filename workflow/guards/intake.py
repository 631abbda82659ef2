"""Guards on assigning, splitting, correction and reasons."""

from __future__ import annotations

import re
from typing import Any

from workflow.case import Case
from workflow.errors import Reason
from workflow.guards.base import Around, day_of
from workflow.guards.period import payment_by
from workflow.terms import CaseKind, LapseGround, Status

DIGEST = re.compile("[0-9a-f]{64}")


def another_handler(case: Case, act: Any, _around: Around) -> Reason | None:
    if case.handler == act.handler:
        return Reason("已经由此人承办", "This person handles the case already")
    return None


def parts_to_split(case: Case, act: Any, _around: Around) -> Reason | None:
    if len(act.parts) < 2 or not all(part.strip() for part in act.parts):
        return Reason("分案至少要有两项内容，且都不能为空", "A split needs two or more parts with text")
    if case.split_into:
        return Reason("本件已经分案", "The case has been split already")
    return None


def correction_unused(case: Case, _act: Any, around: Around) -> Reason | None:
    if case.correction_asked_on:
        said = f"补正只能一次性告知，已于 {case.correction_asked_on} 告知"
        return Reason(said, f"Asked once on {case.correction_asked_on}", around.provision(case))
    return None


def correction_in_time(case: Case, act: Any, around: Around) -> Reason | None:
    rule = around.rule(case)
    if rule is None or rule.unit != "working_days" or case.received_on is None:
        return None
    last = around.days.add_working_days(case.received_on, rule.value)
    if day_of(act, around) > last:
        said = f"已过收到之日起 {rule.value} 个工作日（{last}）"
        return Reason(said, f"The {rule.value} working days for asking ended on {last}", rule.provision)
    return None


def answer_day_ahead(_case: Case, act: Any, around: Around) -> Reason | None:
    if act.answer_by is not None and act.answer_by <= day_of(act, around):
        return Reason("答复期限必须晚于发出之日", "The answer date must lie after the day of sending")
    return None


def after_correction_notice(case: Case, act: Any, around: Around) -> Reason | None:
    asked = case.correction_asked_on
    if asked and day_of(act, around) < asked:
        return Reason(f"早于补正告知日 {asked}", f"Before the correction notice of {asked}")
    return None


def correction_not_late(case: Case, act: Any, around: Around) -> Reason | None:
    last = case.correction_answer_by
    if last and day_of(act, around) > last and not act.late_because.strip():
        said = f"补正期限 {last} 已过，接受逾期补正须写明正当理由"
        return Reason(said, f"The period ended on {last}: give the good reason", around.provision(case))
    return None


def period_over(case: Case, act: Any, around: Around) -> Reason | None:
    """Deemed abandonment is stated only after the whole period has run out."""
    expected = {
        Status.AWAITING_CORRECTION: (LapseGround.CORRECTION, case.correction_answer_by),
        Status.AWAITING_PAYMENT: (LapseGround.FEE, payment_by(case, around)),
    }.get(case.status)
    if expected is None:
        return None
    ground, last = expected
    if act.ground is not ground:
        return Reason("事由与当前状态不符", "The ground does not fit the status")
    if last is None:
        return Reason("收费通知尚未送达，缴费期限未开始", "The fee notice has not been served")
    if around.today <= last:
        law = around.provision(case, f"{ground.value}_lapse")
        return Reason(f"期限 {last} 尚未届满", f"The period runs to {last}", law)
    return None


def reasons_unasked(case: Case, _act: Any, around: Around) -> Reason | None:
    if around.rule(case) is None:
        return Reason("本件适用的条例没有要求说明理由的规定", "This regime knows no request for reasons")
    if case.reasons_answer_by:
        return Reason("已经要求说明理由", "Reasons have been asked for already", around.provision(case))
    return None


def reasons_overdue(case: Case, _act: Any, around: Around) -> Reason | None:
    last = case.reasons_answer_by
    if last and around.today <= last:
        return Reason(f"说明理由的期限 {last} 尚未届满", f"The applicant has until {last}")
    return None


def reasons_accepted(case: Case, _act: Any, around: Around) -> Reason | None:
    if not case.reasons_reasonable:
        said = "只有申请理由合理的，才能确定延迟答复的合理期限"
        return Reason(said, "A delayed period needs reasons found reasonable", around.provision(case))
    return None


def delay_is_later(case: Case, act: Any, around: Around) -> Reason | None:
    clock = around.clock(case)
    if clock and clock.due_on and act.until <= clock.due_on:
        return Reason(f"延迟期限应晚于现期限 {clock.due_on}", f"Must lie after {clock.due_on}")
    return None


def document_described(_case: Case, act: Any, _around: Around) -> Reason | None:
    if not DIGEST.fullmatch(act.sha256) or act.size < 1:
        return Reason("材料须有摘要和大小", "A document needs its SHA-256 and its size")
    return None


def of_disclosure(case: Case, _act: Any, _around: Around) -> Reason | None:
    """A request to correct a record has no period to extend, stop or lapse by, and bears no fee (art. 41)."""
    if case.kind is not CaseKind.RECORD_CORRECTION:
        return None
    said = "更正申请没有法定期限，不适用补正、说明理由、延期和收费的规定；证据不足的，联系申请人补充或者告知不予更正"
    return Reason(
        said,
        "A request to correct a record has no period and no fee: ask for proof informally, or refuse it",
        "条例第四十一条",
    )
