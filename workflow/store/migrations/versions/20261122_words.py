"""The index of words over cases, and the register of what is already public, indexed alike."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from workflow.store import indexing, word_index

revision = "20261122_words"
down_revision = "20261122_mail_and_post"


def upgrade() -> None:
    _publications()
    for index in (word_index.CASES, word_index.PUBLICATIONS):
        _word_index(index)
    indexing.index_all(op.get_bind())


def _publications() -> None:
    op.create_table(
        "publications",
        sa.Column("publication_id", sa.Integer(), primary_key=True),
        sa.Column("agency_id", sa.Integer(), sa.ForeignKey("agencies.agency_id"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("document_no", sa.String(), nullable=False),
        sa.Column("where_found", sa.String(), nullable=False),
        sa.Column("published_on", sa.Date()),
        sa.Column("closed_on", sa.Date()),
        sa.Column("added_at", sa.String(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
    )
    op.create_index("ix_publications_agency_id", "publications", ["agency_id"])


def _word_index(name: str) -> None:
    """SQLite: without the text itself. PostgreSQL: without the pending list, so that every search costs alike."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE VIRTUAL TABLE {name} USING fts5(words, content='', columnsize=0, detail='none', "
            "tokenize='ascii')"
        )
        return
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.ARRAY(sa.Integer()), nullable=False),
    )
    op.execute(f"CREATE INDEX {name}_words ON {name} USING gin (words) WITH (fastupdate = off)")
