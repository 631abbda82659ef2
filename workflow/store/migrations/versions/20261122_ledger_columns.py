"""The rest of the columns of a register: who approved, reviewed and signed, appeals, archive, the last remark.

Units and what few cases are get the indexes their lists walk along. `mingfu init` fills the columns of cases logged
before.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122_ledger_columns"
down_revision = "20261122_appeal_limits"

WORDS = ("extension_no", "fee_mode", "reviewed_by", "appeals", "archive_no", "retention", "remark_sha256")
DAYS = ("signed_on", "archived_on")
PEOPLE = ("extension_by", "signed_by")
#: the words of workflow/store/tables.py: an index in part serves only a query that repeats them
RARE = {
    "for_publication": ("for_publication = 1", "for_publication"),
    "charged": ("fee_charged_on IS NOT NULL", "fee_charged_on IS NOT NULL"),
    "appealed": ("appeals != ''", "appeals <> ''"),
    "provisional": ("provisional = 1", "provisional"),
    "imported": ("imported = 1", "imported"),
}


def upgrade() -> None:
    for name in WORDS:
        op.add_column("cases", sa.Column(name, sa.String(), nullable=False, server_default=""))
    for name in DAYS:
        op.add_column("cases", sa.Column(name, sa.Date(), nullable=True))
    for name in PEOPLE:
        op.add_column("cases", sa.Column(name, sa.Integer(), nullable=True))
    op.drop_index("cases_agency", "cases")
    op.create_index(
        "cases_agency", "cases", ["agency_id", "case_id", "is_open", "channel", "outcome", "unit"]
    )
    op.create_index("cases_unit", "cases", ["unit", "case_id", "agency_id", "is_open", "channel"])
    open_unit = ["unit", "due_on", "case_id", "agency_id", "status", "clock_status"]
    _in_part("cases_open_unit", ("is_open = 1", "is_open"), open_unit)
    for name, words in RARE.items():
        _in_part(f"cases_{name}", words, ["case_id", "agency_id", "is_open"])


def _in_part(name: str, words: tuple[str, str], columns: list[str]) -> None:
    on_sqlite, on_postgres = map(sa.text, words)
    op.create_index(name, "cases", columns, sqlite_where=on_sqlite, postgresql_where=on_postgres)
