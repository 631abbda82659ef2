"""Statements on the way of every act: compiled once a kind of database, then sent as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, CursorResult, Executable


class Prepared:
    """A statement whose columns are text, numbers, dates and truth values; rows come back as the driver gives them."""

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._compiled: dict[str, tuple[str, tuple[str, ...] | None]] = {}

    def run(self, connection: Connection, values: Mapping[str, Any]) -> CursorResult[Any]:
        """Send it with the values of its parameters by name."""
        sql, names = self._for(connection)
        return connection.exec_driver_sql(sql, _as_sent(values, names))

    def run_many(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Send it once for each row."""
        sql, names = self._for(connection)
        connection.exec_driver_sql(sql, [_as_sent(row, names) for row in rows])

    def _for(self, connection: Connection) -> tuple[str, tuple[str, ...] | None]:
        made = self._compiled.get(connection.dialect.name)
        if made is None:
            compiled: Any = self._statement.compile(dialect=connection.dialect)  # type: ignore[attr-defined]
            order = tuple(compiled.positiontup) if compiled.positional else None
            made = self._compiled[connection.dialect.name] = (str(compiled), order)
        return made


def _as_sent(values: Mapping[str, Any], names: tuple[str, ...] | None) -> Any:
    """By name for PostgreSQL, whose driver knows dates; by position for SQLite, which keeps them as ISO text."""
    if names is None:
        return values
    return tuple(
        value.isoformat() if isinstance(value, date) else value for value in map(values.__getitem__, names)
    )
