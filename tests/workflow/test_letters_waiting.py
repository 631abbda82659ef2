"""The queue of letters beside the reply: each stands where its next step is taken, and nowhere else."""

from __future__ import annotations

import pytest
from builders import RECEIVED, TAKE, drive, enter, moment
from people import APPROVER, HANDLER, OFFICERS, OWN, SISTER, SUPERVISOR

from workflow import acts as a
from workflow.desk import Desk
from workflow.rules import Rules
from workflow.store import Store, repository, waiting_rows
from workflow.terms import Role
from workflow.verifying import rebuild

NOW = moment(RECEIVED)
LAWYER, LEADER = OFFICERS[OWN, Role.LEGAL_REVIEWER], OFFICERS[OWN, Role.LEADER]
WAYS = {"legal": LAWYER, "approval": APPROVER, "leader": LEADER}
DRAFTED = (TAKE, a.DraftNotice(kind="review_answer"), a.SubmitNotice(ref="1"))
PASSED = (a.PassNoticeLegal(ref="1"), a.EndorseNotice(ref="1"))


@pytest.fixture
def desk(store: Store) -> Desk:
    """An office whose letters are written here; what the checks say is tested with the letters."""
    return Desk(store, Rules.load())


def queues(store: Store) -> dict[str, list[str]]:
    """What waits for each step, as the person who takes it finds it."""
    with store.database.reading() as connection:
        return {
            step: waiting_rows.case_numbers(connection, repository.officer(connection, who, RECEIVED), [step])
            for step, who in WAYS.items()
        }


def counted(store: Store, who: int) -> dict[str, int]:
    with store.database.reading() as connection:
        return waiting_rows.counts(connection, repository.officer(connection, who, RECEIVED))


@pytest.mark.parametrize(("taken", "step"), [(0, "legal"), (1, "approval"), (2, "leader")])
def test_a_letter_waits_with_whoever_takes_its_next_step_and_nobody_else(
    store: Store, desk: Desk, taken: int, step: str
) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (*DRAFTED, *PASSED[:taken]))

    assert queues(store) == {name: [case_no] if name == step else [] for name in WAYS}


def test_a_letter_returned_or_signed_waits_no_more(store: Store, desk: Desk) -> None:
    returned, signed = enter(desk), enter(desk, "form-2")
    drive(desk, returned, (*DRAFTED, a.ReturnNoticeFromLegal(ref="1", reason="依据不足")))
    drive(desk, signed, (*DRAFTED, *PASSED))
    desk.perform(LEADER, signed, a.SignNotice(ref="1"), NOW)

    assert queues(store) == {name: [] for name in WAYS}


def test_the_figures_count_letters_and_only_those_of_ones_own_role_and_agency(
    store: Store, desk: Desk
) -> None:
    case_no = enter(desk)
    more = (a.DraftNotice(kind="court_defence"), a.SubmitNotice(ref="2"))
    last = (a.DraftNotice(kind="correction"), a.SubmitNotice(ref="3"))
    drive(desk, case_no, (*DRAFTED, *more, *last))

    assert counted(store, LAWYER) == {"to_review": 2, "to_approve": 0}
    assert counted(store, APPROVER) == {"to_review": 0, "to_approve": 1}
    assert counted(store, LEADER) == {"to_review": 0, "to_approve": 0}
    assert counted(store, HANDLER) == counted(store, SUPERVISOR) == {}
    assert counted(store, OFFICERS[SISTER, Role.LEGAL_REVIEWER]) == {"to_review": 0, "to_approve": 0}


def test_the_queue_is_made_again_from_the_histories(store: Store, desk: Desk) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (*DRAFTED, PASSED[0]))
    before = queues(store)
    with store.database.writing() as connection:
        connection.execute(waiting_rows.WAITING.delete())
    assert queues(store)["approval"] == []

    rebuild(store, desk.rules)

    assert queues(store) == before
