"""Guards on appeals: registered once, steps in their order, results with what follows from them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from workflow import acts as a
from workflow.appeal.deciding import order_of, step_of
from workflow.appeal.law import shipped
from workflow.appeal.lifecycle import BY_NAME, destination
from workflow.appeal.terms import AppealKind, AppealStatus, AppealStep, Procedure
from workflow.appeal.value import Appeal
from workflow.case import Case
from workflow.clock.limits import period_end
from workflow.errors import Reason
from workflow.guards.base import Around, day_of
from workflow.terms import Status

#: the case waits for somebody outside, and its clock stands: it cannot begin anew before that is over
WAITS = (
    Status.AWAITING_CONFIRMATION,
    Status.AWAITING_CORRECTION,
    Status.AWAITING_PAYMENT,
    Status.CONSULTING,
)


# registering -----------------------------------------------------------------------------------


def registered_once(case: Case, act: Any, _around: Around) -> Reason | None:
    number = act.appeal_no.strip()
    for held in case.appeals:
        same = (held.kind, held.organ, held.appeal_no) == (act.kind, act.organ.strip(), number)
        if number and same and held.status is not AppealStatus.STRUCK:
            return Reason(f"已登记过 {number}", f"{number} is registered already")
    return None


def appeal_days_in_order(case: Case, act: Any, around: Around) -> Reason | None:
    on, first = day_of(act, around), case.received_on or case.arrived_on
    filed_on = act.filed_on or on
    if filed_on > on:
        return Reason("受理（立案）日期晚于收到材料的日期", "Taken up after the papers came")
    if filed_on < first:
        said = f"受理（立案）日期 {filed_on} 早于收到申请的 {first}"
        return Reason(said, f"Taken up on {filed_on}, before the application came on {first}")
    if act.answer_by and act.answer_by < on:
        return Reason("答复期限早于收到材料的日期", "The answer would be due before the papers came")
    return None


def procedure_fits(_case: Case, act: Any, around: Around) -> Reason | None:
    if act.procedure is not Procedure.SIMPLIFIED:
        return None
    return _simplified(act.kind, day_of(act, around), act.answer_by, around)


def _simplified(kind: AppealKind, on: date, answer_by: date | None, around: Around) -> Reason | None:
    """Whether there is a simplified procedure that day, and the day a court names lies within it."""
    name = {AppealKind.REVIEW: "review_answer_simplified", AppealKind.LITIGATION: "court_evidence_simplified"}
    law = shipped()
    if kind not in name:
        return Reason("投诉、举报没有简易程序", "Complaints know no simplified procedure")
    if not law.holds(name[kind], on):
        return Reason(f"{on} 时还没有这种简易程序", f"There was no such simplified procedure on {on}")
    if kind is AppealKind.LITIGATION and answer_by:
        rule = law.rule(name[kind], on)
        last = period_end(rule, on, around.days)
        if answer_by > last:
            said = f"简易程序的举证期限不超过十五日，最迟 {last}"
            return Reason(said, f"At most fifteen days in simplified procedure: {last}", rule.provision)
    return None


def review_before_suit(_case: Case, act: Any, _around: Around) -> Reason | None:
    if act.after_review and act.kind is not AppealKind.LITIGATION:
        return Reason("只有诉讼分“复议后起诉”", "Only a suit comes after reconsideration")
    return None


# steps -----------------------------------------------------------------------------------------


def appeal_open(case: Case, _act: Any, _around: Around) -> Reason | None:
    if not any(appeal.is_open for appeal in case.appeals):
        return Reason("没有未办结的复议、诉讼、投诉举报", "No reconsideration, suit or complaint is open")
    return None


def appeal_named(case: Case, act: Any, _around: Around) -> Reason | None:
    if case.appeal(act.ref) is None:
        return Reason(f"没有第 {act.ref} 号复议、诉讼、投诉", f"No appeal {act.ref}")
    return None


def appeal_there(case: Case, _act: Any, _around: Around) -> Reason | None:
    if all(appeal.status is AppealStatus.STRUCK for appeal in case.appeals):
        return Reason("没有登记过复议、诉讼、投诉举报", "No reconsideration, suit or complaint is registered")
    return None


def appeal_not_struck(case: Case, act: Any, _around: Around) -> Reason | None:
    appeal = case.appeal(act.ref)
    if appeal and appeal.status is AppealStatus.STRUCK:
        return Reason("这项登记已注销", "This registration was struck")
    return None


def step_open(case: Case, act: Any, _around: Around) -> Reason | None:
    """The step is one of the table, open where the appeal stands; a result is recorded by the act for it."""
    appeal = case.appeal(act.ref)
    if appeal is None:
        return None
    if BY_NAME[act.step].decides:
        return Reason("请登记结果", "A result is recorded as one")
    return _not_open(appeal, act.step)


def _not_open(appeal: Appeal, step: AppealStep) -> Reason | None:
    if destination(step, appeal.kind, appeal.status) is not None:
        return None
    said = f"{appeal.kind.zh}处于“{appeal.status.zh}”，不能{step.zh}"
    return Reason(said, f"Not open while the {appeal.kind.en.lower()} is '{appeal.status.en}'")


def step_days_in_order(case: Case, act: Any, around: Around) -> Reason | None:
    """Nothing happens before the papers came, nor before the last judgment was served."""
    appeal = case.appeal(act.ref)
    if appeal is None:
        return None
    first = max([appeal.received_on, *(judgment.on for judgment in appeal.judgments)])
    on = day_of(act, around)
    if on < first:
        return Reason(f"日期 {on} 早于 {first}", f"{on} is before {first}")
    return None


def step_said_whole(case: Case, act: Any, around: Around) -> Reason | None:
    """Each step needs what makes it one."""
    appeal = case.appeal(act.ref)
    need = _NEEDS.get(act.step)
    return need(appeal, act, around) if appeal and need else None


def _why(_appeal: Appeal, act: a.StepAppeal, _around: Around) -> Reason | None:
    return None if act.said.strip() else Reason("请写明原因", "Say why")


def _procedure(appeal: Appeal, act: a.StepAppeal, around: Around) -> Reason | None:
    if act.procedure is None or act.procedure is appeal.procedure:
        return Reason("请选择变更后的审理程序", "Choose the procedure it changes to")
    if act.procedure is Procedure.SIMPLIFIED:
        return _simplified(appeal.kind, appeal.received_on, act.until, around)
    return None


def _hearing(_appeal: Appeal, act: a.StepAppeal, around: Around) -> Reason | None:
    if act.until is None or not act.place.strip():
        return Reason("请填写听证、开庭的日期和地点", "Give day and place of the hearing")
    if act.until < day_of(act, around):
        return Reason("听证、开庭日期早于通知日期", "The hearing lies before its notice")
    return None


def _heard(appeal: Appeal, act: a.StepAppeal, around: Around) -> Reason | None:
    planned = appeal.next_hearing
    if planned is None:
        return Reason("没有登记听证、开庭安排", "No hearing was fixed")
    if day_of(act, around) < planned.on:
        return Reason(f"听证、开庭安排在 {planned.on}，还没有到", f"The hearing is fixed for {planned.on}")
    return None


def _longer(appeal: Appeal, act: a.StepAppeal, _around: Around) -> Reason | None:
    rule = shipped().rule("review_extension", appeal.filed_on)
    days = act.days or 0
    if days < 1 or appeal.extended_days + days > rule.value:
        said = f"复议期限最多延长 {rule.value} 日"
        return Reason(said, f"A review is extended by {rule.value} days at most", rule.provision)
    return None


def _court(_appeal: Appeal, act: a.StepAppeal, _around: Around) -> Reason | None:
    return None if act.organ.strip() else Reason("请填写二审法院", "Name the court of second instance")


_NEEDS: dict[AppealStep, Callable[[Appeal, a.StepAppeal, Around], Reason | None]] = {
    AppealStep.CHANGE_PROCEDURE: _procedure,
    AppealStep.FIX_HEARING: _hearing,
    AppealStep.HOLD_HEARING: _heard,
    AppealStep.EXTEND_DECISION: _longer,
    AppealStep.STAY: _why,
    AppealStep.STRIKE: _why,
    AppealStep.TAKE_FURTHER: _court,
    AppealStep.TAKE_FURTHER_OURSELVES: _court,
}


# results ---------------------------------------------------------------------------------------


def result_fits(case: Case, act: Any, _around: Around) -> Reason | None:
    appeal = case.appeal(act.ref)
    if appeal is None:
        return None
    if shipped().result(appeal.kind, act.result) is None:
        return Reason(f"{appeal.kind.zh}没有这种结果：{act.result}", f"No such result: {act.result}")
    return _not_open(appeal, step_of(appeal, act, shipped()))


def decision_numbered(case: Case, act: Any, _around: Around) -> Reason | None:
    appeal = case.appeal(act.ref)
    if appeal and appeal.kind is not AppealKind.COMPLAINT and not act.document_no.strip():
        return Reason("请填写决定书、裁判文书的编号", "Give the number of the decision or judgment")
    return None


def reasons_said(case: Case, act: Any, _around: Around) -> Reason | None:
    """Why an outcome was corrected is kept and counted; of one that stood there is nothing to say."""
    appeal, law = case.appeal(act.ref), shipped()
    result = law.result(appeal.kind, act.result) if appeal else None
    if unknown := [code for code in act.reasons if code not in law.reasons]:
        return Reason(f"没有这种原因：{unknown[0]}", f"No such reason: {unknown[0]}")
    if result and result.wrong and not act.reasons:
        return Reason("请选择被纠正的原因", "Choose why it was corrected")
    if result and not result.wrong and act.reasons:
        return Reason("没有被纠正的，不选原因", "Nothing was corrected: choose no reason")
    return None


def order_fits(case: Case, act: Any, _around: Around) -> Reason | None:
    appeal = case.appeal(act.ref)
    result = shipped().result(appeal.kind, act.result) if appeal else None
    if result and act.redo and not result.redo:
        said = f"结果为“{result.words.zh}”的，不能责令重新答复"
        return Reason(said, f"'{result.words.en}' orders no new reply")
    if act.working_days is not None and (act.working_days < 1 or not act.redo):
        return Reason(
            "限期须为 1 个工作日以上，并且责令重新答复",
            "A period of a day or more goes with an order to reply",
        )
    return None


def rectification_fits(case: Case, act: Any, around: Around) -> Reason | None:
    appeal = case.appeal(act.ref)
    if act.rectify_by is None or appeal is None:
        return None
    result = shipped().result(appeal.kind, act.result)
    if appeal.kind is not AppealKind.COMPLAINT or (result and not result.wrong):
        return Reason("只有属实的投诉举报才限期整改", "Only a founded complaint is rectified by a day")
    if act.rectify_by < day_of(act, around):
        return Reason("整改期限早于收到处理结果的日期", "The day to rectify lies before the finding")
    return None


def may_begin_anew(case: Case, act: Any, _around: Around) -> Reason | None:
    """While the applicant or another is waited for the clock stands: that is ended first, then the order recorded."""
    appeal = case.appeal(act.ref)
    if case.status in WAITS and appeal and order_of(appeal, act, shipped()):
        said = f"案件处于“{case.status.zh}”，先结束等待，再登记责令重新答复"
        return Reason(said, f"The case is '{case.status.en}': end that first, then record the order")
    return None
