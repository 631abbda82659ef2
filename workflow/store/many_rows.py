"""New rows by the hundred: PostgreSQL takes a batch as one value, SQLite what its driver binds without looking."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, TextClause, text
from sqlalchemy.sql.schema import ScalarElementColumnDefault


def add(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows that name the same columns: words, whole numbers, truths and dates.

    Those they leave out take their defaults. Raises sqlalchemy's IntegrityError where a key is taken.
    """
    if not rows:
        return
    own = _defaults(table)
    columns = tuple({**own, **rows[0]})
    if connection.dialect.name == "sqlite":
        values = [tuple(map(_plain, ({**own, **row}[name] for name in columns))) for row in rows]
        connection.exec_driver_sql(_into_sqlite(table, columns), values)
        return
    sent = json.dumps([{**own, **row} for row in rows], ensure_ascii=False, default=date.isoformat)
    connection.execute(_into_postgres(table, columns), {"rows": sent})


def _plain(value: Any) -> Any:
    """As the driver of SQLite takes it; a day as the other rows have it."""
    return value.isoformat() if isinstance(value, date) else value


@cache
def _defaults(table: Table) -> dict[str, Any]:
    """The value a column takes where a row does not name it."""
    defaults = ((column.name, column.default) for column in table.c)
    return {name: one.arg for name, one in defaults if isinstance(one, ScalarElementColumnDefault)}


@cache
def _into_sqlite(table: Table, columns: tuple[str, ...]) -> str:
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - names of the schema


@cache
def _into_postgres(table: Table, columns: tuple[str, ...]) -> TextClause:
    """The row type of the table reads each value, as it would read one typed in."""
    named, row_type = ", ".join(columns), f"NULL::{table.name}"
    return text(
        f"INSERT INTO {table.name} ({named}) "  # noqa: S608 - names of the schema alone
        f"SELECT {named} FROM json_populate_recordset({row_type}, CAST(:rows AS json))"
    )
