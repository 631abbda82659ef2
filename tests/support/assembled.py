"""The pages put on another store: addresses and templates are compiled once a process, not at every test."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from datetime import datetime

from flask import Config, Flask

from web import create_app, one_view
from web.security import secret_key
from workflow.desk import Desk

#: what one application remembers of its own office and its own work
OWN = ("mingfu", "jobs", "review_lines", "imports", "import thread")
_FIRST: list[Flask] = []


def pages_on(desk: Desk, now: Callable[[], datetime]) -> Flask:
    """An application as `create_app` makes it, on this desk; only the addresses and templates are shared."""
    if not _FIRST:
        _FIRST.append(create_app(desk, now=now))
    made = copy(_FIRST[0])
    made.config = Config(made.root_path, _FIRST[0].config)
    made.config.update(NOW=now, SECRET_KEY=secret_key(desk.store.home / "web.key"))
    made.extensions = {name: held for name, held in made.extensions.items() if name not in OWN}
    made.extensions["mingfu"] = desk
    made.wsgi_app = one_view(desk, Flask.wsgi_app.__get__(made))  # type: ignore[method-assign]
    return made
