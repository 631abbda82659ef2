"""Acts on what is closed: information published of one's own motion, refusals looked at again."""

from __future__ import annotations

from datetime import date

from workflow.acts.base import Act, act
from workflow.terms import Reevaluation


@act
class RecordPublication(Act):
    """The marked information is public: where, and since when (条例第四十四条)."""

    move = "record_publication"
    title: str  # of the information, as the public register names it
    where_found: str
    document_no: str = ""  # of the information, where it has one
    on: date | None = None


@act
class ChangeRetention(Act):
    """An archived file is kept for another class of years, as after an appeal that came later."""

    move = "change_retention"
    retention: str
    reason: str


@act
class Reevaluate(Act):
    """Withheld information was looked at again (条例第十八条)."""

    move = "reevaluate"
    result: Reevaluation
    reason: str
    on: date | None = None
