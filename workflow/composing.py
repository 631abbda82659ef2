"""Drafts given as bare facts become complete letters: the engine asks, the letters' own package answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from workflow import acts as a
from workflow.guards import Around
from workflow.viewing import View

if TYPE_CHECKING:
    from workflow.desk import Desk

Composer = Callable[[View, a.Act, Around], a.Act]
DRAFTS = (a.DraftReply, a.ReviseReply, a.ReplyOnSpot, a.DraftNotice, a.ReviseNotice)


def composer() -> Composer | None:
    """That of the installed letters package, found by entry point: the engine never imports it."""
    found = tuple(entry_points(group="mingfu.composers"))
    return found[0].load() if found else None


def composed(desk: Desk, person: int, case_no: str, act: a.Act, now: datetime) -> a.Act:
    """The act with its letter filled in, as a form would have done; any other act as it is. Raises BadInput."""
    fill_in = composer()
    if fill_in is None or not isinstance(act, DRAFTS):
        return act
    view = desk.view(person, case_no, now)
    with desk.store.database.reading() as connection:
        around = desk.around(connection, view.officer, now)
    return fill_in(view, act, around)
