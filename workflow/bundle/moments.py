"""The case as it stood at one of its decisions: evidence got later does not count (行政复议法第四十六条)."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from workflow.clock.strip import DayCell, strip
from workflow.days.office_time import today_of
from workflow.entries import (
    ApplicationWithdrawn,
    CaseImported,
    CaseLapsed,
    Entry,
    Fact,
    RepliedOnSpot,
    ReplyApproved,
)
from workflow.errors import NotFound
from workflow.folding import fold
from workflow.installation import Installation
from workflow.viewing import View
from workflow.wording import Words


class Decision(NamedTuple):
    """An entry that decided the case: its place in the history, its day, its number where it has one."""

    seq: int
    on: date
    document_no: str
    said: Words


def decisions(history: list[Entry]) -> tuple[Decision, ...]:
    """Every decision in order; the last one stands."""
    return tuple(made for entry in history if (made := _decision(entry)) is not None)


def _decision(entry: Entry) -> Decision | None:
    fact: Fact = entry.fact
    if isinstance(fact, ReplyApproved):
        said = Words(f"签发{fact.document_no}", f"{fact.document_no} signed")
        return Decision(entry.seq, fact.decided_on, fact.document_no, said)
    if isinstance(fact, RepliedOnSpot):
        return Decision(entry.seq, fact.on, "", Words("当场答复", "Answered on the spot"))
    if isinstance(fact, CaseLapsed):
        return Decision(entry.seq, fact.on, "", Words("视为放弃，结案", "Closed as given up"))
    if isinstance(fact, ApplicationWithdrawn):
        return Decision(entry.seq, fact.on, "", Words("申请人撤回", "Withdrawn"))
    if isinstance(fact, CaseImported) and fact.replied_on is not None:
        said = Words(f"原台账所记答复{fact.document_no}", f"Reply of the old ledger {fact.document_no}")
        return Decision(entry.seq, fact.replied_on, fact.document_no, said)
    return None


def chosen(history: list[Entry], seq: int | None = None) -> Decision | None:
    """The decision at that entry, without one the last; None while nothing is decided. Raises NotFound."""
    found = decisions(history)
    if seq is None:
        return found[-1] if found else None
    made = next((decision for decision in found if decision.seq == seq), None)
    if made is None:
        raise NotFound(f"第 {seq} 项经过不是决定 / entry {seq} decides nothing")
    return made


def then(here: Installation, view: View, seq: int, now: datetime) -> View:
    """The view as it stood after that entry: history, case, and the clock by the calendar then known."""
    history = view.history[:seq]
    case, moment = fold(history), history[-1].at
    with here.store.database.reading() as connection:
        days = here.calendars.at_moment(connection, moment)
        around = here.around(connection, view.officer, now)._replace(today=today_of(moment), days=days)
    clock = around.clock(case)
    cells: tuple[DayCell, ...] = ()
    if clock is not None and case.received_on is not None:
        cells = strip(case.received_on, clock, days, around.today, case.dispatched_on)
    return view._replace(history=history, case=case, clock=clock, strip=cells, as_of=around.today)
