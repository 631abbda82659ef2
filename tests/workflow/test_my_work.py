"""My work reads along an index: no statement of it looks at more cases than it shows."""

from __future__ import annotations

from typing import Any

import pytest
from builders import RECEIVED, TAKE, drive, enter, moment
from people import APPROVER, FRONT, HANDLER, OWN, SECOND_HANDLER
from sqlalchemy import event, text

from workflow import acts as a
from workflow.desk import Desk
from workflow.my_work import QUEUES, my_work
from workflow.store import Store
from workflow.store.lists import work_queries
from workflow.terms import Status

NOW = moment(RECEIVED)


def plan(store: Store, where: list[Any]) -> str:
    """How the database means to read the first rows of a queue."""
    dated = [*where, work_queries.CASES.c.due_on.is_not(None)]
    query = work_queries._named(dated, 20)
    sql = query.compile(store.database.engine, compile_kwargs={"literal_binds": True})
    with store.database.reading() as connection:
        return " | ".join(str(row[-1]) for row in connection.execute(text(f"EXPLAIN QUERY PLAN {sql}")))


@pytest.mark.parametrize("status", [status for status, *_ in QUEUES])
def test_a_queue_is_read_along_an_index_in_its_order(store: Store, status: Status) -> None:
    if not store.database.is_sqlite:
        pytest.skip("PostgreSQL plans by what is stored; the bench measures it")

    [where] = work_queries.of_status([OWN], status, unassigned=False)

    said = plan(store, where)
    assert "SCAN cases" not in said
    assert "USING COVERING INDEX cases_" in said or "USING INDEX cases_" in said


def test_one_s_own_cases_are_read_along_an_index_in_their_order(store: Store) -> None:
    if not store.database.is_sqlite:
        pytest.skip("PostgreSQL plans by what is stored; the bench measures it")

    [where] = work_queries.of_handlers([HANDLER])

    assert "INDEX cases_open_handler (handler_id=?" in plan(store, where)


def test_cases_of_letters_taken_over_are_looked_up_by_number(desk: Desk, store: Store) -> None:
    if not store.database.is_sqlite:
        pytest.skip("PostgreSQL plans by what is stored; the bench measures it")
    case_no = enter(desk)
    letter = a.DraftNotice(kind="correction", content={"items": "年份"}), a.SubmitNotice(ref="1")
    drive(desk, case_no, (TAKE, *letter))
    desk.perform(APPROVER, case_no, a.TakeOverNotice(ref="1", reason="由我改写"), NOW)

    with store.database.reading() as connection:
        [where] = work_queries.taken_over(connection, APPROVER, [APPROVER])
        assert work_queries.taken_over(connection, HANDLER, [HANDLER]) == []

    assert "SEARCH cases USING INTEGER PRIMARY KEY (rowid=?" in plan(store, where)
    assert "SCAN cases" not in plan(store, where)


def test_the_number_of_statements_does_not_grow_with_the_cases(desk: Desk) -> None:
    drive(desk, enter(desk), (TAKE,))
    few = _statements(desk)
    for n in range(12):
        drive(desk, enter(desk, f"form-{n}x"), (TAKE,))

    assert _statements(desk) == few


def _statements(desk: Desk) -> int:
    sent: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(desk.store.database.engine, "before_cursor_execute", note)
    my_work(desk, HANDLER, NOW)
    event.remove(desk.store.database.engine, "before_cursor_execute", note)
    return len(sent)


def test_each_sees_their_own_and_the_front_desk_its_queue(desk: Desk) -> None:
    taken, fresh = enter(desk), enter(desk, "form-2")
    drive(desk, taken, (TAKE,))

    assert [task.row.case_no for task in my_work(desk, HANDLER, NOW).tasks] == [taken]
    assert my_work(desk, SECOND_HANDLER, NOW).tasks == ()
    [queue] = my_work(desk, FRONT, NOW).queues
    assert (queue.status, [task.row.case_no for task in queue.tasks]) == (Status.RECEIVED, [fresh])
    assert queue.tasks[0].next == "take_in_hand"
