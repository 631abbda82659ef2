"""Why an act may be refused: one pure function a reason, which answers a sentence with its provision, or None.

All guards of a row are asked, so that a refusal names everything that stands in the way at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from workflow.approvals import Approvals
from workflow.case import Case, Consultation
from workflow.clock import Deadline, deadline
from workflow.errors import Reason, RuleMissing
from workflow.fees import Tariffs
from workflow.outcomes import Outcomes
from workflow.regime import Regime, Regimes, Rule
from workflow.terms import ClosingGround, LapseGround, Stance, Status
from workflow.working_days import WorkingDays

FOUR_EYES = "四眼原则"


class Around(NamedTuple):
    """What an act is judged against: the day, who acts, and the law and office data in force."""

    today: date
    actor: int
    days: WorkingDays
    regimes: Regimes
    outcomes: Outcomes
    approvals: Approvals
    fees: Tariffs
    under: str = ""  # the rule name of the move's row
    texts: Mapping[str, str] = {}  # stored texts the act builds on, by digest
    number: str = ""  # the document number taken for this act
    split_into: tuple[str, ...] = ()  # the cases a split has made

    def regime(self, case: Case) -> Regime:
        """The regime the case runs under; before receipt is fixed, that of its arrival."""
        return self.regimes[case.regime] if case.regime else self.regimes.for_receipt(case.arrived_on)

    def rule(self, case: Case, name: str = "") -> Rule | None:
        """The rule in force today for the case's regime, None where the law holds none."""
        try:
            return self.regime(case).rule(name or self.under, self.today)
        except RuleMissing:
            return None

    def provision(self, case: Case, name: str = "") -> str:
        """The provision of that rule, or nothing."""
        rule = self.rule(case, name)
        return rule.provision if rule else ""

    def clock(self, case: Case) -> Deadline | None:
        """The deadline as of today, None before receipt is fixed."""
        timeline = case.timeline()
        return deadline(timeline, self.regime(case), self.days, self.today) if timeline else None


Guard = Callable[[Case, Any, Around], Reason | None]


def day_of(act: Any, around: Around) -> date:
    """The day the act speaks of."""
    return getattr(act, "on", None) or around.today


def known_day(case: Case, act: Any, around: Around) -> Reason | None:
    on = day_of(act, around)
    if on > around.today:
        return Reason(f"日期 {on} 还没有到", f"{on} lies in the future")
    first = case.received_on or case.arrived_on
    if on < first:
        return Reason(f"日期 {on} 早于收到日 {first}", f"{on} is before receipt on {first}")
    return None


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


def payment_by(case: Case, around: Around) -> date | None:
    """Last day of payment: 20 working days from the day after the notice was received (办法第六条)."""
    rule = around.rule(case, "fee_payment")
    if rule is None or case.fee_served_on is None:
        return None
    return around.days.add_working_days(case.fee_served_on, rule.value)


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


def _asked(case: Case, act: Any) -> Consultation | None:
    return case.consultation(act.ref)


def consultation_open(case: Case, act: Any, _around: Around) -> Reason | None:
    asked = _asked(case, act)
    if asked is None:
        return Reason(f"没有编号为 {act.ref} 的征求意见", f"No consultation {act.ref}")
    if not asked.is_open:
        return Reason(f"征求意见 {act.ref} 已经结束", f"Consultation {act.ref} is closed")
    return None


def after_consultation_sent(case: Case, act: Any, around: Around) -> Reason | None:
    asked = _asked(case, act)
    if asked and day_of(act, around) < asked.on:
        return Reason(f"早于征求意见书发出日 {asked.on}", f"Before the letter was sent on {asked.on}")
    return None


def ground_holds(case: Case, act: Any, around: Around) -> Reason | None:
    asked = _asked(case, act)
    if asked is None:
        return None
    if act.ground is ClosingGround.OPINION and asked.opinion_on is None:
        return Reason("还没有登记对方的意见", "No opinion has been recorded")
    if act.ground is ClosingGround.SILENCE:
        return _silent(case, asked, around)
    return None


def _silent(case: Case, asked: Consultation, around: Around) -> Reason | None:
    last = silence_on(case, asked, around)
    provision = around.provision(case, f"consultation_{asked.party.value}")
    if asked.opinion_on:
        return Reason("对方已经答复", "The party has answered")
    if last is None:
        said = "征求意见书尚未送达，答复期限未开始"
        return Reason(said, "Not served, so its period has not begun", provision)
    if around.today <= last:
        return Reason(f"对方答复期限 {last} 尚未届满", f"The party has until {last}", provision)
    return None


def silence_on(case: Case, asked: Consultation, around: Around) -> date | None:
    """The last day of the consulted party's period, None before service or where the law sets none."""
    rule = around.rule(case, f"consultation_{asked.party.value}")
    if rule is None or asked.served_on is None:
        return None
    return around.days.add_working_days(asked.served_on, rule.value)


def third_party_objected(case: Case, act: Any, around: Around) -> Reason | None:
    objected = [c.ref for c in case.consultations if c.stance in (Stance.OBJECTS, Stance.PARTLY)]
    if not objected or act.ref not in objected:
        said = "只有第三方不同意而决定公开的，才另行告知第三方"
        return Reason(said, "Told only where the third party objected", around.provision(case))
    return None


def extension_unused(case: Case, _act: Any, around: Around) -> Reason | None:
    if case.extension and case.extension.notified_on:
        return Reason("已经延期一次", "Extended once already", around.provision(case))
    if case.extension:
        return Reason("已有一项延期在呈批", "An extension is being decided already")
    return None


def extension_within_limit(case: Case, act: Any, around: Around) -> Reason | None:
    rule = around.rule(case)
    if rule is None or not 1 <= act.working_days <= rule.value:
        most = rule.value if rule else 0
        return Reason(f"延长不得超过 {most} 个工作日", f"At most {most} working days", around.provision(case))
    return None


def clock_not_over(case: Case, _act: Any, around: Around) -> Reason | None:
    clock = around.clock(case)
    if clock and clock.due_on and around.today > clock.due_on:
        return Reason(
            f"期限 {clock.due_on} 已过", f"The deadline {clock.due_on} has passed", around.provision(case)
        )
    return None


def extension_proposed(case: Case, _act: Any, around: Around) -> Reason | None:
    if case.extension is None or case.extension.approved:
        return Reason("没有待批准的延期", "No extension awaits a decision", around.provision(case))
    return None


def another_proposed(case: Case, _act: Any, around: Around) -> Reason | None:
    if case.extension and case.extension.proposed_by == around.actor:
        return Reason("拟延期的人不能自己批准", "Whoever proposed it may not approve it", FOUR_EYES)
    return None


def extension_approved(case: Case, _act: Any, around: Around) -> Reason | None:
    if case.extension is None or not case.extension.approved or case.extension.notified_on:
        said = "没有已批准而未告知的延期"
        return Reason(said, "No approved extension waits to be notified", around.provision(case))
    return None


def notified_in_time(case: Case, act: Any, around: Around) -> Reason | None:
    clock, on = around.clock(case), day_of(act, around)
    if clock and clock.due_on and on > clock.due_on:
        said = f"延期应在期限 {clock.due_on} 届满前告知申请人"
        return Reason(said, f"Must be notified by {clock.due_on}", around.provision(case))
    return None


def fee_unused(case: Case, _act: Any, _around: Around) -> Reason | None:
    if case.fee_charged_on:
        return Reason(f"已于 {case.fee_charged_on} 通知收费", f"Charged on {case.fee_charged_on}")
    return None


def fee_due(case: Case, act: Any, around: Around) -> Reason | None:
    if around.rule(case) is None:
        return Reason("本件收到时没有信息处理费的规定", "No processing fee under this law")
    if act.count < 1:
        return Reason("件数、页数应为正整数", "The count must be positive")
    return None


def fee_notice_unserved(case: Case, act: Any, around: Around) -> Reason | None:
    if case.fee_served_on:
        return Reason(f"收费通知已于 {case.fee_served_on} 送达", f"Served on {case.fee_served_on}")
    if case.fee_charged_on and day_of(act, around) < case.fee_charged_on:
        return Reason(f"早于收费通知日 {case.fee_charged_on}", "Before the fee notice")
    return None


def paid_in_full(case: Case, act: Any, around: Around) -> Reason | None:
    if case.fee_charged_on and day_of(act, around) < case.fee_charged_on:
        return Reason("缴费早于收费通知", "Paid before the fee notice")
    if act.yuan != case.fee_yuan:
        return Reason(f"应缴 {case.fee_yuan} 元", f"{case.fee_yuan} yuan are due", around.provision(case))
    return None


def payment_not_late(case: Case, act: Any, around: Around) -> Reason | None:
    last = payment_by(case, around)
    if last and day_of(act, around) > last:
        return Reason(
            f"缴费期限 {last} 已过", f"Payment was due by {last}", around.provision(case, "fee_payment")
        )
    return None


def unit_waited_for(case: Case, act: Any, _around: Around) -> Reason | None:
    asked = next((unit for unit in case.units_asked if unit.ref == act.ref), None)
    if asked is None or asked.answered_on:
        return Reason("没有等待该单位答复的协办", "No such request waits for an answer")
    return None


def search_says_where(_case: Case, act: Any, around: Around) -> Reason | None:
    if not act.places or not act.searcher.strip() or act.hits < 0:
        said = "检索记录应写明检索的系统或档案、检索人和命中数"
        return Reason(said, "Say where was searched, by whom, with how many hits", "指导案例101号")
    return None


def no_draft_yet(case: Case, _act: Any, _around: Around) -> Reason | None:
    return Reason("已有答复稿，请修改", "There is a draft: revise it") if case.draft else None


def has_draft(case: Case, _act: Any, _around: Around) -> Reason | None:
    return None if case.draft else Reason("还没有答复稿", "There is no draft")


def outcome_fits(case: Case, act: Any, around: Around) -> Reason | None:
    if act.outcome not in around.outcomes:
        return Reason(f"没有这种答复类型：{act.outcome}", f"No such outcome: {act.outcome}")
    outcome = around.outcomes[act.outcome]
    if outcome.regime != around.regime(case).id or outcome.kind != case.kind:
        said = f"“{outcome.zh}”不适用于本件的条例文本或案件种类"
        return Reason(said, f"'{outcome.en}' does not belong to this regime or kind of case")
    if outcome.closes != "replied":
        return Reason(f"“{outcome.zh}”不以答复书作出", f"'{outcome.en}' is not given by a reply")
    return None


def evidence_there(case: Case, _act: Any, around: Around) -> Reason | None:
    """What the outcome's proof needs must be on file before anyone signs (law.md 6.5)."""
    if case.draft is None:
        return None
    outcome = around.outcomes[case.draft.outcome]
    held = {"search_record": case.searches > 0, "secrecy_review": True}
    missing = [need for need in outcome.evidence if held.get(need.code) is False]
    if case.status is Status.AWAITING_APPROVAL and outcome.discloses and not case.secrecy_passed:
        return Reason(
            "公开前须经保密审查", "Disclosure needs the secrecy review", around.provision(case, "review")
        )
    if missing:
        zh, en = "、".join(m.zh for m in missing), ", ".join(m.en for m in missing)
        return Reason(f"案卷中缺少：{zh}", f"Missing from the file: {en}", outcome.provision(around.today))
    return None


def another_drafted(case: Case, _act: Any, around: Around) -> Reason | None:
    if case.draft and case.draft.by == around.actor:
        return Reason(
            "拟稿人不能审查、签发自己的稿件", "The drafter may not review or approve the draft", FOUR_EYES
        )
    return None


def letter_not_frozen(case: Case, act: Any, _around: Around) -> Reason | None:
    if any(letter.content_sha256 == act.content_sha256 for letter in case.letters):
        return Reason("文书已经定稿存档", "The letter is frozen already")
    return None


def on_the_spot_allowed(_case: Case, act: Any, around: Around) -> Reason | None:
    if not around.approvals.on_the_spot(act.outcome):
        return Reason("这种答复不能当场作出", "This outcome may not be given on the spot")
    return None


def after_decision(case: Case, act: Any, around: Around) -> Reason | None:
    if case.decided_on and day_of(act, around) < case.decided_on:
        return Reason(f"早于决定日 {case.decided_on}", f"Before the decision of {case.decided_on}")
    return None


def after_dispatch(case: Case, act: Any, around: Around) -> Reason | None:
    if case.dispatched_on and day_of(act, around) < case.dispatched_on:
        return Reason(f"早于寄发日 {case.dispatched_on}", f"Before dispatch on {case.dispatched_on}")
    return None


def disclosed_something(case: Case, _act: Any, around: Around) -> Reason | None:
    if not case.outcome or not around.outcomes[case.outcome].discloses:
        return Reason(
            "只有可以公开的信息才能转为主动公开",
            "Only disclosed information can be published",
            "条例第四十四条",
        )
    return None


def another_case(case: Case, act: Any, _around: Around) -> Reason | None:
    if act.case_no == case.case_no:
        return Reason("不能与自身关联", "A case cannot be linked to itself")
    if any(linked == act.case_no for linked, _relation in case.links):
        return Reason(f"已与 {act.case_no} 关联", f"Linked to {act.case_no} already")
    return None


def is_late(case: Case, _act: Any, around: Around) -> Reason | None:
    clock = around.clock(case)
    late = clock is not None and (clock.timely is False or (clock.remaining_working_days or 0) < 0)
    return None if late else Reason("本件没有超期", "The case is not late")
