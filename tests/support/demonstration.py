"""The demonstration office as a store for tests: filled once a session on each kind of database, then copied."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from databases import Databases
from rows import TABLES, run

from workflow import redating
from workflow.demo.filling import fill
from workflow.desk import Desk
from workflow.rules import Rules
from workflow.store import Store, schema


@cache
def _key() -> Path:
    return Path(tempfile.mkdtemp(prefix="mingfu-demo-")) / "mingfu.key"


def filled(url: str) -> None:
    """Make the tables, load the calendar, and fill in the demonstration as of now."""
    store, rules = Store.open(_key().parent, url=url, key=_key()), Rules.load()
    schema.upgrade(store.database)
    redating.sync_folder(Desk(store, rules), datetime.now(UTC))
    fill(store, rules, datetime.now(UTC))
    store.close()


@contextmanager
def visited(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A fresh copy of the demonstration, which every command of the test then finds."""
    url, home = databases.fresh(filled), tmp_path / "home"
    monkeypatch.setenv("MINGFU_HOME", str(home))
    monkeypatch.setenv("MINGFU_KEY_FILE", str(_key()))
    monkeypatch.setenv("MINGFU_DATABASE_URL", url)
    store = Store.open(home, url=url, key=_key())
    try:
        yield store
    finally:
        store.close()


def everything(store: Store) -> dict[str, str]:
    """Table -> how many rows, and the digest of them all."""
    told = {}
    for table in ("agencies", "people", "calendars", *TABLES):
        rows = sorted(map(repr, run(store, f"SELECT * FROM {table}")))
        told[table] = f"{len(rows)} {sha256(chr(10).join(rows).encode()).hexdigest()}"
    return told


def case_in(store: Store, status: str, agency: str = "示府办") -> str:
    """The first case of that status in that agency."""
    found = run(
        store,
        "SELECT case_no FROM cases JOIN agencies USING (agency_id) WHERE status = :status AND code = :code"
        " ORDER BY case_id",
        status=status,
        code=agency,
    )
    return str(found[0][0])
