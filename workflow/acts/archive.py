"""Acts on what is closed: information published of one's own motion, refusals looked at again."""

from __future__ import annotations

from datetime import date

from workflow.acts.base import Act, act
from workflow.terms import Reevaluation


@act
class RecordPublication(Act):
    """The marked information is public: where, and since when (条例第四十四条)."""

    move = "record_publication"
    where_found: str
    on: date | None = None


@act
class Reevaluate(Act):
    """Withheld information was looked at again (条例第十八条)."""

    move = "reevaluate"
    result: Reevaluation
    reason: str
    on: date | None = None
