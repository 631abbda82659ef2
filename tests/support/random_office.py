"""A small office whose cases went random ways through the desk, on random days, for counting by two ways."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import NamedTuple

from builders import (
    CHARGE,
    CONSULT,
    CORRECT,
    DISPATCH,
    DRAFT,
    LI,
    RECEIVED,
    REPLY,
    SUBMIT,
    TAKE,
    around,
    drive,
    form,
    later,
    moment,
)
from people import FRONT, OWN, SISTER

from workflow import acts as a
from workflow import records
from workflow.case import Case
from workflow.clock.deadline import Deadline
from workflow.days.office_time import today_of
from workflow.desk import Desk
from workflow.folding import fold
from workflow.store import repository
from workflow.terms import Channel

SISTER_FRONT = 19
#: after so many working days since receipt, these acts
Way = tuple[tuple[int, tuple[a.Act, ...]], ...]
EXTEND = (a.ProposeExtension(reason="档案多"), a.ApproveExtension(), a.NotifyExtension())
CORRECTED = a.ReceiveCorrection(application="二〇二五年的批复")
WAYS: tuple[Way, ...] = (
    (),
    ((0, (TAKE,)),),
    ((1, (TAKE,)), (2, (CONSULT,))),
    ((0, (TAKE,)), (4, (CORRECT,))),
    ((0, (TAKE,)), (4, (CORRECT,)), (7, (CORRECTED,)), (11, (*REPLY, DISPATCH))),
    ((0, (TAKE,)), (3, (CHARGE,))),
    ((1, (TAKE,)), (6, (DRAFT, SUBMIT))),
    ((1, (TAKE,)), (8, (*REPLY, DISPATCH))),
    ((2, (TAKE,)), (23, (*REPLY, DISPATCH))),
    ((0, (TAKE,)), (12, EXTEND), (33, (*REPLY, DISPATCH))),
    ((0, (TAKE,)), (12, EXTEND)),
    ((0, (TAKE,)), (5, (a.Withdraw(reason="已自行查到"),))),
)  # fmt: skip


class Told(NamedTuple):
    """A case read from its history alone, with its clock as of its last act."""

    case: Case
    clock: Deadline | None


def fill(desk: Desk, seed: int, n: int) -> list[str]:
    """n cases of two agencies, logged and driven; answers their numbers."""
    by = random.Random(seed)
    return [_case(desk, by, f"r{seed}-{number}") for number in range(n)]


def _case(desk: Desk, by: random.Random, key: str) -> str:
    arrived = RECEIVED + timedelta(by.randrange(45))
    own = by.random() < 0.7
    channel = by.choice((Channel.COUNTER, Channel.COUNTER, Channel.COUNTER, Channel.WEB))
    who = a.Applicant(
        name=by.choice(("甲样", "乙样", "丙样")), phone=by.choice(("13900000001", "13900000002", ""))
    )
    application = form(
        key,
        agency=OWN if own else SISTER,
        arrived_on=arrived,
        channel=channel,
        applicants=(by.choice((LI, who)),),
    )
    case_no = desk.log(FRONT if own else SISTER_FRONT, application, moment(arrived)).case_no
    if own and channel is Channel.COUNTER:
        for after, acts in by.choice(WAYS):
            drive(desk, case_no, acts, moment(later(arrived, after)))
    return case_no


def told(desk: Desk, numbers: list[str]) -> list[Told]:
    """Every case as its history tells it."""
    found = []
    with desk.store.database.reading() as connection:
        for case_no in numbers:
            history = records.read(repository.history(connection, case_no).records)
            case = fold(history)
            found.append(Told(case, around(today_of(history[-1].at)).clock(case)))
    return found


def band(one: Told, today: date, days_left: tuple[int, ...], between: object) -> str:
    """Where an open case stands, said another way than the program says it."""
    clock = one.clock
    if clock is not None and clock.status in ("suspended", "stopped", "lapsed"):
        return "waiting"
    if clock is None or clock.due_on is None:
        return "unstarted"
    if clock.due_on < today:
        return "overdue"
    left = between(today, clock.due_on)  # type: ignore[operator]
    return next((f"in_{n}" for n in days_left if left <= n), "later")
