"""The lifecycle of an appeal on one screen: each step, for which kinds, from where, to where."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from workflow.appeal.terms import AppealKind, AppealStatus
from workflow.appeal.terms import AppealStep as N
from workflow.machine import arrival, machine

REGISTERED, ANSWERED, STAYED, DECIDED, RECTIFYING, ENDED, STRUCK = AppealStatus
REVIEW, SUIT, COMPLAINT = AppealKind
HEARD = (REGISTERED, ANSWERED, STAYED)  # the organ has it before it


class Step(NamedTuple):
    """One row: from each of `sources` to `dest` (None: the status stays), for appeals of these kinds."""

    name: N
    kinds: tuple[AppealKind, ...]
    sources: tuple[AppealStatus, ...]
    dest: AppealStatus | None
    decides: bool  # taken by the act that records a result, else by the act that records a step


# fmt: off
STEPS: tuple[Step, ...] = (
    Step(N.ANSWER,           (REVIEW, SUIT, COMPLAINT), (REGISTERED,),               ANSWERED,   False),
    Step(N.CHANGE_PROCEDURE, (REVIEW, SUIT),            HEARD,                       None,       False),
    Step(N.FIX_HEARING,      (REVIEW, SUIT),            HEARD,                       None,       False),
    Step(N.HOLD_HEARING,     (REVIEW, SUIT),            HEARD,                       None,       False),
    Step(N.EXTEND_DECISION,  (REVIEW,),                 HEARD,                       None,       False),
    Step(N.STAY,             (REVIEW, SUIT),            (ANSWERED,),                 STAYED,     False),
    Step(N.RESUME,           (REVIEW, SUIT),            (STAYED,),                   ANSWERED,   False),
    Step(N.DECIDE,           (REVIEW,),                 HEARD,                       ENDED,      True),
    Step(N.JUDGE,            (SUIT,),                   HEARD,                       DECIDED,    True),
    Step(N.JUDGE_FINALLY,    (SUIT,),                   HEARD,                       ENDED,      True),
    Step(N.TAKE_FURTHER,     (SUIT,),                   (DECIDED,),                  REGISTERED, False),
    Step(N.TAKE_FURTHER_OURSELVES, (SUIT,),             (DECIDED,),                  ANSWERED,   False),
    Step(N.TAKE_EFFECT,      (SUIT,),                   (DECIDED,),                  ENDED,      False),
    Step(N.FIND,             (COMPLAINT,),              (REGISTERED, ANSWERED),      ENDED,      True),
    Step(N.FIND_WRONG,       (COMPLAINT,),              (REGISTERED, ANSWERED),      RECTIFYING, True),
    Step(N.RECTIFY,          (COMPLAINT,),              (RECTIFYING,),               ENDED,      False),
    Step(N.END_WITHDRAWN,    (REVIEW, SUIT, COMPLAINT), HEARD,                       ENDED,      True),
    Step(N.STRIKE,           (REVIEW, SUIT, COMPLAINT), (*HEARD, DECIDED, RECTIFYING), STRUCK,   False),
)
# fmt: on
BY_NAME: dict[N, Step] = {step.name: step for step in STEPS}


@cache
def _machine(kind: AppealKind) -> Any:
    rows = ((step.name, step.sources, step.dest) for step in STEPS if kind in step.kinds)
    return machine(AppealStatus, rows)


@cache
def destination(name: N, kind: AppealKind, status: AppealStatus) -> AppealStatus | None:
    """The status after the step, or None when an appeal of that kind has no such step there."""
    found: AppealStatus | None = arrival(_machine(kind), name, status)
    return found


def open_steps(kind: AppealKind, status: AppealStatus) -> tuple[Step, ...]:
    """The rows open to an appeal there, in table order."""
    return tuple(step for step in STEPS if kind in step.kinds and status in step.sources)
