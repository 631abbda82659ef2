"""Rows written by the hundred stand as they would one by one, on both databases."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Boolean, Column, Connection, Date, Integer, MetaData, String, Table, select
from sqlalchemy.exc import IntegrityError

from workflow.store import Store, many_rows

KEPT = Table(
    "kept_for_the_test",
    MetaData(),
    Column("number", Integer, primary_key=True),
    Column("said", String, nullable=False),
    Column("day", Date),
    Column("holds", Boolean),
    Column("way", String, nullable=False, default="post"),
    Column("fee", Integer, default=0),
)
SAYINGS = (
    "请求公开\n第二段\t“引号”",
    'it\'s "quoted" \\ back\\slash \\u0041 :name %s {}',
    "",
    "null",
    "䶮龑𠮷😀",
    "\x01\x7f\u2028",
)
ROWS: list[dict[str, Any]] = [
    {"number": n, "said": said, "day": date(2026, 2, 28) if n % 2 else None, "holds": bool(n % 3), "fee": -n}
    for n, said in enumerate(SAYINGS)
]


def test_every_value_comes_back_as_it_was_given(store: Store) -> None:
    with store.database.writing() as connection:
        KEPT.create(connection)
        many_rows.add(connection, KEPT, ROWS)

        assert _held(connection) == [row | {"way": "post"} for row in ROWS]


def test_no_rows_write_nothing(store: Store) -> None:
    with store.database.writing() as connection:
        KEPT.create(connection)
        many_rows.add(connection, KEPT, [])

        assert _held(connection) == []


def test_a_taken_key_is_said_and_no_row_of_the_batch_stays(store: Store) -> None:
    with store.database.writing() as connection:
        KEPT.create(connection)
        many_rows.add(connection, KEPT, ROWS[3:4])
        with pytest.raises(IntegrityError), connection.begin_nested():
            many_rows.add(connection, KEPT, ROWS)

        assert [row["number"] for row in _held(connection)] == [3]


def _held(connection: Connection) -> list[dict[str, Any]]:
    found = connection.execute(select(KEPT).order_by(KEPT.c.number))
    return [dict(row) for row in found.mappings()]
