"""Facts of the letters beside the reply."""

from __future__ import annotations

from datetime import date

from workflow.entries.base import Fact, entry_kind
from workflow.terms import Way


@entry_kind
class NoticeDrafted(Fact):
    ref: str
    kind: str
    content_sha256: str
    supersedes: str


@entry_kind
class NoticeSubmitted(Fact):
    ref: str
    route: tuple[str, ...] = ()  # empty in histories from before letters had routes


@entry_kind
class NoticeLegalPassed(Fact):
    ref: str
    remark: str


@entry_kind
class NoticeLegalReturned(Fact):
    ref: str
    reason: str
    comments_sha256: str = ""  # the comments on passages, as JSON; empty where there are none
    issuer: int = 0  # the agency above whose letter it is


@entry_kind
class NoticeEndorsed(Fact):
    ref: str
    remark: str
    warned_sha256: str = ""  # what the checks warned of; empty where nothing, and in older histories


@entry_kind
class NoticeSigned(Fact):
    """Number, date and words of the letter, fixed for good."""

    ref: str
    kind: str
    document_no: str
    series: str
    number: int
    content_sha256: str
    signed_on: date
    warnings_accepted: str
    issuer: int = 0  # the agency above whose number it bears; 0 for the agency that has the case
    remark: str = ""  # what was said where nothing warned
    warned_sha256: str = ""


@entry_kind
class NoticeReturned(Fact):
    ref: str
    reason: str
    comments_sha256: str = ""  # the comments on passages, as JSON; empty where there are none
    issuer: int = 0  # the agency above whose letter it is


@entry_kind
class NoticeTakenOver(Fact):
    ref: str
    reason: str


@entry_kind
class NoticeSent(Fact):
    ref: str
    on: date
    way: Way
    carrier: str
    tracking_no: str


@entry_kind
class NoticeServed(Fact):
    ref: str
    on: date
    how: str


@entry_kind
class NoticeServiceFailed(Fact):
    ref: str
    on: date
    reason: str


@entry_kind
class NoticeSentAgain(Fact):
    ref: str
    on: date
    way: Way
    carrier: str
    tracking_no: str


@entry_kind
class NoticeVoided(Fact):
    ref: str
    document_no: str
    reason: str
    issuer: int = 0  # the agency above whose letter it was
