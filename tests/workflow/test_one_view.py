"""What reads in a dozen places reads in one transaction, and sees at once what is written in between."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from workflow.store.database import Database


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """One table with one row, on each kind in turn."""
    made = Database(database_url)
    with made.writing() as connection:
        connection.execute(text("CREATE TABLE marks (n INTEGER)"))
    _mark(made)
    yield made
    made.close()


def _mark(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(text("INSERT INTO marks VALUES (1)"))


def _marks(connection: Connection) -> int:
    return int(connection.execute(text("SELECT count(*) FROM marks")).scalar_one())


def test_reading_twice_uses_one_connection(database: Database) -> None:
    with database.one_view():
        with database.reading() as first:
            pass
        with database.reading() as second:
            assert _marks(second) == 1

    assert first is second


def test_what_was_written_in_between_is_seen(database: Database) -> None:
    with database.one_view():
        with database.reading() as connection:
            before = _marks(connection)
        _mark(database)
        with database.reading() as connection:
            after = _marks(connection)

    assert (before, after) == (1, 2)


def test_who_reads_while_it_is_written_goes_on_and_the_next_sees_it(database: Database) -> None:
    with database.one_view(), database.reading() as outer:
        _marks(outer)
        _mark(database)
        _marks(outer)
        with database.reading() as inner:
            seen = _marks(inner)

    assert seen == 2


def test_after_a_fault_the_next_one_reads_on(database: Database) -> None:
    with database.one_view():
        with pytest.raises(DBAPIError), database.reading() as connection:
            connection.execute(text("SELECT * FROM nothing_of_the_kind"))
        with database.reading() as connection:
            assert _marks(connection) == 1


def test_nothing_is_held_once_it_is_over(database: Database) -> None:
    with database.one_view():
        with database.reading() as connection:
            _marks(connection)
        _mark(database)
        with database.reading() as connection:
            _marks(connection)

    assert database.engine.pool.checkedout() == (1 if database.is_sqlite else 0)  # the writer's own
