"""Where review is filed through the internet, and an index that finds letters not yet signed or not yet rendered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261121_3"
down_revision = "20261121_2"

#: the words of workflow/store/letter_queries.py: an index in part serves only a query that repeats them
KINDS = "kind IN ('ReplyApproved','NoticeSubmitted','NoticeReturned','NoticeSigned','LetterFrozen')"


def upgrade() -> None:
    op.add_column("agencies", sa.Column("review_online", sa.String(), nullable=False, server_default=""))
    where = sa.text(KINDS)
    op.create_index(
        "entries_letters", "entries", ["case_id", "kind"], sqlite_where=where, postgresql_where=where
    )
