"""How a command comes to the desk: the store that stands, who acts, at what moment."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import click

from workflow.desk import Desk
from workflow.errors import BadInput, NotFound
from workflow.examining import examiner
from workflow.rules import Rules
from workflow.store import Store, repository, schema
from workflow.store.offices import office_rows


def plain(_context: click.Context, _option: click.Parameter, text: str | None) -> str | None:
    """Text as a database can hold it; what a terminal could not decode is refused."""
    if text is not None and not text.isprintable():
        raise click.BadParameter("含有无法识别的字符 / characters that are no text")
    return text


def day(_context: click.Context, _option: click.Parameter, text: str | None) -> date | None:
    """A date written YYYY-MM-DD."""
    if text is None:
        return None
    try:
        if len(text) == len("2026-01-01"):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise click.BadParameter(f"{text!r} 不是日期（年-月-日） / not a date (YYYY-MM-DD)")


AS_JSON = click.option("--json", "as_json", is_flag=True, help="输出 JSON / answer in JSON")
AS_ACCOUNT = click.option(
    "--as",
    "account",
    envvar="MINGFU_ACCOUNT",
    metavar="ACCOUNT",
    callback=plain,
    help="以谁的账号办理，缺省为 MINGFU_ACCOUNT / whose act it is",
)


def moment() -> datetime:
    """The moment a command acts at."""
    return datetime.now(UTC)


def home() -> Path:
    """The data folder."""
    return Path(os.environ.get("MINGFU_HOME") or "var").resolve()


def exists() -> bool:
    """Whether a store has been made here: nothing may be made by only looking."""
    key = Path(os.environ.get("MINGFU_KEY_FILE") or home() / "mingfu.key")
    return key.exists() and bool(os.environ.get("MINGFU_DATABASE_URL") or (home() / "mingfu.db").exists())


@contextmanager
def at_desk() -> Iterator[Desk]:
    """The desk of the store that `mingfu init` made. Raises BadInput without one, SchemaOld for another release's."""
    if not exists():
        raise BadInput("此处还没有数据库，请先运行 mingfu init / no store here: run `mingfu init` first")
    store = Store.open()
    try:
        schema.require_current(store.database)
        yield Desk(store, Rules.load(), examine=examiner())
    finally:
        store.close()


def person(desk: Desk, account: str | None) -> int:
    """The id of the acting person. Raises BadInput where nobody is named, NotFound for an unknown account."""
    if not account:
        raise BadInput("请用 --as 或 MINGFU_ACCOUNT 指明账号 / say who acts by --as or MINGFU_ACCOUNT")
    with desk.store.database.reading() as connection:
        found = office_rows.account(connection, account)
    if found is None:
        raise NotFound(f"没有账号 {account} / no such account")
    return found.person_id


def agency(desk: Desk, code: str) -> int:
    """The id of the agency of that code. Raises NotFound."""
    with desk.store.database.reading() as connection:
        found = next((a.agency_id for a in repository.agencies(connection) if a.code == code), None)
    if found is None:
        raise NotFound(f"没有机关 {code} / no such agency")
    return found
