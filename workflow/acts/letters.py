"""Acts on the letters beside the reply: drafting, signing, sending, service, voiding."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from workflow.acts.base import Act, act
from workflow.acts.reply import Comment
from workflow.terms import Way


@dataclass(frozen=True, kw_only=True)
class Sending(Act):
    """An act that sends a signed letter; with one letter ready its reference may stay empty."""

    letter: str = ""
    way: Way = Way.POST
    carrier: str = ""  # who carries it, where it is posted
    tracking_no: str = ""


@dataclass(frozen=True, kw_only=True)
class Agreeing(Act):
    """A step of a letter's route taken."""

    ref: str
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class SendingBack(Act):
    """A letter returned to be mended."""

    ref: str
    reason: str
    comments: tuple[Comment, ...] = ()


@act
class DraftNotice(Act):
    """Draft a letter of that kind; `content` holds the facts its declaration in config/notices.toml asks for."""

    move = "draft_notice"
    kind: str
    content: dict[str, Any] = field(default_factory=dict)
    supersedes: str = ""  # the voided letter it replaces


@act
class ReviseNotice(Act):
    move = "revise_notice"
    ref: str
    content: dict[str, Any] = field(default_factory=dict)


@act
class SubmitNotice(Act):
    move = "submit_notice"
    ref: str


@act
class PassNoticeLegal(Agreeing):
    move = "pass_notice_legal"


@act
class ReturnNoticeFromLegal(SendingBack):
    move = "return_notice_from_legal"


@act
class EndorseNotice(Agreeing):
    """The head of the disclosure office agrees; the agency's leader signs. Over a warning the remark says why."""

    move = "endorse_notice"


@act
class SignNotice(Act):
    """Sign as the last of the letter's route: the head of the disclosure office, or the agency's leader."""

    move = "sign_notice"
    ref: str
    warnings_accepted: str = ""


@act
class ReturnNotice(SendingBack):
    move = "return_notice"


@act
class TakeOverNotice(Act):
    """Whoever's step it is writes the letter on instead of returning it; others then take every step."""

    move = "take_over_notice"
    ref: str
    reason: str


@act
class SendNotice(Sending):
    """Send a letter that no other act sends."""

    move = "send_notice"
    on: date | None = None


@act
class RecordNoticeService(Act):
    move = "record_notice_service"
    ref: str
    how: str
    on: date | None = None


@act
class RecordFailedNoticeService(Act):
    move = "record_failed_notice_service"
    ref: str
    reason: str
    on: date | None = None


@act
class SendNoticeAgain(Act):
    """Send a letter once more after it came back; what its first dispatch began stays as it is."""

    move = "send_notice_again"
    ref: str
    way: Way = Way.POST
    carrier: str = ""
    tracking_no: str = ""
    on: date | None = None


@act
class VoidNotice(Act):
    """A signed letter is never changed: it is voided with a reason, and its number stays taken."""

    move = "void_notice"
    ref: str
    reason: str
