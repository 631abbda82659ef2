"""Bringing a database to the schema this program expects, by the same migrations on both kinds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from workflow.errors import DeskError
from workflow.store.database import Database

_FOLDER = Path(__file__).parent / "migrations"


class StoreUnreachable(DeskError):
    """The database does not answer, or is not one."""


class SchemaOld(DeskError):
    """The store was written by another release of the program."""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    return config


def upgrade(database: Database) -> None:
    """Apply what is missing; running it again changes nothing."""
    config = _config()
    revision(database)
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def build(connection: Connection, revision: str) -> None:
    """Bring the schema to that revision inside the caller's transaction. Raises SchemaOld for one not known here."""
    config = _config()
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, revision)
    except CommandError as unknown:
        raise SchemaOld(
            f"备份的数据库版本 {revision} 不属于本程序 / this program knows no schema {revision}"
        ) from unknown


def revision(database: Database) -> Any:
    """The revision the database stands at, None when it is empty."""
    with _reached(database) as connection:
        return revision_of(connection)


def revision_of(connection: Connection) -> Any:
    """The same, as that connection sees it."""
    return MigrationContext.configure(connection).get_current_revision()


@contextmanager
def _reached(database: Database) -> Iterator[Connection]:
    try:
        with database.reading() as connection:
            yield connection
    except DatabaseError as bad:
        raise StoreUnreachable(f"数据库无法打开 / the database cannot be opened: {bad.orig}") from bad


def is_current(database: Database) -> bool:
    """Whether the database stands at the newest revision."""
    return bool(revision(database) == ScriptDirectory.from_config(_config()).get_current_head())


def require_current(database: Database) -> None:
    """Raises SchemaOld unless the database stands at the newest revision."""
    if not is_current(database):
        raise SchemaOld("数据库尚未建立或版本不符，请先运行 mingfu init / run `mingfu init` first")
