"""Any case as it stood on a past day: what was known, what was due, by the calendar of that day."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from builders import OBJECTION, RECEIVED, REPLY, RULES, SAMPLES, TAKE, drive, enter, moment
from people import FRONT, HANDLER, OFFICERS, PARENT, SISTER, doer

from workflow import redating, verifying
from workflow.days.holiday_files import read_year_file
from workflow.desk import Desk
from workflow.errors import NotAllowed, NotFound
from workflow.store import Store
from workflow.terms import Role, Status
from workflow.viewing import View

DAY = timedelta(days=1)
ARRIVED = date(2026, 12, 14)
NOTICE_ON = date(2026, 12, 21)
#: a notice that gives two working days of January 2027 away as holidays and takes none
NOTICE = json.dumps(
    {
        "year": 2027,
        "papers": [],
        "days": [{"name": "元旦", "date": f"2027-01-0{day}", "isOffDay": True} for day in (1, 2, 3, 4, 5)],
    },
    ensure_ascii=False,
)


def _shown(view: View) -> tuple[object, ...]:
    return view.case, view.history, view.clock, view.applicants


def test_each_past_day_is_shown_as_the_desk_showed_it_then(desk: Desk) -> None:
    case_no = enter(desk)
    shown = {RECEIVED: desk.view(HANDLER, case_no, moment(RECEIVED, 23, 59))}
    day = RECEIVED
    for act in (TAKE, *OBJECTION, *REPLY, SAMPLES["dispatch"], SAMPLES["record_service"]):
        day += DAY
        desk.perform(doer(act), case_no, act, moment(day))
        shown[day] = desk.view(HANDLER, case_no, moment(day, 23, 59))

    long_after = moment(date(2027, 6, 1))
    for past, then in shown.items():
        assert _shown(desk.view(HANDLER, case_no, long_after, as_of=past)) == _shown(then), past
    assert len({view.case.version for view in shown.values()}) == len(shown)


def test_what_happened_later_that_day_belongs_to_the_day(desk: Desk) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (TAKE,), moment(RECEIVED, 23, 59))
    drive(desk, case_no, (SAMPLES["note"],), moment(RECEIVED + DAY, 0, 0))

    seen = desk.view(HANDLER, case_no, moment(RECEIVED + 9 * DAY), as_of=RECEIVED)

    assert (seen.case.status, seen.case.version) == (Status.IN_HAND, 3)


def test_a_case_did_not_stand_at_all_before_it_was_logged(desk: Desk) -> None:
    case_no = enter(desk, now=moment(RECEIVED + 2 * DAY))

    with pytest.raises(NotFound):
        desk.view(HANDLER, case_no, moment(RECEIVED + 9 * DAY), as_of=RECEIVED + DAY)


def test_nothing_can_be_done_on_a_past_day(desk: Desk) -> None:
    case_no = enter(desk)

    seen = desk.view(HANDLER, case_no, moment(RECEIVED + 9 * DAY), as_of=RECEIVED)

    assert seen.choices.open == seen.choices.closed == ()


def test_the_calendar_of_that_day_is_used_when_a_notice_came_since(desk: Desk, store: Store) -> None:
    redating.sync_folder(desk, moment(RECEIVED))
    case_no = enter(desk, arrived_on=ARRIVED, now=moment(ARRIVED))
    before = desk.view(FRONT, case_no, moment(ARRIVED)).clock
    assert before is not None
    assert before.provisional

    moved = redating.import_notice(desk, read_year_file(NOTICE), "notice", moment(NOTICE_ON))

    now = desk.view(FRONT, case_no, moment(NOTICE_ON)).clock
    assert now is not None
    assert [m.case_no for m in moved] == [case_no]
    assert (moved[0].old_due_on, moved[0].new_due_on) == (before.due_on, now.due_on)
    assert not now.provisional
    assert before.due_on != now.due_on
    past = desk.view(FRONT, case_no, moment(NOTICE_ON + 30 * DAY), as_of=ARRIVED)
    assert past.clock == before
    assert verifying.verify(store, RULES) == []


def test_a_closed_case_keeps_its_deadline_when_a_notice_comes(desk: Desk) -> None:
    redating.sync_folder(desk, moment(RECEIVED))
    case_no = enter(desk, arrived_on=ARRIVED, now=moment(ARRIVED))
    drive(desk, case_no, (TAKE, *REPLY, SAMPLES["dispatch"]), moment(ARRIVED))

    assert redating.import_notice(desk, read_year_file(NOTICE), "notice", moment(NOTICE_ON)) == []


def test_another_agency_sees_no_case_and_the_supervisor_above_does(desk: Desk) -> None:
    case_no = enter(desk)

    with pytest.raises(NotAllowed):
        desk.view(OFFICERS[SISTER, Role.SUPERVISOR], case_no, moment(RECEIVED))
    above = OFFICERS[PARENT, Role.SUPERVISOR]
    assert desk.view(above, case_no, moment(RECEIVED)).case.case_no == case_no
    with pytest.raises(NotAllowed):
        desk.view(OFFICERS[PARENT, Role.HANDLER], case_no, moment(RECEIVED))
