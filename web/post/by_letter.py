"""The act that posts a letter: what the act has to state, the signed letter states already; nothing is typed twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from workflow import acts as a
from workflow.case import Case
from workflow.errors import BadInput
from workflow.guards import Around
from workflow.guards.letters import SENDS
from workflow.outgoing import REPLY, Out
from workflow.terms import FeeMode, Party, Stance, Way

UNSAID = "这份文书没有写明发出时要登记的事项，请在案件的相应步骤中发出 / send this one by the act of its case"


class Sent(NamedTuple):
    """How and when it was posted."""

    carrier: str
    number: str
    on: date


class Told(NamedTuple):
    """What the act is made from: the letter's own words, its case with every text, the law and the calendar."""

    held: Mapping[str, Any]
    case: Case
    texts: Mapping[str, str]
    around: Around


def move_of(kind: str) -> str:
    """The move that sends a letter of that kind."""
    if kind == REPLY:
        return "dispatch"
    return next((move for move, kinds in SENDS.items() if kind in kinds), "send_notice")


def moves_the_clock(kind: str) -> bool:
    """Whether sending it says more than that it was sent."""
    return move_of(kind) in _MAKERS


def act_of(out: Out, sent: Sent, told: Told | None = None) -> a.Act:
    """The act that posts it; `told` is needed where it moves the clock. Raises BadInput where the letter is silent."""
    how = {"way": Way.POST, "carrier": sent.carrier, "tracking_no": sent.number, "on": sent.on}
    move = move_of(out.kind)
    if move == "dispatch":
        return a.Dispatch(**how)  # type: ignore[arg-type]
    how["letter"] = out.ref
    if move == "notify_extension":
        return a.NotifyExtension(**how)  # type: ignore[arg-type]
    if move == "send_notice":
        return a.SendNotice(**how)  # type: ignore[arg-type]
    if told is None:
        raise BadInput(UNSAID)
    try:
        return _MAKERS[move](out, told, sent.on, how)
    except (KeyError, StopIteration, TypeError, ValueError):
        raise BadInput(UNSAID) from None


def _answer_by(told: Told, on: date) -> date:
    """The letter gives so many working days from receipt; the office waits as many from the posting."""
    return told.around.days.add_working_days(on, int(told.held["facts"]["answer_days"]))


def _correction(_out: Out, told: Told, on: date, how: dict[str, Any]) -> a.Act:
    items = "\n".join(told.held["facts"]["unclear"])
    return a.AskForCorrection(items=items, answer_by=_answer_by(told, on), **how)


def _reasons(_out: Out, told: Told, on: date, how: dict[str, Any]) -> a.Act:
    return a.AskForReasons(facts=told.held["facts"]["counted"], answer_by=_answer_by(told, on), **how)


def _delay(_out: Out, told: Told, _on: date, how: dict[str, Any]) -> a.Act:
    facts = told.held["facts"]
    return a.FixDelayedPeriod(until=date.fromisoformat(facts["new_due_on"]), reason=facts["finding"], **how)


def _consultation(out: Out, told: Told, _on: date, how: dict[str, Any]) -> a.Act:
    party = Party(out.kind.removeprefix("consult_"))
    subject = "、".join(told.held["facts"]["info"])
    return a.OpenConsultation(party=party, name=told.held["applicant"], subject=subject, **how)


def _third_party(_out: Out, told: Told, _on: date, how: dict[str, Any]) -> a.Act:
    """The party that objected and was not told yet; of several, the one the letter is addressed to."""
    objected = [
        c
        for c in told.case.consultations
        if c.party is Party.THIRD_PARTY and c.stance in (Stance.OBJECTS, Stance.PARTLY) and c.told_on is None
    ]
    if len(objected) > 1:
        objected = [c for c in objected if told.texts.get(c.name_sha256) == told.held["applicant"]]
    [asked] = objected
    return a.TellThirdParty(ref=asked.ref, reason=told.held["facts"]["reason"], **how)


def _fee(_out: Out, told: Told, _on: date, how: dict[str, Any]) -> a.Act:
    fee = told.held["fee"]
    return a.ChargeFee(mode=FeeMode(fee["mode"]), count=fee["count"], **how)


_MAKERS: Mapping[str, Callable[[Out, Told, date, dict[str, Any]], a.Act]] = {
    "ask_for_correction": _correction,
    "ask_for_reasons": _reasons,
    "fix_delayed_period": _delay,
    "open_consultation": _consultation,
    "tell_third_party": _third_party,
    "charge_fee": _fee,
}
