"""A letter that was taken over waits for the person who took it, so that their work can list it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "20261122_taken_over"
down_revision = "20261122_faults"

FAR = date(9999, 12, 31)  # sorts what has no deadline last
CASES = sa.text(
    "SELECT c.case_id, c.agency_id, c.due_on FROM cases c WHERE c.case_id IN "
    "(SELECT case_id FROM entries WHERE kind = 'NoticeTakenOver') ORDER BY c.case_id"
).columns(due_on=sa.Date())
LETTERS = sa.text(
    "SELECT kind, by_id, data FROM entries WHERE case_id = :case_id AND kind LIKE 'Notice%' ORDER BY seq"
)
AT_THE_DESK = {"NoticeDrafted", "NoticeTakenOver", "NoticeReturned", "NoticeLegalReturned"}


def upgrade() -> None:
    op.add_column("letters_waiting", sa.Column("taker", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("letters_waiting_taken", "letters_waiting", ["taker", "case_id"])
    bind = op.get_bind()
    for case in bind.execute(CASES).mappings().all():
        for ref, taker in _taken(bind, case["case_id"]):
            row = {"case_id": case["case_id"], "ref": ref, "step": "writing", "agency_id": case["agency_id"],
                   "taker": taker, "due_on": case["due_on"] or FAR}  # fmt: skip
            bind.execute(WAITING.insert(), row)


WAITING: Any = sa.table(
    "letters_waiting",
    *(sa.column(name) for name in ("case_id", "ref", "step", "agency_id", "taker")),
    sa.column("due_on", sa.Date()),
)


def _taken(bind: sa.Connection, case_id: int) -> list[tuple[str, int]]:
    """The letters that lie with whoever took them over: nobody else wrote on them since, and none is submitted."""
    takers: dict[str, int] = {}
    last: dict[str, str] = {}
    for kind, by, data in bind.execute(LETTERS, {"case_id": case_id}):
        ref = json.loads(data)["ref"]
        last[ref] = kind
        if kind == "NoticeTakenOver":
            takers[ref] = by
        elif kind == "NoticeDrafted" and takers.get(ref) != by:
            takers.pop(ref, None)
    return [(ref, taker) for ref, taker in takers.items() if last[ref] in AT_THE_DESK]
