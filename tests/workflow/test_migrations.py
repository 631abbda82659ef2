"""Migrations of a store that already holds replies and letters: each fills its rows by itself, before any rebuild."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import (
    DISPATCH,
    DRAFT,
    LONGEST_ROUTE,
    RECEIVED,
    REPLY,
    RULES,
    SAMPLES,
    SEARCH,
    SUBMIT,
    TAKE,
    drive,
    enter,
    later,
    moment,
)
from databases import Databases
from older_stores import carry
from people import APPROVER, SECOND_APPROVER
from rows import run

from workflow import acts as a
from workflow.desk import Desk
from workflow.store import Store, schema

LONG = (a.DraftReply(outcome=LONGEST_ROUTE), SUBMIT)
LETTER = (a.DraftNotice(kind="correction", content={"items": "年份"}), a.SubmitNotice(ref="1"))
CAME_BACK = (a.RecordFailedService(reason="查无此人"), a.SendAgain(tracking_no="XA124"))
#: what became of each case before the store was upgraded
CASES: dict[str, tuple[a.Act, ...]] = {
    "in review": (DRAFT, SUBMIT),
    "in both reviews": LONG,
    "in legal review": (*LONG, SAMPLES["pass_secrecy"]),
    "at the head": (*LONG, SAMPLES["pass_secrecy"], SAMPLES["pass_legal"]),
    "at the leader": (*LONG, *(SAMPLES[n] for n in ("pass_secrecy", "pass_legal", "endorse"))),
    "sent back and up again": (*LONG, SAMPLES["pass_secrecy"], SAMPLES["return_from_legal"], SUBMIT),
    "taken over": (DRAFT, SUBMIT, SAMPLES["take_over_draft"]),
    "a letter to sign": LETTER,
    "a letter returned": (*LETTER, SAMPLES["return_notice"]),
    "a letter signed": (*LETTER, SAMPLES["sign_notice"]),
    "signed": REPLY,
    "posted": (*REPLY, DISPATCH),
    "posted again": (*REPLY, DISPATCH, *CAME_BACK),
    "ended": (SAMPLES["withdraw"],),
}
WAITING = """SELECT c.case_no, w.ref, w.step, w.agency_id, w.due_on
    FROM letters_waiting w JOIN cases c ON c.case_id = w.case_id"""
OUTGOING = """SELECT case_id, ref, agency_id, kind, state, way, signed_on, sent_on, served_on, tracking_no, failed
    FROM outgoing"""


@pytest.fixture
def held(desk: Desk) -> Store:
    """A store with these cases."""
    for key, acts in CASES.items():
        drive(desk, enter(desk, key), (TAKE, SEARCH, *acts))
    with desk.store.database.writing() as connection:  # older stores held each letter once, as it left last
        connection.exec_driver_sql("DELETE FROM outgoing WHERE state = 'returned'")
    return desk.store


@pytest.fixture
def older(held: Store, databases: Databases, tmp_path: Path) -> Iterator[Store]:
    """An empty database of the same kind, under the same key."""
    made = Store.open(tmp_path / "older", url=databases.fresh(), key=held.home / "key")
    yield made
    made.close()


def brought(source: Store, to: Store, before: str, after: str) -> None:
    """What was entered, in the schema before the migration, then the migration."""
    with to.database.writing() as connection:
        schema.build(connection, before)
        carry(source, connection)
    with to.database.writing() as connection:
        schema.build(connection, after)


def read(store: Store, asked: str) -> list[str]:
    return sorted(map(repr, run(store, asked)))


def test_the_queues_hold_every_reply_and_letter_that_waits(held: Store, older: Store) -> None:
    brought(held, older, "20261122_lists", "20261122_replies_waiting")

    assert len(read(held, WAITING)) == 9
    assert read(older, WAITING) == read(held, WAITING)


def test_a_letter_taken_over_waits_with_who_took_it_after_the_upgrade(
    held: Store, older: Store, desk: Desk
) -> None:
    again = (
        (APPROVER, a.ReviseNotice(ref="1", content={"items": "月份"})),
        (APPROVER, a.SubmitNotice(ref="1")),
    )
    returned = (SECOND_APPROVER, a.ReturnNotice(ref="1", reason="依据不足"))
    for key, acts in {"taken": (), "written": again[:1], "sent": again, "back": (*again, returned)}.items():
        case_no = enter(desk, key)
        drive(desk, case_no, (TAKE, *LETTER))
        for who, act in ((APPROVER, SAMPLES["take_over_notice"]), *acts):
            desk.perform(who, case_no, act, moment(RECEIVED))
    taken = "SELECT case_id, ref, agency_id, taker, due_on FROM letters_waiting WHERE step = 'writing'"
    brought(held, older, "20261122_faults", "20261122_taken_over")

    assert len(read(held, taken)) == 3
    assert read(older, taken) == read(held, taken)


def test_the_post_keeps_each_letter_as_it_left_last(held: Store, older: Store) -> None:
    before = read(held, OUTGOING)

    brought(held, older, "20261122_sessions", "20261122_postings")

    assert len(before) >= 4
    assert read(older, OUTGOING) == before
    assert {posting for (posting,) in run(older, "SELECT posting FROM outgoing")} == {1}


def test_a_reply_under_way_goes_on_after_the_upgrade(held: Store, older: Store) -> None:
    brought(held, older, "20261121_3", "head")
    [(case_no,)] = run(older, "SELECT case_no FROM cases WHERE submission_key = 'at the head'")

    case = Desk(older, RULES).perform(APPROVER, case_no, SAMPLES["endorse"], moment(later(RECEIVED, 1)))

    assert case.passed == ("secrecy", "legal", "approval")
    assert run(older, f"{WAITING} WHERE c.case_no = :no", no=case_no)[0][2] == "leader"
