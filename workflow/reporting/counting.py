"""In which year an application counts as received and as dealt with: pure, from its history and the closed years.

An application counts from the day of receipt (art. 31), so one not yet confirmed counts nowhere, and is dealt with on
the day its reply leaves, it lapses or it is withdrawn. It is dealt with once: a reply recalled or annulled in the same
year makes room for the next; once that year is over it stands, and what an appeal changes shows in table four.
What becomes known after a year was closed counts in the first year still open: what was published stays true.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Final, NamedTuple

from workflow.case import Case
from workflow.clock.timeline import EventType
from workflow.entries import Entry
from workflow.folding import fold, fold_on
from workflow.terms import CaseKind, Status

#: the year in which what is still open will be dealt with
OPEN: Final = 9999
_ENDED = (Status.REPLIED, Status.SERVED, Status.LAPSED, Status.WITHDRAWN, Status.ARCHIVED)


class Closed(NamedTuple):
    """A year that was closed for an agency: what became known after `at` no longer counts in it."""

    year: int
    at: datetime


class Standing(NamedTuple):
    """What of a case the report looks at, as it stands."""

    received_on: date | None
    ended_on: date | None
    outcome: str
    reopened_on: date | None
    extended: bool
    paid_on: date | None
    paid_yuan: int


class Counted(NamedTuple):
    """Where an application counts: `out_year` is OPEN until it is dealt with, `fee_year` 0 until a fee is paid."""

    in_year: int
    out_year: int
    outcome: str
    regime: str
    channel: str
    extended: bool
    fee_year: int
    fee_yuan: int


class Version(NamedTuple):
    """Where it counted by what was known from that moment on."""

    since: datetime
    counted: Counted


def standing(case: Case | None) -> Standing:
    """What the report looks at; two acts between which it does not change change no figure."""
    if case is None or case.kind is CaseKind.RECORD_CORRECTION or case.received_on is None:
        return Standing(None, None, "", None, False, None, 0)
    ended = case.status in _ENDED
    paid_on = _last(case, EventType.FEE_PAID)
    return Standing(
        received_on=case.received_on,
        ended_on=(case.dispatched_on or case.decided_on) if ended else None,
        outcome=case.outcome if ended else "",
        reopened_on=_last(case, EventType.REDO_ORDERED),
        extended=_last(case, EventType.EXTENSION_NOTIFIED) is not None,
        paid_on=paid_on,
        paid_yuan=case.fee_yuan if paid_on else 0,
    )


def _last(case: Case, kind: EventType) -> date | None:
    return next((event.on for event in reversed(case.events) if event.type is kind), None)


def versions(history: Iterable[Entry], closed: Sequence[Closed] = ()) -> list[Version]:
    """Where the application counted, step by step as it became known; empty where it counts nowhere."""
    made: list[Version] = []
    was: Counted | None = None
    before, settled = standing(None), False
    for at, case in _steps(history):
        now = standing(case)
        if now == before or now.received_on is None or settled:
            continue
        bounds = _bounds(closed, at)
        settled = was is not None and _stands(was, now, bounds)
        if not settled:
            was = _counted(was, before, now, case, bounds)
            made.append(Version(at, was))
        before = now
    return _without_repeats(made)


def _steps(history: Iterable[Entry]) -> Iterator[tuple[datetime, Case]]:
    """The case after each act; entries of one moment are one act."""
    case: Case | None = None
    for at, group in groupby(history, key=lambda entry: entry.at):
        made = tuple(group)
        case = fold(made) if case is None else fold_on(case, made)
        yield at, case


Bounds = tuple[int, int] | None


def _bounds(closed: Sequence[Closed], at: datetime) -> Bounds:
    """The first and the last year closed by then."""
    years = [year.year for year in closed if year.at <= at]
    return (min(years), max(years)) if years else None


def _stands(was: Counted, now: Standing, bounds: Bounds) -> bool:
    """Whether it was dealt with in a year that is over, and is only now taken up again."""
    if was.out_year == OPEN or now.ended_on is not None:
        return False
    return _still_open(now.reopened_on, was.out_year, bounds) > was.out_year


def _still_open(on: date | None, otherwise: int, bounds: Bounds) -> int:
    """The year of that day, or the first one still open."""
    year = on.year if on else otherwise
    return bounds[1] + 1 if bounds and year <= bounds[1] else year


def _counted(was: Counted | None, before: Standing, now: Standing, case: Case, bounds: Bounds) -> Counted:
    fee_year = was.fee_year if was else 0
    if now.paid_on != before.paid_on:
        fee_year = _still_open(now.paid_on, 0, bounds)
    return Counted(
        in_year=was.in_year if was else _in_year(now, bounds),
        out_year=_out_year(was, before, now, bounds),
        outcome=now.outcome,
        regime=case.regime,
        channel=case.channel.value,
        extended=now.extended,
        fee_year=fee_year,
        fee_yuan=now.paid_yuan,
    )


def _in_year(now: Standing, bounds: Bounds) -> int:
    assert now.received_on is not None
    return _still_open(now.received_on, 0, None if _long_over(now, bounds) else bounds)


def _long_over(now: Standing, bounds: Bounds) -> bool:
    """Taken in from an old ledger: over before the first year that was closed here, so no closed figure moves."""
    return bounds is None or (now.ended_on is not None and now.ended_on.year < bounds[0])


def _out_year(was: Counted | None, before: Standing, now: Standing, bounds: Bounds) -> int:
    if now.ended_on is None:
        return OPEN
    if was and was.out_year != OPEN and now.ended_on == before.ended_on:
        return was.out_year
    return _still_open(now.ended_on, 0, None if was is None and _long_over(now, bounds) else bounds)


def _without_repeats(made: list[Version]) -> list[Version]:
    """A version that says the same as the one before it adds nothing."""
    return [
        version
        for number, version in enumerate(made)
        if number == 0 or version.counted != made[number - 1].counted
    ]
