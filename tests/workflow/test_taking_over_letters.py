"""Whoever reviews a letter may write it on instead of returning it; that letter only, and others take its steps."""

from __future__ import annotations

import pytest
from builders import RECEIVED, SAMPLES, TAKE, Paper, at, drive, enter, moment
from people import APPROVER, EVERY_ROLE, HANDLER, OFFICERS, OWN

from workflow import acts as a
from workflow.desk import Desk
from workflow.errors import MoveRefused, NotAllowed
from workflow.terms import NoticeStatus, Role, Status

LAWYER, LEADER = OFFICERS[OWN, Role.LEGAL_REVIEWER], OFFICERS[OWN, Role.LEADER]
NOW = moment(RECEIVED)
TAKE_OVER = SAMPLES["take_over_notice"]
REVISE, SUBMIT = a.ReviseNotice(ref="1", content={"claim": "维持"}), a.SubmitNotice(ref="1")
PASS, AGREE = a.PassNoticeLegal(ref="1"), a.EndorseNotice(ref="1")
DRAFT = a.DraftNotice(kind="review_answer", content={"claim": "撤销"})  # takes every step


def submitted() -> Paper:
    return at(Status.IN_HAND).all((DRAFT, SUBMIT))


def test_who_takes_a_letter_over_takes_no_step_of_it_any_more() -> None:
    taken = submitted().do(TAKE_OVER, by=LAWYER)
    [letter] = taken.case.notices
    assert (letter.status, letter.written_on_by) == (NoticeStatus.DRAFTED, LAWYER)

    again = taken.do(REVISE, by=LAWYER).do(SUBMIT, by=LAWYER)

    assert again.case.notices[0].next_step == "legal"
    assert again.reasons(PASS, by=LAWYER) == ("The drafter may not review or sign the letter",)
    assert again.reasons(PASS, by=EVERY_ROLE) == ()


def test_what_was_agreed_to_before_is_asked_again() -> None:
    taken = submitted().do(PASS, by=LAWYER).do(AGREE, by=APPROVER).do(TAKE_OVER, by=LEADER)

    again = taken.do(SUBMIT, by=LEADER).case.notices[0]

    assert (again.next_step, again.passed) == ("legal", ())


def test_a_letter_the_handler_writes_on_lies_with_the_handler_again() -> None:
    back = submitted().do(TAKE_OVER, by=LAWYER).do(REVISE, by=HANDLER)

    assert back.case.notices[0].written_on_by is None
    assert back.do(SUBMIT).reasons(PASS, by=LAWYER) == ("The drafter may not review or sign the letter",)


@pytest.mark.parametrize("before", [(), (SUBMIT, TAKE_OVER)])
def test_only_a_letter_that_waits_is_taken_over(before: tuple[a.Act, ...]) -> None:
    paper = at(Status.IN_HAND).all((DRAFT, *before))

    assert paper.reasons(TAKE_OVER, by=APPROVER)


def test_whoever_wrote_it_does_not_take_it_over() -> None:
    paper = at(Status.IN_HAND).do(DRAFT, by=EVERY_ROLE).do(SUBMIT)

    assert paper.reasons(TAKE_OVER, by=EVERY_ROLE) == ("The drafter may not review or sign the letter",)


def test_taking_over_a_letter_gives_that_letter_and_nothing_else(desk: Desk) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (TAKE, DRAFT, SUBMIT, a.DraftNotice(kind="correction", content={"items": "年份"})))
    desk.perform(LAWYER, case_no, TAKE_OVER, NOW)

    desk.perform(LAWYER, case_no, REVISE, NOW)
    for act in (
        a.ReviseNotice(ref="2", content={"items": "文号"}),
        a.SubmitNotice(ref="2"),
        SAMPLES["draft_reply"],
    ):
        with pytest.raises(NotAllowed):
            desk.perform(LAWYER, case_no, act, NOW)
    desk.perform(LAWYER, case_no, SUBMIT, NOW)

    with pytest.raises(NotAllowed):
        desk.perform(LAWYER, case_no, REVISE, NOW)


def test_only_who_takes_its_next_step_takes_a_letter_over(desk: Desk) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (TAKE, DRAFT, SUBMIT))

    with pytest.raises(NotAllowed):
        desk.perform(APPROVER, case_no, TAKE_OVER, NOW)
    drive(desk, case_no, (PASS,))
    with pytest.raises(NotAllowed):
        desk.perform(LAWYER, case_no, TAKE_OVER, NOW)

    assert desk.perform(APPROVER, case_no, TAKE_OVER, NOW).notices[0].written_on_by == APPROVER


def test_the_only_person_who_could_review_does_not_take_the_letter_over(desk: Desk) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (TAKE, DRAFT, SUBMIT))
    with desk.store.database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE people SET active = false WHERE person_id = {EVERY_ROLE}")

    with pytest.raises(MoveRefused, match="没有其他人可以办理“法制审核”"):
        desk.perform(LAWYER, case_no, TAKE_OVER, NOW)
