"""The clocks of an appeal: pure, from its facts, the law of the day each begins, and the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from workflow.appeal.law import AppealLaw
from workflow.appeal.terms import AppealKind, AppealStatus
from workflow.appeal.value import Appeal
from workflow.clock.limits import period_end
from workflow.clock.regime import Rule
from workflow.days.working_days import WorkingDays
from workflow.errors import RuleMissing
from workflow.wording import Words

#: what each act is called on pages
ACTS: Final = {
    "answer": Words("提交答复、答辩和证据", "Answer with evidence"),
    "hearing": Words("听证、开庭", "Hearing"),
    "take_further": Words("决定是否上诉", "Decide whether to take it further"),
    "rectify": Words("完成整改", "Rectify"),
    "decision": Words("办理机关作出决定、裁判", "Decision of the organ"),
    "suit": Words("对方起诉", "Suit by the other side"),
    "suit_if_silent": Words("逾期不作决定的，对方起诉", "Suit by the other side where nothing is decided"),
}


class AppealLimit(NamedTuple):
    """A last day. `ours` says whether the agency is to act; `moved` that a rest day moved it on."""

    act: str
    ours: bool
    from_on: date | None  # the day before the first counted; None where the organ named the day itself
    due_on: date
    value: int  # 0 where the organ named the day itself
    unit: str  # working_days, days, months; "fixed" where the organ named the day itself
    provision: str
    moved: bool = False
    provisional: bool = False  # reaches into a year whose holidays are not announced
    note: str = ""  # what is open about the rule, in both languages

    @property
    def words(self) -> Words:
        """What is to be done."""
        return ACTS[self.act]


def limits(appeal: Appeal, law: AppealLaw, days: WorkingDays) -> tuple[AppealLimit, ...]:
    """Every limit that still runs, the agency's own first, each soonest first."""
    found = [limit for limit in _running(appeal, law, days) if limit is not None]
    return tuple(sorted(found, key=lambda limit: (not limit.ours, limit.due_on)))


def next_limit(appeal: Appeal, law: AppealLaw, days: WorkingDays) -> AppealLimit | None:
    """The limit a list shows: the agency's soonest, else the organ's; None once the appeal is over."""
    return next(iter(limits(appeal, law, days)), None) if appeal.is_open else None


def _running(appeal: Appeal, law: AppealLaw, days: WorkingDays) -> Iterator[AppealLimit | None]:
    if appeal.status is AppealStatus.REGISTERED:
        yield _answer(appeal, law, days)
    if (hearing := appeal.next_hearing) is not None:
        yield _fixed("hearing", hearing.on, "")
    if appeal.status is AppealStatus.DECIDED:
        yield _take_further(appeal, law, days)
    if appeal.status is AppealStatus.RECTIFYING and appeal.rectify_by:
        yield _fixed("rectify", appeal.rectify_by, "条例第四十七条第二款")
    if appeal.status in (AppealStatus.REGISTERED, AppealStatus.ANSWERED):
        yield from _of_organ(appeal, law, days)
    if appeal.kind is AppealKind.REVIEW and appeal.status is AppealStatus.ENDED and appeal.judgment:
        yield _counted("suit", "suit_after_review", appeal.judgment.on, law, days)


def answer_rule(appeal: Appeal, law: AppealLaw) -> str:
    """The name of the rule under which the agency answers; empty where only the organ sets a day."""
    if appeal.kind is AppealKind.COMPLAINT:
        return ""
    if appeal.instance == 2:
        return "second_defence"
    name = "review_answer" if appeal.kind is AppealKind.REVIEW else "court_evidence"
    return law.by(name, appeal.procedure)


def _answer(appeal: Appeal, law: AppealLaw, days: WorkingDays) -> AppealLimit | None:
    name = answer_rule(appeal, law)
    rule = law.rule(name, appeal.received_on) if name else None
    if appeal.answer_by:
        return _fixed("answer", appeal.answer_by, rule.provision if rule else "")
    return _period("answer", rule, appeal.received_on, days, ours=True) if rule else None


def _take_further(appeal: Appeal, law: AppealLaw, days: WorkingDays) -> AppealLimit | None:
    """Either side may, in fifteen days from service of a judgment, ten from that of a ruling."""
    judgment = appeal.judgment
    if judgment is None:
        return None
    result = law.result(appeal.kind, judgment.result)
    name = "take_further_ruling" if result and result.ruling else "take_further_judgment"
    return _counted("take_further", name, judgment.on, law, days, ours=True)


def _of_organ(appeal: Appeal, law: AppealLaw, days: WorkingDays) -> Iterator[AppealLimit | None]:
    """The organ's own period, and after a review without a decision the other side's."""
    begun = appeal.instance_from or appeal.filed_on
    name = _decision_rule(appeal, law)
    if not name or not law.holds(name, begun):
        return
    rule = law.rule(name, begun)
    more = appeal.extended_days + appeal.stayed_days()
    due = _period("decision", rule, begun, days, more=more)
    yield due
    if appeal.kind is AppealKind.REVIEW:
        yield _counted("suit_if_silent", "suit_after_review", due.due_on, law, days)


def _decision_rule(appeal: Appeal, law: AppealLaw) -> str:
    if appeal.kind is AppealKind.COMPLAINT:
        return ""
    if appeal.kind is AppealKind.REVIEW:
        return law.by("review_decision", appeal.procedure)
    if appeal.instance == 2:
        return "second_judgment"
    return law.by("first_judgment", appeal.procedure)


def _counted(
    act: str, name: str, from_on: date, law: AppealLaw, days: WorkingDays, *, ours: bool = False
) -> AppealLimit | None:
    try:
        return _period(act, law.rule(name, from_on), from_on, days, ours=ours)
    except RuleMissing:  # no such period then: nothing is invented
        return None


def _period(
    act: str, rule: Rule, from_on: date, days: WorkingDays, *, ours: bool = False, more: int = 0
) -> AppealLimit:
    """The day after `from_on` is the first; extensions and stays of the organ are calendar days."""
    length = rule._replace(value=rule.value + more) if rule.unit == "days" else rule
    due_on = period_end(length, from_on, days)
    if more and rule.unit == "months":
        due_on = days.first_working_day_from(due_on + timedelta(days=more))
    plain = from_on + timedelta(days=length.value) if rule.unit == "days" else due_on
    provisional = days.provisional_from(due_on) is not None
    return AppealLimit(
        act,
        ours,
        from_on,
        due_on,
        length.value,
        rule.unit,
        rule.provision,
        due_on != plain,
        provisional,
        rule.note,
    )


def _fixed(act: str, due_on: date, provision: str) -> AppealLimit:
    return AppealLimit(act, True, None, due_on, 0, "fixed", provision)
