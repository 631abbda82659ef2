"""Guards on extension and fee."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from workflow.acts import ChargeFee
from workflow.case import Case
from workflow.errors import Reason
from workflow.guards.base import FOUR_EYES, Around, day_of
from workflow.guards.letters import letter_to_send
from workflow.terms import FeeMode


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
    if case.extension and case.extension.proposed_by in (around.actor, around.acting_for):
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


def yuan_charged(act: ChargeFee, around: Around) -> int:
    """The sum of today's tariff; the nth application of the month costs its own band (办法第四条、第五条)."""
    if act.mode is FeeMode.PER_CASE:
        return around.fees.for_nth_case(act.count, around.today)
    return around.fees.per_page(act.count, around.today).yuan


def fee_as_signed(case: Case, act: Any, around: Around) -> Reason | None:
    """The applicant owes what the signed notice says, neither another sum nor by the other way of counting."""
    letter = letter_to_send(case, act)
    said = json.loads(around.texts.get(letter.content_sha256, "{}")).get("facts", {}) if letter else {}
    if "amount" not in said or act.count < 1 or around.rule(case) is None:
        return None
    yuan, mode = yuan_charged(act, around), FeeMode(said.get("charge_by", act.mode))
    if (yuan, act.mode) == (said["amount"], mode):
        return None
    due = said["amount"]
    zh = f"已签发的收费通知书是{mode.zh}{due}元，与所填{act.mode.zh}{yuan}元不一致；通知书有误的，作废重出"
    en = f"The signed notice says {due} yuan ({mode.en}), not {yuan} ({act.mode.en}): void it if it is wrong"
    return Reason(zh, en, around.provision(case))


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


def payment_by(case: Case, around: Around) -> date | None:
    """Last day of payment: 20 working days from the day after the notice was received (办法第六条)."""
    rule = around.rule(case, "fee_payment")
    if rule is None or case.fee_served_on is None:
        return None
    return around.days.add_working_days(case.fee_served_on, rule.value)
