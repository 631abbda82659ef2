"""Facts that ask others and move the clock: consultations, extension, fee."""

from __future__ import annotations

from datetime import date

from workflow.entries.base import Fact, entry_kind
from workflow.terms import (
    ClosingGround,
    FeeMode,
    Party,
    Stance,
)


@entry_kind
class ConsultationOpened(Fact):
    ref: str
    on: date
    party: Party
    name_sha256: str  # the consulted party's name is kept apart, it may be a person
    subject: str
    letter: str  # the letter that went out, where the office keeps it here


@entry_kind
class ConsultationServed(Fact):
    ref: str
    on: date


@entry_kind
class OpinionRecorded(Fact):
    ref: str
    on: date
    stance: Stance
    opinion_sha256: str


@entry_kind
class ConsultationClosed(Fact):
    ref: str
    on: date
    ground: ClosingGround


@entry_kind
class ThirdPartyTold(Fact):
    ref: str
    on: date
    reason_sha256: str


@entry_kind
class ExtensionProposed(Fact):
    working_days: int
    reason: str


@entry_kind
class ExtensionApproved(Fact):
    working_days: int


@entry_kind
class ExtensionRefused(Fact):
    reason: str


@entry_kind
class ExtensionNotified(Fact):
    on: date
    working_days: int


@entry_kind
class FeeCharged(Fact):
    on: date
    mode: FeeMode
    count: int
    yuan: int
    served_on: date | None


@entry_kind
class FeeNoticeServed(Fact):
    on: date


@entry_kind
class FeePaid(Fact):
    on: date
    yuan: int
