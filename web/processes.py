"""Several processes on one socket: each answers people, the first one also does what time causes.

The parent loads everything, then forks, so that the processes share their memory. Itself it holds no thread and no
connection: it starts anew whoever dies, and ends all when it is asked to. Who loses the parent ends too.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType

#: a process that dies so soon after its start will die again
_SOON = 2.0
_MOST_SOON_DEAD = 5
_PATIENCE = 30.0  # seconds for pages under way
_MOST = 4

Answer = Callable[[int], None]  #: what a process does, given its number


def usual() -> int:
    """One for each processor, up to four; one alone where processes cannot be forked."""
    return min(_MOST, os.cpu_count() or 1) if hasattr(os, "fork") else 1


class Asked(SystemExit):
    """Asked to end."""


def end_when_asked() -> None:
    """SIGTERM and SIGINT end this process, its blocks left in order."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _ask)


def _ask(_number: int, _frame: FrameType | None) -> None:
    raise Asked(0)


_HEARD = (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD)


def run(many: int, answer: Answer) -> None:
    """Keep so many processes until asked to end. Raises RuntimeError where they die as soon as they start."""
    gc.freeze()  # what was loaded stays on pages that all of them share
    signal.signal(signal.SIGCHLD, lambda *_: None)  # what is ignored by default cannot be waited for
    signal.pthread_sigmask(signal.SIG_BLOCK, _HEARD)
    family = _Family(answer, *os.pipe())
    try:
        for number in range(many):
            family.start(number)
        while signal.sigwait(_HEARD) == signal.SIGCHLD:
            for number in family.lost():
                family.start(number)
    finally:
        family.end()


class _Family:
    """The processes by id, with their number and when they started."""

    def __init__(self, answer: Answer, watched: int, held: int) -> None:
        self.answer, self.watched, self.held = answer, watched, held
        self.alive: dict[int, tuple[int, float]] = {}
        self.soon_dead = 0

    def start(self, number: int) -> None:
        """Fork one. Nothing that waits to be written is written twice."""
        sys.stdout.flush()
        sys.stderr.flush()
        child = os.fork()
        if child:
            self.alive[child] = number, time.monotonic()
        else:
            _live(self.answer, number, self.watched, self.held)

    def lost(self) -> list[int]:
        """The numbers of those that died. Raises RuntimeError where it would go on for ever."""
        found = []
        for child in self._reaped():
            number, since = self.alive.pop(child)
            self.soon_dead = self.soon_dead + 1 if time.monotonic() - since < _SOON else 0
            found.append(number)
        if self.soon_dead > _MOST_SOON_DEAD:
            raise RuntimeError("网页进程一启动就退出 / the processes end as soon as they start")
        return found

    def _reaped(self) -> list[int]:
        return [child for child in self.alive if os.waitpid(child, os.WNOHANG)[0]]

    def end(self) -> None:
        """Ask all of them to end, again and again, and make them after a while."""
        os.close(self.held)
        until = time.monotonic() + _PATIENCE
        while self.alive and time.monotonic() < until:
            for child in self.alive:
                os.kill(child, signal.SIGTERM)
            signal.sigtimedwait([signal.SIGCHLD], 0.5)
            for child in self._reaped():
                del self.alive[child]
        for child in self.alive:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _live(answer: Answer, number: int, watched: int, held: int) -> None:
    """The whole life of a forked process; it never comes back."""
    status = 1
    try:
        signal.signal(signal.SIGTERM, _ask)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C strikes all at once: the parent passes it on
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _HEARD)
        os.close(held)
        threading.Thread(target=_end_with_parent, args=(watched,), daemon=True).start()
        answer(number)
        status = 0
    except Asked:
        status = 0
    except BaseException as fault:  # noqa: BLE001  # said, then the parent starts another
        sys.excepthook(type(fault), fault, fault.__traceback__)
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _end_with_parent(watched: int) -> None:
    """The pipe ends when its one writer, the parent, does."""
    os.read(watched, 1)
    os.kill(os.getpid(), signal.SIGTERM)
