"""What holds for every timeline: nothing that stops or adds days brings a deadline forward; days add up."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from workflow.clock.deadline import Deadline, deadline
from workflow.clock.regime import Regime, Regimes
from workflow.clock.timeline import Event, EventType, Timeline
from workflow.clock.timeline_check import check
from workflow.days.holiday_files import DayEntry, YearFile
from workflow.days.working_days import WorkingDays
from workflow.errors import DeskError

ROOT = Path(__file__).parents[2]
REGIMES = Regimes.load(ROOT / "config" / "regimes")
DAYS = WorkingDays.load(ROOT / "holidays")
T = EventType

receipts = st.dates(date(2009, 1, 1), date(2026, 3, 31))
gaps = st.tuples(st.integers(0, 30), st.integers(0, 40), st.none() | st.integers(0, 20))


def told(received_on: date, *events: Event, days: WorkingDays = DAYS) -> Deadline:
    ordered = tuple(sorted(events, key=lambda event: event.on))
    return deadline(Timeline(received_on, ordered), law(received_on), days)


def law(received_on: date) -> Regime:
    return REGIMES.for_receipt(received_on)


def after(start: date, n: int) -> date:
    return start + timedelta(days=n)


def consultation(received_on: date, ref: str, gap: tuple[int, int, int | None]) -> list[Event]:
    """Asked some days after receipt, answered some days later, served somewhere between or never proven."""
    asked, answered, served = gap
    on = after(received_on, asked)
    served_on = None if served is None else after(on, min(served, answered))
    return [
        Event(T.CONSULTATION_OPENED, on, ref=ref, party="third_party", served_on=served_on),
        Event(T.CONSULTATION_CLOSED, after(on, answered), ref=ref),
    ]


@st.composite
def histories(draw: st.DrawFn) -> Timeline:
    """Possible timelines of the 2019 regime: correction, consultations, extension, fee, in that order."""
    received_on = draw(st.dates(date(2021, 1, 4), date(2025, 6, 30)))
    events: list[Event] = []
    now = received_on
    if draw(st.booleans()):
        now = after(now, draw(st.integers(0, 7)))
        events.append(Event(T.CORRECTION_REQUESTED, now))
        now = after(now, draw(st.integers(0, 40)))
        events.append(Event(T.CORRECTION_RECEIVED, now))
    for ref in draw(st.lists(st.sampled_from("甲乙丙"), unique=True)):
        events += consultation(now, ref, draw(gaps))
    events.sort(key=lambda event: event.on)
    if draw(st.booleans()):
        now = max([now, *(event.on for event in events)])
        events.append(Event(T.EXTENSION_NOTIFIED, now, working_days=draw(st.integers(1, 20))))
    if draw(st.booleans()):
        events.append(Event(T.FEE_NOTIFIED, now))
        events.append(Event(T.FEE_PAID, after(now, draw(st.integers(0, 30)))))
    return Timeline(received_on, tuple(sorted(events, key=lambda event: event.on)))


def due(deadline: Deadline) -> date:
    assert deadline.due_on is not None
    return deadline.due_on


def with_holiday(day: date) -> WorkingDays:
    """The calendar with one more day off."""
    overlay = YearFile(day.year, (), (DayEntry(on=day, name="地方节日", off=True),), "local", "示例", "例")
    return WorkingDays.from_years(DAYS.years, [overlay])


@given(receipts, st.integers(0, 60))
def test_an_extra_holiday_never_brings_a_deadline_forward(received_on: date, offset: int) -> None:
    extra = after(received_on, offset)

    moved = told(received_on, days=with_holiday(extra))

    assert due(moved) >= due(told(received_on))
    assert (due(moved) > due(told(received_on))) == (
        DAYS.is_working_day(extra) and received_on < extra <= due(told(received_on))
    )


@given(histories(), gaps)
def test_an_extra_suspension_never_brings_a_deadline_forward(
    timeline: Timeline, gap: tuple[int, int, int | None]
) -> None:
    more = consultation(timeline.received_on, "丁", gap)

    assert due(told(timeline.received_on, *timeline.events, *more)) >= due(
        told(*timeline[:1], *timeline.events)
    )


@given(receipts, st.lists(gaps, max_size=2), st.integers(1, 15))
def test_an_extension_never_brings_a_deadline_forward(received_on: date, several: list[Any], n: int) -> None:
    asked = [
        e for ref, gap in zip("甲乙", several, strict=False) for e in consultation(received_on, ref, gap)
    ]
    extension = Event(T.EXTENSION_NOTIFIED, received_on, working_days=n)

    plain, longer = told(received_on, *asked), told(received_on, extension, *asked)

    assert due(longer) > due(plain)
    assert sum(step.working_days for step in longer.steps if step.kind == "extension") == n


@given(receipts, gaps, gaps)
def test_overlapping_consultations_count_once(
    received_on: date, one: tuple[int, int, int | None], two: tuple[int, int, int | None]
) -> None:
    first, second = consultation(received_on, "甲", one), consultation(received_on, "乙", two)
    spans = [(event[0].on, _end(event)) for event in (first, second)]
    both = told(received_on, *first, *second)

    excluded = {
        day
        for begin, end in spans
        for day in (after(begin, n) for n in range(1, (end - begin).days + 1))
        if DAYS.is_working_day(day)
    }
    total = DAYS.days_between(received_on, due(both)) - sum(
        received_on < day <= due(both) for day in excluded
    )

    assert total == law(received_on).rule("reply", received_on).value


def _end(events: list[Event]) -> date:
    opened, closed = events
    if opened.served_on is None:
        return closed.on
    return min(closed.on, DAYS.add_working_days(opened.served_on, 15))


@given(histories())
def test_the_days_of_the_steps_add_up_to_the_deadline(timeline: Timeline) -> None:
    answer = told(timeline.received_on, *timeline.events)
    steps = answer.steps

    assert sum(step.working_days for step in steps) == DAYS.days_between(timeline.received_on, due(answer))
    assert all(
        step.working_days == 0 or step.working_days == DAYS.days_between(after(step.from_on, -1), step.to_on)
        for step in steps
    )
    assert all(one.to_on <= two.from_on for one, two in pairwise(steps))


@given(histories())
def test_the_days_counted_since_the_last_restart_are_the_full_period(timeline: Timeline) -> None:
    answer = told(timeline.received_on, *timeline.events)
    begun = max((n for n, step in enumerate(answer.steps) if step.kind == "restart"), default=-1)
    period = answer.steps[begun + 1 :]

    assert sum(step.working_days for step in period if step.kind == "count") == 20


@given(histories())
def test_replaying_a_timeline_gives_the_same_answer(timeline: Timeline) -> None:
    regime = law(timeline.received_on)
    fresh = Regimes.load(ROOT / "config" / "regimes")[regime.id]

    assert deadline(timeline, regime, DAYS) == deadline(Timeline(*timeline), fresh, DAYS)


@given(histories(), st.integers(0, 60))
def test_as_of_a_day_the_answer_is_that_of_the_facts_up_to_it(timeline: Timeline, offset: int) -> None:
    day = after(timeline.received_on, offset)
    known = timeline._replace(events=tuple(e for e in timeline.events if e.on <= day))
    assume(all(e.served_on is None or e.served_on <= day for e in known.events))
    regime = law(timeline.received_on)

    assert deadline(timeline, regime, DAYS, day) == deadline(known, regime, DAYS, day)


@given(histories())
def test_a_plain_history_without_fault_is_never_refused(timeline: Timeline) -> None:
    own = {T.CONSULTATION_OPENED, T.CONSULTATION_CLOSED, T.CORRECTION_RECEIVED}
    plain = timeline._replace(
        events=tuple(e for e in timeline.events if e.type in own - {T.CORRECTION_RECEIVED})
    )

    check(plain, law(timeline.received_on), DAYS)


@st.composite
def anything(draw: st.DrawFn) -> Timeline:
    """Events in any order with any dates near receipt, most of them impossible."""
    received_on = draw(st.dates(date(2018, 12, 1), date(2026, 11, 30)))
    days = st.integers(-3, 60).map(lambda n: after(received_on, n))
    maybe = st.none() | days
    event = st.builds(
        Event,
        st.sampled_from(EventType),
        days,
        st.sampled_from(["", "甲"]),
        st.sampled_from(["", "third_party", "co_producer", "other_organ"]),
        maybe,
        maybe,
        st.none() | st.integers(1, 25),
        maybe,
    )
    events = draw(st.lists(event, max_size=7))
    if draw(st.booleans()):
        events.sort(key=lambda e: e.on)
    return Timeline(received_on, tuple(events), as_of=draw(maybe))


@given(anything())
def test_any_timeline_is_answered_or_refused_with_a_reason(timeline: Timeline) -> None:
    regime = law(timeline.received_on)

    for act in (lambda: check(timeline, regime, DAYS), lambda: deadline(timeline, regime, DAYS)):
        with suppress(DeskError):  # whatever else is raised fails the test
            act()


@given(anything())
def test_an_accepted_timeline_has_an_answer_that_agrees_with_itself(timeline: Timeline) -> None:
    regime = law(timeline.received_on)
    try:
        check(timeline, regime, DAYS)
    except DeskError:
        assume(False)

    answer = deadline(timeline, regime, DAYS)

    assert (answer.timely is not None) == (answer.status == "replied")
    assert answer.provisional == (answer.due_on is not None and answer.due_on > DAYS.published_through)
    assert answer.status in ("running", "suspended", "replied") or answer.due_on is None
    assert answer.remaining_working_days is None or answer.status in ("running", "suspended")
    assert all(step.from_on <= step.to_on and step.working_days >= 0 for step in answer.steps)
