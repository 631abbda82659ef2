"""Facts that end a case, tie cases together, or stay inside the house."""

from __future__ import annotations

from datetime import date

from workflow.entries.base import Fact, entry_kind
from workflow.terms import (
    Relation,
)


@entry_kind
class ApplicationWithdrawn(Fact):
    on: date
    reason: str
    outcome: str


@entry_kind
class CaseArchived(Fact):
    on: date
    retention: str
    archive_no: str = ""


@entry_kind
class MarkedForPublication(Fact):
    reason: str


@entry_kind
class RedoOrdered(Fact):
    on: date
    organ: str
    document_no: str
    working_days: int | None  # None: the regime's own period


@entry_kind
class CaseSplit(Fact):
    into: tuple[str, ...]


@entry_kind
class CaseLinked(Fact):
    case_no: str
    relation: Relation


@entry_kind
class UnitAsked(Fact):
    ref: str
    on: date
    unit: str
    what: str
    answer_by: date


@entry_kind
class UnitChased(Fact):
    ref: str
    on: date


@entry_kind
class UnitAnswered(Fact):
    ref: str
    on: date
    answer_sha256: str


@entry_kind
class LatenessExplained(Fact):
    reason: str
    unit: str


@entry_kind
class DocumentAdded(Fact):
    name_sha256: str
    sha256: str
    media_type: str
    size: int
    cleared_because_sha256: str = ""


@entry_kind
class NoteAdded(Fact):
    note_sha256: str


@entry_kind
class DeadlineMoved(Fact):
    """A calendar notice moved the deadline; what was known before stays on record."""

    old_due_on: date | None
    new_due_on: date | None
    was_provisional: bool
    is_provisional: bool
    calendar_digest: str


@entry_kind
class LimitMoved(Fact):
    """A calendar notice moved a limit beside the reply (`limit`: its act) and left the deadline where it was."""

    limit: str
    old_due_on: date | None
    new_due_on: date | None
    calendar_digest: str
