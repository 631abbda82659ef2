"""Acts that end a case, tie cases together, or stay inside the house."""

from __future__ import annotations

from datetime import date

from workflow.acts.base import Act, act
from workflow.terms import (
    Relation,
)


@act
class Withdraw(Act):
    move = "withdraw"
    reason: str
    on: date | None = None


@act
class Archive(Act):
    move = "archive"
    retention: str = ""  # as config/archive.toml proposes
    reason: str = ""  # where it is another class than that
    archive_no: str = ""  # 归档号, as the office numbers its files


@act
class MarkForPublication(Act):
    move = "mark_for_publication"
    reason: str


@act
class RedoAfterAppeal(Act):
    move = "redo_after_appeal"
    organ: str
    document_no: str
    working_days: int | None = None
    on: date | None = None


@act
class Split(Act):
    """One letter with several matters becomes several cases (一事一申请)."""

    move = "split"
    parts: tuple[str, ...]


@act
class Link(Act):
    move = "link"
    case_no: str
    relation: Relation = Relation.RELATED


@act
class AskUnit(Act):
    move = "ask_unit"
    unit: str
    what: str
    answer_by: date | None = None
    on: date | None = None


@act
class ChaseUnit(Act):
    move = "chase_unit"
    ref: str


@act
class RecordUnitAnswer(Act):
    move = "record_unit_answer"
    ref: str
    answer: str = ""
    on: date | None = None


@act
class ExplainLateness(Act):
    move = "explain_lateness"
    reason: str
    unit: str


@act
class AddDocument(Act):
    """Record a document already in the document store."""

    move = "add_document"
    name: str
    sha256: str
    media_type: str
    size: int
    cleared_because: str = ""  # why it is not classified, though something in it looks like a mark


@act
class Note(Act):
    move = "note"
    note: str
