"""The deadlines of some handlers as their calendar holds them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, or_, select

from workflow.store.appeals.appeal_limit_rows import LIMITS
from workflow.store.appeals.appeal_rows import APPEALS
from workflow.store.repository import CASES


class Deadline(NamedTuple):
    """A case in somebody's hands, with the days that matter to them."""

    case_no: str
    due_on: date | None
    provisional: bool
    limit_act: str
    limit_on: date | None
    ordered: bool  # the reply is one that an appeal ordered


class Owed(NamedTuple):
    """A limit of an appeal; `act` is its name with the number of the appeal."""

    case_no: str
    act: str
    due_on: date
    provisional: bool


def deadlines(connection: Connection, people: Collection[int], most: int) -> list[Deadline]:
    """Open cases of these handlers, the soonest deadline first, read along the index of handlers."""
    c, a = CASES.c, APPEALS.c
    ordered = c.case_id.in_(select(a.case_id).where(a.redo, ~a.is_pending))
    columns = (c.case_no, c.due_on, c.provisional, c.limit_act, c.limit_on, ordered)
    mine = select(*columns).where(c.is_open, c.handler_id.in_(sorted(people)))
    return [Deadline(*row) for row in connection.execute(mine.order_by(c.due_on, c.case_id).limit(most))]


def owed_on_appeals(
    connection: Connection, people: Collection[int], agencies: Collection[int], most: int
) -> list[Owed]:
    """What these handlers owe on appeals, and all that these agencies owe; soonest first."""
    c, owed = CASES.c, LIMITS.c
    whose = or_(c.handler_id.in_(sorted(people)), owed.agency_id.in_(sorted(agencies)))
    found = select(c.case_no, owed.act, owed.due_on, owed.provisional).join(LIMITS, owed.case_id == c.case_id)
    return [Owed(*row) for row in connection.execute(found.where(whose).order_by(owed.due_on).limit(most))]
