"""Which timelines are impossible, and why: every reason at once, each with its provision where there is one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from workflow.clock.deadline import Deadline, deadline
from workflow.clock.limits import period_end
from workflow.clock.regime import Regime
from workflow.clock.timeline import Event, EventType, Timeline
from workflow.days.working_days import WorkingDays
from workflow.errors import BadInput, Reason

_T = EventType
#: events that end a round; only an ordered new reply may follow
_ENDS: Final = frozenset({_T.REPLIED, _T.WITHDRAWN, _T.LAPSED})
#: what each event is called in a refusal
_NAMES: Final[dict[EventType, tuple[str, str]]] = {
    _T.CORRECTION_REQUESTED: ("补正告知", "correction notice"),
    _T.CORRECTION_RECEIVED: ("收到补正", "correction received"),
    _T.CONSULTATION_OPENED: ("征求意见", "consultation"),
    _T.CONSULTATION_CLOSED: ("征求意见结束", "end of consultation"),
    _T.EXTENSION_NOTIFIED: ("延期告知", "extension notice"),
    _T.FEE_NOTIFIED: ("收费通知", "fee notice"),
    _T.FEE_PAID: ("缴费", "payment"),
    _T.DELAYED_PERIOD_FIXED: ("确定延迟答复期限", "delayed period"),
    _T.REPLIED: ("答复", "reply"),
    _T.WITHDRAWN: ("撤回", "withdrawal"),
    _T.LAPSED: ("视为放弃", "lapse"),
    _T.REDO_ORDERED: ("责令重新答复", "order to reply anew"),
}


def check(timeline: Timeline, regime: Regime, days: WorkingDays) -> None:
    """Refuse a timeline that cannot have happened or broke a rule the clock rests on; BadInput with every reason.

    A correction notice after its limit is possible: it only has no effect. RuleMissing where the regime knows
    no such act (a processing fee before 2021, a delayed period under the text of 2007).
    """
    if found := faults(timeline, regime, days):
        raise BadInput("；".join(f"{reason} / {reason.en}" for reason in found))


def faults(timeline: Timeline, regime: Regime, days: WorkingDays) -> tuple[Reason, ...]:
    """Every reason why the timeline is impossible; empty when it is possible."""
    found = list(_dates(timeline))
    if not found:  # the rules of each act only make sense on dates that are in order
        for place, event in enumerate(timeline.events):
            found += _Past(timeline, place, regime, days).faults(event)
    return tuple(found)


def _dates(timeline: Timeline) -> Iterator[Reason]:
    last, name = timeline.received_on, ("收到申请", "receipt")
    for event in timeline.events:
        zh, en = _NAMES[event.type]
        if event.on < last:
            yield Reason(f"{zh}（{event.on}）早于{name[0]}（{last}）", f"{en} before {name[1]}")
        else:
            last, name = event.on, (zh, en)
        for day in (event.served_on, event.answer_by, event.until):
            if day is not None and day < event.on:
                yield Reason(f"{zh}：{day} 早于 {event.on}", f"{en}: {day} lies before {event.on}")
    if timeline.as_of is not None and timeline.as_of < timeline.received_on:
        yield Reason(f"截止日 {timeline.as_of} 早于收到申请", "as_of lies before receipt")


class _Past:
    """What had happened in the present round before one event."""

    def __init__(self, timeline: Timeline, place: int, regime: Regime, days: WorkingDays) -> None:
        self.timeline, self.regime, self.days = timeline, regime, days
        self.before = timeline.events[:place]
        redo = max((n for n, e in enumerate(self.before) if e.type is _T.REDO_ORDERED), default=-1)
        self.round = self.before[redo + 1 :]
        self.began_on = self.before[redo].on if redo >= 0 else timeline.received_on

    def faults(self, event: Event) -> Iterator[Reason]:
        zh, en = _NAMES[event.type]
        ended = next((e for e in self.round if e.type in _ENDS), None)
        if ended is not None and event.type is not _T.REDO_ORDERED:
            end_zh, end_en = _NAMES[ended.type]
            yield Reason(f"{zh}（{event.on}）在{end_zh}（{ended.on}）之后", f"{en} after {end_en}")
            return
        if (rule := _RULES.get(event.type)) is not None:
            yield from rule(self, event)

    def has(self, *types: EventType) -> bool:
        return any(e.type in types for e in self.round)

    def waiting_for(self) -> Event | None:
        """The notice the clock stands stopped for, if any."""
        stop = None
        for e in self.round:
            if e.type is _T.FEE_NOTIFIED or (e.type is _T.CORRECTION_REQUESTED and self.in_time(e)):
                stop = e
            elif e.type in (_T.CORRECTION_RECEIVED, _T.FEE_PAID):
                stop = None
        return stop

    def in_time(self, notice: Event) -> bool:
        rule = self.regime.rule("correction_notice", self.began_on)
        return notice.on <= period_end(rule, self.began_on, self.days)

    def stood(self, on: date) -> Deadline:
        """The deadline as it stood that day, before the event."""
        return deadline(Timeline(self.timeline.received_on, self.before), self.regime, self.days, on)

    # one rule an act --------------------------------------------------------------------------------------

    def ask_correction(self, event: Event) -> Iterator[Reason]:
        law = self.regime.rule("correction_notice", self.began_on).provision
        if self.has(_T.CORRECTION_REQUESTED):
            yield Reason("补正只能一次性告知，不得再次要求补正", "correction may be asked for only once", law)
        if self.waiting_for() is not None:
            yield Reason(
                "等待补正或缴费期间不能告知补正", "correction notice while the clock is stopped", law
            )

    def receive_correction(self, event: Event) -> Iterator[Reason]:
        law = self.regime.rule("correction_restart", event.on).provision
        if not self.has(_T.CORRECTION_REQUESTED):
            yield Reason("未告知补正，不能收到补正", "correction received but never asked for", law)
        elif self.has(_T.CORRECTION_RECEIVED):
            yield Reason("补正已经收到", "the correction had been received already", law)

    def open_consultation(self, event: Event) -> Iterator[Reason]:
        if event.ref in self.open_refs():
            yield Reason(
                f"征求意见“{event.ref}”已经发出，尚未结束", f"consultation {event.ref!r} is already open"
            )

    def close_consultation(self, event: Event) -> Iterator[Reason]:
        opened = self.open_refs().get(event.ref)
        if opened is None:
            yield Reason(f"征求意见“{event.ref}”没有发出", f"consultation {event.ref!r} is not open")
        elif opened.served_on is not None and event.on < opened.served_on:
            yield Reason(
                f"征求意见“{event.ref}”结束早于送达（{opened.served_on}）",
                f"consultation {event.ref!r} closed before it was served",
            )

    def open_refs(self) -> dict[str, Event]:
        refs: dict[str, Event] = {}
        for e in self.before:
            if e.type is _T.CONSULTATION_OPENED:
                refs[e.ref] = e
            elif e.type is _T.CONSULTATION_CLOSED:
                refs.pop(e.ref, None)
        return refs

    def extend(self, event: Event) -> Iterator[Reason]:
        rule = self.regime.rule("extension", self.began_on)
        law, stood = rule.provision, self.stood(event.on)
        if event.working_days is None or event.working_days < 1:
            yield Reason("延期未写明工作日数", "an extension says how many working days", law)
        elif event.working_days > rule.value:
            yield Reason(
                f"延长不得超过{rule.value}个工作日", f"an extension is at most {rule.value} working days", law
            )
        if any(step.kind == "extension" for step in stood.steps) or self.extended():
            yield Reason("已经延长过一次", "the period has been extended already", law)
        if self.waiting_for() is not None:
            yield Reason("等待补正或缴费期间没有可以延长的期限", "no period runs that could be extended", law)
        if stood.due_on is not None and event.on > stood.due_on:
            yield Reason(
                f"延期告知晚于期限（{stood.due_on}）",
                f"extension notified after the limit {stood.due_on}",
                law,
            )

    def extended(self) -> bool:
        """Whether the present period was extended; a restart begins one that was not."""
        extended = False
        for e in self.round:
            if e.type is _T.EXTENSION_NOTIFIED:
                extended = True
            elif e.type in (_T.CORRECTION_RECEIVED, _T.FEE_PAID):
                extended = extended and not self.lapses()
        return extended

    def lapses(self) -> bool:
        return bool(self.regime.rule("extension_after_restart", self.began_on).value == "lapses")

    def notify_fee(self, event: Event) -> Iterator[Reason]:
        law = self.regime.rule("fee_notice", event.on).provision
        if self.has(_T.FEE_NOTIFIED):
            yield Reason("收费通知只能发一次", "one fee notice an application", law)
        elif self.waiting_for() is not None:
            yield Reason("等待补正期间不能发收费通知", "fee notice while waiting for the correction", law)
        due = self.stood(event.on).due_on
        if due is not None and event.on > due:
            yield Reason(f"收费通知晚于办理期限（{due}）", f"fee notice after the handling period {due}", law)

    def pay_fee(self, event: Event) -> Iterator[Reason]:
        if not self.has(_T.FEE_NOTIFIED):
            yield Reason("未发收费通知，不能缴费", "fee paid without a fee notice")
        elif self.has(_T.FEE_PAID):
            yield Reason("已经缴费", "the fee had been paid already")

    def fix_delayed_period(self, event: Event) -> Iterator[Reason]:
        law = self.regime.rule("delayed_period", event.on).provision
        due = self.stood(event.on).due_on
        if self.has(_T.DELAYED_PERIOD_FIXED):
            yield Reason("延迟答复期限已经确定", "the delayed period is fixed already", law)
        if event.until is None:
            yield Reason("延迟答复未写明日期", "a delayed period says its last day", law)
        elif due is not None and event.until <= due:
            yield Reason(
                f"延迟答复期限应晚于原期限（{due}）", f"a delayed period ends after the limit {due}", law
            )
        if due is not None and event.on > due:
            yield Reason(f"告知延迟答复晚于期限（{due}）", f"delayed period fixed after the limit {due}", law)

    def lapse(self, event: Event) -> Iterator[Reason]:
        stop = self.waiting_for()
        if stop is None:
            yield Reason("没有等待补正或缴费，不能视为放弃", "nothing was awaited that could lapse")
            return
        if self.stood(event.on).status != "lapsed":
            yield Reason(
                "补正或缴费期限未过（或送达日期不明），不能视为放弃",
                "the applicant's time is not over, or service is unknown",
            )


_RULES: Final[dict[EventType, Callable[[_Past, Event], Iterator[Reason]]]] = {
    _T.CORRECTION_REQUESTED: _Past.ask_correction,
    _T.CORRECTION_RECEIVED: _Past.receive_correction,
    _T.CONSULTATION_OPENED: _Past.open_consultation,
    _T.CONSULTATION_CLOSED: _Past.close_consultation,
    _T.EXTENSION_NOTIFIED: _Past.extend,
    _T.FEE_NOTIFIED: _Past.notify_fee,
    _T.FEE_PAID: _Past.pay_fee,
    _T.DELAYED_PERIOD_FIXED: _Past.fix_delayed_period,
    _T.LAPSED: _Past.lapse,
}
