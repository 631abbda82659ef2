"""The clock beyond the scenarios: what a deadline says while a case waits, and which timelines are refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from workflow.clock.deadline import Deadline, deadline
from workflow.clock.regime import Regimes
from workflow.clock.timeline import Event, EventType, Timeline, read_timeline
from workflow.clock.timeline_check import check, faults
from workflow.days.holiday_files import DayEntry, YearFile
from workflow.days.working_days import WorkingDays
from workflow.errors import BadInput, CalendarUnknown

ROOT = Path(__file__).parents[2]
REGIMES = Regimes.load(ROOT / "config" / "regimes")
DAYS = WorkingDays.load(ROOT / "holidays")
LAW = REGIMES["prc-2019"]
MONDAY = date(2026, 3, 2)


def event(kind: str, day: date, **more: Any) -> Event:
    return Event(EventType(kind), day, **more)


def a_deadline(*events: Event, as_of: date | None = None, received_on: date = MONDAY) -> Deadline:
    return deadline(Timeline(received_on, events), LAW, DAYS, as_of)


def test_the_last_day_leaves_nothing_and_the_next_is_overdue() -> None:
    left = [a_deadline(as_of=date(2026, 3, day)).remaining_working_days for day in (2, 27, 30, 31)]

    assert left == [20, 1, 0, -1]


def test_while_an_opinion_is_awaited_the_page_knows_the_date_if_it_came_today() -> None:
    asked = event("consultation_opened", date(2026, 3, 9), ref="甲")

    told = a_deadline(asked, as_of=date(2026, 3, 24))

    assert (told.status, told.due_on, told.if_answered_today) == ("suspended", None, date(2026, 4, 15))
    assert told.remaining_working_days == 15
    assert [(step.kind, step.working_days) for step in told.steps] == [("count", 5), ("suspended", 11)]


def test_what_happened_later_is_not_known_on_the_day_asked_for() -> None:
    events = (
        event("consultation_opened", date(2026, 3, 9), ref="甲", served_on=date(2026, 3, 11)),
        event("consultation_closed", date(2026, 3, 24), ref="甲"),
        event("replied", date(2026, 4, 1)),
    )

    stood = [a_deadline(*events, as_of=date(2026, 3, day)) for day in (6, 10, 12, 25)]

    assert [told.status for told in stood] == ["running", "suspended", "suspended", "running"]
    assert [told.due_on for told in stood] == [date(2026, 3, 30), None, date(2026, 4, 23), date(2026, 4, 15)]


def test_a_consultation_sent_after_the_last_day_changes_nothing() -> None:
    late = event("consultation_opened", date(2026, 4, 1), ref="甲")

    told = a_deadline(late, as_of=date(2026, 4, 3))

    assert (told.status, told.due_on, told.remaining_working_days) == ("running", date(2026, 3, 30), -4)


def test_a_reply_while_an_opinion_is_awaited_is_in_time() -> None:
    asked = event("consultation_opened", date(2026, 3, 9), ref="甲")

    told = a_deadline(asked, event("replied", date(2026, 5, 20)))

    assert (told.status, told.timely) == ("replied", True)


def test_a_late_extension_in_an_old_record_adds_nothing_and_says_so() -> None:
    told = a_deadline(event("extension_notified", date(2026, 3, 31), working_days=20))

    assert told.due_on == date(2026, 3, 30)
    assert "不产生延长" in told.steps[0].note_zh


def test_an_extension_before_a_restart_does_not_outlive_it() -> None:
    told = a_deadline(
        event("extension_notified", date(2026, 3, 18), working_days=20),
        event("fee_notified", date(2026, 3, 20)),
        event("fee_paid", date(2026, 4, 1)),
    )

    assert told.due_on == date(2026, 4, 30)


def test_a_correction_accepted_late_asks_for_the_reason_on_record() -> None:
    told = a_deadline(
        event("correction_requested", date(2026, 3, 9), answer_by=date(2026, 3, 13)),
        event("correction_received", date(2026, 3, 18)),
    )

    assert [step.note_zh for step in told.steps if step.kind == "restart"] == [
        "收到补正，答复期限重新计算；逾期收到而仍受理的，应记明理由"
    ]


def test_a_holiday_of_the_local_government_moves_the_deadline() -> None:
    festival = YearFile(
        2026, (), (DayEntry(on=date(2026, 3, 20), name="地方节日", off=True),), area="某自治州"
    )
    local = WorkingDays.from_years(DAYS.years, [festival])

    told = deadline(Timeline(MONDAY), LAW, local)

    assert told.due_on == date(2026, 3, 31)


def test_a_notice_that_arrives_makes_a_provisional_date_firm_and_shows_both() -> None:
    timeline = Timeline(date(2026, 12, 4))
    notice = YearFile(2027, (), (DayEntry(on=date(2027, 1, 1), name="元旦", off=True),))

    before, after = deadline(timeline, LAW, DAYS), deadline(timeline, LAW, DAYS.with_year(notice))

    assert (before.provisional, after.provisional) == (True, False)
    assert before.due_on == after.due_on == date(2027, 1, 4)


def test_a_correction_by_default_may_take_the_days_the_office_chose() -> None:
    told = a_deadline(event("correction_requested", date(2026, 3, 9)))

    assert [(limit.act, limit.due_on) for limit in told.limits] == [("correction_answer", date(2026, 3, 30))]


def test_limits_of_the_office_stand_still_with_the_clock_and_never_reach_the_legal_one() -> None:
    told = a_deadline(
        event("consultation_opened", date(2026, 3, 9), ref="甲"),
        event("consultation_closed", date(2026, 3, 24), ref="甲"),
    )
    limits = {limit.act: limit.due_on for limit in told.limits}

    assert limits["unit_answer"] == date(2026, 3, 9)
    assert limits["draft"] == date(2026, 4, 2)
    assert limits["submission"] == date(2026, 4, 8)


def test_every_limit_is_named_in_both_languages() -> None:
    asked = event("consultation_opened", date(2026, 3, 9), ref="甲", served_on=date(2026, 3, 10))
    told = a_deadline(asked)

    names = {limit.act: limit.name for limit in told.limits}

    assert names["consultation_third_party:甲"] == ("第三方答复意见（甲）", "The third party's opinion (甲)")
    assert all(zh and en for zh, en in names.values())


def test_the_clock_refuses_a_day_before_receipt_and_a_day_beyond_every_calendar() -> None:
    with pytest.raises(BadInput):
        a_deadline(as_of=date(2026, 3, 1))
    with pytest.raises(CalendarUnknown):
        a_deadline(received_on=date(2080, 1, 1))


def test_the_answer_has_exactly_the_fields_of_the_stable_format() -> None:
    answer = a_deadline(as_of=MONDAY).as_json()

    assert list(answer) == [
        "regime", "due_on", "provisional", "provisional_from", "status", "remaining_working_days", "timely",
        "steps", "limits",
    ]  # fmt: skip
    assert answer["due_on"] == "2026-03-30"
    assert list(answer["steps"][0]) == ["from", "to", "working_days", "kind", "provision", "note"]
    assert answer["limits"][0] == {
        "act": "correction_notice",
        "due_on": "2026-03-11",
        "provision": "条例第三十条",
    }


@pytest.mark.parametrize(
    ("events", "reason"),
    [
        ([("fee_notified", 4), ("fee_notified", 5)], "收费通知只能发一次"),
        ([("fee_notified", 4), ("fee_paid", 5), ("fee_paid", 6)], "已经缴费"),
        ([("correction_requested", 4), ("fee_notified", 5)], "等待补正期间不能发收费通知"),
        (
            [("correction_requested", 4), ("correction_received", 5), ("correction_received", 6)],
            "补正已经收到",
        ),
        ([("lapsed", 4)], "没有等待补正或缴费"),
        ([("replied", 4), ("replied", 5)], "在答复"),
        ([("withdrawn", 4), ("replied", 5)], "在撤回"),
        ([("consultation_opened", 4), ("consultation_opened", 5)], "尚未结束"),
        ([("consultation_opened", 5), ("consultation_closed", 4)], "早于征求意见"),
    ],
)
def test_what_cannot_have_happened_is_refused(events: list[tuple[str, int]], reason: str) -> None:
    timeline = Timeline(MONDAY, tuple(event(kind, date(2026, 3, day)) for kind, day in events))

    with pytest.raises(BadInput, match=reason):
        check(timeline, LAW, DAYS)


def test_a_refusal_gives_every_reason_at_once() -> None:
    timeline = Timeline(
        MONDAY,
        (
            event("extension_notified", date(2026, 4, 1), working_days=30),
            event("fee_paid", date(2026, 4, 2)),
        ),
    )

    reasons = [reason.en for reason in faults(timeline, LAW, DAYS)]

    assert reasons == [
        "an extension is at most 20 working days",
        "extension notified after the limit 2026-03-30",
        "fee paid without a fee notice",
    ]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ([], "JSON"),
        ({}, "received_on"),
        ({"received_on": "2024-02-30"}, "received_on"),
        ({"received_on": "2024-W11-6"}, "received_on"),
        ({"received_on": 20240316}, "received_on"),
        ({"received_on": "9999-12-31"}, "received_on"),
        ({"received_on": "2024-03-16", "colour": 1}, "colour"),
        ({"received_on": "2024-03-16", "regime": 7}, "regime"),
        ({"received_on": "2024-03-16", "as_of": "soon"}, "as_of"),
        ({"received_on": "2024-03-16", "events": {}}, "events"),
        ({"received_on": "2024-03-16", "events": [1]}, r"events\[0\]"),
        ({"received_on": "2024-03-16", "events": [{"on": "2024-03-18"}]}, r"events\[0\].type"),
        ({"received_on": "2024-03-16", "events": [{"type": "x", "on": "2024-03-18"}]}, r"events\[0\].type"),
        ({"received_on": "2024-03-16", "events": [{"type": [], "on": "2024-03-18"}]}, r"events\[0\].type"),
        ({"received_on": "2024-03-16", "events": [{"type": "replied"}]}, r"events\[0\].on"),
        (
            {
                "received_on": "2024-03-16",
                "events": [{"type": "replied", "on": "2024-03-18", "until": "2024-03-19"}],
            },
            "until",
        ),
        (
            {"received_on": "2024-03-16", "events": [{"type": "extension_notified", "on": "2024-03-18"}]},
            "working_days",
        ),
        (
            {
                "received_on": "2024-03-16",
                "events": [{"type": "extension_notified", "on": "2024-03-18", "working_days": "20"}],
            },
            "working_days",
        ),
        (
            {
                "received_on": "2024-03-16",
                "events": [{"type": "consultation_opened", "on": "2024-03-18", "party": "me"}],
            },
            "party",
        ),
    ],
)
def test_a_faulty_timeline_names_the_field(data: object, field: str) -> None:
    with pytest.raises(BadInput, match=field):
        read_timeline(data)
