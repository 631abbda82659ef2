"""Work too long for one request: done once at a time on a thread, looked in upon by reloading the page.

How it stands lies in the data folder, so that any process of the server can say it; a lock that ends with the process
says whether it goes on. What came of it is also written down in the office's list of changes.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import secrets
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from flask import current_app

from web.access import desk
from workflow.errors import DeskError
from workflow.records import moment, moment_text

log = logging.getLogger("mingfu.web")
PATIENCE = 2.5  # seconds that a request waits before it answers that the work goes on
INTERRUPTED = "程序中途停止，没有做完，请再做一次 / the program stopped before it was done: do it again"


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work; `key` says what it is about, `failed` why it failed, `result` is what JSON holds."""

    key: str
    by: int
    since: datetime
    running: bool = True
    result: Any = None
    failed: str = ""


class Jobs:
    """The latest work of each kind, in a folder that all processes of the server share."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="settings")

    def start(self, kind: str, key: str, by: int, since: datetime, work: Callable[[], Any]) -> Job:
        """Begin, unless such work goes on already; wait a moment for what is soon done."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = _locked(self._folder / f"{kind}.lock")
        begun = Job(key, by, since)
        if lock is not None:
            self._put(kind, begun)
            doing: Future[None] = self._pool.submit(self._do, kind, begun, work, lock)
            wait([doing], PATIENCE)
        return self.latest(kind) or begun

    def latest(self, kind: str) -> Job | None:
        """The latest of its kind."""
        held = self._get(kind)
        if held is None or not held.running or _is_locked(self._folder / f"{kind}.lock"):
            return held
        held = self._get(kind)  # it may have ended while we looked
        return _with(held, failed=INTERRUPTED) if held and held.running else held

    def _do(self, kind: str, begun: Job, work: Callable[[], Any], lock: int) -> None:
        try:
            self._put(kind, _with(begun, result=work()))
        except DeskError as refused:
            self._put(kind, _with(begun, failed=str(refused)))
        except Exception:
            reference = secrets.token_hex(4).upper()
            log.exception("%s %s", reference, begun.key)
            said = f"系统出错，参考号 {reference} / something went wrong, reference {reference}"
            self._put(kind, _with(begun, failed=said))
        finally:
            os.close(lock)

    def _put(self, kind: str, job: Job) -> None:
        """Whole or not at all."""
        scratch = self._folder / f"{kind}.{os.getpid()}.new"
        scratch.write_text(json.dumps(asdict(job) | {"since": moment_text(job.since)}), "utf-8")
        scratch.replace(self._folder / f"{kind}.json")

    def _get(self, kind: str) -> Job | None:
        try:
            held = json.loads((self._folder / f"{kind}.json").read_text("utf-8"))
        except FileNotFoundError:
            return None
        return Job(**held | {"since": moment(held["since"])})


def _with(job: Job, *, result: Any = None, failed: str = "") -> Job:
    return Job(job.key, job.by, job.since, running=False, result=result, failed=failed)


def _locked(file: Path) -> int | None:
    """The lock, held until it is closed or the process ends; None where somebody holds it."""
    lock = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    return lock


def _is_locked(file: Path) -> bool:
    lock = _locked(file)
    if lock is None:
        return True
    os.close(lock)
    return False


def jobs() -> Jobs:
    """Those of this installation."""
    made = current_app.extensions.get("jobs") or Jobs(desk().store.home / "jobs")
    return cast("Jobs", current_app.extensions.setdefault("jobs", made))
