"""An older store becomes what this program would have written: migrations run, and rows are derived anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import mingfu
from databases import Databases
from demonstration import visited
from older_stores import DERIVED, carry
from rows import run
from sqlalchemy import text
from sqlmodel import SQLModel

from workflow.store import Store, schema

#: the first release; the last one before court files, appeals and supervision
OLDER = ("20261121_3", "20261122_report_indexes")


@pytest.fixture
def office(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The demonstration office, on each kind of database."""
    with visited(databases, tmp_path, monkeypatch) as store:
        yield store


@pytest.mark.parametrize("revision", OLDER)
def test_an_older_store_is_brought_to_what_this_program_writes(
    office: Store, databases: Databases, monkeypatch: pytest.MonkeyPatch, revision: str
) -> None:
    older = Store.open(office.home, url=databases.fresh(), key=office.home / "none")
    monkeypatch.setenv("MINGFU_DATABASE_URL", older.database.url)
    with older.database.writing() as connection:
        schema.build(connection, revision)
        carry(office, connection)

    done = mingfu("init", "--json").json

    assert (done["upgraded"], done["rebuilt"]) == (True, run(office, "SELECT count(*) FROM cases")[0][0])
    for table in DERIVED:
        columns = ", ".join(column.name for column in SQLModel.metadata.tables[table].columns)
        asked = f"SELECT {columns} FROM {table}"
        assert sorted(map(repr, run(older, asked))) == sorted(map(repr, run(office, asked))), table
    assert mingfu("verify", "--json").json["holds"]
    assert mingfu("init", "--json").json["rebuilt"] == 0


def test_an_upgrade_cut_short_is_made_up_by_the_next_start(office: Store) -> None:
    with office.database.writing() as connection:
        connection.execute(text("UPDATE cases SET supply_way = '', days_waited = 0"))
    office.home.mkdir(exist_ok=True)
    (office.home / "rebuild-owed").touch()

    assert mingfu("init", "--json").json["rebuilt"] > 0

    assert mingfu("verify", "--json").json["holds"]
