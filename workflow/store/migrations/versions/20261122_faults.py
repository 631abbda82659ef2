"""Letters sent back, recalled and signed over a warning are counted for the assessment without reading histories."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122_faults"
down_revision = "20261122_rare_facts"

FAULTS = (
    "kind IN ('DraftReturned','SecrecyReturned','LegalReturned','NoticeReturned','NoticeLegalReturned',"
    "'ReplyRecalled','NoticeVoided')"
)
SIGNED_OVER = (
    "kind IN ('ReplyApproved','RepliedOnSpot','NoticeSigned')"
    ' AND {find}(data, \'"warnings_accepted":""\') = 0'
)


def upgrade() -> None:
    _in_part("entries_faults", FAULTS, ("agency_id", "at", "kind", "case_id"))
    _in_part("entries_signed_over", SIGNED_OVER, ("agency_id", "at", "case_id"))


def _in_part(name: str, where: str, columns: tuple[str, ...]) -> None:
    op.create_index(
        name,
        "entries",
        list(columns),
        sqlite_where=sa.text(where.format(find="instr")),
        postgresql_where=sa.text(where.format(find="strpos")),
    )
