"""Work too long for one request: done once at a time on a thread, looked in upon by reloading the page.

Its outcome is also written down in the office's list of changes, which every process reads; what stands here is of this
process alone and goes with it.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from flask import current_app

from workflow.errors import DeskError

log = logging.getLogger("mingfu.web")
PATIENCE = 2.5  # seconds that a request waits before it answers that the work goes on


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work; `key` says what it is about."""

    key: str
    by: int
    since: datetime
    future: Future[Any]

    @property
    def running(self) -> bool:
        """Whether it goes on."""
        return not self.future.done()

    @property
    def result(self) -> Any:
        """What came of it; nothing where it failed or goes on."""
        return None if self.running or self.future.exception() else self.future.result()

    @property
    def failed(self) -> str:
        """Why it failed, in both languages."""
        error = None if self.running else self.future.exception()
        if error is None or isinstance(error, DeskError):
            return str(error or "")
        reference = secrets.token_hex(4).upper()
        log.error("%s %s", reference, self.key, exc_info=error)
        return f"系统出错，参考号 {reference} / something went wrong, reference {reference}"


class Jobs:
    """The latest work of each kind."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="settings")
        self._latest: dict[str, Job] = {}

    def start(self, kind: str, key: str, by: int, since: datetime, work: Callable[[], Any]) -> Job:
        """Begin, unless such work goes on already; wait a moment for what is soon done."""
        held = self._latest.get(kind)
        if held is None or not held.running:
            held = self._latest[kind] = Job(key, by, since, self._pool.submit(work))
        wait([held.future], PATIENCE)
        return held

    def latest(self, kind: str) -> Job | None:
        """The latest of its kind."""
        return self._latest.get(kind)


def jobs() -> Jobs:
    """Those of this application."""
    return cast("Jobs", current_app.extensions.setdefault("jobs", Jobs()))
