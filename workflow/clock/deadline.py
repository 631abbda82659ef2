"""The clock: a timeline under a regime and a calendar gives a deadline, with the steps that led to it. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from workflow.clock.facts import Facts, fold
from workflow.clock.limits import OFFICE, Limit, period_end, remedy_limits
from workflow.clock.regime import Regime
from workflow.clock.steps import Label, Step, count_until, nth_day
from workflow.clock.timeline import Event, EventType, Timeline
from workflow.days.working_days import WorkingDays
from workflow.errors import BadInput

_UNSAID = Label("count", "", "", "")


class Deadline(NamedTuple):
    """What the clock says. due_on is None while nothing is due (stopped, ended, suspended without known end).

    status: running, suspended, stopped (waiting for correction or payment; also withdrawn), replied, lapsed.
    remaining_working_days: while running, days left as of the day asked for, 0 on the last, negative when
    overdue; while suspended, the days left on the clock; else None. timely: the reply held against due_on.
    if_answered_today: while suspended, what due_on would be if every opinion came today.
    """

    regime: str
    due_on: date | None
    provisional: bool
    provisional_from: date | None
    status: str
    remaining_working_days: int | None
    timely: bool | None
    steps: tuple[Step, ...]
    limits: tuple[Limit, ...]
    if_answered_today: date | None = None

    def as_json(self) -> dict[str, Any]:
        """The answer of `mingfu deadline`: dates as ISO text."""
        return {
            "regime": self.regime,
            "due_on": _iso(self.due_on),
            "provisional": self.provisional,
            "provisional_from": _iso(self.provisional_from),
            "status": self.status,
            "remaining_working_days": self.remaining_working_days,
            "timely": self.timely,
            "steps": [_step_json(step) for step in self.steps],
            "limits": [{"act": act, "due_on": _iso(on), "provision": law} for act, on, law in self.limits],
        }


def deadline(timeline: Timeline, regime: Regime, days: WorkingDays, as_of: date | None = None) -> Deadline:
    """The deadline as it stood on `as_of` (else on the timeline's own day, else after its last event).

    Facts later than that day are not known yet. Expects a possible timeline (`timeline_check.check`); an act
    out of time (extension, correction or fee notice) has no effect and a note says so. BadInput when as_of
    lies before receipt, RuleMissing where the regime holds no value, CalendarUnknown beyond every calendar.
    """
    as_of = as_of or timeline.as_of
    if as_of is not None and as_of < timeline.received_on:
        raise BadInput(f"{as_of} 时尚未收到申请 / nothing had been received on that day")
    facts = fold(timeline, regime, days, as_of)
    if facts.closing is not None:
        return _replied(facts, facts.closing) if facts.closing.type is EventType.REPLIED else _ended(facts)
    return _running(facts) if facts.stop is None else _waiting(facts, facts.stop)


def _running(facts: Facts) -> Deadline:
    due, steps = facts.period(None)
    as_of, days = facts.as_of, facts.days
    if facts.consultations and _kept_still(facts, due):
        return _suspended(facts, due, steps)
    left = None if as_of is None or due is None else days.days_between(as_of, due)
    since = None if due is None else days.provisional_from(due)
    return Deadline(
        facts.regime.id,
        due,
        since is not None,
        since,
        "running",
        left,
        None,
        tuple(steps),
        _limits(facts, due),
    )


def _kept_still(facts: Facts, due: date | None) -> bool:
    """Whether an open consultation keeps the clock still on the day asked for."""
    as_of = facts.as_of
    return due is None or any(
        asked.is_open
        and asked.span is not None
        and asked.span.after < due
        and (as_of is None or asked.silent_on is None or as_of <= asked.silent_on)
        and facts.until is None
        for asked in facts.consultations
    )


def _suspended(facts: Facts, due: date | None, steps: list[Step]) -> Deadline:
    left, answered = None, None
    if facts.as_of is not None:
        total = facts.total + (facts.extended[0] if facts.extended else 0)
        spans = facts.spans(None)
        left = total - count_until(facts.start, facts.as_of, spans, facts.days, _UNSAID, into=[])
        answered = facts.period(facts.as_of)[0]
        if due is None:  # the stretch so far, up to the day asked for
            steps = facts.done.copy()
            count_until(facts.start, facts.as_of, spans, facts.days, facts.label(), into=steps)
    return _say(facts, "suspended", due, steps, _limits(facts, due), left=left, answered=answered)


def _waiting(facts: Facts, stop: Event) -> Deadline:
    """Stopped for correction or payment; lapsed once the applicant's day is past (条例第三十条, 办法第六条)."""
    name, act = ("fee", "fee_payment")
    if stop.type is EventType.CORRECTION_REQUESTED:
        name, act = ("correction", "correction_answer")
    if facts.answer_by is None:
        return _say(facts, "stopped", None, _so_far(facts, facts.as_of), ())
    law = facts.regime.rule(act, stop.on).provision
    past = facts.as_of is not None and facts.as_of > facts.answer_by
    lapsed = past and facts.regime.rule(f"{name}_lapse", stop.on).value == "lapses"
    steps = _so_far(facts, facts.answer_by if lapsed else facts.as_of)
    limits = (Limit(act, facts.answer_by, law),)
    return _say(facts, "lapsed" if lapsed else "stopped", None, steps, limits)


def _replied(facts: Facts, reply: Event) -> Deadline:
    """A reply stands in time when posted on or before the last day (国办公开办函〔2016〕235号)."""
    limits = tuple(remedy_limits(facts.regime, reply.on, facts.known(reply.served_on), facts.days))
    if facts.stop is not None:
        return _say(facts, "replied", None, _so_far(facts, reply.on), limits, timely=True)
    due, steps = facts.period(reply.on)
    return _say(facts, "replied", due, steps, limits, timely=due is not None and reply.on <= due)


def _ended(facts: Facts) -> Deadline:
    """Withdrawn or lapsed: nothing is due any more."""
    end = facts.closing
    assert end is not None
    if facts.stop is not None:
        steps = _so_far(facts, end.on)
    else:
        steps = facts.done.copy()
        count_until(facts.start, end.on, facts.spans(end.on), facts.days, facts.label(), into=steps)
    return _say(facts, "lapsed" if end.type is EventType.LAPSED else "stopped", None, steps, ())


def _so_far(facts: Facts, last: date | None) -> list[Step]:
    return facts.done if last is None else facts.done + facts.stopped_step(last)


def _say(
    facts: Facts,
    status: str,
    due: date | None,
    steps: list[Step],
    limits: tuple[Limit, ...],
    *,
    left: int | None = None,
    timely: bool | None = None,
    answered: date | None = None,
) -> Deadline:
    since = None if due is None else facts.days.provisional_from(due)
    return Deadline(
        facts.regime.id, due, since is not None, since, status, left, timely, tuple(steps), limits, answered
    )


def _limits(facts: Facts, due: date | None) -> tuple[Limit, ...]:
    rule, received, days = facts.regime.rule, facts.received, facts.days
    limits = []
    if facts.first and facts.correction is None:
        notice = rule("correction_notice", received)
        limits.append(Limit("correction_notice", period_end(notice, received, days), notice.provision))
    limits += [
        Limit(asked.act, asked.silent_on, asked.provision)
        for asked in facts.consultations
        if asked.is_open and asked.silent_on is not None
    ]
    if due is not None and facts.extended is None and facts.until is None:
        limits.append(Limit("extension", due, rule("extension", received).provision))
    spans = facts.spans(None) if facts.consultations else []
    for act in OFFICE:
        office = rule(act, received)
        last = nth_day(facts.start, office.value, spans, days)
        if last is not None and (due is None or last < due):  # nested inside the legal limit, never at it
            limits.append(Limit(act, last, office.provision))
    return tuple(limits)


def _iso(on: date | None) -> str | None:
    return None if on is None else on.isoformat()


def _step_json(step: Step) -> dict[str, Any]:
    return {
        "from": step.from_on.isoformat(),
        "to": step.to_on.isoformat(),
        "working_days": step.working_days,
        "kind": step.kind,
        "provision": step.provision,
        "note": f"{step.note_zh} / {step.note_en}",
    }
