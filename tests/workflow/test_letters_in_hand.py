"""A letter somebody took over stands in their work until they submit it, with the act that brings it on."""

from __future__ import annotations

import pytest
from builders import RECEIVED, TAKE, drive, enter, moment
from people import APPROVER, HANDLER, SECOND_APPROVER

from workflow import acts as a
from workflow.desk import Desk
from workflow.my_work import Task, my_work
from workflow.terms import Party
from workflow.verifying import verify

NOW = moment(RECEIVED)
LETTER = (a.DraftNotice(kind="correction", content={"items": "年份"}), a.SubmitNotice(ref="1"))
TAKE_OVER = a.TakeOverNotice(ref="1", reason="由我改写")
REVISE, SUBMIT = a.ReviseNotice(ref="1", content={"items": "月份"}), a.SubmitNotice(ref="1")


@pytest.fixture
def taken(desk: Desk) -> str:
    """A case of the handler's whose letter the approver took over."""
    case_no = enter(desk)
    drive(desk, case_no, (TAKE, *LETTER))
    desk.perform(APPROVER, case_no, TAKE_OVER, NOW)
    return case_no


def tasks(desk: Desk, person: int) -> list[Task]:
    return list(my_work(desk, person, NOW).tasks)


def test_who_took_a_letter_over_writes_it_on_and_then_submits_it(desk: Desk, taken: str) -> None:
    [first] = tasks(desk, APPROVER)
    desk.perform(APPROVER, taken, REVISE, NOW)
    [second] = tasks(desk, APPROVER)
    desk.perform(APPROVER, taken, SUBMIT, NOW)

    assert (first.row.case_no, first.next, first.ref) == (taken, "revise_notice", "1")
    assert (second.next, second.mark.zh) == ("submit_notice", "接手的文书")
    assert tasks(desk, APPROVER) == []
    assert verify(desk.store, desk.rules) == []


def test_returned_to_who_took_it_the_comment_stands_beside_it(desk: Desk, taken: str) -> None:
    for act in (REVISE, SUBMIT):
        desk.perform(APPROVER, taken, act, NOW)
    desk.perform(SECOND_APPROVER, taken, a.ReturnNotice(ref="1", reason="依据不足"), NOW)

    [task] = tasks(desk, APPROVER)

    assert (task.next, task.comment) == ("revise_notice", "依据不足")
    assert tasks(desk, SECOND_APPROVER) == []


def test_the_case_stays_with_its_handler_who_takes_the_letter_back_by_writing_on_it(
    desk: Desk, taken: str
) -> None:
    [own] = tasks(desk, HANDLER)
    assert (own.row.case_no, own.ref) == (taken, "")

    desk.perform(HANDLER, taken, REVISE, NOW)

    assert tasks(desk, APPROVER) == []


def test_while_the_clock_stands_it_is_still_their_turn(desk: Desk, taken: str) -> None:
    desk.perform(
        HANDLER, taken, a.OpenConsultation(party=Party.THIRD_PARTY, name="示例公司", subject="合同"), NOW
    )

    [theirs], [own] = tasks(desk, APPROVER), tasks(desk, HANDLER)

    assert own.group.code == "waiting"
    assert theirs.group.code != "waiting"
    assert theirs.waits.who.zh.startswith("我：")


def test_several_letters_stand_in_one_list_each_case_once(desk: Desk, taken: str) -> None:
    other = enter(desk, "other")
    drive(desk, other, (TAKE, *LETTER))
    desk.perform(APPROVER, other, TAKE_OVER, NOW)

    assert [task.row.case_no for task in tasks(desk, APPROVER)] == [taken, other]
