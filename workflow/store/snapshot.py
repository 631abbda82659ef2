"""Every row of the store as of one moment, written out and read in again on either kind of database."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    Date,
    DateTime,
    LargeBinary,
    MetaData,
    Table,
    func,
    insert,
    inspect,
    select,
    text,
)

from workflow.errors import BadInput
from workflow.store import indexing, schema
from workflow.store.database import Database
from workflow.store.reports import report_rows

#: rows that follow from others and are made again while these are read in, or that end with a restart
DERIVED = frozenset(
    {
        *("alembic_version", "case_words", "publication_words", "report_facts"),
        *("askers", "figure_months", "figure_stale"),
        *("leases", "sessions", "sign_in_failures"),
    }
)
BATCH = 1000


class Row(NamedTuple):
    """One row: the table it stands in and its values in the order of `columns`."""

    table: str
    values: tuple[Any, ...]


@contextmanager
def opened(database: Database) -> Iterator[Connection]:
    """A reading connection on which nothing changes however long it lasts, while others go on writing."""
    options: dict[str, Any] = {} if database.is_sqlite else {"isolation_level": "REPEATABLE READ"}
    with database.engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


def tables(connection: Connection) -> tuple[Table, ...]:
    """What is to be kept, those that others refer to first."""
    found = MetaData()
    found.reflect(connection, only=lambda name, _meta: name not in _left_out(connection))
    return tuple(found.sorted_tables)


def _left_out(connection: Connection) -> frozenset[str]:
    """Derived tables; on SQLite also the search index and the tables it keeps itself in."""
    if connection.dialect.name != "sqlite":
        return DERIVED
    virtual = connection.scalars(
        text("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'")
    ).all()
    parts = ("data", "idx", "content", "docsize", "config")
    return DERIVED | {*virtual, *(f"{name}_{part}" for name in virtual for part in parts)}


def columns(table: Table) -> tuple[str, ...]:
    """The columns that hold what was written; computed ones come by themselves."""
    return tuple(column.name for column in table.columns if column.computed is None)


def rows(connection: Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    """Every row in the order of the primary key, a few at a time."""
    wanted = select(*(table.c[name] for name in columns(table))).order_by(*table.primary_key.columns)
    for row in connection.execute(wanted.execution_options(yield_per=BATCH)):
        yield tuple(row)


def as_text(values: Sequence[Any]) -> str:
    """A row as one line of JSON."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    raise TypeError(f"no column holds {type(value)}")


def is_empty(database: Database) -> bool:
    """Whether the database holds no table at all."""
    with database.reading() as connection:
        return not inspect(connection).get_table_names()


class Loading:
    """Reads rows into a database that has none, inside one transaction."""

    def __init__(self, connection: Connection, revision: str) -> None:
        schema.build(connection, revision)
        self.connection = connection
        self.tables = {table.name: table for table in tables(connection)}

    def add(self, name: str, names: Sequence[str], lines: Iterable[str]) -> int:
        """Insert lines of JSON; answers how many. Raises BadInput for a table or column that is not there."""
        table = self.tables.get(name)
        if table is None or not set(names) <= set(columns(table)):
            raise BadInput(f"备份中的表 {name} 与程序不符 / the table does not fit this program")
        readers = [_reader(table, column) for column in names]
        made = 0
        for batch in _batches(_row(names, readers, line) for line in lines):
            self.connection.execute(insert(table), batch)
            made += len(batch)
        return made

    def finish(self) -> None:
        """Let numbers go on after the highest, bring an older schema up to date, make what follows from rows."""
        if self.connection.dialect.name == "postgresql":
            for table in self.tables.values():
                self._go_on(table)
        schema.build(self.connection, "head")
        indexing.index_all(self.connection)
        report_rows.rebuild(self.connection)

    def _go_on(self, table: Table) -> None:
        for column in table.columns:
            sequence = self.connection.scalar(
                select(func.pg_get_serial_sequence(f'"{table.name}"', column.name))
            )
            last = self.connection.scalar(select(func.max(column))) if sequence else None
            if last is not None:
                self.connection.execute(select(func.setval(sequence, last)))


def _reader(table: Table, name: str) -> Any:
    kind = table.c[name].type
    if isinstance(kind, DateTime):
        return datetime.fromisoformat
    if isinstance(kind, Date):
        return date.fromisoformat
    return base64.b64decode if isinstance(kind, LargeBinary) else None


def _row(names: Sequence[str], readers: Sequence[Any], line: str) -> Mapping[str, Any]:
    values = json.loads(line)
    return {
        name: value if read is None or value is None else read(value)
        for name, read, value in zip(names, readers, values, strict=True)
    }


def _batches(made: Iterable[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    batch: list[Mapping[str, Any]] = []
    for row in made:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
