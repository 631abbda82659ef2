"""Letters beside the reply that wait for a review or a signature; those under way go to the head of the office."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "20261122_letters_waiting"
down_revision = "20261122_lists"

#: what opens and what ends a wait, in histories from before letters had routes
ENDS = ("NoticeReturned", "NoticeSigned")
FOUND = sa.text(
    "SELECT case_id, agency_id, kind, data FROM entries "
    "WHERE kind IN ('NoticeSubmitted', 'NoticeReturned', 'NoticeSigned') ORDER BY case_id, seq"
)


def upgrade() -> None:
    made = op.create_table(
        "letters_waiting",
        sa.Column("case_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("ref", sa.String(), primary_key=True),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
    )
    op.create_index("letters_waiting_for", "letters_waiting", ["agency_id", "step", "case_id"])
    waiting: dict[tuple[int, str], int] = {}
    for case_id, agency_id, kind, data in op.get_bind().execute(FOUND):
        ref = json.loads(data)["ref"]
        waiting.pop((case_id, ref), None)
        if kind not in ENDS:
            waiting[case_id, ref] = agency_id
    rows = [
        {"case_id": case_id, "ref": ref, "agency_id": agency_id, "step": "approval"}
        for (case_id, ref), agency_id in waiting.items()
    ]
    if rows:
        op.bulk_insert(made, rows)
