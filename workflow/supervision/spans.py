"""Lateness explained: who held a case on which days, from its history alone. Pure.

A day belongs to whoever had the case when it began: who hands over on a day has used that day, as the clock counts
a consultation from the day after the letter to the day of the answer (条例第三十三条). The spans follow each other
without a gap from arrival to the reply, so their working days add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from workflow.case import Case
from workflow.clock.deadline import Deadline
from workflow.days.office_time import SHANGHAI
from workflow.days.working_days import WorkingDays
from workflow.entries import CaseImported, Entry
from workflow.folding import fold, fold_on
from workflow.terms import Party, Role, Status, Term
from workflow.waiting import next_role, unit_asked


class Holder(Term):
    """Who a case may lie with."""

    BEFORE = "before", "原台账期间", "Before it was taken over"
    FRONT_DESK = "front_desk", "收件", "Front desk"
    HANDLER = "handler", "承办", "Handler"
    UNIT = "unit", "协办单位", "Unit asked"
    SECRECY = "secrecy", "保密审查", "Secrecy review"
    LEGAL = "legal", "法制审核", "Legal review"
    APPROVER = "approver", "签发", "Approver"
    LEADER = "leader", "机关负责人", "Agency leader"
    DISPATCH = "dispatch", "寄发", "Dispatch"
    THIRD_PARTY = "third_party", "第三方", "Third party"
    OTHER_ORGAN = "other_organ", "其他机关", "Other organ"
    APPLICANT = "applicant", "申请人", "Applicant"


_PLAIN: Final = {
    Status.AWAITING_CONFIRMATION: Holder.FRONT_DESK,
    Status.RECEIVED: Holder.FRONT_DESK,
    Status.AWAITING_CORRECTION: Holder.APPLICANT,
    Status.AWAITING_REASONS: Holder.APPLICANT,
    Status.AWAITING_PAYMENT: Holder.APPLICANT,
    Status.APPROVED: Holder.DISPATCH,
}
_STEPS: Final = {
    Role.SECRECY_REVIEWER: Holder.SECRECY,
    Role.LEGAL_REVIEWER: Holder.LEGAL,
    Role.APPROVER: Holder.APPROVER,
    Role.LEADER: Holder.LEADER,
}


class Held(NamedTuple):
    """Who has a case: `person` where one is known, `unit` and `name_sha256` where those say it."""

    holder: Holder
    person: int | None = None
    unit: str = ""
    name_sha256: str = ""


class Span(NamedTuple):
    """Days with one holder: strictly after `after`, up to and including `until`; `counted` of them by the clock."""

    held: Held
    after: date
    until: date
    working_days: int
    counted: int


def spans(
    history: Sequence[Entry], days: WorkingDays, today: date, clock: Deadline | None = None
) -> tuple[Span, ...]:
    """Where the days of a case went, from arrival to the reply or today; joined where the holder stays the same."""
    made: list[Span] = []
    for held, since, until in _stretches(history, today):
        joins = bool(made) and made[-1].held == held and made[-1].until == since
        after = made.pop().after if joins else since
        if until > after:
            made.append(
                Span(held, after, until, days.days_between(after, until), _counted(after, until, clock, days))
            )
    return tuple(made)


def _stretches(history: Sequence[Entry], today: date) -> Iterator[tuple[Held, date, date]]:
    """Holder, from when, until when; the days after a reply belong to nobody, until one is ordered anew."""
    began = _taken_over(history) or 1
    case = fold(history[:began])
    held, since = _held(case), case.arrived_on
    if case.imported:
        on = case.dispatched_on or case.decided_on or _day_of(history[began - 1])
        yield Held(Holder.BEFORE), since, max(since, min(on, today))
        since = max(since, min(on, today))
    for entry in history[began:]:
        case = fold_on(case, [entry])
        now = _held(case)
        if now == held:
            continue
        on = min(max(_day_of(entry), since), today)
        if held is not None:
            yield held, since, on
        held, since = now, on
    if held is not None:
        yield held, since, max(since, today)


def _taken_over(history: Sequence[Entry]) -> int:
    """The entries that brought a case over from an old register, which does not say who had it; 0 for any other."""
    return next((n for n, entry in enumerate(history, 1) if isinstance(entry.fact, CaseImported)), 0)


def _day_of(entry: Entry) -> date:
    """The day a fact speaks of, else the day it was entered."""
    fact: Any = entry.fact
    on = getattr(fact, "on", None) or getattr(fact, "received_on", None)
    return on if isinstance(on, date) else entry.at.astimezone(SHANGHAI).date()


def _held(case: Case) -> Held | None:
    """Who has the case as it stands; None once it is answered or over."""
    if case.status is Status.CONSULTING:
        return _consulted(case)
    if case.status is Status.IN_HAND:
        asked = unit_asked(case)
        return Held(Holder.UNIT, unit=asked.unit) if asked else _handler(case)
    if role := next_role(case):
        return Held(_STEPS[role])
    plain = _PLAIN.get(case.status)
    return Held(plain) if plain else None


def _handler(case: Case) -> Held:
    return Held(Holder.HANDLER, case.handler, case.unit)


def _consulted(case: Case) -> Held:
    """Who is still to answer, third parties first; the handler once everybody has."""
    waited = [asked for asked in case.open_consultations if asked.opinion_on is None]
    if not waited:
        return _handler(case)
    asked = min(waited, key=lambda one: (one.party is not Party.THIRD_PARTY, one.on, one.ref))
    holder = Holder.THIRD_PARTY if asked.party is Party.THIRD_PARTY else Holder.OTHER_ORGAN
    return Held(holder, name_sha256=asked.name_sha256)


def _counted(after: date, until: date, clock: Deadline | None, days: WorkingDays) -> int:
    """Working days of the span that the clock counted, and those past the deadline."""
    if clock is None:
        return 0
    parts = [(s.from_on - _DAY, s.to_on) for s in clock.steps if s.kind in ("count", "extension")]
    if clock.due_on is not None and clock.steps:
        parts.append((clock.due_on, max(until, clock.due_on)))
    return sum(
        days.days_between(max(after, first), min(until, last))
        for first, last in parts
        if max(after, first) < min(until, last)
    )


_DAY: Final = date(2000, 1, 2) - date(2000, 1, 1)


class Share(NamedTuple):
    """All days of one kind of holder."""

    holder: Holder
    working_days: int


def shares(found: Iterable[Span]) -> tuple[Share, ...]:
    """The days of each kind of holder together, most first."""
    total: dict[Holder, int] = {}
    for span in found:
        total[span.held.holder] = total.get(span.held.holder, 0) + span.working_days
    made = [Share(holder, n) for holder, n in total.items() if n]
    return tuple(sorted(made, key=lambda share: (-share.working_days, list(Holder).index(share.holder))))
