"""Every clock of a case side by side: what runs from which day to which, and what became of it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from workflow import entries as e
from workflow import urged
from workflow.case import Case
from workflow.clock.deadline import Deadline
from workflow.clock.limits import ACTS, OFFICE, Limit
from workflow.days.office_time import SHANGHAI
from workflow.entries import Entry
from workflow.guards import Around
from workflow.guards.consulting import silence_on
from workflow.lifecycle import ANSWERED, OPEN
from workflow.wording import Words


class Clock(NamedTuple):
    """A limit that runs from `from_on` to `due_on`; `done_on` ended it. `state`: running, met, missed or open.

    A clock is open while its last day is not known, as while others are waited for.
    """

    words: Words
    from_on: date
    due_on: date | None
    done_on: date | None
    provision: str
    state: str


#: the fact that meets each limit of the office
_MEETS: Final[dict[str, type[e.Fact]]] = {
    "correction_notice": e.CorrectionAsked,
    "unit_answer": e.UnitAnswered,
    "draft": e.ReplyDrafted,
    "submission": e.ReplySubmitted,
}
REPLY: Final = Words("答复", "Reply")


def clocks(case: Case, clock: Deadline | None, history: Sequence[Entry], around: Around) -> tuple[Clock, ...]:
    """The reply first, then what runs beside it, in the order in which it began."""
    if case.received_on is None:
        return ()
    made = [*_beside(case, clock, history, around)]
    made.sort(key=lambda one: (one.from_on, one.due_on or date.max))
    reply = [_reply(case, clock, history, around.today)] if clock is not None else []
    return (*reply, *made)


def _clock(
    words: Words, begun: date, due: date | None, done: date | None, provision: str, today: date
) -> Clock:
    if due is None:
        state = "met" if done else "open"
    elif done is not None:
        state = "met" if done <= due else "missed"
    else:
        state = "running" if today <= due else "missed"
    return Clock(words, begun, due, done, provision, state)


def _reply(case: Case, clock: Deadline, history: Sequence[Entry], today: date) -> Clock:
    begun = case.received_on or case.arrived_on
    ordered = [entry.fact.on for entry in history if isinstance(entry.fact, e.RedoOrdered)]
    begun = ordered[-1] if ordered else begun
    law = next((step.provision for step in clock.steps if step.kind == "count"), "")
    due = clock.due_on or clock.if_answered_today
    over = next((on for on in (case.dispatched_on, _ended(history)) if on), None)
    made = _clock(REPLY, begun, due, over, law, today)
    return made._replace(state="open") if clock.status in ("suspended", "stopped") else made


def _ended(history: Sequence[Entry]) -> date | None:
    """The day a case ended without a reply."""
    ends = [entry.fact for entry in history if isinstance(entry.fact, e.ApplicationWithdrawn | e.CaseLapsed)]
    return ends[-1].on if ends else None


def _beside(case: Case, clock: Deadline | None, history: Sequence[Entry], around: Around) -> Iterator[Clock]:
    limits = {limit.act: limit for limit in clock.limits} if clock else {}
    begun = case.received_on or case.arrived_on
    for act in ("correction_notice", *OFFICE):
        if act in limits and (act == "correction_notice" or case.dispatched_on is None):
            yield from _own(limits[act], begun, history, around.today)
    yield from _of_applicant(case, limits, history, around.today)
    for asked in case.consultations:
        last = silence_on(case, asked, around)
        words = Words(f"征求意见：{asked.party.zh}", f"Consultation: {asked.party.en.lower()}")
        law = around.provision(case, "consultation_" + asked.party.value)
        yield _clock(words, asked.on, last, asked.opinion_on or asked.closed_on, law, around.today)
    for unit in case.units_asked:
        words = Words(f"协办：{unit.unit}", f"Asked: {unit.unit}")
        yield _clock(words, unit.on, unit.answer_by, unit.answered_on, "", around.today)
    for urging in case.urgings if case.status in (*OPEN, *ANSWERED) else ():
        words = Words(f"答复{urging.kind.zh}", f"Answer: {urging.kind.en.lower()}")
        yield _clock(words, urging.on, urging.answer_by, urging.answered_on, urged.LAW, around.today)
    for act in ("reconsideration_apply", "litigation_apply"):
        if act in limits and case.served_on:
            yield _clock(Words(*ACTS[act]), case.served_on, limits[act].due_on, None,
                         limits[act].provision, around.today)._replace(state="running")  # fmt: skip


def _own(limit: Limit, begun: date, history: Sequence[Entry], today: date) -> Iterator[Clock]:
    """A limit of the office; a window for a correction notice that nobody needed is left out once it has closed."""
    done = _first(history, _MEETS[limit.act], begun)
    if limit.act == "correction_notice" and done is None and today > limit.due_on:
        return
    if limit.act == "unit_answer" and not any(isinstance(entry.fact, e.UnitAsked) for entry in history):
        return
    yield _clock(Words(*limit.name), begun, limit.due_on, done, limit.provision, today)


def _of_applicant(
    case: Case, limits: dict[str, Limit], history: Sequence[Entry], today: date
) -> Iterator[Clock]:
    """What the applicant was given time for."""
    asked = (
        ("correction_answer", case.correction_asked_on, case.correction_answer_by, e.CorrectionReceived),
        ("fee_payment", case.fee_served_on or case.fee_charged_on, None, e.FeePaid),
    )
    for act, begun, until, meets in asked:
        if begun is None:
            continue
        limit = limits.get(act)
        due = until or (limit.due_on if limit else None)
        yield _clock(
            Words(*ACTS[act]),
            begun,
            due,
            _first(history, meets, begun),
            limit.provision if limit else "",
            today,
        )


def _first(history: Sequence[Entry], kind: type[e.Fact], since: date) -> date | None:
    """The first day from `since` on which that was done."""
    for entry in history:
        fact: Any = entry.fact
        if isinstance(fact, kind):
            on = getattr(fact, "on", None) or entry.at.astimezone(SHANGHAI).date()
            if isinstance(on, date) and on >= since:
                return on
    return None
