"""Facts of searching, drafting, review, signing and service."""

from __future__ import annotations

from datetime import date

from workflow.entries.base import Fact, entry_kind
from workflow.terms import (
    Way,
)


@entry_kind
class SearchRecorded(Fact):
    on: date
    places: tuple[str, ...]
    keywords: tuple[str, ...]
    searcher: str
    hits: int
    finding_sha256: str
    period: str = ""  # said since 2026-11-22; searches recorded before say it in the finding
    signed_off_by: str = ""


@entry_kind
class ReplyDrafted(Fact):
    draft: int  # 1, 2, 3, ... within the case
    outcome: str
    content_sha256: str


@entry_kind
class ReplySubmitted(Fact):
    draft: int
    route: tuple[str, ...]  # the steps still ahead: secrecy, approval


@entry_kind
class SecrecyPassed(Fact):
    draft: int
    items: tuple[str, ...]
    remark: str


@entry_kind
class LegalPassed(Fact):
    draft: int
    remark: str


@entry_kind
class LegalReturned(Fact):
    draft: int
    reason: str
    comments_sha256: str = ""  # the comments on passages, as JSON; empty where there are none


@entry_kind
class ReplyEndorsed(Fact):
    draft: int
    remark: str
    warned_sha256: str = ""  # what the checks warned of; empty where nothing, and in older histories


@entry_kind
class ReplyRecalled(Fact):
    on: date
    document_no: str
    reason: str
    was_dispatched: bool


@entry_kind
class SecrecyReturned(Fact):
    draft: int
    reason: str
    comments_sha256: str = ""  # the comments on passages, as JSON; empty where there are none


@entry_kind
class ReplyApproved(Fact):
    draft: int
    outcome: str
    decided_on: date
    document_no: str
    series: str
    number: int
    content_sha256: str  # of the frozen letter content
    warnings_accepted: str  # why in spite of a warning
    remark: str = ""  # what was said where nothing warned
    warned_sha256: str = ""


@entry_kind
class DraftReturned(Fact):
    draft: int
    reason: str
    comments_sha256: str = ""  # the comments on passages, as JSON; empty where there are none


@entry_kind
class DraftTakenOver(Fact):
    draft: int
    reason: str


@entry_kind
class LetterFrozen(Fact):
    """The rendered letter, as it stands in the document store."""

    letter: str  # kind of notice
    document_no: str
    content_sha256: str
    pdf_sha256: str


@entry_kind
class RepliedOnSpot(Fact):
    on: date
    outcome: str
    content_sha256: str
    warnings_accepted: str
    remark: str = ""
    warned_sha256: str = ""


@entry_kind
class ReplyDispatched(Fact):
    on: date
    way: Way
    carrier: str
    tracking_no: str


@entry_kind
class ReplyServed(Fact):
    on: date
    how: str


@entry_kind
class ServiceFailed(Fact):
    on: date
    reason: str


@entry_kind
class ReplySentAgain(Fact):
    on: date
    way: Way
    carrier: str
    tracking_no: str
