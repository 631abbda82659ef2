"""A supervision notice (催办、督办) as a case holds it."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from workflow.terms import UrgingKind

#: 督促整改
LAW: Final = "条例第四十七条"


class Urging(NamedTuple):
    """Who sent it, by when the answer is expected, whether it came."""

    ref: str
    kind: UrgingKind
    on: date
    answer_by: date
    by: int
    demands_sha256: str
    letter: str = ""
    answered_on: date | None = None
    issuer: int = 0  # the agency above whose letter goes with it; 0 for the agency that has the case
