"""What time alone causes: done by the worker, safe to run twice, catching up after days off."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from workflow import acts as a
from workflow import records, redating
from workflow.case import Case, Consultation
from workflow.errors import BadInput, CaseChanged, MoveRefused
from workflow.folding import fold
from workflow.guards import Around, silence_on
from workflow.store import queries, repository, scratch_rows
from workflow.store.repository import WORKER
from workflow.terms import ClosingGround

if TYPE_CHECKING:
    from workflow.desk import Desk


log = logging.getLogger(__name__)


class SweepResult(NamedTuple):
    """What a sweep did: case numbers whose consultation ended by silence, and deadlines a new notice moved."""

    silent: tuple[str, ...]
    redated: tuple[str, ...]


def daily(desk: Desk, now: datetime) -> SweepResult:
    """Take in dropped holiday files and end consultations whose party stayed silent (art. 32, 34)."""
    moved = _dropped_files(desk, now)
    closed = []
    for case_no, ref in _silent(desk, now):
        act = a.CloseConsultation(ref=ref, ground=ClosingGround.SILENCE)
        try:
            desk.perform(WORKER, case_no, act, now)
        except (MoveRefused, CaseChanged):  # an officer acted first; the next sweep looks again
            continue
        closed.append(case_no)
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


def _silent(desk: Desk, now: datetime) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    with desk.store.database.reading() as connection:
        around = desk.around(connection, None, now)
        for case_no in queries.consulting_case_numbers(connection):
            case = fold(records.read(repository.history(connection, case_no).records))
            found += [(case_no, c.ref) for c in case.open_consultations if _is_over(case, c, around)]
    return found


def _is_over(case: Case, asked: Consultation, around: Around) -> bool:
    last = silence_on(case, asked, around)
    return asked.opinion_on is None and last is not None and around.today > last
