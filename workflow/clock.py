"""The clock: a timeline under a regime and a calendar gives a deadline with the steps that led to it. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from workflow.errors import BadInput
from workflow.limits import Limit, consultation_rule, office_limits, period_end, remedy_limits
from workflow.regime import Regime, Rule
from workflow.steps import Label, Span, Step, count, count_until, union
from workflow.timeline import Event, EventType, Timeline
from workflow.working_days import WorkingDays

_DAY: Final = timedelta(days=1)
_FIRST: Final = ("收到当日不计，自次一工作日起算", "the day of receipt is not counted")
_ANEW: Final = ("自次日起重新计算全部期限", "a full new period from the next day")
_LONGER: Final = ("已依法延长并告知申请人", "extended, and the applicant told")
_EXCLUDED: Final = ("征求意见所需时间不计算", "the time for consultation is excluded")
_FOR_CORRECTION: Final = ("等待补正，不计算期限", "waiting for the correction")
_FOR_PAYMENT: Final = ("等待缴费，不计算期限", "waiting for payment")
_CORRECTED: Final = ("收到补正，答复期限重新计算", "correction received: the period begins anew")
_PAID: Final = ("已缴费，次日起重新计算", "fee paid: the period begins anew the next day")
_REDO: Final = ("责令重新答复，另行起算", "a new reply was ordered: a clock of its own")
_SILENT: Final = Label("count", "", "", "")
_FIXED: Final = ("已告知申请人合理延迟期限", "a reasonable delayed period was fixed")


class Deadline(NamedTuple):
    """What the clock says. due_on is None while nothing is due (stopped, ended, or suspended without known end).

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
    """The deadline as it stood on `as_of` (else the timeline's own day, else after its last event).

    Facts later than that day are not known yet. Expects a possible timeline (`timeline_check.check`); an act
    out of time (extension, correction or fee notice) has no effect and a note says so. BadInput when as_of lies
    before receipt, RuleMissing where the regime holds no value, CalendarUnknown beyond every calendar.
    """
    as_of = as_of or timeline.as_of
    if as_of is not None and as_of < timeline.received_on:
        raise BadInput(f"{as_of} 时尚未收到申请 / nothing had been received on that day")
    return _fold(timeline, regime, days, as_of).read()


class _Consultation:
    """One letter out for an opinion. silent_on: the day silence is complete, None while service is unknown."""

    __slots__ = ("event", "is_open", "provision", "silent_on", "span")

    def __init__(self, event: Event, silent_on: date | None, provision: str, span: Span | None) -> None:
        self.event, self.silent_on, self.provision, self.span = event, silent_on, provision, span
        self.is_open = True


class _Clock:
    """The fold's working state; lives only inside one call of `deadline`."""

    __slots__ = ("answer_by", "as_of", "closing", "consultations", "correction", "days", "done", "extended",
                 "first", "law", "received", "regime", "remarks", "start", "stop", "total", "until")  # fmt: skip

    def __init__(
        self, received_on: date, regime: Regime, days: WorkingDays, as_of: date | None, rule: Rule
    ) -> None:
        self.regime, self.days, self.as_of = regime, days, as_of
        self.received = self.start = received_on
        self.total: int = rule.value
        self.law = rule.provision
        self.first = True  # no new period has begun
        self.done: list[Step] = []
        self.consultations: list[_Consultation] = []
        self.remarks: list[tuple[str, str]] = []
        self.extended: tuple[int, str] | None = None
        self.until: Event | None = None
        self.stop: Event | None = None
        self.answer_by: date | None = None
        self.correction: Event | None = None
        self.closing: Event | None = None

    # facts ------------------------------------------------------------------------------------------------

    def ask_correction(self, event: Event) -> None:
        limit = period_end(self.regime.rule("correction_notice", self.received), self.received, self.days)
        if self.correction is not None or self.stop is not None:
            self.remarks.append(("补正只能一次告知，再次告知不影响期限", "a second correction notice has no effect"))
            return
        self.correction = event
        if event.on > limit:
            self.remarks.append(
                (f"补正告知晚于{limit}，期限照常计算", f"correction notice later than {limit}: the clock goes on")
            )
            return
        served = self._known(event.served_on) or event.on
        rule = self.regime.rule("correction_answer", event.on)
        self._stop(event, event.answer_by or period_end(rule, served, self.days))

    def receive_correction(self, event: Event) -> None:
        if self.stop is not None and self.stop.type is EventType.CORRECTION_REQUESTED:
            self._restart(event, self.regime.rule("correction_restart", event.on), _CORRECTED)

    def notify_fee(self, event: Event) -> None:
        self.regime.rule("fee_notice", event.on)  # refuses where no fee measure is in force
        end = self._end()
        if self.stop is not None or (end is not None and event.on > end):
            self.remarks.append(("收费通知不在办理期限内，不影响期限", "fee notice out of time has no effect"))
            return
        served = self._known(event.served_on)
        payment = self.regime.rule("fee_payment", event.on)
        self._stop(event, None if served is None else period_end(payment, served, self.days))

    def pay_fee(self, event: Event) -> None:
        if self.stop is not None and self.stop.type is EventType.FEE_NOTIFIED:
            self._restart(event, self.regime.rule("fee_restart", event.on), _PAID)

    def open_consultation(self, event: Event) -> None:
        rule = consultation_rule(self.regime, event.party or "third_party", self.received)
        served = self._known(event.served_on)
        silent_on = None if served is None else period_end(rule, served, self.days)
        law = self.regime.rule("consultation_suspension", self.received)
        span = None
        if law.value == "every_consultation" or event.party in ("", "third_party"):
            label = Label("suspended", law.provision, *_EXCLUDED)
            span = Span(event.on, silent_on, label)
        self.consultations.append(_Consultation(event, silent_on, rule.provision, span))

    def close_consultation(self, event: Event) -> None:
        for asked in self.consultations:
            if asked.is_open and asked.event.ref == event.ref:
                asked.is_open = False
                if asked.span is not None and (asked.silent_on is None or event.on < asked.silent_on):
                    asked.span = asked.span._replace(end=event.on)
                return

    def extend(self, event: Event) -> None:
        rule = self.regime.rule("extension", self.received)
        end = self._end()
        if self.extended or self.until or self.stop is not None or (end is not None and event.on > end):
            self.remarks.append(("延期告知不合时限或重复，不产生延长", "an extension out of time or repeated has no effect"))
            return
        if event.working_days is None:
            raise BadInput("延期未写明工作日数 / an extension says how many working days")
        self.extended = (min(event.working_days, rule.value), rule.provision)

    def fix_delayed_period(self, event: Event) -> None:
        if event.until is None:
            raise BadInput("延迟答复未写明日期 / a delayed period says its last day")
        self.until = event

    def close(self, event: Event) -> None:
        self.closing = event

    # reading ----------------------------------------------------------------------------------------------

    def read(self) -> Deadline:
        if self.closing is not None:
            return self._replied(self.closing) if self.closing.type is EventType.REPLIED else self._ended(self.closing)
        return self._running() if self.stop is None else self._waiting(self.stop)

    def _running(self) -> Deadline:
        due, steps = self._period(None)
        waiting = self._waiting_for_opinions(due)
        left, answered = None, None
        if self.as_of is not None and waiting:
            left = self._total() - count_until(self.start, self.as_of, self._spans(None), self.days, self._label(), [])
            answered = self._period(self.as_of)[0]
        elif self.as_of is not None and due is not None:
            left = self.days.days_between(self.as_of, due)
        limits = tuple(self._limits(due))
        return self._deadline(due, "suspended" if waiting else "running", left, None, steps, limits, answered)

    def _waiting(self, stop: Event) -> Deadline:
        """Stopped for correction or payment; lapsed once the applicant's day is past (条例第三十条, 办法第六条)."""
        name = "correction" if stop.type is EventType.CORRECTION_REQUESTED else "fee"
        steps, limits, status = list(self.done), [], "stopped"
        if self.as_of is not None:
            steps += self._stopped_step(stop, self.as_of)
        if self.answer_by is not None:
            act = "correction_answer" if name == "correction" else "fee_payment"
            limits.append(Limit(act, self.answer_by, self.regime.rule(act, stop.on).provision))
            past = self.as_of is not None and self.as_of > self.answer_by
            if past and self.regime.rule(f"{name}_lapse", stop.on).value == "lapses":
                status = "lapsed"
        return self._deadline(None, status, None, None, steps, tuple(limits))

    def _replied(self, reply: Event) -> Deadline:
        """The reply stands in time when posted on or before the last day (国办公开办函〔2016〕235号)."""
        served = self._known(reply.served_on)
        limits = tuple(remedy_limits(self.regime, reply.on, served, self.days))
        if self.stop is not None:
            steps = self.done + self._stopped_step(self.stop, reply.on)
            return self._deadline(None, "replied", None, True, steps, limits)
        due, steps = self._period(reply.on)
        return self._deadline(due, "replied", None, due is not None and reply.on <= due, steps, limits)

    def _ended(self, end: Event) -> Deadline:
        steps = list(self.done)
        if self.stop is not None:
            steps += self._stopped_step(self.stop, end.on)
        else:
            count_until(self.start, end.on, self._spans(end.on), self.days, self._label(), steps)
        return self._deadline(None, "lapsed" if end.type is EventType.LAPSED else "stopped", None, None, steps, ())

    def _deadline(
        self,
        due: date | None,
        status: str,
        left: int | None,
        timely: bool | None,
        steps: list[Step],
        limits: tuple[Limit, ...],
        answered: date | None = None,
    ) -> Deadline:
        since = None if due is None else self.days.provisional_from(due)
        return Deadline(
            self.regime.id, due, since is not None, since, status, left, timely, tuple(steps), limits, answered
        )

    # counting ---------------------------------------------------------------------------------------------

    def _total(self) -> int:
        return self.total + (self.extended[0] if self.extended else 0)

    def _label(self) -> Label:
        zh, en = _FIRST if self.first else _ANEW
        for more_zh, more_en in self.remarks:
            zh, en = f"{zh}；{more_zh}", f"{en}; {more_en}"
        return Label("count", self.law, zh, en)

    def _spans(self, cap: date | None) -> list[Span]:
        """The excluded days; an open consultation is taken to end on `cap`, where one is given."""
        spans = []
        for asked in self.consultations:
            span = asked.span
            if span is not None:
                if cap is not None and asked.is_open and (span.end is None or span.end > cap):
                    span = span._replace(end=max(cap, span.after))
                spans.append(span)
        return union(spans) if len(spans) > 1 else spans

    def _period(self, cap: date | None) -> tuple[date | None, list[Step]]:
        """The last day and the steps to it, unless a consultation has no known end."""
        spans, steps = self._spans(cap), list(self.done)
        end = count(self.start, self.total, spans, self.days, self._label(), steps)
        if end is not None and self.extended:
            number, provision = self.extended
            end = count(end, number, spans, self.days, Label("extension", provision, *_LONGER), steps)
        return (end, steps) if self.until is None else self._delayed(self.until, end, steps)

    def _delayed(self, fixed: Event, end: date | None, steps: list[Step]) -> tuple[date, list[Step]]:
        """A delayed period replaces the end by its date, never by an earlier one (条例第三十五条)."""
        until = fixed.until
        assert until is not None
        label = Label("extension", self.regime.rule("delayed_period", fixed.on).provision, *_FIXED)
        if end is None:
            steps = list(self.done)
            count_until(self.start, until, (), self.days, label, steps)
        elif end < until:
            steps.append(Step(end + _DAY, until, self.days.days_between(end, until), *label))
        return (until if end is None else max(end, until)), steps

    def _end(self) -> date | None:
        """The last day as the facts so far give it."""
        return self._period(None)[0]

    def _waiting_for_opinions(self, due: date | None) -> bool:
        """Whether a consultation stands open that keeps the clock still on the day asked for."""
        if due is None:
            return True
        return self.until is None and any(
            asked.is_open
            and asked.span is not None
            and asked.span.after < due
            and (self.as_of is None or asked.silent_on is None or self.as_of <= asked.silent_on)
            for asked in self.consultations
        )

    def _limits(self, due: date | None) -> list[Limit]:
        rule, received, days = self.regime.rule, self.received, self.days
        limits = []
        if self.first and self.correction is None:
            notice = rule("correction_notice", received)
            limits.append(Limit("correction_notice", period_end(notice, received, days), notice.provision))
        for asked in self.consultations:
            if asked.is_open and asked.silent_on is not None:
                act = f"consultation_{asked.event.party or 'third_party'}:{asked.event.ref}"
                limits.append(Limit(act, asked.silent_on, asked.provision))
        if due is not None and not self.extended and self.until is None:
            limits.append(Limit("extension", due, rule("extension", received).provision))
        limits += office_limits(self.regime, received, due, self._nth)
        return limits

    def _nth(self, n: int) -> date | None:
        return count(self.start, n, self._spans(None), self.days, _SILENT, [])

    def _known(self, on: date | None) -> date | None:
        return on if on is None or self.as_of is None or on <= self.as_of else None

    def _stop(self, event: Event, answer_by: date | None) -> None:
        count_until(self.start, event.on, self._spans(event.on), self.days, self._label(), self.done)
        self.stop, self.answer_by, self.remarks = event, answer_by, []

    def _stopped_step(self, stop: Event, last: date) -> list[Step]:
        if last <= stop.on:
            return []
        correction = stop.type is EventType.CORRECTION_REQUESTED
        law = self.regime.rule("correction_restart" if correction else "fee_restart", stop.on)
        label = Label("stopped", law.provision, *(_FOR_CORRECTION if correction else _FOR_PAYMENT))
        return [Step(stop.on + _DAY, last, self.days.days_between(stop.on, last), *label)]

    def _restart(self, event: Event, law: Rule, note: tuple[str, str]) -> None:
        """Day zero of a new full period (条例第三十条; 办法第六条)."""
        assert self.stop is not None
        self.done += self._stopped_step(self.stop, event.on)
        self.done.append(Step(event.on, event.on, 0, "restart", law.provision, *note))
        self.start, self.stop, self.answer_by, self.first = event.on, None, None, False
        if self.regime.rule("extension_after_restart", self.received).value == "lapses":
            self.extended = None


_EFFECTS: Final[dict[EventType, Callable[[_Clock, Event], None]]] = {
    EventType.CORRECTION_REQUESTED: _Clock.ask_correction,
    EventType.CORRECTION_RECEIVED: _Clock.receive_correction,
    EventType.CONSULTATION_OPENED: _Clock.open_consultation,
    EventType.CONSULTATION_CLOSED: _Clock.close_consultation,
    EventType.EXTENSION_NOTIFIED: _Clock.extend,
    EventType.FEE_NOTIFIED: _Clock.notify_fee,
    EventType.FEE_PAID: _Clock.pay_fee,
    EventType.DELAYED_PERIOD_FIXED: _Clock.fix_delayed_period,
    EventType.REPLIED: _Clock.close,
    EventType.WITHDRAWN: _Clock.close,
    EventType.LAPSED: _Clock.close,
}


def _fold(timeline: Timeline, regime: Regime, days: WorkingDays, as_of: date | None) -> _Clock:
    """Read the facts known on as_of; an ordered new reply begins a clock of its own."""
    clock = _Clock(timeline.received_on, regime, days, as_of, regime.rule("reply", timeline.received_on))
    for event in timeline.events:
        if as_of is not None and event.on > as_of:
            continue
        if event.type is EventType.REDO_ORDERED:
            clock = _ordered(event, regime, days, as_of)
        elif clock.closing is None:
            _EFFECTS[event.type](clock, event)
    return clock


def _ordered(order: Event, regime: Regime, days: WorkingDays, as_of: date | None) -> _Clock:
    clock = _Clock(order.on, regime, days, as_of, regime.rule("redo", order.on))
    clock.total = order.working_days or clock.total
    clock.first = False
    clock.done.append(Step(order.on, order.on, 0, "restart", clock.law, *_REDO))
    return clock


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
