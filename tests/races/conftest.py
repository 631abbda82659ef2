"""A store with people in it, for those who act at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import RULES, opened
from databases import Databases

from workflow.desk import Desk


@pytest.fixture
def desk(databases: Databases, tmp_path: Path) -> Iterator[Desk]:
    """A desk on a store of its own, on each kind of database in turn."""
    with opened(databases, tmp_path / "home") as store:
        yield Desk(store, RULES)
