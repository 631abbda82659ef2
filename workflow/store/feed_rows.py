"""The deadlines of some handlers as their calendar holds them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from workflow.store.repository import CASES


class Deadline(NamedTuple):
    """A case in somebody's hands, with the days that matter to them."""

    case_no: str
    due_on: date | None
    provisional: bool
    limit_act: str
    limit_on: date | None


def deadlines(connection: Connection, people: Collection[int], most: int) -> list[Deadline]:
    """Open cases of these handlers, the soonest deadline first, read along the index of handlers."""
    c = CASES.c
    columns = (c.case_no, c.due_on, c.provisional, c.limit_act, c.limit_on)
    mine = select(*columns).where(c.is_open, c.handler_id.in_(sorted(people)))
    return [Deadline(*row) for row in connection.execute(mine.order_by(c.due_on, c.case_id).limit(most))]
