"""Acts of searching, drafting, review, signing and service."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from workflow.acts.base import Act, act
from workflow.terms import (
    Way,
)


@dataclass(frozen=True, kw_only=True)
class Comment:
    """What a reviewer says on a passage: its paragraph as counted in the letter, from 1, its words, what to change."""

    paragraph: int
    passage: str
    text: str


@act
class RecordSearch(Act):
    move = "record_search"
    places: tuple[str, ...]
    keywords: tuple[str, ...]
    searcher: str
    hits: int
    finding: str = ""
    on: date | None = None
    period: str = ""  # of the documents looked through
    signed_off_by: str = ""  # who in the unit vouches for it


@act
class DraftReply(Act):
    """Draft, or redraft, the reply. `content` holds the facts the outcome's letter needs."""

    move = "draft_reply"
    outcome: str
    content: dict[str, Any] = field(default_factory=dict)


@act
class ReviseReply(Act):
    move = "revise_reply"
    outcome: str
    content: dict[str, Any] = field(default_factory=dict)


@act
class Submit(Act):
    move = "submit"


@act
class PassSecrecy(Act):
    move = "pass_secrecy"
    items: tuple[str, ...] = ()  # each item disclosed, by name, as reviewed (条例第十七条; 逐项)
    remark: str = ""


@act
class PassLegal(Act):
    move = "pass_legal"
    remark: str = ""


@act
class ReturnFromLegal(Act):
    move = "return_from_legal"
    reason: str
    comments: tuple[Comment, ...] = ()


@act
class Endorse(Act):
    """The head of the disclosure office agrees; the agency's leader signs."""

    move = "endorse"
    remark: str = ""


@act
class RecallReply(Act):
    """A signed reply is withdrawn with a reason; its number stays taken, a new reply supersedes it."""

    move = "recall_reply"
    reason: str
    on: date | None = None


@act
class ReturnFromSecrecy(Act):
    move = "return_from_secrecy"
    reason: str
    comments: tuple[Comment, ...] = ()


@act
class Approve(Act):
    move = "approve"
    warnings_accepted: str = ""


@act
class ReturnDraft(Act):
    move = "return_draft"
    reason: str
    comments: tuple[Comment, ...] = ()


@act
class TakeOverDraft(Act):
    """Whoever reviews the draft writes it on instead of returning it; somebody else then reviews and signs."""

    move = "take_over_draft"
    reason: str


@act
class FreezeLetter(Act):
    """The worker's own act: a rendered letter enters the document store."""

    move = "freeze_letter"
    letter: str
    content_sha256: str
    pdf_sha256: str
    document_no: str = ""  # a receipt has none


@act
class ReplyOnSpot(Act):
    move = "reply_on_spot"
    outcome: str
    content: dict[str, Any] = field(default_factory=dict)
    warnings_accepted: str = ""
    on: date | None = None


@act
class Dispatch(Act):
    move = "dispatch"
    way: Way
    carrier: str = ""
    tracking_no: str = ""
    mail: bool = False  # by e-mail: sent from here, to every applicant who gave an address
    on: date | None = None


@act
class RecordService(Act):
    move = "record_service"
    how: str
    on: date | None = None


@act
class RecordFailedService(Act):
    move = "record_failed_service"
    reason: str
    on: date | None = None


@act
class SendAgain(Act):
    """Send the reply once more after it came back; the day of the first dispatch stays the day of reply."""

    move = "send_again"
    way: Way = Way.POST
    carrier: str = ""
    tracking_no: str = ""
    on: date | None = None
