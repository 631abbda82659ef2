"""Supervision notices (催办、督办): a case is urged, with a day by which the answer is expected, and answered."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from typing import Any

from workflow.acts.base import Act, act
from workflow.terms import UrgingKind


@act
class Urge(Act):
    """Urge whoever has the case. `content`, where given, is the letter that goes with it, drafted and submitted."""

    move = "urge"
    kind: UrgingKind
    demands: str  # one a line
    answer_by: date
    problem: str = ""  # what was found wrong; an order states it
    content: dict[str, Any] = field(default_factory=dict)
    issuer: int = 0  # the agency whose letter it is; 0 for the agency that has the case
    on: date | None = None


@act
class AnswerUrging(Act):
    """Say what was done about it."""

    move = "answer_urging"
    ref: str
    answer: str
    on: date | None = None
