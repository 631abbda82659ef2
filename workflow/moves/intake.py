"""What follows from acts of intake, correction and reasons."""

from __future__ import annotations

from datetime import date

from workflow import acts as a
from workflow import entries as e
from workflow.case import Case
from workflow.guards import Around, day_of
from workflow.moves.base import Facts, answers_with, copies, keep, usual
from workflow.terms import LapseGround

copies(a.RecordConfirmationAttempt, e.ConfirmationAttempted)
copies(a.TakeInHand, e.TakenInHand)
copies(a.Reassign, e.Reassigned)
copies(a.EndReasons, e.ReasonsNotGiven)
copies(a.FixDelayedPeriod, e.DelayedPeriodFixed)


@answers_with(a.ConfirmReceipt)
def _(case: Case, act: a.ConfirmReceipt, around: Around, _texts: dict[str, str]) -> Facts:
    return receipt(case.channel.value, day_of(act, around), "confirmed", act.how, around)


def receipt(channel: str, received_on: date, rule: str, how: str, around: Around) -> e.ReceiptFixed:
    """Receipt on that day: it selects the regime, whose rule for the channel gives the provision (art. 31)."""
    regime = around.regimes.for_receipt(received_on)
    provision = regime.rule(f"receipt.{channel}", received_on).provision
    return e.ReceiptFixed(received_on=received_on, rule=rule, how=how, regime=regime.id, provision=provision)


@answers_with(a.AskForCorrection)
def _(case: Case, act: a.AskForCorrection, around: Around, texts: dict[str, str]) -> Facts:
    on = day_of(act, around)
    answer_by = act.answer_by or usual(case, around, "correction_answer", on)
    asked = e.CorrectionAsked(on=on, items_sha256=keep(act.items, texts), answer_by=answer_by)
    if case.handler is None:  # whoever asks has taken the case in hand
        return e.TakenInHand(handler=around.actor, unit=""), asked
    return asked


@answers_with(a.ReceiveCorrection)
def _(_case: Case, act: a.ReceiveCorrection, around: Around, texts: dict[str, str]) -> Facts:
    digest = keep(act.application, texts)
    return e.CorrectionReceived(
        on=day_of(act, around), application_sha256=digest, late_because=act.late_because
    )


@answers_with(a.Lapse)
def _(_case: Case, act: a.Lapse, around: Around, _texts: dict[str, str]) -> Facts:
    outcome = "no_correction" if act.ground is LapseGround.CORRECTION else "no_payment"
    return e.CaseLapsed(on=around.today, ground=act.ground, outcome=outcome)


@answers_with(a.AskForReasons)
def _(case: Case, act: a.AskForReasons, around: Around, _texts: dict[str, str]) -> Facts:
    on = day_of(act, around)
    answer_by = act.answer_by or usual(case, around, "reasons_answer", on)
    return e.ReasonsAsked(on=on, facts=act.facts, answer_by=answer_by)


@answers_with(a.ReceiveReasons)
def _(_case: Case, act: a.ReceiveReasons, around: Around, texts: dict[str, str]) -> Facts:
    digest = keep(act.reasons, texts)
    return e.ReasonsReceived(on=day_of(act, around), reasons_sha256=digest, reasonable=act.reasonable)
