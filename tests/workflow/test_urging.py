"""Supervision notices: urged from above or in the agency, answered by the handler, a limit until then."""

from __future__ import annotations

from datetime import date

import pytest
from builders import DUE, RECEIVED, RULES, TAKE, Paper, around, at, drive, enter, later, moment
from people import APPROVER, FRONT, HANDLER, OFFICERS, PARENT, SISTER, SUPERVISOR
from rows import run

from workflow import acts as a
from workflow import verifying
from workflow.desk import Desk
from workflow.errors import MoveRefused, NotAllowed
from workflow.reminding import reading, sweeping
from workflow.store import Store
from workflow.supervision.clocks import clocks
from workflow.terms import NoticeStatus, Role, Status, UrgingKind

ANSWER_BY = date(2026, 7, 8)
URGE = a.Urge(kind=UrgingKind.URGE, demands="尽快答复申请人", answer_by=ANSWER_BY)
ANSWER = a.AnswerUrging(ref="1", answer="已完成检索，本周答复")
LETTER = {"letter": "supervision_urge", "facts": {}}


@pytest.fixture
def case_no(desk: Desk) -> str:
    """A case in the handler's hands."""
    number = enter(desk)
    drive(desk, number, (TAKE,))
    return number


def limit_of(store: Store) -> tuple[object, ...]:
    """The limit beside the reply that the row of the only case holds."""
    [row] = run(store, "SELECT limit_act, limit_on FROM cases")
    return row[0], str(row[1])


@pytest.mark.parametrize("agency", [2, PARENT])
def test_a_supervisor_urges_in_the_agency_and_from_above(desk: Desk, case_no: str, agency: int) -> None:
    case = desk.perform(OFFICERS[agency, Role.SUPERVISOR], case_no, URGE, moment(RECEIVED))

    [urged] = case.urgings
    assert (urged.kind, urged.answer_by, urged.answered_on) == (UrgingKind.URGE, ANSWER_BY, None)
    assert urged.by == OFFICERS[agency, Role.SUPERVISOR]


@pytest.mark.parametrize(
    "person", [HANDLER, FRONT, APPROVER, OFFICERS[SISTER, Role.SUPERVISOR], OFFICERS[PARENT, Role.APPROVER]]
)
def test_nobody_else_urges(desk: Desk, case_no: str, person: int) -> None:
    with pytest.raises(NotAllowed):
        desk.perform(person, case_no, URGE, moment(RECEIVED))


def test_a_supervisor_above_is_offered_it_and_one_beside_sees_nothing(desk: Desk, case_no: str) -> None:
    above = desk.view(OFFICERS[PARENT, Role.SUPERVISOR], case_no, moment(RECEIVED))

    assert "urge" in {choice.move.name for choice in above.choices.open}
    with pytest.raises(NotAllowed):
        desk.view(OFFICERS[SISTER, Role.SUPERVISOR], case_no, moment(RECEIVED))


def test_what_is_urged_stands_first_among_the_limits_until_it_is_answered(
    desk: Desk, store: Store, case_no: str
) -> None:
    before = limit_of(store)
    desk.perform(SUPERVISOR, case_no, URGE, moment(RECEIVED))
    urged = limit_of(store)
    desk.perform(HANDLER, case_no, ANSWER, moment(later(RECEIVED, 1)))

    assert urged == ("urging_answer", str(ANSWER_BY))
    assert limit_of(store) == before != urged
    assert verifying.verify(store, RULES) == []


def test_the_handler_is_reminded_of_it_and_no_longer_once_it_is_answered(desk: Desk, case_no: str) -> None:
    desk.perform(SUPERVISOR, case_no, URGE, moment(RECEIVED))
    told = []
    for on in (later(ANSWER_BY, -2), ANSWER_BY, later(ANSWER_BY, 1)):
        sweeping.sweep(desk, moment(on))
        lines = reading.page(desk, HANDLER, moment(on)).lines
        told.append([line.level for line in lines if line.act == "urging_answer"])
    desk.perform(HANDLER, case_no, ANSWER, moment(later(ANSWER_BY, 1)))
    left = reading.page(desk, HANDLER, moment(later(ANSWER_BY, 1))).lines

    assert told == [[2], [0], [-1]]
    assert [line for line in left if line.act == "urging_answer"] == []


def test_the_handler_is_reminded_as_soon_as_it_is_urged(desk: Desk, case_no: str) -> None:
    desk.perform(SUPERVISOR, case_no, URGE, moment(RECEIVED))
    sweeping.sweep(desk, moment(RECEIVED))

    acts = [line.act for line in reading.page(desk, HANDLER, moment(RECEIVED)).lines]
    assert "urging_answer" in acts


def test_the_answer_runs_beside_the_other_clocks() -> None:
    paper = at(Status.IN_HAND).do(URGE)

    def told(paper: Paper, today: date) -> list[tuple[date | None, str]]:
        there = around(today)
        found = clocks(paper.case, there.clock(paper.case), paper.history, there)
        return [(one.due_on, one.state) for one in found if one.words.en == "Answer: urging notice"]

    assert told(paper, RECEIVED) == [(ANSWER_BY, "running")]
    assert told(paper, later(ANSWER_BY, 1)) == [(ANSWER_BY, "missed")]
    assert told(paper.do(ANSWER), later(ANSWER_BY, 1)) == [(ANSWER_BY, "met")]


def test_an_order_says_what_is_wrong() -> None:
    order = a.Urge(kind=UrgingKind.ORDER, demands="说明原因", answer_by=ANSWER_BY)

    assert at(Status.IN_HAND).reasons(order) == ("An order says what was found wrong",)
    assert at(Status.IN_HAND).reasons(a.Urge(**{**order.__dict__, "problem": "超期"})) == ()


def test_the_answer_is_expected_on_a_later_day() -> None:
    today = a.Urge(kind=UrgingKind.URGE, demands="尽快", answer_by=RECEIVED)

    assert at(Status.IN_HAND).on(RECEIVED).reasons(today) == (
        "The answer date must lie after the day of sending",
    )


@pytest.mark.parametrize(
    ("ref", "reason"), [("2", "No unanswered urging 2"), ("1", "Nothing urged waits for an answer")]
)
def test_only_what_waits_is_answered(ref: str, reason: str) -> None:
    urged = at(Status.IN_HAND).do(URGE)
    paper = urged if ref == "2" else urged.do(ANSWER)

    assert paper.reasons(a.AnswerUrging(ref=ref, answer="已办")) == (reason,)


def test_its_letter_is_drafted_and_waits_for_its_signatures() -> None:
    case = at(Status.IN_HAND).do(a.Urge(**{**URGE.__dict__, "content": LETTER})).case

    [letter] = case.notices
    assert (letter.kind, letter.status, letter.next_step) == (
        "supervision_urge",
        NoticeStatus.SUBMITTED,
        "approval",
    )
    assert case.urgings[0].letter == letter.ref


def test_a_letter_of_another_kind_is_refused() -> None:
    order = a.Urge(kind=UrgingKind.ORDER, demands="x", problem="超期", answer_by=ANSWER_BY, content=LETTER)

    assert at(Status.IN_HAND).reasons(order) == ("The letter is not of that kind",)


def test_an_ended_case_is_neither_urged_nor_answered_for(desk: Desk, store: Store, case_no: str) -> None:
    desk.perform(SUPERVISOR, case_no, URGE, moment(RECEIVED))
    desk.perform(FRONT, case_no, a.Withdraw(reason="申请人书面撤回"), moment(DUE))

    for person, act in ((SUPERVISOR, URGE), (HANDLER, ANSWER)):
        with pytest.raises(MoveRefused):
            desk.perform(person, case_no, act, moment(DUE))
    assert limit_of(store) == ("", "None")
