"""A store whose every act joins one transaction: the whole demonstration stands, or none of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from workflow.store import Connection, Store
from workflow.store.database import Database


class _Joined(Database):
    """The same database, every reading and writing inside the one transaction that is open."""

    def __init__(self, outer: Database, connection: Connection) -> None:
        self.url, self.is_sqlite, self.engine = outer.url, outer.is_sqlite, outer.engine
        self._connection = connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        yield self._connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        yield self._connection


@contextmanager
def one_transaction(store: Store) -> Iterator[Store]:
    """The store as seen from inside one transaction, kept when the block ends and undone when it raises."""
    with store.database.writing() as connection:
        yield replace(store, database=_Joined(store.database, connection))
