"""The limits that run beside the reply deadline: notices, answers, payment, remedies, the office's own."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from workflow.clock.regime import Regime, Rule
from workflow.days.working_days import WorkingDays
from workflow.errors import BadInput

#: limits an office sets itself, each shorter than the law's
OFFICE: Final = ("unit_answer", "draft", "submission")
#: what each act is called on pages and in letters
ACTS: Final = {
    "correction_notice": ("告知补正", "Correction notice"),
    "correction_answer": ("申请人补正", "The applicant's correction"),
    "consultation_third_party": ("第三方答复意见", "The third party's opinion"),
    "consultation_co_producer": ("共同制作机关答复意见", "The co-producing agency's opinion"),
    "consultation_other_organ": ("其他机关答复意见", "The other organ's opinion"),
    "extension": ("告知延期", "Extension notice"),
    "fee_payment": ("申请人缴费", "The applicant's payment"),
    "urging_answer": ("答复催办、督办", "The answer to the urging"),
    "unit_answer": ("承办单位答复", "The answer of the unit"),
    "draft": ("拟稿", "Draft"),
    "submission": ("送审", "Submission for approval"),
    "reconsideration_apply": ("申请行政复议", "Application for reconsideration"),
    "litigation_apply": ("提起行政诉讼", "Administrative suit"),
}


class Limit(NamedTuple):
    """The last day on which an act is in time. `act` is a rule name; `:ref` tells consultations apart."""

    act: str
    due_on: date
    provision: str

    @property
    def name(self) -> tuple[str, str]:
        """The act in Chinese and English; a reference follows in brackets."""
        return name_of(self.act)


def name_of(act: str) -> tuple[str, str]:
    """What a limit is called in Chinese and English; `:ref` follows in brackets."""
    code, _, ref = act.partition(":")
    zh, en = ACTS[code]
    return (f"{zh}（{ref}）", f"{en} ({ref})") if ref else (zh, en)


def period_end(rule: Rule, from_on: date, days: WorkingDays) -> date:
    """Last day of a period that begins the day after `from_on`.

    Working days end on one by themselves; days and months that end on a rest day move to the next working day
    (民法典第二百零三条, 行诉解释第四十八条). BadInput where the rule is no period.
    """
    if rule.unit == "working_days":
        return days.add_working_days(from_on, rule.value)
    if rule.unit == "days":
        return days.first_working_day_from(from_on + timedelta(days=rule.value))
    if rule.unit == "months":
        return days.first_working_day_from(_months_after(from_on, rule.value))
    raise BadInput(f"“{rule.provision}”不是一段期限 / not a period: {rule.unit}")


def consultation_rule(regime: Regime, party: str, on: date) -> Rule:
    """How long that kind of party may take to answer (条例第三十二条、第三十四条)."""
    return regime.rule("consultation_" + party, on)


def remedy_limits(
    regime: Regime, replied_on: date, served_on: date | None, days: WorkingDays
) -> Iterator[Limit]:
    """The applicant's remedies by the law of the decision date, from actual receipt (复议法实施条例第十五条)."""
    if served_on is None:
        return
    for act in ("reconsideration_apply", "litigation_apply"):
        rule = regime.rule(act, replied_on)
        yield Limit(act, period_end(rule, served_on, days), rule.provision)


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last day where there is none (民法典第二百零二条)."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
