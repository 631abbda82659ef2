"""Rare facts are narrowed further by unit, channel, outcome and status without reaching for the rows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122_rare_facts"
down_revision = "20261122_ledger_columns"

#: the words of workflow/store/rare.py: an index in part serves only a query that repeats them
RARE = {
    "for_publication": ("for_publication = 1", "for_publication"),
    "charged": ("fee_charged_on IS NOT NULL", "fee_charged_on IS NOT NULL"),
    "appealed": ("appeals != ''", "appeals <> ''"),
    "provisional": ("provisional = 1", "provisional"),
    "imported": ("imported = 1", "imported"),
}


def upgrade() -> None:
    columns = ["case_id", "agency_id", "is_open", "unit", "channel", "outcome", "status"]
    for name, words in RARE.items():
        on_sqlite, on_postgres = map(sa.text, words)
        op.drop_index(f"cases_{name}", "cases")
        op.create_index(
            f"cases_{name}", "cases", columns, sqlite_where=on_sqlite, postgresql_where=on_postgres
        )
