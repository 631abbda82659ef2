"""The database: SQLite in the store's folder by default, PostgreSQL by one setting; short transactions."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.engine import make_url

_USUAL, _MUCH = 16_000, 128_000  #: kilobytes of pages that one connection of SQLite holds


class Database:
    """Opens transactions. `reading` takes no lock; `writing` on SQLite takes the one writer's place at once."""

    def __init__(self, url: str) -> None:
        self.url = _with_driver(url)
        self.is_sqlite = self.url.startswith("sqlite")
        self.engine = _sqlite(self.url) if self.is_sqlite else _postgres(self.url)
        self._write = self.engine.execution_options(mingfu_write=True)
        self._mine = threading.local()  # SQLite: each thread writes on a connection of its own, kept open

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent view; nothing may be written."""
        shared: Shared | None = getattr(self._mine, "shared", None)
        if shared is None:
            with self.engine.begin() as connection:
                yield connection
            return
        with shared.used() as connection:
            yield connection

    @contextmanager
    def one_view(self) -> Iterator[None]:
        """Every `reading` of this thread inside shares one transaction, which a `writing` ends: what is read
        afterwards is read anew. For the pages, which read in a dozen places."""
        if getattr(self._mine, "shared", None) is not None:
            yield
            return
        self._mine.shared = Shared(self.engine)
        try:
            yield
        finally:
            self._mine.shared.retire()
            self._mine.shared = None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: everything inside is kept, or nothing."""
        shared: Shared | None = getattr(self._mine, "shared", None)
        if shared is not None:
            shared.retire()
            self._mine.shared = Shared(self.engine)
        if not self.is_sqlite:
            with self._write.begin() as connection:
                yield connection
            return
        mine = self._writer()
        try:
            with mine.begin():
                yield mine
        except BaseException:
            _roll_back(mine)
            raise

    @contextmanager
    def writing_much(self) -> Iterator[Connection]:
        """`writing` for what changes a great part of the store: SQLite holds the changed pages until the commit
        instead of writing and reading them over and over, at the price of memory."""
        with self.writing() as connection:
            _hold(connection, _MUCH)
            try:
                yield connection
            finally:
                _hold(connection, _USUAL)

    def _writer(self) -> Connection:
        made: Connection | None = getattr(self._mine, "connection", None)
        if made is None or made.closed or made.invalidated:
            made = self._mine.connection = self._write.connect()
        return made

    def close(self) -> None:
        """Give every connection back; a thread's own one goes with the thread."""
        made: Connection | None = getattr(self._mine, "connection", None)
        if made is not None:
            made.close()
        self.engine.dispose()


def seen(connection: Connection) -> dict[Any, Any]:
    """What this view was asked before: kept for a shared view, which nothing changes; else empty and forgotten."""
    kept: dict[Any, Any] = connection.get_execution_options().get("mingfu_seen", {})
    return kept


class Shared:
    """One reading transaction of one thread, begun when first used; given back when retired and nobody reads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._users = 0
        self._retired = False

    @contextmanager
    def used(self) -> Iterator[Connection]:
        """The connection, inside its transaction. After an error it is not used again by whoever comes later."""
        if self._connection is None:
            self._connection = self._engine.connect().execution_options(mingfu_seen={})
            self._connection.begin()
        self._users += 1
        try:
            yield self._connection
        except BaseException:
            self._retired = True  # PostgreSQL answers nothing more in a transaction that failed
            raise
        finally:
            self._users -= 1
            self._end()

    def retire(self) -> None:
        """Nobody begins to read here any more."""
        self._retired = True
        self._end()

    def _end(self) -> None:
        if self._connection is not None and self._retired and not self._users:
            self._connection.close()
            self._connection = None
            self._retired = False


def _hold(connection: Connection, kilobytes: int) -> None:
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        driver.execute(f"PRAGMA cache_size=-{kilobytes}")


def _roll_back(connection: Connection) -> None:
    """A commit that broke off leaves the driver inside its transaction: the next act must not begin there."""
    driver: Any = connection.connection.driver_connection
    if driver.in_transaction:
        driver.rollback()


def _with_driver(url: str) -> str:
    """PostgreSQL is spoken through psycopg 3 whatever short form the setting uses."""
    parsed = make_url(url)
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    return parsed.render_as_string(hide_password=False)


class _Hinted(SQLiteCompiler):
    """Says `INDEXED BY` where a statement asks for it: SQLite keeps no figures of how common a value is, and
    SQLAlchemy drops the hint."""

    def get_from_hint_text(self, table: object, text: str | None) -> str | None:
        return text


def _postgres(url: str) -> Engine:
    """Statements last milliseconds; PostgreSQL would compile many of them for a tenth of a second first."""
    engine = create_engine(url, pool_size=10)

    @event.listens_for(engine, "connect")
    def _prepare(raw: Any, _record: object) -> None:
        raw.execute("SET jit = off")
        raw.commit()

    return engine


def _sqlite(url: str) -> Engine:
    """WAL and synchronous=FULL: what was committed survives a kill and a power cut."""
    path = make_url(url).database
    if path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": 60, "check_same_thread": False})
    engine.dialect.statement_compiler = _Hinted

    @event.listens_for(engine, "connect")
    def _prepare(raw: Any, _record: object) -> None:
        raw.isolation_level = None  # the driver's own implicit BEGIN would come too late
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"cache_size=-{_USUAL}",
            "wal_autocheckpoint=4000",
        ):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("mingfu_write")
        driver: Any = connection.connection.driver_connection
        driver.execute("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine
