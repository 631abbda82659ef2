"""An older store becomes what this program would have written: migrations run, and rows are derived anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import mingfu
from databases import Databases
from demonstration import visited
from rows import run
from sqlalchemy import Connection, inspect, text
from sqlmodel import SQLModel

from workflow.store import Store, schema

#: tables that migrations and `mingfu rebuild` fill from the histories: they are not carried over
DERIVED = ("cases", "letters_waiting", "report_facts", "appeals", "archive_facts")
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
        _carry(office, connection)

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


def _carry(source: Store, connection: Connection) -> None:
    """Take over what was entered, in the columns the older schema has."""
    there = inspect(connection)
    for table in SQLModel.metadata.sorted_tables:
        if not there.has_table(table.name) or (table.name in DERIVED and table.name != "cases"):
            continue
        names = [c["name"] for c in there.get_columns(table.name) if c["name"] in table.columns]
        rows = run(source, f"SELECT {', '.join(names)} FROM {table.name}")
        if rows:
            marks = ", ".join(f":{name}" for name in names)
            insert = text(f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})")
            connection.execute(insert, [dict(zip(names, row, strict=True)) for row in rows])
