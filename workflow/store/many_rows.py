"""New rows by the hundred: PostgreSQL takes a batch as one value, SQLite row by row, each the quicker way there."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, TextClause, insert, text
from sqlalchemy.sql.schema import ScalarElementColumnDefault


def add(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows that name the same columns: words, whole numbers, truths and dates.

    Those they leave out take their defaults. Raises sqlalchemy's IntegrityError where a key is taken.
    """
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(insert(table), list(map(dict, rows)))
        return
    own = _defaults(table)
    sent = json.dumps([{**own, **row} for row in rows], ensure_ascii=False, default=date.isoformat)
    connection.execute(_into_postgres(table, tuple({**own, **rows[0]})), {"rows": sent})


@cache
def _defaults(table: Table) -> dict[str, Any]:
    """The value a column takes where a row does not name it."""
    defaults = ((column.name, column.default) for column in table.c)
    return {name: one.arg for name, one in defaults if isinstance(one, ScalarElementColumnDefault)}


@cache
def _into_postgres(table: Table, columns: tuple[str, ...]) -> TextClause:
    """The row type of the table reads each value, as it would read one typed in."""
    named, row_type = ", ".join(columns), f"NULL::{table.name}"
    return text(
        f"INSERT INTO {table.name} ({named}) "  # noqa: S608 - names of the schema alone
        f"SELECT {named} FROM json_populate_recordset({row_type}, CAST(:rows AS json))"
    )
