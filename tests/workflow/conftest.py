"""A store with people in it, and a desk on it, for the tests of the engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import RULES, opened
from databases import Databases

from workflow.desk import Desk
from workflow.store import Store


@pytest.fixture
def store(databases: Databases, tmp_path: Path) -> Iterator[Store]:
    """A store of its own, on each kind of database in turn."""
    with opened(databases, tmp_path / "home") as made:
        yield made


@pytest.fixture
def desk(store: Store) -> Desk:
    """A desk on that store."""
    return Desk(store, RULES)
