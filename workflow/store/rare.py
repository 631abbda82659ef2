"""What few cases are: an index in part leads to each."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Index, text

#: fact -> its words on SQLite and on PostgreSQL; a query must repeat them
RARE: Final = {
    "for_publication": ("for_publication = 1", "for_publication"),
    "charged": ("fee_charged_on IS NOT NULL", "fee_charged_on IS NOT NULL"),
    "appealed": ("appeals != ''", "appeals <> ''"),
    "provisional": ("provisional = 1", "provisional"),
    "imported": ("imported = 1", "imported"),
}


def of_rare(name: str) -> Index:
    """The index of that fact, in the order of the cases."""
    on_sqlite, on_postgres = map(text, RARE[name])
    columns = ("case_id", "agency_id", "is_open", "unit", "channel", "outcome", "status")
    return Index(f"cases_{name}", *columns, sqlite_where=on_sqlite, postgresql_where=on_postgres)
