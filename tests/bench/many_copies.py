"""A copy of the great store that a benchmark may change: the kept one serves others as it is."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import many_cases
import psycopg
from builders import RULES

from workflow.desk import Desk
from workflow.store import Store

_COPY = "mingfu_changed"


@contextmanager
def on_sqlite(n: int) -> Iterator[Desk]:
    """A desk on a copy of the file."""
    with tempfile.TemporaryDirectory(prefix="mingfu-changed-") as folder, many_cases.on_sqlite(n) as desk:
        home = desk.store.home
        with desk.store.database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        copy = Path(folder) / "mingfu.db"
        shutil.copyfile(home / "mingfu.db", copy)
        with _desk(f"sqlite:///{copy}", Path(folder), home / "key") as changed:
            yield changed


@contextmanager
def on_postgres(n: int) -> Iterator[Desk]:
    """A desk on a copy of the database, in the same cluster."""
    with tempfile.TemporaryDirectory(prefix="mingfu-changed-") as folder, many_cases.on_postgres(n) as desk:
        url, home = desk.store.database.url, desk.store.home
        desk.store.close()  # a template has no other users
        here = url.replace("+psycopg", "").replace("/mingfu?", "/postgres?")
        with psycopg.connect(here, autocommit=True) as raw:
            raw.execute(f"DROP DATABASE IF EXISTS {_COPY} WITH (FORCE)")
            raw.execute(f"CREATE DATABASE {_COPY} TEMPLATE mingfu STRATEGY file_copy")
        try:
            with _desk(url.replace("/mingfu?", f"/{_COPY}?"), Path(folder), home / "key") as changed:
                yield changed
        finally:
            with psycopg.connect(here, autocommit=True) as raw:
                raw.execute(f"DROP DATABASE IF EXISTS {_COPY} WITH (FORCE)")


@contextmanager
def _desk(url: str, home: Path, key: Path) -> Iterator[Desk]:
    store = Store.open(home, url=url, key=key)
    try:
        yield Desk(store, RULES)
    finally:
        store.close()
