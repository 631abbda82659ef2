"""What facts of appeals change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workflow import entries as e
from workflow.appeal.lifecycle import destination
from workflow.appeal.terms import AppealStatus, AppealStep, Procedure
from workflow.appeal.value import Appeal, Hearing, Judgment, Paper
from workflow.clock.timeline import EventType
from workflow.entries import Entry
from workflow.folding.base import State, applies, event

Changes = dict[str, Any]


@applies(e.AppealRegistered)
def _(state: State, fact: e.AppealRegistered, _entry: Entry) -> None:
    made = Appeal(
        ref=fact.ref,
        kind=fact.kind,
        procedure=fact.procedure,
        status=AppealStatus.REGISTERED,
        organ=fact.organ,
        appeal_no=fact.appeal_no,
        filed_on=fact.filed_on,
        received_on=fact.on,
        answer_by=fact.answer_by,
        by_third_party=fact.by_third_party,
        after_review=fact.after_review,
        against=fact.against,
        appellant_sha256=fact.appellant_sha256,
        claim_sha256=fact.claim_sha256,
    )
    state["appeals"] = (*state.get("appeals", ()), made)


@applies(e.AppealStepTaken)
def _(state: State, fact: e.AppealStepTaken, _entry: Entry) -> None:
    appeal = _of(state, fact.ref)
    changes = _EFFECTS.get(fact.step, _nothing)(appeal, fact)
    _put(state, appeal, fact.step, changes)


@applies(e.AppealDecided)
def _(state: State, fact: e.AppealDecided, _entry: Entry) -> None:
    appeal = _of(state, fact.ref)
    given = Judgment(
        fact.instance,
        fact.result,
        fact.counts,
        fact.document_no,
        fact.on,
        fact.reasons,
        fact.redo,
        fact.working_days,
    )
    stands = fact.step is AppealStep.END_WITHDRAWN and appeal.judgments  # the first judgment stands
    _put(
        state,
        appeal,
        fact.step,
        {
            "judgments": appeal.judgments if stands else (*appeal.judgments, given),
            "rectify_by": fact.rectify_by,
            "ended_on": fact.on,
        },
    )


@applies(e.AppealPaperAdded)
def _(state: State, fact: e.AppealPaperAdded, _entry: Entry) -> None:
    appeal = _of(state, fact.ref)
    filed = Paper(fact.what, fact.name_sha256, fact.sha256)
    _replace(state, appeal._replace(papers=(*appeal.papers, filed)))


@applies(e.ReplyOrdered)
def _(state: State, fact: e.ReplyOrdered, _entry: Entry) -> None:
    state["extension"] = None
    event(state, EventType.REDO_ORDERED, fact.on, working_days=fact.working_days)


def _of(state: State, ref: str) -> Appeal:
    found: Appeal = next(appeal for appeal in state["appeals"] if appeal.ref == ref)
    return found


def _put(state: State, appeal: Appeal, step: AppealStep, changes: Changes) -> None:
    """The appeal with its changes and the status the step leads to; a day of ending only where it is over."""
    status = destination(step, appeal.kind, appeal.status) or appeal.status
    changed = appeal._replace(**(changes | {"status": status}))
    _replace(state, changed if not changed.is_open else changed._replace(ended_on=None))


def _replace(state: State, changed: Appeal) -> None:
    state["appeals"] = tuple(changed if a.ref == changed.ref else a for a in state["appeals"])


def _nothing(_appeal: Appeal, _fact: e.AppealStepTaken) -> Changes:
    return {}


def _answered(_appeal: Appeal, fact: e.AppealStepTaken) -> Changes:
    return {"answered_on": fact.on, "document_no": fact.document_no}


def _procedure(appeal: Appeal, fact: e.AppealStepTaken) -> Changes:
    return {"procedure": fact.procedure or appeal.procedure, "answer_by": fact.until}


def _fixed(appeal: Appeal, fact: e.AppealStepTaken) -> Changes:
    """A new date takes the place of one that was not kept."""
    assert fact.until is not None
    held = tuple(hearing for hearing in appeal.hearings if hearing.held_on)
    return {"hearings": (*held, Hearing(fact.until, fact.place))}


def _held(appeal: Appeal, fact: e.AppealStepTaken) -> Changes:
    return {"hearings": tuple(h if h.held_on else h._replace(held_on=fact.on) for h in appeal.hearings)}


def _extended(appeal: Appeal, fact: e.AppealStepTaken) -> Changes:
    return {"extended_days": appeal.extended_days + (fact.days or 0)}


def _stayed(appeal: Appeal, fact: e.AppealStepTaken) -> Changes:
    return {"stays": (*appeal.stays, (fact.on, None))}


def _resumed(appeal: Appeal, fact: e.AppealStepTaken) -> Changes:
    return {"stays": (*appeal.stays[:-1], (appeal.stays[-1][0], fact.on))}


def _further(appeal: Appeal, fact: e.AppealStepTaken) -> Changes:
    """The second instance begins with periods of its own."""
    return {
        "instance": 2,
        "instance_from": fact.on,
        "received_on": fact.on,
        "answer_by": fact.until,
        "organ": fact.organ,
        "appeal_no": fact.appeal_no or appeal.appeal_no,
        "answered_on": None,
        "document_no": "",
        "stays": (),
        "procedure": Procedure.ORDINARY,
    }


def _ended(_appeal: Appeal, fact: e.AppealStepTaken) -> Changes:
    return {"ended_on": fact.on}


def _rectified(_appeal: Appeal, fact: e.AppealStepTaken) -> Changes:
    return {"ended_on": fact.on, "rectified_on": fact.on}


_EFFECTS: dict[AppealStep, Callable[[Appeal, e.AppealStepTaken], Changes]] = {
    AppealStep.ANSWER: _answered,
    AppealStep.CHANGE_PROCEDURE: _procedure,
    AppealStep.FIX_HEARING: _fixed,
    AppealStep.HOLD_HEARING: _held,
    AppealStep.EXTEND_DECISION: _extended,
    AppealStep.STAY: _stayed,
    AppealStep.RESUME: _resumed,
    AppealStep.TAKE_FURTHER: _further,
    AppealStep.TAKE_FURTHER_OURSELVES: _further,
    AppealStep.TAKE_EFFECT: _ended,
    AppealStep.RECTIFY: _rectified,
    AppealStep.STRIKE: _ended,
}
