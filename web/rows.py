"""How a case looks as one line of a list."""

from __future__ import annotations

from web.access import desk
from web.words import said
from workflow.lifecycle import OPEN
from workflow.terms import Channel
from workflow.viewing import LedgerRow


def channel_name(channel: str) -> str:
    """The short name of a channel, without what stands in brackets."""
    return said(Channel(channel)).partition("（")[0].partition(" (")[0]


def near() -> int:
    """Working days from which on a reply is marked as near: the yellow level of the office."""
    return desk().rules.levels.within("yellow")


def presses(act: str, left: int) -> bool:
    """Whether a limit beside the reply has reached its yellow line."""
    return desk().rules.levels.of_limit(act, left) is not None


def is_overdue(row: LedgerRow) -> bool:
    """Whether the reply is late today."""
    return row.clock_status == "running" and row.remaining is not None and row.remaining < 0


def is_near(row: LedgerRow) -> bool:
    """Whether few working days are left."""
    return row.clock_status == "running" and row.remaining is not None and 0 <= row.remaining <= near()


def tone(row: LedgerRow) -> str:
    """The shape and colour of the status: overdue, soon, suspended, done, or none."""
    if row.status not in OPEN:
        return "done"
    if row.clock_status in ("suspended", "stopped"):
        return "suspended"
    return "overdue" if is_overdue(row) else "soon" if is_near(row) else ""
