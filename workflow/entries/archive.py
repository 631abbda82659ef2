"""Facts of what is closed: published of one's own motion, looked at again."""

from __future__ import annotations

from datetime import date

from workflow.entries.base import Fact, entry_kind
from workflow.terms import Reevaluation


@entry_kind
class InformationPublished(Fact):
    on: date
    where_found: str
    title: str = ""  # empty where it was recorded before titles were asked for
    document_no: str = ""


@entry_kind
class RetentionChanged(Fact):
    retention: str
    reason: str


@entry_kind
class RefusalReevaluated(Fact):
    on: date
    result: Reevaluation
    reason: str
