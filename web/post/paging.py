"""Where a page of letters ends, as the address of the next page has it."""

from __future__ import annotations

from datetime import date

from workflow.errors import BadInput
from workflow.store.letters.outgoing_rows import Place, Posted

MOST = 100  # letters on a page


def place(text: str) -> Place | None:
    """Read from an address. Raises BadInput for one that was tampered with."""
    if not text:
        return None
    try:
        on, case_id, ref = text.split("~")
        return Place(date.fromisoformat(on), int(case_id), ref)
    except ValueError:
        raise BadInput("页码有误，请从头开始 / wrong page: begin anew") from None


def page(found: list[Posted]) -> tuple[list[Posted], Posted | None]:
    """The letters of one page out of MOST + 1 asked for, and the last of them where more follow."""
    return found[:MOST], found[MOST - 1] if len(found) > MOST else None


def mark(on: date | None, last: Posted) -> str:
    """The place behind a letter in a list sorted by that day of it."""
    return f"{on}~{last.case_id}~{last.out.ref}"
