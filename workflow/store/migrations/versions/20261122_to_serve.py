"""Replies sent whose proof of service has not come: found at once however many cases were answered before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122_to_serve"
down_revision = "20261122_letters_waiting"

TO_SERVE = "status = 'replied'"


def upgrade() -> None:
    where = sa.text(TO_SERVE)
    columns = ["agency_id", "due_on", "case_id"]
    op.create_index("cases_to_serve", "cases", columns, sqlite_where=where, postgresql_where=where)
