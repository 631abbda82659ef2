"""What the register says of each case, for lists and their files; and the views a person keeps.

`mingfu init` fills the columns of cases logged before.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122_register"
down_revision = "20261122_watch_indexes"

WORDS = ("receipt_rule", "supply_form", "supply_way", "consulted", "dispatch_way", "tracking_no")
DAYS = (
    *("correction_asked_on", "correction_answer_by", "correction_received_on"),
    *("consulted_on", "consultation_served_on", "opinion_on", "extended_on", "fee_charged_on", "fee_paid_on"),
)


def upgrade() -> None:
    for name in WORDS:
        op.add_column("cases", sa.Column(name, sa.String(), nullable=False, server_default=""))
    for name in DAYS:
        op.add_column("cases", sa.Column(name, sa.Date(), nullable=True))
    op.add_column("cases", sa.Column("extension_days", sa.Integer(), nullable=True))
    op.add_column("cases", sa.Column("fee_yuan", sa.Integer(), nullable=False, server_default="0"))
    for name in ("for_publication", "imported"):
        op.add_column("cases", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    for name in ("received_on", "decided_on"):
        op.create_index(f"cases_{name}", "cases", [name, "case_id", "agency_id", "is_open"])
    op.create_table(
        "ledger_views",
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.person_id"), primary_key=True),
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
    )
