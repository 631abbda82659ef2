"""Bringing a database to the schema this program expects, by the same migrations on both kinds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from workflow.errors import DeskError
from workflow.store.database import Database

_FOLDER = Path(__file__).parent / "migrations"


class SchemaOld(DeskError):
    """The store was written by another release of the program."""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    return config


def upgrade(database: Database) -> None:
    """Apply what is missing; running it again changes nothing."""
    config = _config()
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def revision(database: Database) -> Any:
    """The revision the database stands at, None when it is empty."""
    with database.reading() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def require_current(database: Database) -> None:
    """Raises SchemaOld unless the database stands at the newest revision."""
    wanted = ScriptDirectory.from_config(_config()).get_current_head()
    if revision(database) != wanted:
        raise SchemaOld("数据库尚未建立或版本不符，请先运行 mingfu init / run `mingfu init` first")
