"""Guards on consultations: service, silence, closing, telling a third party."""

from __future__ import annotations

from datetime import date
from typing import Any

from workflow.case import Case, Consultation
from workflow.errors import Reason
from workflow.guards.base import Around, day_of
from workflow.terms import ClosingGround, Stance


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
