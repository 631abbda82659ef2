"""Reminders: raised when a limit comes near, once for each level, and gone when they no longer hold."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import random_office
from builders import CONSULT, DAYS, DUE, RECEIVED, SERVE_DAY, TAKE, drive, enter, later, moment
from people import APPROVER, FRONT, HANDLER, SECOND_HANDLER, SUPERVISOR
from rows import run

from workflow import acts as a
from workflow import office, sweep
from workflow.desk import Desk
from workflow.errors import BadInput
from workflow.reminding import reading, settings, sweeping
from workflow.reminding.settings import Bound, Watched, bounds, shipped
from workflow.reminding.wording import APPEAL_ACTS, what
from workflow.store import Store
from workflow.store.reminders import reminder_rows
from workflow.store.reminders.reminder_rows import Due, Raised

TWO_LEFT = DAYS.add_working_days(DUE, -2)
CORRECT = a.AskForCorrection(items="写明文件名称", answer_by=date(2026, 7, 17), on=date(2026, 7, 3))


def seen_by(desk: Desk, person: int, on: date, hour: int = 9) -> list[tuple[str, int]]:
    """What that person reads on that day: limit and level."""
    return [(line.act, line.level) for line in reading.page(desk, person, moment(on, hour)).lines]


def swept(desk: Desk, on: date, hour: int = 9) -> None:
    """One sweep on that day."""
    sweeping.sweep(desk, moment(on, hour))


def test_the_handler_is_reminded_as_the_deadline_comes_near_and_passes(desk: Desk) -> None:
    drive(desk, enter(desk), (TAKE,))
    told = []
    for on in (later(DUE, -6), later(DUE, -5), later(DUE, -2), DUE, later(DUE, 1)):
        swept(desk, on)
        told.append(seen_by(desk, HANDLER, on))

    assert told == [[], [("reply", 5)], [("reply", 2)], [("reply", 0)], [("reply", -1)]]


def test_on_a_rest_day_what_is_due_the_next_working_day_is_not_called_due_today() -> None:
    saturday, monday = date(2026, 7, 25), date(2026, 7, 27)
    levels = bounds(shipped().limits[0], saturday, DAYS)

    assert levels[:2] == (Bound(-1, date(2026, 7, 24)), Bound(0, date(2026, 7, 26)))
    assert sweeping.difference("reply", [Due(1, 2, 3, monday)], levels, {}).raised[0].level == 2


def test_the_levels_reach_over_the_long_holiday_and_the_end_of_the_year() -> None:
    before_holiday = date(2026, 9, 30)

    last = {bound.level: bound.last for bound in bounds(shipped().limits[0], before_holiday, DAYS)}

    assert last[0] == date(2026, 10, 7)
    assert DAYS.days_between(before_holiday, last[2]) == 2
    assert (
        DAYS.days_between(date(2026, 12, 30), bounds(shipped().limits[0], date(2026, 12, 30), DAYS)[-1].last)
        == 5
    )


def test_a_second_sweep_changes_nothing(desk: Desk, store: Store) -> None:
    drive(desk, enter(desk), (TAKE,))
    swept(desk, TWO_LEFT)
    before = run(store, "SELECT * FROM reminders")

    again = sweeping.sweep(desk, moment(TWO_LEFT, 10))

    assert again == ()
    assert run(store, "SELECT * FROM reminders") == before


def test_a_worker_that_was_away_for_days_raises_what_stands_now(desk: Desk) -> None:
    drive(desk, enter(desk), (TAKE,))
    swept(desk, RECEIVED)

    swept(desk, later(DUE, 7))

    assert seen_by(desk, HANDLER, later(DUE, 7)) == [("reply", -1)]


def test_what_was_noted_comes_back_when_it_gets_worse_and_not_before(desk: Desk) -> None:
    drive(desk, enter(desk), (TAKE,))
    waiting = []
    swept(desk, TWO_LEFT)
    [line] = reading.page(desk, HANDLER, moment(TWO_LEFT)).lines
    done = reading.take_note(desk, HANDLER, [(line.case_id, line.act)], moment(TWO_LEFT))
    for on in (TWO_LEFT, later(TWO_LEFT, 1), DUE):
        swept(desk, on)
        waiting.append([line.seen for line in reading.page(desk, HANDLER, moment(on)).lines])

    assert done == 1
    assert waiting == [[True], [True], [False]]


def test_an_answer_ends_the_reminder_at_once_and_the_next_sweep_takes_its_row(
    desk: Desk, store: Store
) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (TAKE,))
    swept(desk, DUE)
    before = seen_by(desk, HANDLER, DUE)

    desk.perform(FRONT, case_no, a.Withdraw(reason="申请人书面撤回"), moment(DUE))
    at_once = seen_by(desk, HANDLER, DUE)
    swept(desk, DUE, 10)

    assert (before, at_once) == ([("reply", 0)], [])
    assert run(store, "SELECT * FROM reminders") == []


def test_a_case_given_to_another_reminds_the_other(desk: Desk) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (TAKE,))
    swept(desk, DUE)

    desk.perform(APPROVER, case_no, a.Reassign(handler=SECOND_HANDLER, reason="原承办人外出"), moment(DUE))
    before = seen_by(desk, HANDLER, DUE)
    swept(desk, DUE, 10)

    assert before == []
    assert (seen_by(desk, HANDLER, DUE), seen_by(desk, SECOND_HANDLER, DUE)) == ([], [("reply", 0)])


def test_a_case_in_nobodys_hands_reminds_the_front_desk_and_the_head_of_its_agency(desk: Desk) -> None:
    enter(desk)
    swept(desk, DUE)

    told = {who: seen_by(desk, who, DUE) for who in (FRONT, APPROVER, HANDLER, SUPERVISOR)}

    assert told == {FRONT: [("reply", 0)], APPROVER: [("reply", 0)], HANDLER: [], SUPERVISOR: []}


def test_a_stand_in_reads_the_reminders_of_the_absent(desk: Desk, store: Store) -> None:
    drive(desk, enter(desk), (TAKE,))
    office.name_stand_in(store, agency=2, person=HANDLER, deputy=SECOND_HANDLER, from_on=DUE, to_on=DUE)
    swept(desk, DUE)

    assert seen_by(desk, SECOND_HANDLER, DUE) == [("reply", 0)]
    assert seen_by(desk, SECOND_HANDLER, later(DUE, 1)) == []


def test_nobody_takes_note_of_what_is_another_persons(desk: Desk) -> None:
    drive(desk, enter(desk), (TAKE,))
    swept(desk, DUE)
    [line] = reading.page(desk, HANDLER, moment(DUE)).lines

    assert reading.take_note(desk, SECOND_HANDLER, [(line.case_id, line.act)], moment(DUE)) == 0


def test_a_correction_can_still_be_asked_for_is_said_while_it_can(desk: Desk) -> None:
    drive(desk, enter(desk), (TAKE,))
    told = []
    for working_days in (4, 5, 7, 8):
        swept(desk, later(RECEIVED, working_days))
        told.append(seen_by(desk, HANDLER, later(RECEIVED, working_days)))

    assert told == [[], [("correction_notice", 2)], [("correction_notice", 0)], []]


def test_a_correction_that_never_came_is_put_before_a_person_and_lapses_by_no_sweep(desk: Desk) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (TAKE,))
    desk.perform(HANDLER, case_no, CORRECT, moment(date(2026, 7, 3)))
    for on in (CORRECT.answer_by, CORRECT.answer_by + timedelta(1)):
        sweep.daily(desk, moment(on))
        swept(desk, on)

    assert seen_by(desk, HANDLER, CORRECT.answer_by) == [("correction_answer", -1)]
    assert desk.view(HANDLER, case_no, moment(on)).case.status.value == "awaiting_correction"
    assert "确认" in what("correction_answer", -1).zh


def test_the_handler_learns_that_a_party_stayed_silent(desk: Desk) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (TAKE, CONSULT))
    served = a.RecordConsultationService(ref="1", on=SERVE_DAY)
    desk.perform(FRONT, case_no, served, moment(SERVE_DAY))
    last = later(SERVE_DAY, 15)
    on_the_last = sweep.daily(desk, moment(last)).silent
    after = sweep.daily(desk, moment(last + timedelta(1))).silent
    again = sweep.daily(desk, moment(last + timedelta(1), 10)).silent

    assert (on_the_last, after, again) == ((), (case_no,), ())
    assert ("silence", -1) in seen_by(desk, HANDLER, last + timedelta(1))


def test_the_page_goes_on_behind_its_last_line(desk: Desk) -> None:
    for number in range(3):
        drive(desk, enter(desk, f"form-{number}"), (TAKE,))
    swept(desk, DUE)

    first = reading.page(desk, HANDLER, moment(DUE), limit=2)
    rest = reading.page(desk, HANDLER, moment(DUE), first.next_after, limit=2)

    numbers = [line.case_no for line in (*first.lines, *rest.lines)]
    assert (len(first.lines), len(rest.lines), rest.next_after) == (2, 1, None)
    assert numbers == sorted(set(numbers))


def compared(store: Store, watched: Watched, today: date) -> tuple[sweeping.Change, sweeping.Change]:
    """What the database finds to be raised and dropped, and what a comparison row by row finds."""
    levels = bounds(watched, today, DAYS)
    first, last = (sweeping.LONG_AGO if watched.passed else today), levels[-1].last
    near = reminder_rows.limits_near(watched.act, first, last)
    if watched.act in reminder_rows.REPLIES:
        near = reminder_rows.replies_near(last, ordered=watched.act == reminder_rows.PERFORM)
    rows = run(
        store,
        "SELECT case_id, agency_id, person_id, due_on, level FROM reminders WHERE act = :a",
        a=watched.act,
    )
    held = {row[0]: Raised(*row[:3], date.fromisoformat(str(row[3])), row[4]) for row in rows}
    with store.database.reading() as connection:
        new, over = reminder_rows.differing(connection, watched.act, near, levels)
        hand = sweeping.difference(watched.act, [Due(*row) for row in connection.execute(near)], levels, held)
    return sweeping.Change(watched.act, tuple(sorted(new)), tuple(sorted(over))), hand._replace(
        raised=tuple(sorted(hand.raised)), over=tuple(sorted(hand.over))
    )


def test_the_database_compares_as_one_would_row_by_row(desk: Desk, store: Store) -> None:
    random_office.fill(desk, 7, 24)
    watched = [one for one in shipped().limits if one.act not in APPEAL_ACTS]
    raised = over = 0
    for day in range(10, 80, 7):
        for one in watched:
            found, by_hand = compared(store, one, RECEIVED + timedelta(day))
            assert found == by_hand
            raised, over = raised + len(found.raised), over + len(found.over)
        swept(desk, RECEIVED + timedelta(day))
        run(store, "DELETE FROM reminders WHERE case_id % 3 = :n", n=day % 3)

    assert raised > 24
    assert over > 0


def test_only_what_differs_is_written() -> None:
    levels = (Bound(-1, date(2026, 7, 1)), Bound(0, date(2026, 7, 2)))
    same, worse, gone = (Raised(n, 1, 7, date(2026, 7, 2), 0) for n in (1, 2, 3))
    found = [Due(1, 1, 7, date(2026, 7, 2)), Due(2, 1, 7, date(2026, 7, 1))]

    change = sweeping.difference("reply", found, levels, {r.case_id: r for r in (same, worse, gone)})

    assert change == sweeping.Change("reply", (Raised(2, 1, 7, date(2026, 7, 1), -1),), (3,))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[[limit]]\nact = "nothing"\ndays = [1]\npassed = true', "nothing"),
        ('[[limit]]\nact = "reply"\ndays = [-1]\npassed = true', "reply"),
        (
            '[mail]\nfrom = "18:00"\nuntil = "08:00"\n[[limit]]\nact = "reply"\ndays = [1]\npassed = true',
            "e-mail",
        ),
        ("limit = 3", "reminders.toml"),
    ],
)
def test_data_that_cannot_be_used_is_named(text: str, fault: str, tmp_path: object) -> None:
    file = settings.Path(str(tmp_path)) / "reminders.toml"
    file.write_text(text, "utf-8")

    with pytest.raises(BadInput, match=fault):
        shipped(file)


def test_e_mail_rests_at_night_and_on_rest_days() -> None:
    def awake(day: date, hour: int, minute: int = 0) -> bool:
        at: datetime = moment(day, hour, minute)
        return settings.awake(shipped(), at, DAYS)

    assert [awake(RECEIVED, 8, 29), awake(RECEIVED, 8, 30), awake(RECEIVED, 17, 29), awake(RECEIVED, 17, 30)] == [
        False, True, True, False,
    ]  # fmt: skip
    assert not awake(date(2026, 7, 4), 10)
    assert not awake(date(2026, 10, 1), 10)
    assert awake(date(2026, 10, 10), 10)  # a Saturday that is worked
