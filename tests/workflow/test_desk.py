"""Who may act at the desk: by grant, standing in for somebody, on the page as it stands."""

from __future__ import annotations

from datetime import timedelta

import pytest
import rows
from breaking import Undone
from builders import RECEIVED, REPLY, SAMPLES, TAKE, drive, enter, form, moment
from people import (
    APPROVER,
    EVERY_ROLE,
    FRONT,
    HANDLER,
    NO_ROLE,
    OFFICERS,
    OWN,
    PARENT,
    REVIEWER,
    SECOND_HANDLER,
)

from workflow import acts as a
from workflow import office
from workflow.desk import Desk
from workflow.entry_wording import sentence
from workflow.errors import CaseChanged, MoveRefused, NotAllowed, NotFound
from workflow.lifecycle import BY_NAME
from workflow.permission import FROM_ABOVE
from workflow.store import Store
from workflow.terms import Role

NOW = moment(RECEIVED)
DAY = timedelta(days=1)
NEXT = "示发改-2026-0002"


# permission ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("agency", "role"), OFFICERS, ids=str)
def test_nobody_acts_who_was_not_granted_it_in_the_case_s_own_agency(
    desk: Desk, store: Store, agency: int, role: Role
) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (TAKE,))
    before = rows.snapshot(store)
    allowed = {
        name
        for name, act in SAMPLES.items()
        if not isinstance(act, a.Log) and _may(desk, OFFICERS[agency, role], case_no, act)
    }

    open_to = set(BY_NAME) if agency == OWN else FROM_ABOVE if agency == PARENT else set()
    granted = {name for name in open_to if role in BY_NAME[name].roles}
    assert allowed == granted & set(SAMPLES) - {"log"}
    assert rows.snapshot(store) == before


def _may(desk: Desk, person: int, case_no: str, act: a.Act) -> bool:
    """Whether permission is the reason; refusals by the lifecycle come after it."""
    try:
        with desk.store.database.writing() as connection:
            desk.perform_in(connection, person, case_no, act, NOW)
            raise Undone
    except NotAllowed:
        return False
    except (Undone, MoveRefused, NotFound):
        return True


@pytest.mark.parametrize(("agency", "role"), OFFICERS, ids=str)
def test_only_the_agency_s_own_desk_logs_its_applications(desk: Desk, agency: int, role: Role) -> None:
    if agency == OWN and role in (Role.FRONT_DESK, Role.HANDLER):
        assert desk.log(OFFICERS[agency, role], form(), NOW).new
        return
    with pytest.raises(NotAllowed):
        desk.log(OFFICERS[agency, role], form(), NOW)


@pytest.mark.parametrize("person", [0, 999, -1])
def test_nobody_unknown_acts_or_logs(desk: Desk, person: int) -> None:
    case_no = enter(desk)

    with pytest.raises(NotAllowed):
        desk.log(person, form("form-2"), NOW)
    if person:  # 0 is the worker, whose acts no person does
        with pytest.raises(NotAllowed):
            desk.perform(person, case_no, SAMPLES["note"], NOW)


def test_a_closed_account_does_nothing(desk: Desk, store: Store) -> None:
    case_no = enter(desk)
    off = "0" if store.database.is_sqlite else "false"
    rows.run(store, f"UPDATE people SET active = {off} WHERE person_id = :id", id=HANDLER)

    with pytest.raises(NotAllowed):
        desk.perform(HANDLER, case_no, TAKE, NOW)


# stand-ins -------------------------------------------------------------------------------------


def _away(desk: Desk, person: int, deputy: int, days: int = 2) -> None:
    office.name_stand_in(
        desk.store,
        agency=OWN,
        person=person,
        deputy=deputy,
        from_on=RECEIVED + DAY,
        to_on=RECEIVED + days * DAY,
    )


@pytest.mark.parametrize(("days", "acts"), [(0, False), (1, True), (2, True), (3, False)])
def test_a_stand_in_acts_from_the_first_day_to_the_last(desk: Desk, days: int, acts: bool) -> None:
    case_no = enter(desk)
    _away(desk, HANDLER, NO_ROLE)
    now = moment(RECEIVED + days * DAY)

    if not acts:
        with pytest.raises(NotAllowed):
            desk.perform(NO_ROLE, case_no, SAMPLES["record_search"], now)
        return
    desk.perform(NO_ROLE, case_no, SAMPLES["record_search"], now)
    assert rows.run(desk.store, "SELECT by_id, acting_for FROM entries WHERE seq = 3") == [(NO_ROLE, HANDLER)]


def test_who_may_act_in_their_own_right_acts_for_nobody(desk: Desk) -> None:
    case_no = enter(desk)
    _away(desk, HANDLER, SECOND_HANDLER)

    desk.perform(SECOND_HANDLER, case_no, SAMPLES["record_search"], moment(RECEIVED + DAY))

    assert rows.run(desk.store, "SELECT acting_for FROM entries WHERE seq = 3") == [(None,)]


def test_standing_in_for_the_approver_does_not_let_the_drafter_sign(desk: Desk) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (TAKE, *REPLY[:3]))
    _away(desk, APPROVER, HANDLER)

    with pytest.raises(MoveRefused, match="拟稿人"):
        desk.perform(HANDLER, case_no, SAMPLES["approve"], moment(RECEIVED + DAY))


def test_nobody_signs_in_the_name_of_the_drafter(desk: Desk) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (TAKE,))
    for person, act in ((EVERY_ROLE, REPLY[0]), (HANDLER, REPLY[1]), (REVIEWER, REPLY[2])):
        desk.perform(person, case_no, act, NOW)
    _away(desk, EVERY_ROLE, NO_ROLE)

    with pytest.raises(MoveRefused, match="拟稿人"):
        desk.perform(NO_ROLE, case_no, SAMPLES["approve"], moment(RECEIVED + DAY))


# two people at once ----------------------------------------------------------------------------


def test_a_stale_page_is_told_what_changed_since(desk: Desk, store: Store) -> None:
    case_no = enter(desk)
    opened = desk.view(HANDLER, case_no, NOW).case.version
    drive(desk, case_no, (TAKE, SAMPLES["propose_extension"]))
    before = rows.snapshot(store)

    with pytest.raises(CaseChanged) as told:
        desk.perform(HANDLER, case_no, SAMPLES["note"], NOW, seen=opened)

    zh, en = str(told.value).split(" / ")
    taken, proposed = (entry.fact for entry in desk.view(HANDLER, case_no, NOW).history[opened:])
    done = [(sentence(taken), f"工作人员{FRONT}"), (sentence(proposed), f"工作人员{HANDLER}")]
    assert all(f"{who}：{what.zh}" in zh for what, who in done)
    assert all(f"{who}: {what.en}" in en for what, who in done)
    assert rows.snapshot(store) == before


def test_a_fresh_page_acts(desk: Desk) -> None:
    case_no = enter(desk)
    opened = desk.view(HANDLER, case_no, NOW).case.version

    assert desk.perform(HANDLER, case_no, TAKE, NOW, seen=opened).version == opened + 1
