"""`mingfu overdue --by`: the figures of the overdue ledger for scripts, from the same count as the page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import mingfu
from databases import Databases
from demonstration import visited

from workflow.store import Store


@pytest.fixture
def office(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The demonstration office, on each kind of database."""
    with visited(databases, tmp_path, monkeypatch) as store:
        yield store


def test_the_figures_add_up_to_the_list_of_overdue_cases(office: Store) -> None:
    listed = mingfu("overdue", "--as", "sunli", "--json").json["total"]

    for by in ("agency", "unit", "person"):
        told = mingfu("overdue", "--as", "sunli", "--by", by, "--json").json
        assert told["totals"]["overdue"] == listed > 0
        assert sum(line["counts"]["overdue"] for line in told["lines"]) == listed
    assert "合计 / total" in mingfu("overdue", "--as", "sunli", "--by", "person").out


def test_figures_are_not_mixed_with_a_list(office: Store) -> None:
    assert mingfu("overdue", "--as", "sunli", "--by", "unit", "--csv").status == 2
    assert mingfu("overdue", "--as", "wangmin", "--by", "unit").status == 2
