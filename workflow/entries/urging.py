"""Facts of supervision notices."""

from __future__ import annotations

from datetime import date

from workflow.entries.base import Fact, entry_kind
from workflow.terms import UrgingKind


@entry_kind
class Urged(Fact):
    ref: str
    kind: UrgingKind
    on: date
    answer_by: date
    demands_sha256: str
    problem_sha256: str  # empty where nothing was found wrong
    letter: str  # the reference of the letter drafted with it, empty where there is none
    issuer: int = 0  # the agency above that issues the letter; 0 for the agency that has the case


@entry_kind
class UrgingAnswered(Fact):
    ref: str
    on: date
    answer_sha256: str
