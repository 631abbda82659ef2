"""A store that breaks off at a statement or at the commit, to see what is left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from workflow.store import Store


class Undone(Exception):
    """Ends a trial: whatever it did is rolled back."""


@contextmanager
def failing(store: Store, at: int) -> Iterator[list[str]]:
    """The connection breaks at the n-th statement, 0 being the first; answers the statements sent."""
    sent: list[str] = []

    def break_off(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        sent.append(statement)
        if len(sent) > at:
            raise Undone

    event.listen(store.database.engine, "before_cursor_execute", break_off)
    try:
        yield sent
    finally:
        event.remove(store.database.engine, "before_cursor_execute", break_off)


@contextmanager
def failing_commit(store: Store) -> Iterator[None]:
    def break_off(_connection: Any) -> None:
        raise Undone

    event.listen(store.database.engine, "commit", break_off)
    try:
        yield
    finally:
        event.remove(store.database.engine, "commit", break_off)
