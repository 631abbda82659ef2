"""The demonstration office served on loopback, as a browser finds it; filled once for all workers, then copied."""

from __future__ import annotations

import fcntl
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from browsing import WSGI
from flask import Flask
from waitress import create_server

from workflow import redating
from workflow.demo.filling import FOLDER, fill
from workflow.desk import Desk
from workflow.examining import examiner
from workflow.rules import Rules
from workflow.store import Store, schema

#: an office whose leader signs what concerns its own people, so that every step of the longest route is met
_LOADED = Rules.load()
LONGEST_ROUTE = "refused_internal"
RULES = replace(
    _LOADED, approvals=_LOADED.approvals.with_steps(LONGEST_ROUTE, ("legal", "approval", "leader"))
)
NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)  # Friday, 11 o'clock in Shanghai


class Office(NamedTuple):
    """A demonstration office on disk: its folder, and account -> password."""

    home: Path
    passwords: dict[str, str]

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """The desk on it."""
        store = Store.open(self.home, url=_url(self.home))
        try:
            yield Desk(store, RULES, examine=examiner())
        finally:
            store.close()


def _url(home: Path) -> str:
    return f"sqlite:///{home / 'mingfu.db'}"


def made_once(folder: Path, make: Callable[[Path], Any]) -> Any:
    """What `make` answered for that folder, the first time and in whichever process."""
    told = folder.with_suffix(".json")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            told.write_text(json.dumps(make(folder)), "utf-8")
    return json.loads(told.read_text("utf-8"))


def demonstration(folder: Path, stage: Path = FOLDER) -> Office:
    """The office of that stage, filled into the folder on the first call."""
    return Office(folder, made_once(folder, lambda home: _filled(home, stage)))


def _filled(home: Path, stage: Path) -> dict[str, str]:
    home.mkdir()
    store, rules = Store.open(home, url=_url(home)), RULES
    schema.upgrade(store.database)
    redating.sync_folder(Desk(store, rules), NOW)
    accounts = fill(store, rules, NOW, stage)
    store.close()
    return {account.name: account.password for account in accounts}


def whole_office(folder: Path) -> Office:
    """The demonstration office in `folder`/demo, and in it a case for every act that the demonstration leaves out."""
    return demonstration(folder / "demo", Path(made_once(folder / "stage", _staged)))


def _staged(folder: Path) -> str:
    """One more stage: the stories and cases of config/demo with those of this folder behind them."""
    shutil.copytree(FOLDER, folder)
    for name in ("stories", "cases"):
        with (folder / f"{name}.toml").open("a", encoding="utf-8") as stage:
            stage.write("\n" + (Path(__file__).parent / f"more_{name}.toml").read_text("utf-8"))
    return str(folder)


def copied(office: Office, home: Path) -> Office:
    """The same office, to be worked in."""
    shutil.copytree(office.home, home)
    return Office(home, office.passwords)


@contextmanager
def served(app: WSGI | Flask) -> Iterator[str]:
    """The address of the application while it is served on this machine alone."""
    server: Any = create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=5)
