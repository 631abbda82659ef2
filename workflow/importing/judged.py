"""What a line of an old ledger was understood to say, and the judgement on it. Plain values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from enum import StrEnum
from hashlib import sha256
from typing import Any, NamedTuple

from workflow.acts import Applicant
from workflow.errors import Reason
from workflow.importing.sides import Sides
from workflow.terms import Channel


class Action(StrEnum):
    """What becomes of a line."""

    IMPORT = "import"
    WARN = "import_warn"
    REFUSE = "refuse"


class Values(NamedTuple):
    """What was understood; empty or None where nothing was."""

    case_no: str
    applicant: str
    applicant_type: str
    id_no: str
    phone: str
    received: date | None
    channel: str
    request: str
    replied: date | None
    result: str


class Taken(NamedTuple):
    """What a case is made of; `said` is the old register in its own words, as JSON."""

    old_no: str
    people: tuple[Applicant, ...]
    received_on: date
    channel: Channel
    request: str
    replied_on: date | None
    outcome: str
    closes: str
    document_no: str
    unit: str
    sides: Sides
    said: str


class Judged(NamedTuple):
    """A line with its judgement. `digest` stands for all it says; `already` names the case it became before."""

    sheet: str
    sheet_number: int
    excel_row: int
    action: Action
    reasons: tuple[Reason, ...]
    values: Values
    digest: str
    taken: Taken | None = None
    already: str = ""

    def refused(self, reason: Reason, already: str = "") -> Judged:
        """The same, refused for a reason found later."""
        return self._replace(
            action=Action.REFUSE, reasons=(reason, *self.reasons), taken=None, already=already
        )

    def warned(self, reason: Reason) -> Judged:
        """The same, with one more thing to say."""
        return self._replace(action=Action.WARN, reasons=(*self.reasons, reason))


def as_text(cell: Any) -> str:
    """A cell as an office would read it."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return str(cell).strip()


def values_of(
    found: tuple[Applicant, ...],
    old_no: str,
    received: date | None,
    channel: Channel | None,
    request: str,
    replied: date | None,
    outcome: str,
) -> Values:
    """As reports show them: several people, numbers and phones side by side."""
    return Values(
        old_no,
        "、".join(who.name for who in found),
        found[0].type.value if found else "",
        "、".join(who.id_no for who in found if who.id_no),
        "、".join(who.phone for who in found if who.phone),
        received,
        channel.value if channel else "",
        request,
        replied,
        outcome,
    )


def digest_of(cells: Mapping[str, Any]) -> str:
    """The same words in the same columns, wherever the row stands, have the same digest."""
    said = sorted((field, as_text(cell)) for field, cell in cells.items())
    told = [(field, text) for field, text in said if text]
    return sha256(json.dumps(told, ensure_ascii=False).encode(errors="surrogatepass")).hexdigest()
