"""What was entered in a store of today, put into a schema of an earlier day."""

from __future__ import annotations

from rows import run
from sqlalchemy import Connection, inspect, text
from sqlmodel import SQLModel

from workflow.store import Store

#: tables that migrations and `mingfu rebuild` fill from the histories: they are not carried over
DERIVED = ("cases", "askers", "letters_waiting", "report_facts", "appeals", "appeal_limits", "archive_facts")


def carry(source: Store, connection: Connection) -> None:
    """Take over what was entered, in the columns the older schema has."""
    there = inspect(connection)
    for table in SQLModel.metadata.sorted_tables:
        if not there.has_table(table.name) or (table.name in DERIVED and table.name != "cases"):
            continue
        names = [c["name"] for c in there.get_columns(table.name) if c["name"] in table.columns]
        rows = run(source, f"SELECT {', '.join(names)} FROM {table.name}")
        if rows:
            marks = ", ".join(f":{name}" for name in names)
            insert = text(f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})")
            connection.execute(insert, [dict(zip(names, row, strict=True)) for row in rows])
