"""The fact of a case taken over from the register kept before."""

from __future__ import annotations

from datetime import date

from workflow.entries.base import Fact, entry_kind


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
