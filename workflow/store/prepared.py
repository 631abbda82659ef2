"""Statements on the way of every act: compiled once a kind of database, then given straight to its driver.

SQLAlchemy's own way from statement to driver takes longer than SQLite's from statement to row. Where somebody
listens to the statements of an engine, they go that longer way and are heard.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Executable
from sqlalchemy.exc import IntegrityError


class Taken(Exception):
    """The place the row was to take is taken: a key that another transaction wrote first."""


class Prepared:
    """A statement whose columns are text, numbers, dates and truth values; rows come as the driver gives them.

    Values that stand in the statement itself go with it; the others are given when it is sent. Where a list of values
    stands in it, the others need a first value too.
    """

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._compiled: dict[str, tuple[str, tuple[str, ...] | None, dict[str, Any]]] = {}

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[Any]:
        """The rows it answers, as plain tuples."""
        found: list[Any] = self._send(connection, values).fetchall()
        return found

    def change(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """How many rows it changed. Raises Taken."""
        return int(self._send(connection, values).rowcount)

    def change_each(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Send it once for each row. Raises Taken."""
        for row in rows:
            self._send(connection, row)

    def change_all(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> int:
        """Send it for all rows in one go, which may be none; how many it changed. Raises Taken."""
        if not rows:
            return 0
        sql, names, own = self._for(connection)
        sent = [_as_sent({**own, **row} if own else row, names) for row in rows]
        try:
            return int(connection.exec_driver_sql(sql, sent).rowcount)
        except IntegrityError as taken:
            raise Taken from taken

    def _send(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        sql, names, own = self._for(connection)
        sent = _as_sent({**own, **values} if own else values, names)
        if connection.dispatch.before_cursor_execute:
            try:
                return connection.exec_driver_sql(sql, sent)
            except IntegrityError as taken:
                raise Taken from taken
        driver: Any = connection.connection.driver_connection
        dbapi: Any = connection.dialect.loaded_dbapi
        try:
            return driver.execute(sql, sent)
        except dbapi.IntegrityError as taken:
            raise Taken from taken

    def _for(self, connection: Connection) -> tuple[str, tuple[str, ...] | None, dict[str, Any]]:
        """Text, order of the values where they go by position, and the values of its own."""
        made = self._compiled.get(connection.dialect.name)
        if made is None:
            how: dict[str, Any] = {"dialect": connection.dialect}
            compiled: Any = self._statement.compile(**how)  # type: ignore[attr-defined]
            if compiled.post_compile_params:
                how["compile_kwargs"] = {"render_postcompile": True}
                compiled = self._statement.compile(**how)  # type: ignore[attr-defined]
            order = tuple(compiled.positiontup) if compiled.positional else None
            own = {name: value for name, value in compiled.params.items() if value is not None}
            made = self._compiled[connection.dialect.name] = (str(compiled), order, own)
        return made


def _as_sent(values: Mapping[str, Any], names: tuple[str, ...] | None) -> Any:
    """By name for PostgreSQL, whose driver knows dates; by position for SQLite, which keeps them as ISO text."""
    if names is None:
        return values
    sent = map(values.__getitem__, names)
    return tuple([value.isoformat() if isinstance(value, date) else value for value in sent])
