"""What each fact of a timeline does to the clock: the fold behind `clock.deadline`, kept for one call only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from workflow.clock.limits import consultation_rule, period_end
from workflow.clock.regime import Regime, Rule
from workflow.clock.steps import Label, Span, Step, count, count_until, nth_day, union
from workflow.clock.timeline import Event, EventType, Timeline
from workflow.days.working_days import WorkingDays
from workflow.errors import BadInput

_T = EventType
_DAY: Final = timedelta(days=1)
_FIRST: Final = ("收到当日不计，自次一工作日起算", "the day of receipt is not counted")
_ANEW: Final = ("自次日起重新计算全部期限", "a full new period from the next day")
_LONGER: Final = ("已依法延长并告知申请人", "extended, and the applicant told")
_FIXED: Final = ("已告知申请人合理延迟期限", "a reasonable delayed period was fixed")
_EXCLUDED: Final = ("征求意见所需时间不计算", "the time for consultation is excluded")
_UNHEARD: Final = (
    "征求意见所需时间不计算；未收到意见，计至答复期满",
    "the time for consultation is excluded; no opinion came, counted to the end of its time",
)
_FOR_CORRECTION: Final = ("等待补正，不计算期限", "waiting for the correction")
_FOR_PAYMENT: Final = ("等待缴费，不计算期限", "waiting for payment")
_CORRECTED: Final = ("收到补正，答复期限重新计算", "correction received: the period begins anew")
_PAID: Final = ("已缴费，次日起重新计算", "fee paid: the period begins anew the next day")
_REDO: Final = ("责令重新答复，另行起算", "a new reply was ordered: a clock of its own")
_LATE: Final = ("逾期收到而仍受理的，应记明理由", "accepted though late: the reason must be on record")
_SECOND: Final = ("补正只能一次告知，再次告知不影响期限", "a second correction notice has no effect")
_FEE_LATE: Final = ("收费通知不在办理期限内，不影响期限", "a fee notice out of time has no effect")
_NO_EXTENSION: Final = ("延期告知逾期或重复，不产生延长", "an extension late or repeated has no effect")


class Consultation:
    """One letter out for an opinion. silent_on: the day silence is complete, None while service is unknown."""

    __slots__ = ("event", "is_open", "provision", "silent_on", "span")

    def __init__(self, event: Event, silent_on: date | None, provision: str, span: Span | None) -> None:
        self.event, self.silent_on, self.provision, self.span = event, silent_on, provision, span
        self.is_open = True

    @property
    def act(self) -> str:
        return f"consultation_{self.event.party or 'third_party'}:{self.event.ref}"

    def close(self, on: date) -> None:
        """The opinion ends the exclusion, unless silence had ended it before."""
        self.is_open = False
        if self.span is not None and (self.silent_on is None or on < self.silent_on):
            self.span = Span(
                self.span.after, on, self.span.label._replace(note_zh=_EXCLUDED[0], note_en=_EXCLUDED[1])
            )


class Facts:
    """What is known on a day, as far as the clock cares; lives only inside one call of `deadline`."""

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
        self.consultations: list[Consultation] = []
        self.remarks: list[tuple[str, str]] = []
        self.extended: tuple[int, str] | None = None
        self.until: Event | None = None
        self.stop: Event | None = None
        self.answer_by: date | None = None
        self.correction: Event | None = None
        self.closing: Event | None = None

    # facts ------------------------------------------------------------------------------------------------

    def ask_correction(self, event: Event) -> None:
        """In time it stops the clock; late it has no effect, the application counts as accepted (第三十条)."""
        limit = period_end(self.regime.rule("correction_notice", self.received), self.received, self.days)
        if self.correction is not None or self.stop is not None:
            self.remarks.append(_SECOND)
            return
        self.correction = event
        if event.on > limit:
            zh = f"补正告知晚于{limit}，视为已受理，期限照常计算"
            self.remarks.append((zh, f"correction notice later than {limit}: the clock goes on"))
            return
        served = self.known(event.served_on) or event.on
        rule = self.regime.rule("correction_answer", event.on)
        self._stop(event, event.answer_by or period_end(rule, served, self.days))

    def receive_correction(self, event: Event) -> None:
        if self.stop is not None and self.stop.type is _T.CORRECTION_REQUESTED:
            self._restart(event, self.regime.rule("correction_restart", event.on), _CORRECTED)

    def notify_fee(self, event: Event) -> None:
        self.regime.rule("fee_notice", event.on)  # refuses where no fee measure is in force
        end = self.end()
        if self.stop is not None or (end is not None and event.on > end):
            self.remarks.append(_FEE_LATE)
            return
        served = self.known(event.served_on)
        rule = self.regime.rule("fee_payment", event.on)
        self._stop(event, None if served is None else period_end(rule, served, self.days))

    def pay_fee(self, event: Event) -> None:
        if self.stop is not None and self.stop.type is _T.FEE_NOTIFIED:
            self._restart(event, self.regime.rule("fee_restart", event.on), _PAID)

    def open_consultation(self, event: Event) -> None:
        rule = consultation_rule(self.regime, event.party or "third_party", self.received)
        served = self.known(event.served_on)
        silent_on = None if served is None else period_end(rule, served, self.days)
        law = self.regime.rule("consultation_suspension", self.received)
        span = None
        if law.value == "every_consultation" or event.party in ("", "third_party"):
            span = Span(event.on, silent_on, Label("suspended", law.provision, *_UNHEARD))
        self.consultations.append(Consultation(event, silent_on, rule.provision, span))

    def close_consultation(self, event: Event) -> None:
        for asked in self.consultations:
            if asked.is_open and asked.event.ref == event.ref:
                asked.close(event.on)
                return

    def extend(self, event: Event) -> None:
        rule = self.regime.rule("extension", self.received)
        end = self.end()
        if self.extended or self.until or self.stop is not None or (end is not None and event.on > end):
            self.remarks.append(_NO_EXTENSION)
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

    def known(self, on: date | None) -> date | None:
        """A day of the future is not known yet."""
        return on if on is None or self.as_of is None or on <= self.as_of else None

    def _stop(self, event: Event, answer_by: date | None) -> None:
        count_until(self.start, event.on, self.spans(event.on), self.days, self.label(), into=self.done)
        self.stop, self.answer_by, self.remarks = event, answer_by, []

    def _restart(self, event: Event, law: Rule, note: tuple[str, str]) -> None:
        """Day zero of a new full period (条例第三十条, 办法第六条); the office may still accept what came late."""
        self.done += self.stopped_step(event.on)
        if self.answer_by is not None and event.on > self.answer_by:
            note = (f"{note[0]}；{_LATE[0]}", f"{note[1]}; {_LATE[1]}")
        self.done.append(Step(event.on, event.on, 0, "restart", law.provision, *note))
        self.start, self.stop, self.answer_by, self.first = event.on, None, None, False
        if self.regime.rule("extension_after_restart", self.received).value == "lapses":
            self.extended = None

    # counting ---------------------------------------------------------------------------------------------

    def stopped_step(self, last: date) -> list[Step]:
        """The days from the notice to `last`, not counted; none where nothing is awaited."""
        if self.stop is None or last <= self.stop.on:
            return []
        correction, after = self.stop.type is _T.CORRECTION_REQUESTED, self.stop.on
        law = self.regime.rule("correction_restart" if correction else "fee_restart", after)
        label = Label("stopped", law.provision, *(_FOR_CORRECTION if correction else _FOR_PAYMENT))
        return [Step(after + _DAY, last, self.days.days_between(after, last), *label)]

    def label(self) -> Label:
        zh, en = _FIRST if self.first else _ANEW
        for more_zh, more_en in self.remarks:
            zh, en = f"{zh}；{more_zh}", f"{en}; {more_en}"
        return Label("count", self.law, zh, en)

    def spans(self, cap: date | None) -> list[Span]:
        """The excluded days; an open consultation is taken to end on `cap`, where one is given."""
        spans = []
        for asked in self.consultations:
            span = asked.span
            if span is not None:
                if cap is not None and asked.is_open and (span.end is None or span.end > cap):
                    span = span._replace(end=max(cap, span.after))
                spans.append(span)
        return union(spans) if len(spans) > 1 else spans

    def period(self, cap: date | None) -> tuple[date | None, list[Step]]:
        """The last day and the steps to it; no day while a consultation has no known end."""
        spans, steps = self.spans(cap), self.done.copy()
        end = count(self.start, self.total, spans, self.days, self.label(), into=steps)
        if end is not None and self.extended is not None:
            number, provision = self.extended
            end = count(end, number, spans, self.days, Label("extension", provision, *_LONGER), into=steps)
        return (end, steps) if self.until is None else self._delayed(self.until, end, steps)

    def _delayed(self, fixed: Event, end: date | None, steps: list[Step]) -> tuple[date | None, list[Step]]:
        """A delayed period replaces the end by its date, never by an earlier one (条例第三十五条)."""
        until = fixed.until or fixed.on
        label = Label("extension", self.regime.rule("delayed_period", fixed.on).provision, *_FIXED)
        if end is None:
            steps = self.done.copy()
            count_until(self.start, until, (), self.days, label, into=steps)
        elif end < until:
            steps.append(Step(end + _DAY, until, self.days.days_between(end, until), *label))
        return (until if end is None or end < until else end), steps

    def end(self) -> date | None:
        """The last day as the facts so far give it."""
        if self.until is not None:
            return self.period(None)[0]
        spans, more = self.spans(None), self.extended[0] if self.extended is not None else 0
        return nth_day(self.start, self.total + more, spans, self.days)


_EFFECTS: Final[dict[EventType, Callable[[Facts, Event], None]]] = {
    _T.CORRECTION_REQUESTED: Facts.ask_correction,
    _T.CORRECTION_RECEIVED: Facts.receive_correction,
    _T.CONSULTATION_OPENED: Facts.open_consultation,
    _T.CONSULTATION_CLOSED: Facts.close_consultation,
    _T.EXTENSION_NOTIFIED: Facts.extend,
    _T.FEE_NOTIFIED: Facts.notify_fee,
    _T.FEE_PAID: Facts.pay_fee,
    _T.DELAYED_PERIOD_FIXED: Facts.fix_delayed_period,
    _T.REPLIED: Facts.close,
    _T.WITHDRAWN: Facts.close,
    _T.LAPSED: Facts.close,
}


def fold(timeline: Timeline, regime: Regime, days: WorkingDays, as_of: date | None) -> Facts:
    """The facts known on as_of; an ordered new reply begins a clock of its own."""
    received_on = timeline.received_on
    facts = Facts(received_on, regime, days, as_of, regime.rule("reply", received_on))
    for event in timeline.events:
        if as_of is not None and event.on > as_of:
            continue
        if event.type is _T.REDO_ORDERED:
            facts = _ordered(event, regime, days, as_of)
        elif facts.closing is None:
            _EFFECTS[event.type](facts, event)
    return facts


def _ordered(order: Event, regime: Regime, days: WorkingDays, as_of: date | None) -> Facts:
    facts = Facts(order.on, regime, days, as_of, regime.rule("redo", order.on))
    facts.total = order.working_days or facts.total
    facts.first = False
    facts.done.append(Step(order.on, order.on, 0, "restart", facts.law, *_REDO))
    return facts
