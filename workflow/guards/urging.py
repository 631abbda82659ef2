"""Guards on supervision notices: an order says what is wrong, an answer belongs to a notice that waits for one."""

from __future__ import annotations

from typing import Any

from workflow.case import Case
from workflow.errors import Reason
from workflow.guards.base import Around, day_of
from workflow.terms import UrgingKind

#: kind -> the letter that goes with it
LETTERS = {UrgingKind.URGE: "supervision_urge", UrgingKind.ORDER: "supervision_order"}


def order_says_why(_case: Case, act: Any, around: Around) -> Reason | None:
    if act.kind is UrgingKind.ORDER and not act.problem.strip():
        said = "督办须写明存在的问题"
        return Reason(said, "An order says what was found wrong", around.provision(_case))
    return None


def letter_fits_urging(_case: Case, act: Any, _around: Around) -> Reason | None:
    if act.content and act.content.get("letter") != LETTERS[act.kind]:
        return Reason("所附通知书与种类不符", "The letter is not of that kind")
    return None


def urging_unanswered(case: Case, act: Any, around: Around) -> Reason | None:
    waiting = [u for u in case.urgings if u.answered_on is None]
    if not waiting:
        return Reason("没有待答复的催办、督办", "Nothing urged waits for an answer")
    asked = next((u for u in waiting if u.ref == act.ref), None)
    if asked is None:
        return Reason(f"没有待答复的第 {act.ref} 号催办、督办", f"No unanswered urging {act.ref}")
    if day_of(act, around) < asked.on:
        return Reason(f"早于催办之日 {asked.on}", f"Before it was urged on {asked.on}")
    return None
