"""Looking into the raw database of a store, past the program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import text

from workflow.store import Store

#: what an act or a form may write to; a refused one leaves all of them as they were
TABLES = ("cases", "entries", "texts", "applicants", "numbers", "documents")


def run(store: Store, statement: str, **values: Any) -> list[tuple[Any, ...]]:
    """Run one statement in a transaction of its own; answer its rows."""
    with store.database.writing() as connection:
        done = connection.execute(text(statement), values)
        return [tuple(row) for row in done] if done.returns_rows else []


def snapshot(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that acts write, to be compared before and after."""
    return {table: sorted(run(store, f"SELECT * FROM {table}"), key=repr) for table in TABLES}


def raw_texts(store: Store) -> dict[str, list[str]]:
    """Every value of every table of the program as text, by table and column."""
    found: dict[str, list[str]] = {}
    with store.database.reading() as connection:
        for table in (*TABLES, "calendars", "people", "agencies"):
            for row in connection.execute(text(f"SELECT * FROM {table}")).mappings():
                for column, value in row.items():
                    found.setdefault(f"{table}.{column}", []).append(str(value))
    return found


def raw_bytes(store: Store) -> bytes:
    """What stands on the disk of a SQLite store, its log included."""
    path = Path(store.database.url.removeprefix("sqlite:///"))
    files = [path, path.with_name(f"{path.name}-wal")]
    return b"".join(file.read_bytes() for file in files if file.exists())
