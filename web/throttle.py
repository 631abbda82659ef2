"""Slows down who guesses passwords: so many failures from one account or address, then a wait."""

from __future__ import annotations

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from threading import Lock

from workflow.errors import NotAllowed

FAILURES, WITHIN, KEPT = 8, timedelta(minutes=10), 10_000


class Throttle:
    """Counts failures in this process; `now` is given, aware."""

    def __init__(self) -> None:
        self._failures: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._lock = Lock()

    def check(self, keys: tuple[str, ...], now: datetime) -> None:
        """Raises NotAllowed while one of the keys has failed too often."""
        with self._lock:
            if any(len(self._recent(key, now)) >= FAILURES for key in keys):
                raise NotAllowed("尝试次数过多，请十分钟后再试 / too many attempts: try again in ten minutes")

    def failed(self, keys: tuple[str, ...], now: datetime) -> None:
        """Remember a failure."""
        with self._lock:
            for key in keys:
                self._failures.setdefault(key, deque(maxlen=FAILURES)).append(now)
                self._failures.move_to_end(key)
            while len(self._failures) > KEPT:
                self._failures.popitem(last=False)

    def succeeded(self, key: str) -> None:
        """Forget the failures of an account whose owner came."""
        with self._lock:
            self._failures.pop(key, None)

    def _recent(self, key: str, now: datetime) -> deque[datetime]:
        held = self._failures.get(key, deque())
        while held and held[0] < now - WITHIN:
            held.popleft()
        return held
