"""What follows from an act on an appeal: the step of its lifecycle, and whether a new reply is owed from now on."""

from __future__ import annotations

from typing import NamedTuple

from workflow import acts as a
from workflow.appeal.law import AppealLaw
from workflow.appeal.terms import AppealKind, AppealStep
from workflow.appeal.value import Appeal


class Order(NamedTuple):
    """An order to reply anew that takes effect: by whom, by which paper, within how many working days."""

    organ: str
    document_no: str
    working_days: int | None


#: an organ's word is final with these steps; a first judgment only once it took effect
FINAL = (AppealStep.DECIDE, AppealStep.JUDGE_FINALLY, AppealStep.FIND, AppealStep.FIND_WRONG)


def step_of(appeal: Appeal, act: a.DecideAppeal, law: AppealLaw) -> AppealStep:
    """The row of the appeal's lifecycle that recording this result stands for."""
    result = law.result(appeal.kind, act.result)
    if result is not None and result.withdrawn:
        return AppealStep.END_WITHDRAWN
    if appeal.kind is AppealKind.REVIEW:
        return AppealStep.DECIDE
    if appeal.kind is AppealKind.LITIGATION:
        return AppealStep.JUDGE if appeal.instance == 1 else AppealStep.JUDGE_FINALLY
    return AppealStep.FIND_WRONG if act.rectify_by else AppealStep.FIND


def order_of(appeal: Appeal, act: a.Act, law: AppealLaw) -> Order | None:
    """The order that takes effect with the act; None where none does."""
    held = appeal.judgment
    stands = Order(appeal.organ, held.document_no, held.working_days) if held and held.redo else None
    if isinstance(act, a.StepAppeal):
        return stands if act.step == AppealStep.TAKE_EFFECT else None
    if not isinstance(act, a.DecideAppeal):
        return None
    step = step_of(appeal, act, law)
    if step == AppealStep.END_WITHDRAWN:  # at second instance the first judgment takes effect
        return stands
    if act.redo and step in FINAL:
        return Order(appeal.organ, act.document_no, act.working_days)
    return None
