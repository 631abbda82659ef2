"""People who act at the same moment: one wins, the other is told why, and no number is lost or given twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
import rows
from builders import RECEIVED, REPLY, RULES, SAMPLES, TAKE, drive, enter, form, moment
from people import APPROVER, EVERY_ROLE, FRONT, HANDLER, SECOND_APPROVER, SECOND_HANDLER
from soak import rounds

from workflow import acts as a
from workflow import verifying
from workflow.case import Case
from workflow.desk import Desk
from workflow.errors import CaseChanged, MoveRefused

NOW = moment(RECEIVED)
TRIES, FEW = rounds(20, 1000), rounds(5, 200)
THREADS = 8
EACH = rounds(15, 100)
PROPOSE, AGREE, REFUSE, TELL = (
    SAMPLES[name]
    for name in ("propose_extension", "approve_extension", "refuse_extension", "notify_extension")
)
Attempt = tuple[int, a.Act]
RACES: dict[str, tuple[Sequence[a.Act], Attempt, Attempt]] = {
    "taking in hand": ((), (HANDLER, TAKE), (EVERY_ROLE, a.TakeInHand(handler=SECOND_HANDLER))),
    "proposing an extension": ((TAKE,), (HANDLER, PROPOSE), (SECOND_HANDLER, PROPOSE)),
    "approving an extension": ((TAKE, PROPOSE), (APPROVER, AGREE), (SECOND_APPROVER, AGREE)),
    "approving and refusing": ((TAKE, PROPOSE), (APPROVER, AGREE), (SECOND_APPROVER, REFUSE)),
    "telling of an extension": ((TAKE, PROPOSE, AGREE), (HANDLER, TELL), (SECOND_HANDLER, TELL)),
    "signing": ((TAKE, *REPLY[:3]), (APPROVER, REPLY[3]), (SECOND_APPROVER, REPLY[3])),
    "signing and returning": (
        (TAKE, *REPLY[:3]),
        (APPROVER, REPLY[3]),
        (SECOND_APPROVER, SAMPLES["return_draft"]),
    ),
    "dispatching": ((TAKE, *REPLY), (HANDLER, SAMPLES["dispatch"]), (FRONT, SAMPLES["dispatch"])),
}


def at_once(calls: Sequence[Callable[[], Any]], pool: ThreadPoolExecutor) -> list[Any]:
    """Start the calls on one signal; answer what each gave or raised."""
    start = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        start.wait()
        return call()

    running = [pool.submit(run, call) for call in calls]
    return [done.exception() or done.result() for done in running]


@pytest.mark.parametrize("race", RACES)
def test_of_two_who_act_at_once_one_wins_and_the_other_gets_the_reason(desk: Desk, race: str) -> None:
    before, first, second = RACES[race]
    with ThreadPoolExecutor(2) as pool:
        for number in range(TRIES):
            case_no = enter(desk, f"form-{number}")
            drive(desk, case_no, before)
            calls = [_attempt(desk, case_no, attempt) for attempt in (first, second)]

            ended = at_once(calls, pool)

            assert sum(isinstance(end, Case) for end in ended) == 1, ended
            [lost] = [end for end in ended if not isinstance(end, Case)]
            assert isinstance(lost, CaseChanged | MoveRefused), lost
            assert str(lost)
    assert verifying.verify(desk.store, RULES) == []


def _attempt(desk: Desk, case_no: str, attempt: Attempt) -> Callable[[], Case]:
    person, act = attempt
    return lambda: desk.perform(person, case_no, act, NOW)


def test_letters_signed_at_once_have_numbers_that_follow_one_another(desk: Desk) -> None:
    with ThreadPoolExecutor(2) as pool:
        for number in range(TRIES):
            pair = [enter(desk, f"form-{number}-{half}") for half in (1, 2)]
            for case_no in pair:
                drive(desk, case_no, (TAKE, *REPLY[:3]))

            at_once([_attempt(desk, case_no, (APPROVER, REPLY[3])) for case_no in pair], pool)

    signed = sorted(
        int(no.split("〕")[1].rstrip("号")) for (no,) in rows.run(desk.store, "SELECT document_no FROM cases")
    )
    assert signed == list(range(1, 2 * TRIES + 1))
    assert verifying.verify(desk.store, RULES) == []


def test_what_many_enter_at_once_is_all_kept_under_numbers_without_a_gap(desk: Desk) -> None:
    def enter_all(thread: int) -> list[str]:
        return [enter(desk, f"form-{thread}-{n}") for n in range(EACH)]

    with ThreadPoolExecutor(THREADS) as pool:
        acknowledged = [no for ended in pool.map(enter_all, range(THREADS)) for no in ended]

    stored = [no for (no,) in rows.run(desk.store, "SELECT case_no FROM cases")]
    assert sorted(acknowledged) == sorted(stored)
    assert sorted(stored) == [f"示发改-2026-{n:04d}" for n in range(1, THREADS * EACH + 1)]
    assert verifying.verify(desk.store, RULES) == []


def test_the_same_form_from_many_hands_is_one_case(desk: Desk) -> None:
    with ThreadPoolExecutor(THREADS) as pool:
        for number in range(FEW):
            act = form(f"form-{number}")
            ended = at_once([lambda act=act: desk.log(FRONT, act, NOW)] * THREADS, pool)

            assert len({logged.case_no for logged in ended}) == 1
            assert sum(logged.new for logged in ended) == 1

    assert len(rows.run(desk.store, "SELECT case_no FROM cases")) == FEW
    assert verifying.verify(desk.store, RULES) == []


def test_a_letter_split_by_two_at_once_is_split_once(desk: Desk) -> None:
    act = a.Split(parts=("批复", "合同"))
    with ThreadPoolExecutor(2) as pool:
        for number in range(FEW):
            case_no = enter(desk, f"form-{number}")
            ended = at_once([_attempt(desk, case_no, (p, act)) for p in (HANDLER, SECOND_HANDLER)], pool)

            assert sum(isinstance(end, Case) for end in ended) == 1, ended

    assert len(rows.run(desk.store, "SELECT case_no FROM cases")) == 3 * FEW
    assert verifying.verify(desk.store, RULES) == []


def test_one_case_worked_on_by_many_at_once_has_one_unbroken_history(desk: Desk) -> None:
    case_no = enter(desk)

    def note_all(_thread: int) -> int:
        return sum(_noted(desk, case_no) for _ in range(EACH))

    with ThreadPoolExecutor(THREADS) as pool:
        kept = sum(pool.map(note_all, range(THREADS)))

    [(entries,)] = rows.run(desk.store, "SELECT count(*) FROM entries")
    assert entries == 2 + kept
    assert kept >= EACH
    assert verifying.verify(desk.store, RULES) == []


def _noted(desk: Desk, case_no: str) -> bool:
    try:
        desk.perform(HANDLER, case_no, SAMPLES["note"], NOW)
    except CaseChanged:
        return False
    return True
