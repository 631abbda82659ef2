"""One act, one transaction: who may, what is kept, what is told, and that a failure leaves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
import rows
from builders import CONSULT, RECEIVED, REPLY, RULES, SAMPLES, TAKE, drive, enter, form, moment
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
    SECOND_APPROVER,
    SECOND_HANDLER,
    SISTER,
    doer,
)
from sqlalchemy import event

from workflow import acts as a
from workflow import office, verifying
from workflow.desk import Desk
from workflow.errors import BadInput, CaseChanged, DeskError, MoveRefused, NotAllowed, NotFound
from workflow.lifecycle import BY_NAME
from workflow.store import Store
from workflow.terms import Channel, FeeMode, Relation, Role, Status, Way
from workflow.wording import say

NOW = moment(RECEIVED)
DAY = timedelta(days=1)
NEXT = "示发改-2026-0002"


class Undone(Exception):
    """Ends a trial: whatever it did is rolled back."""


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

    granted = {move.name for move in BY_NAME.values() if agency == OWN and role in move.roles}
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


# intake and numbers ----------------------------------------------------------------------------


def test_the_same_form_sent_twice_is_one_case(desk: Desk, store: Store) -> None:
    first = desk.log(FRONT, form(), NOW)
    before = rows.snapshot(store)

    again = desk.log(HANDLER, form(), NOW + DAY)

    assert (again.case_no, again.query_code, again.new) == (first.case_no, first.query_code, False)
    assert rows.snapshot(store) == before


def test_the_same_key_in_another_agency_is_another_case(desk: Desk) -> None:
    first = desk.log(FRONT, form(), NOW)

    second = desk.log(OFFICERS[SISTER, Role.FRONT_DESK], form(agency=SISTER), NOW)

    assert (first.case_no, second.case_no) == ("示发改-2026-0001", "示教育-2026-0001")
    assert second.new


def test_numbers_follow_one_another_whatever_was_refused_between(desk: Desk) -> None:
    given = []
    for n in range(4):
        given.append(enter(desk, f"form-{n}"))
        with pytest.raises(MoveRefused):
            enter(desk, f"bad-{n}", application=" ")
        with pytest.raises(Undone), _failing(desk.store, 6):
            enter(desk, f"broken-{n}")

    assert given == [f"示发改-2026-{n:04d}" for n in range(1, 5)]
    assert verifying.verify(desk.store, RULES) == []


def test_numbers_begin_again_with_the_year(desk: Desk) -> None:
    enter(desk)

    assert enter(desk, "form-2", moment(date(2027, 1, 4))) == "示发改-2027-0001"


def test_the_year_of_a_number_is_the_year_in_the_office(desk: Desk) -> None:
    new_year = moment(date(2027, 1, 1), hour=0, minute=30)  # still 2026 in universal time

    assert enter(desk, now=new_year) == "示发改-2027-0001"


def test_a_document_number_is_taken_at_signing_and_only_then(desk: Desk) -> None:
    numbers = []
    for n in range(3):
        case_no = enter(desk, f"form-{n}")
        drive(desk, case_no, (TAKE, *REPLY[:2]))
        with pytest.raises(MoveRefused):  # not reviewed yet
            desk.perform(APPROVER, case_no, REPLY[3], NOW)
        drive(desk, case_no, (REPLY[2],))
        with pytest.raises(Undone), _failing(desk.store, 5):
            desk.perform(APPROVER, case_no, REPLY[3], NOW)
        signed = drive(desk, case_no, (REPLY[3],))
        assert signed is not None
        numbers.append(signed.document_no)

    assert numbers == [f"示发改公开〔2026〕{n}号" for n in (1, 2, 3)]


def test_a_split_letter_becomes_cases_of_the_same_day_channel_and_applicant(desk: Desk, store: Store) -> None:
    origin = enter(desk, channel=Channel.SIGNED_POST, signed_on=RECEIVED)

    made = desk.split(HANDLER, origin, a.Split(parts=("批复", "合同")), NOW + DAY)

    assert made == (NEXT, "示发改-2026-0003")
    seen = desk.view(HANDLER, made[1], NOW + DAY)
    assert (seen.case.received_on, seen.case.channel, seen.case.split_from) == (
        RECEIVED,
        Channel.SIGNED_POST,
        origin,
    )
    assert seen.texts[seen.case.application_sha256] == "合同"
    before = desk.view(HANDLER, origin, NOW + DAY)
    assert seen.applicants == before.applicants
    assert before.case.split_into == made
    assert verifying.verify(store, RULES) == []


def test_a_refused_split_makes_no_case(desk: Desk, store: Store) -> None:
    origin = enter(desk)
    drive(desk, origin, (TAKE, CONSULT))
    before = rows.snapshot(store)

    with pytest.raises(MoveRefused):
        desk.split(HANDLER, origin, a.Split(parts=("批复", "合同")), NOW)

    assert rows.snapshot(store) == before


# two people at once ----------------------------------------------------------------------------


def test_a_stale_page_is_told_what_changed_since(desk: Desk, store: Store) -> None:
    case_no = enter(desk)
    opened = desk.view(HANDLER, case_no, NOW).case.version
    drive(desk, case_no, (TAKE, SAMPLES["propose_extension"]))
    before = rows.snapshot(store)

    with pytest.raises(CaseChanged) as told:
        desk.perform(HANDLER, case_no, SAMPLES["note"], NOW, seen=opened)

    zh, en = str(told.value).split(" / ")
    done = [(say("TakenInHand"), f"工作人员{FRONT}"), (say("ExtensionProposed"), f"工作人员{HANDLER}")]
    assert all(f"{who}：{what.zh}" in zh for what, who in done)
    assert all(f"{who}: {what.en}" in en for what, who in done)
    assert rows.snapshot(store) == before


def test_a_fresh_page_acts(desk: Desk) -> None:
    case_no = enter(desk)
    opened = desk.view(HANDLER, case_no, NOW).case.version

    assert desk.perform(HANDLER, case_no, TAKE, NOW, seen=opened).version == opened + 1


# nothing by halves -----------------------------------------------------------------------------


@contextmanager
def _failing(store: Store, at: int) -> Iterator[list[str]]:
    """The connection breaks at the n-th statement, 0 being the first; answers the statements sent."""
    sent: list[str] = []

    def break_off(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        sent.append(statement)
        if len(sent) > at:
            raise Undone

    event.listen(store.database.engine, "before_cursor_execute", break_off)
    try:
        yield sent
    finally:
        event.remove(store.database.engine, "before_cursor_execute", break_off)


@contextmanager
def _failing_commit(store: Store) -> Iterator[None]:
    def break_off(_connection: Any) -> None:
        raise Undone

    event.listen(store.database.engine, "commit", break_off)
    try:
        yield
    finally:
        event.remove(store.database.engine, "commit", break_off)


def _log(desk: Desk, _case_no: str) -> None:
    desk.log(FRONT, form("form-2"), NOW)


def _approve(desk: Desk, case_no: str) -> None:
    desk.perform(APPROVER, case_no, SAMPLES["approve"], NOW)


def _split(desk: Desk, case_no: str) -> None:
    desk.split(HANDLER, case_no, a.Split(parts=("批复", "合同")), NOW)


@pytest.mark.parametrize(
    ("first", "act"),
    [((), _log), ((TAKE, *REPLY[:3]), _approve), ((TAKE,), _split)],
    ids=lambda v: str(v)[:9],
)
def test_an_act_that_breaks_off_anywhere_leaves_nothing(
    desk: Desk, store: Store, first: tuple[a.Act, ...], act: Any
) -> None:
    case_no = enter(desk)
    drive(desk, case_no, first)
    before = rows.snapshot(store)

    tried = _break_everywhere(desk, store, case_no, act, before)

    assert tried > 5
    assert rows.snapshot(store) != before
    assert verifying.verify(store, RULES) == []


def _break_everywhere(desk: Desk, store: Store, case_no: str, act: Any, before: Any) -> int:
    with pytest.raises(Undone), _failing_commit(store):
        act(desk, case_no)
    assert rows.snapshot(store) == before
    for place in range(100):
        try:
            with _failing(store, place):
                act(desk, case_no)
        except Undone:
            assert rows.snapshot(store) == before
        else:
            return place
    raise AssertionError("the act never ended")


# bad input -------------------------------------------------------------------------------------

BAD_FORMS: list[dict[str, Any]] = [
    {"application": ""},
    {"applicants": ()},
    {"applicants": (a.Applicant(name=" "),)},
    {"applicants": (a.Applicant(name="李样七", id_no="110105194912310021"),)},
    {"applicants": (a.Applicant(name="李样七", id_kind="library_card"),)},
    {"arrived_on": RECEIVED + DAY},
    {"arrived_on": date(1999, 1, 1)},
    {"arrived_on": date.max},
    {"signed_on": RECEIVED - DAY},
    {"confirmed_on": RECEIVED + DAY},
    {"submission_key": ""},
    {"agency": SISTER},
    {"agency": PARENT},
    {"agency": 999},
    {"application": "一\x00二"},
    {"application": "一\ud800二"},
    {"applicants": (a.Applicant(name="李\x00"),)},
    {"applicants": (a.Applicant(name="李", phone="1\x00"),)},
    {"submission_key": "k\x00"},
    {"summary": "\ud800"},
]
BAD_ACTS: list[a.Act] = [
    a.Reassign(handler=999, reason="无此人"),
    a.Reassign(handler=10**20, reason="无此人"),
    a.Reassign(handler=OFFICERS[SISTER, Role.HANDLER], reason="外单位"),
    a.Reassign(handler=APPROVER, reason="不是承办人"),
    a.Reassign(handler=SECOND_HANDLER, reason="一\x00二"),
    a.Note(note="一\x00二"),
    a.Note(note="\ud800"),
    a.AskUnit(unit="规\x00划", what="文件"),
    a.Link(case_no="no such case"),
    a.Link(case_no="示教育-2026-0001", relation=Relation.GROUP),
    a.ChargeFee(mode=FeeMode.PER_PAGE, count=10**9),
    a.ReturnDraft(reason=" "),
    a.ProposeExtension(reason="档案多", working_days=-5),
    a.FixDelayedPeriod(until=date.max, reason="很多"),
    a.AskForCorrection(items="年份", answer_by=date.max),
    a.AddDocument(name="a", sha256="x", media_type="application/pdf", size=-1),
    a.DraftReply(outcome=""),
    a.DraftReply(outcome="disclosed", content={"text": "\x00"}),
    a.OpenConsultation(party=CONSULT.party, name="", subject="合同"),
    a.RecordSearch(places=("档案室",), keywords=(), searcher="钱进", hits=-1),
    a.Dispatch(way=Way.POST, on=date.min),
]


@pytest.mark.parametrize("change", BAD_FORMS, ids=str)
def test_a_bad_form_gets_a_reason_and_changes_nothing(
    desk: Desk, store: Store, change: dict[str, Any]
) -> None:
    before = rows.snapshot(store)

    with pytest.raises(DeskError) as told:
        enter(desk, **change)

    assert str(told.value)
    assert "\n" not in str(told.value)
    assert rows.snapshot(store) == before


@pytest.mark.parametrize("act", BAD_ACTS, ids=str)
def test_a_bad_act_gets_a_reason_and_changes_nothing(desk: Desk, store: Store, act: a.Act) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (TAKE,))
    desk.log(OFFICERS[SISTER, Role.FRONT_DESK], form(agency=SISTER), NOW)
    before = rows.snapshot(store)

    with pytest.raises(DeskError) as told:
        desk.perform(doer(act), case_no, act, NOW)

    assert str(told.value)
    assert rows.snapshot(store) == before


@pytest.mark.parametrize(
    "case_no", ["", "no such case", "示发改-2026-0002", "x\x00", "' OR 1=1 --", "\ud800"]
)
def test_an_unknown_case_is_not_found(desk: Desk, case_no: str) -> None:
    enter(desk)

    with pytest.raises(NotFound):
        desk.perform(HANDLER, case_no, SAMPLES["note"], NOW)


def test_a_moment_without_a_time_zone_is_refused(desk: Desk) -> None:
    with pytest.raises(BadInput, match="time zone"):
        desk.log(FRONT, form(), NOW.replace(tzinfo=None))


def test_a_clock_that_was_set_back_leaves_a_history_that_can_be_proved(desk: Desk, store: Store) -> None:
    case_no = enter(desk, now=NOW + 5 * DAY)
    drive(desk, case_no, (TAKE, CONSULT), NOW + 5 * DAY)

    desk.perform(FRONT, case_no, SAMPLES["note"], NOW + 2 * DAY)

    assert verifying.verify(store, RULES) == []
    moments = [at for (at,) in rows.run(store, "SELECT at FROM entries ORDER BY seq")]
    assert moments == sorted(moments)


# cost ------------------------------------------------------------------------------------------


def test_entering_a_case_takes_ten_statements_at_most(desk: Desk, store: Store) -> None:
    enter(desk)
    with _failing(store, 1000) as sent:
        enter(desk, "form-2")

    assert len([statement for statement in sent if not statement.startswith("BEGIN")]) <= 10


def test_showing_a_case_takes_twelve_statements_at_most(desk: Desk, store: Store) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (TAKE, *REPLY))
    desk.view(HANDLER, case_no, NOW)
    with _failing(store, 1000) as sent:
        desk.view(HANDLER, case_no, NOW)

    assert len([statement for statement in sent if not statement.startswith("BEGIN")]) <= 12


def test_an_ordinary_act_takes_few_statements_however_long_the_history(desk: Desk, store: Store) -> None:
    case_no = enter(desk)
    counts = []
    for _ in range(5):
        with _failing(store, 1000) as sent:
            desk.perform(SECOND_APPROVER, case_no, SAMPLES["note"], NOW)
        counts.append(len(sent))

    assert max(counts[1:]) <= min(counts)
    assert desk.view(HANDLER, case_no, NOW).case.status is Status.RECEIVED
