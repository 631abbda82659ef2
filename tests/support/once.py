"""A form sent again, by a double click or after a lost answer, and what the office keeps before and after."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any, NamedTuple

from pages import Page, Visitor, read
from rows import run
from sqlalchemy import inspect

from workflow.store import Store

SESSION = "mingfu"
#: what only says when somebody was last seen, or which worker is at work
RESTLESS = {"leases"}
WORDS = "_words"  # the index of words cannot be read through; it follows the rows
SEEN = {"sessions": "seen_at"}
#: files that say nothing of the office: the database itself, keys, locks, the standing of background work
APART = (".db", ".db-wal", ".db-shm", ".key", ".lock")
Kept = dict[str, list[Any]]


class Form(NamedTuple):
    """A form as filled in: who sends it, where, and its fields; a file is (content, name)."""

    who: Visitor
    to: str
    fields: Mapping[str, Any]


def filled(who: Visitor, shown: str, to: str = "", **says: Any) -> Form:
    """The form on the page `shown` that goes to `to`, with these words put in."""
    return Form(who, to or shown, who.get(shown).values(to) | says)


def pressed(who: Visitor, to: str, **says: Any) -> Form:
    """A button that carries nothing but its token and these words."""
    token = who.get("/account/codes").source.split('name="csrf_token" value="')[1].split('"')[0]
    return Form(who, to, {"csrf_token": token, **says})


def kept(store: Store, but: frozenset[str] = frozenset()) -> Kept:
    """Every row of every table and every file, without the tables of `but`."""
    with store.database.reading() as connection:
        found_in = set(inspect(connection).get_table_names()) - RESTLESS - but
        tables = {table for table in found_in if WORDS not in table}
        columns = {t: [c["name"] for c in inspect(connection).get_columns(t)] for t in tables}
    found: Kept = {}
    for table in sorted(tables):
        names = ", ".join(f'"{name}"' for name in columns[table] if SEEN.get(table) != name)
        found[table] = sorted(run(store, f"SELECT {names} FROM {table}"), key=repr)
    files = (path for path in sorted(store.home.rglob("*")) if path.is_file())
    if "files" in but:
        return found
    found["files"] = [
        (str(path.relative_to(store.home)), hashlib.sha256(path.read_bytes()).hexdigest())
        for path in files
        if not path.name.endswith(APART)
    ]
    return found


def differing(before: Kept, after: Kept) -> set[str]:
    """The tables that hold something else."""
    return {name for name in before if before[name] != after[name]}


def sent_again(form: Form, between: Any = lambda: None) -> tuple[Any, Any]:
    """Both answers. The second has the cookies of before: whoever sends it never saw the first answer."""
    client = form.who.client
    before = client.get_cookie(SESSION)
    first = client.post(form.to, data=body(form.fields))
    between()
    if before is not None:
        client.set_cookie(SESSION, before.value)
    return first, client.post(form.to, data=body(form.fields))


def body(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as a browser sends them: a file is read anew each time."""
    return {name: _file(value) for name, value in fields.items()}


def _file(value: Any) -> Any:
    return (BytesIO(value[0]), value[1]) if isinstance(value, tuple) else value


def is_plain(first: Any, second: Any) -> bool:
    """Whether the second answer says where things stand: the same answer, the door, or a page with the reason."""
    if second.status_code == 303:
        shown_once = (
            first.status_code == 200
        )  # its page is not shown again: the place itself says what stands
        return shown_once or second.location == first.location or second.location.startswith("/sign-in")
    if second.status_code in (400, 403, 404, 409):
        page: Page = read(second)
        return len(page.main()) > 0
    return bool(second.status_code == first.status_code == 200)
