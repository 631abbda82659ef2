"""What is owed on appeals reminds whoever handles them: on the page, by e-mail and in the calendar, once each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import mail_server as mailboxes
import pytest
from builders import DAYS, REPLY, SAMPLES, TAKE, drive, enter, later, moment
from icalendar import Calendar
from mail_server import Mailbox
from people import APPROVER, HANDLER, OFFICERS, OWN, SISTER, SUPERVISOR
from rows import run

from workflow import acts as a
from workflow import verifying
from workflow.appeal.terms import AppealKind, AppealStep
from workflow.desk import Desk
from workflow.reminding import calendars, digests, reading, sweeping
from workflow.reminding.outbox import send_due
from workflow.store import Store
from workflow.store.reminders import reminder_people
from workflow.store.reminders.reminder_people import Wish
from workflow.terms import Role

ON = date(2026, 9, 1)
ANSWER_BY = date(2026, 9, 15)  # ten working days: 行政复议法第四十八条
LEGAL = OFFICERS[OWN, Role.LEGAL_REVIEWER]
SERVED = (TAKE, *REPLY, SAMPLES["dispatch"], SAMPLES["record_service"])
REVIEW, SUIT, COMPLAINT = AppealKind


def register(kind: AppealKind = REVIEW, number: str = "1号", **more: Any) -> a.RegisterAppeal:
    values = {"kind": kind, "organ": "示例市人民政府", "appeal_no": number, "appellant": "李样七"}
    return a.RegisterAppeal(**(values | more))


def step(name: AppealStep, ref: str = "1", **more: Any) -> a.StepAppeal:
    return a.StepAppeal(ref=ref, step=name, **more)


@pytest.fixture
def case_no(desk: Desk) -> str:
    """A case that was answered and served."""
    number = enter(desk)
    drive(desk, number, SERVED)
    return number


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """A mail server that takes everything."""
    with mailboxes.server(monkeypatch) as running:
        yield running


def seen_by(desk: Desk, person: int, on: date) -> list[tuple[str, int]]:
    """What that person reads after the sweep of that day: limit and level."""
    sweeping.sweep(desk, moment(on))
    return [(line.act, line.level) for line in reading.page(desk, person, moment(on)).lines]


def calendar(desk: Desk, person: int, on: date) -> dict[str, date]:
    """Summary and day of each entry of that person's calendar."""
    token = calendars.make_address(desk, person, moment(on))
    made = Calendar.from_ical(calendars.calendar_of(desk, token, moment(on)))
    return {str(event["summary"]): event["dtstart"].dt for event in made.walk("VEVENT")}


def test_the_answer_to_a_reconsideration_reminds_as_it_comes_near_and_passes(
    desk: Desk, case_no: str
) -> None:
    drive(desk, case_no, (register(),), moment(ON))

    days = (later(ANSWER_BY, -6), later(ANSWER_BY, -5), later(ANSWER_BY, -2), ANSWER_BY, later(ANSWER_BY, 1))
    told = [seen_by(desk, HANDLER, day) for day in days]

    assert told == [[], *([("review_answer:1", level)] for level in (5, 2, 0, -1))]


def test_the_agencys_legal_reviewers_read_it_too_and_nobody_else(desk: Desk, case_no: str) -> None:
    drive(desk, case_no, (register(),), moment(ON))

    others = (
        SUPERVISOR,
        APPROVER,
        OFFICERS[SISTER, Role.LEGAL_REVIEWER],
        OFFICERS[OWN, Role.SECRECY_REVIEWER],
    )

    assert seen_by(desk, LEGAL, ANSWER_BY) == [("review_answer:1", 0)]
    assert [seen_by(desk, who, ANSWER_BY) for who in others] == [[], [], [], []]


def test_a_hearing_fixed_before_the_answer_is_due_hides_neither(desk: Desk, case_no: str) -> None:
    hearing = step(AppealStep.FIX_HEARING, until=later(ANSWER_BY, -1), place="第一法庭")
    drive(desk, case_no, (register(), hearing), moment(ON))

    told = seen_by(desk, HANDLER, later(ANSWER_BY, -1))

    assert sorted(told) == [("hearing:1", 0), ("review_answer:1", 2)]


def test_two_appeals_of_one_case_each_remind(desk: Desk, case_no: str) -> None:
    acts = (register(SUIT, "2号"), register(SUIT, "3号", appellant="某公司", by_third_party=True))
    drive(desk, case_no, acts, moment(ON))
    due = date(2026, 9, 16)  # fifteen calendar days: 行政诉讼法第六十七条

    assert seen_by(desk, HANDLER, due) == [("court_answer:1", 0), ("court_answer:2", 0)]
    drive(desk, case_no, (step(AppealStep.ANSWER, "1"),), moment(due))
    at_once = [line.act for line in reading.page(desk, HANDLER, moment(due)).lines]
    assert at_once == ["court_answer:2"]
    assert seen_by(desk, HANDLER, due) == [("court_answer:2", 0)]


def test_what_was_noted_comes_back_when_it_gets_worse_and_not_before(desk: Desk, case_no: str) -> None:
    drive(desk, case_no, (register(),), moment(ON))
    seen_by(desk, HANDLER, later(ANSWER_BY, -2))
    [line] = reading.page(desk, LEGAL, moment(later(ANSWER_BY, -2))).lines
    done = reading.take_note(desk, LEGAL, [(line.case_id, line.act)], moment(later(ANSWER_BY, -2)))

    waiting = []
    for day in (later(ANSWER_BY, -2), later(ANSWER_BY, -1), ANSWER_BY):
        sweeping.sweep(desk, moment(day))
        waiting.append([one.seen for one in reading.page(desk, HANDLER, moment(day)).lines])

    assert (done, waiting) == (1, [[True], [True], [False]])


def test_a_second_sweep_changes_nothing(desk: Desk, store: Store, case_no: str) -> None:
    drive(desk, case_no, (register(), register(SUIT, "2号")), moment(ON))
    sweeping.sweep(desk, moment(ANSWER_BY))
    before = run(store, "SELECT * FROM reminders ORDER BY act")

    assert sweeping.sweep(desk, moment(ANSWER_BY, 10)) == ()
    assert run(store, "SELECT * FROM reminders ORDER BY act") == before


def test_a_reply_that_a_decision_ordered_reminds_as_an_order(desk: Desk, case_no: str) -> None:
    order = a.DecideAppeal(
        ref="1",
        result="revoked",
        document_no="示府复决〔2026〕1号",
        reasons=("late",),
        redo=True,
        working_days=10,
    )
    drive(desk, case_no, (register(), order), moment(ON))
    due = DAYS.add_working_days(ON, 10)
    again = sweeping.sweep(desk, moment(due))

    assert [change.act for change in again] == ["perform"]
    assert seen_by(desk, HANDLER, due) == [("perform", 0)]
    assert calendar(desk, HANDLER, due) == {f"{case_no} 履行决定、裁判，重新答复期限": due}


def test_the_day_a_complaint_is_to_be_rectified_by_reminds(desk: Desk, case_no: str) -> None:
    by = date(2026, 9, 25)
    found = a.DecideAppeal(
        ref="1", result="rectify", document_no="整改通知1号", reasons=("no_remedy",), rectify_by=by
    )
    drive(desk, case_no, (register(COMPLAINT), found), moment(ON))

    assert seen_by(desk, HANDLER, by) == [("rectify:1", 0)]


def test_what_is_owed_stands_in_the_calendars_of_the_handler_and_the_legal_reviewer(
    desk: Desk, case_no: str
) -> None:
    drive(desk, case_no, (register(),), moment(ON))
    wanted = {f"{case_no} 行政复议答复、举证期限": ANSWER_BY}

    assert (calendar(desk, HANDLER, ON), calendar(desk, LEGAL, ON)) == (wanted, wanted)
    assert calendar(desk, SUPERVISOR, ON) == {}


def test_the_morning_tells_of_it_within_hours_and_what_presses_is_said_once(
    desk: Desk, store: Store, box: Mailbox, case_no: str
) -> None:
    drive(desk, case_no, (register(),), moment(ON))
    wishes = {HANDLER: Wish("cb@example.gov.cn", True, False), LEGAL: Wish("fz@example.gov.cn", False, True)}
    with store.database.writing() as connection:
        for person, wish in wishes.items():
            reminder_people.put_wish(connection, store.vault, person, OWN, wish, moment(ON))

    sent = []
    for hour in (0, 8, 9, 10, 20):
        at = moment(ANSWER_BY, hour, 40)
        sweeping.sweep(desk, at)
        digests.sweep(desk, at)
        sent.append(send_due(desk, at).sent)

    assert (sent, sorted(box.to)) == ([0, 2, 0, 0, 0], ["cb@example.gov.cn", "fz@example.gov.cn"])
    for letter in box.taken:
        assert f"{case_no}  {ANSWER_BY}  行政复议答复、举证期限今天届满" in str(letter.get_content())
        assert "李样七" not in str(letter.get_content())


def test_limits_of_appeals_are_proven_and_derived_anew(desk: Desk, store: Store, case_no: str) -> None:
    hearing = step(AppealStep.FIX_HEARING, until=date(2026, 9, 10), place="第一法庭")
    drive(desk, case_no, (register(), hearing), moment(ON))
    wanted = run(store, "SELECT * FROM appeal_limits ORDER BY act")
    assert [row[1] for row in wanted] == ["hearing:1", "review_answer:1"]
    assert verifying.verify(store, desk.rules) == []

    run(store, "DELETE FROM appeal_limits WHERE act = 'hearing:1'")
    assert [fault.case_no for fault in verifying.verify(store, desk.rules)] == [case_no]
    verifying.rebuild(store, desk.rules)

    assert run(store, "SELECT * FROM appeal_limits ORDER BY act") == wanted
