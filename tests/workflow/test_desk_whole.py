"""Nothing by halves: an act that breaks off anywhere leaves nothing, and acts cost few statements."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import rows
from breaking import Undone, failing, failing_commit
from builders import RECEIVED, REPLY, RULES, SAMPLES, TAKE, drive, enter, form, moment
from people import (
    APPROVER,
    FRONT,
    HANDLER,
    SECOND_APPROVER,
)

from workflow import acts as a
from workflow import verifying
from workflow.desk import Desk
from workflow.store import Store
from workflow.terms import Status

NOW = moment(RECEIVED)
DAY = timedelta(days=1)
NEXT = "示发改-2026-0002"


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
    with pytest.raises(Undone), failing_commit(store):
        act(desk, case_no)
    assert rows.snapshot(store) == before
    for place in range(100):
        try:
            with failing(store, place):
                act(desk, case_no)
        except Undone:
            assert rows.snapshot(store) == before
        else:
            return place
    raise AssertionError("the act never ended")


def test_entering_a_case_takes_ten_statements_at_most(desk: Desk, store: Store) -> None:
    enter(desk)
    with failing(store, 1000) as sent:
        enter(desk, "form-2")

    assert len([statement for statement in sent if not statement.startswith("BEGIN")]) <= 10


def test_showing_a_case_takes_twelve_statements_at_most(desk: Desk, store: Store) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (TAKE, *REPLY))
    desk.view(HANDLER, case_no, NOW)
    with failing(store, 1000) as sent:
        desk.view(HANDLER, case_no, NOW)

    assert len([statement for statement in sent if not statement.startswith("BEGIN")]) <= 12


def test_an_ordinary_act_takes_few_statements_however_long_the_history(desk: Desk, store: Store) -> None:
    case_no = enter(desk)
    counts = []
    for _ in range(5):
        with failing(store, 1000) as sent:
            desk.perform(SECOND_APPROVER, case_no, SAMPLES["note"], NOW)
        counts.append(len(sent))

    assert max(counts[1:]) <= min(counts)
    assert desk.view(HANDLER, case_no, NOW).case.status is Status.RECEIVED
