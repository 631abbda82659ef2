"""The fact of a case taken over from the register kept before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from workflow.appeal.terms import AppealKind, ResultKind
from workflow.entries.base import Fact, entry_kind
from workflow.terms import FeeMode, Party, Way


@dataclass(frozen=True, slots=True, kw_only=True)
class OldRegister:
    """What stood in its further columns; days the clock cannot have run by are left out.

    Appeals bear no days, so they stand in the register and in no table of a report.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    correction_answer_by: date | None = None
    consulted: tuple[Party, ...] = ()
    consulted_sha256: str = ""  # as the register names them: they may be people
    consulted_on: date | None = None
    consultation_served_on: date | None = None
    opinion_on: date | None = None
    extension_no: str = ""
    fee_mode: FeeMode | None = None
    fee_yuan: int = 0
    fee_charged_on: date | None = None
    fee_paid_on: date | None = None
    signed_on: date | None = None
    dispatched_on: date | None = None
    dispatch_way: Way | None = None
    tracking_no: str = ""
    for_publication: bool = False
    appeals: tuple[tuple[AppealKind, ResultKind], ...] = ()
    archived_on: date | None = None
    archive_no: str = ""
    remark_sha256: str = ""


@entry_kind
class CaseImported(Fact):
    """What the old register said of the case beyond its arrival; nobody acted here, so it names no officer's steps.

    `outcome` is empty while it was open. `said_sha256` is the digest of its own words for number, way and result.
    """

    old_no: str
    file_sha256: str
    sheet: int
    row: int
    said_sha256: str
    unit: str
    outcome: str
    closes: str  # replied, lapsed, withdrawn; empty while open
    replied_on: date | None
    document_no: str
    correction_asked_on: date | None
    correction_received_on: date | None
    extended_on: date | None
    extended_days: int | None
    served_on: date | None
    unsaid: tuple[str, ...] = ()  # of how the information is wanted: form and way are filled in, not read
    register: OldRegister | None = None  # None where nothing more was said, or read: older imports read less
