"""What time alone causes: done by the worker, safe to run twice, catching up after days off."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from workflow import acts as a
from workflow import records, redating
from workflow.case import Case, Consultation
from workflow.errors import BadInput, CaseChanged, MoveRefused
from workflow.folding import fold
from workflow.guards import Around, silence_on
from workflow.reminding.sweeping import LONG_AGO, tell_of_silence
from workflow.store import Connection, repository
from workflow.store.letters import scratch_rows
from workflow.store.reminders import reminder_rows
from workflow.store.repository import WORKER
from workflow.terms import ClosingGround

if TYPE_CHECKING:
    from workflow.desk import Desk


log = logging.getLogger(__name__)


class SweepResult(NamedTuple):
    """What a sweep did: case numbers whose consultation ended by silence, and deadlines a new notice moved."""

    silent: tuple[str, ...]
    redated: tuple[str, ...]


class Silent(NamedTuple):
    """A consultation whose period is over without a word."""

    case_id: int
    case_no: str
    ref: str


def daily(desk: Desk, now: datetime) -> SweepResult:
    """Take in dropped holiday files and end consultations whose party stayed silent (art. 32, 34)."""
    moved = _dropped_files(desk, now)
    closed = [over.case_no for over in _silent(desk, now) if _ended(desk, over, now)]
    return SweepResult(tuple(closed), tuple(m.case_no for m in moved))


def left_drafts(desk: Desk, now: datetime) -> int:
    """Drop drafts typed and never saved, of ended cases or long ago; answers how many."""
    with desk.store.database.writing() as connection:
        return scratch_rows.tidy(connection, now)


def _dropped_files(desk: Desk, now: datetime) -> list[redating.Moved]:
    """A broken file in holidays/ is named in the log and must not keep silent parties waiting."""
    try:
        return redating.sync_folder(desk, now)
    except BadInput as bad:
        log.error("%s", bad)
        return []


def _ended(desk: Desk, over: Silent, now: datetime) -> bool:
    """End it, and tell the handler in the same transaction; False where an officer acted first."""
    act = a.CloseConsultation(ref=over.ref, ground=ClosingGround.SILENCE)
    try:
        with desk.store.database.writing() as connection:
            case = desk.perform_in(connection, WORKER, over.case_no, act, now)
            today = desk.around(connection, None, now).today
            tell_of_silence(connection, over.case_id, case.agency, case.handler, today)
    except (MoveRefused, CaseChanged):  # the next sweep looks again
        return False
    return True


def _silent(desk: Desk, now: datetime) -> list[Silent]:
    """Of the cases whose limit for an opinion has passed; the others are not looked at."""
    found: list[Silent] = []
    with desk.store.database.reading() as connection:
        around = desk.around(connection, None, now)
        for case_id, case_no in _limit_passed(connection, around.today):
            case = fold(records.read(repository.history(connection, case_no).records))
            over = (c for c in case.open_consultations if _is_over(case, c, around))
            found += [Silent(case_id, case_no, c.ref) for c in over]
    return found


def _limit_passed(connection: Connection, today: date) -> Iterable[tuple[int, str]]:
    passed = reminder_rows.limits_due(connection, "consultation", LONG_AGO, today - timedelta(1))
    return reminder_rows.case_numbers(connection, (due.case_id for due in passed)).items()


def _is_over(case: Case, asked: Consultation, around: Around) -> bool:
    last = silence_on(case, asked, around)
    return asked.opinion_on is None and last is not None and around.today > last
