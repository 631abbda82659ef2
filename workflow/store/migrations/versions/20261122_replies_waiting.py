"""Replies stand in the queue of letters too: each step waited for, with the deadline it is sorted by."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "20261122_replies_waiting"
down_revision = "20261122_to_serve"

FAR = date(9999, 12, 31)  # sorts what has no deadline last
LETTERS = sa.text(
    "SELECT w.case_id, w.ref, w.agency_id, w.step, c.due_on FROM letters_waiting w "
    "JOIN cases c ON c.case_id = w.case_id"
).columns(due_on=sa.Date())
REPLIES = sa.text(
    "SELECT case_id, agency_id, status, due_on FROM cases WHERE status IN ('under_review', 'awaiting_approval')"
).columns(due_on=sa.Date())
#: a submission names the route; what was passed since is behind the reply
WAY = sa.text(
    "SELECT kind, data FROM entries WHERE case_id = :case_id AND kind IN "
    "('ReplySubmitted', 'SecrecyPassed', 'LegalPassed', 'ReplyEndorsed') ORDER BY seq"
)
STEPS = {"SecrecyPassed": "secrecy", "LegalPassed": "legal", "ReplyEndorsed": "approval"}


def upgrade() -> None:
    bind = op.get_bind()
    rows = [dict(row) for row in bind.execute(LETTERS).mappings()]
    for reply in bind.execute(REPLIES).mappings().all():
        rows += [
            {"case_id": reply["case_id"], "ref": "", "agency_id": reply["agency_id"], "step": step,
             "due_on": reply["due_on"]}
            for step in _awaited(bind, reply)
        ]  # fmt: skip
    op.drop_index("letters_waiting_for", table_name="letters_waiting")
    op.drop_table("letters_waiting")
    made = op.create_table(
        "letters_waiting",
        sa.Column("case_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("ref", sa.String(), primary_key=True),
        sa.Column("step", sa.String(), primary_key=True),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
    )
    op.create_index("letters_waiting_for", "letters_waiting", ["agency_id", "step", "due_on", "case_id"])
    if rows:
        op.bulk_insert(made, [row | {"due_on": row["due_on"] or FAR} for row in rows])


def _awaited(bind: sa.Connection, reply: Any) -> list[str]:
    route: list[str] = []
    passed: set[str] = set()
    for kind, data in bind.execute(WAY, {"case_id": reply["case_id"]}):
        if kind == "ReplySubmitted":
            route, passed = json.loads(data)["route"], set()
        else:
            passed.add(STEPS[kind])
    if reply["status"] == "under_review":
        return [step for step in route if step in ("secrecy", "legal") and step not in passed]
    return ["leader"] if "leader" in route and "approval" in passed else ["approval"]
