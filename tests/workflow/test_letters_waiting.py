"""The queues of review and signature: each reply and letter stands where its next step is taken, nowhere else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import LONGEST_ROUTE, RECEIVED, RULES, TAKE, drive, enter, later, moment
from people import APPROVER, EVERY_ROLE, HANDLER, OFFICERS, OWN, SISTER, SUPERVISOR

from workflow import acts as a
from workflow.desk import Desk
from workflow.rules import Rules
from workflow.store import Connection, Store, repository
from workflow.store.letters import waiting_rows
from workflow.store.repository import Officer
from workflow.terms import Role
from workflow.verifying import rebuild, verify

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
            step: [
                line.case_no for line in waiting_rows.page(connection, officer(connection, who), [step], 9)
            ]
            for step, who in WAYS.items()
        }


def officer(connection: Connection, who: int) -> Officer:
    return repository.officer(connection, who, RECEIVED)


def counted(store: Store, who: int) -> dict[str, int]:
    with store.database.reading() as connection:
        return waiting_rows.counts(connection, officer(connection, who))


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


REPLY = (TAKE, a.RecordSearch(places=("档案",), keywords=("批复",), searcher="钱进", hits=0))
LONG = (*REPLY, a.DraftReply(outcome=LONGEST_ROUTE), a.Submit())


def test_a_reply_waits_for_both_reviews_and_then_for_one_signature_after_the_other(store: Store) -> None:
    desk = Desk(store, RULES)
    case_no = enter(desk)
    drive(desk, case_no, LONG)
    assert {step for step, found in every(store).items() if found} == {"secrecy", "legal"}

    drive(desk, case_no, (a.PassLegal(), a.PassSecrecy()))
    assert {step for step, found in every(store).items() if found} == {"approval"}

    drive(desk, case_no, (a.Endorse(),))
    assert {step for step, found in every(store).items() if found} == {"leader"}


def every(store: Store) -> dict[str, list[str]]:
    with store.database.reading() as connection:
        who = officer(connection, EVERY_ROLE)
        return {
            s: [x.case_no for x in waiting_rows.page(connection, who, [s], 9)] for s in waiting_rows.TAKERS
        }


def test_the_navigation_counts_replies_for_the_legal_reviewer_and_the_leader(store: Store) -> None:
    desk = Desk(store, RULES)
    case_no = enter(desk)
    drive(desk, case_no, LONG)
    assert desk.counts(LAWYER, NOW)["to_review"] == 1
    assert desk.counts(APPROVER, NOW)["to_approve"] == 0

    drive(desk, case_no, (a.PassLegal(), a.PassSecrecy(), a.Endorse()))

    assert desk.counts(LAWYER, NOW)["to_review"] == 0
    assert desk.counts(APPROVER, NOW)["to_approve"] == 0
    assert desk.counts(LEADER, NOW)["to_approve"] == 1


def test_the_queue_goes_by_deadline_and_pages_meet_without_gap_or_double(store: Store) -> None:
    desk = Desk(store, RULES)
    days = [RECEIVED - timedelta(days=n) for n in (1, 6, 2, 5)]
    cases = {day: enter(desk, f"k{day}", NOW, arrived_on=day) for day in days}
    for case_no in cases.values():
        drive(desk, case_no, LONG)

    with store.database.reading() as connection:
        who = officer(connection, LAWYER)
        first = waiting_rows.page(connection, who, ["legal"], 2)
        rest = waiting_rows.page(connection, who, ["legal"], 2, after=first[-1].place)
        back = waiting_rows.page(connection, who, ["legal"], 2, before=rest[0].place)

    assert [line.case_no for line in (*first, *rest)] == [cases[day] for day in sorted(days)]
    assert back == first


def test_an_extension_moves_the_reply_in_the_queue(store: Store) -> None:
    desk = Desk(store, RULES)
    case_no = enter(desk)
    drive(desk, case_no, LONG)
    more = (a.ProposeExtension(reason="档案多"), a.ApproveExtension(), a.NotifyExtension())

    drive(desk, case_no, more)

    with store.database.reading() as connection:
        [line] = waiting_rows.page(connection, officer(connection, LAWYER), ["legal"], 9)
    assert line.place.due_on == later(RECEIVED, 40)
    assert verify(store, RULES) == []


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM letters_waiting WHERE step = 'legal'",
        "UPDATE letters_waiting SET due_on = '2026-01-05'",
        "INSERT INTO letters_waiting (case_id, ref, step, agency_id, due_on) VALUES (9, '', 'legal', 2, '2026-07-29')",
    ],
)
def test_verification_finds_a_queue_that_differs_from_the_histories(store: Store, damage: str) -> None:
    desk = Desk(store, RULES)
    drive(desk, enter(desk), LONG)
    assert verify(store, RULES) == []

    with store.database.writing() as connection:
        connection.exec_driver_sql(damage)

    assert any("queues" in fault.en for fault in verify(store, RULES))
