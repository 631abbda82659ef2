"""Slows down who guesses passwords: failures are counted in the database, and each one more waits longer.

Three counts: an account tried from one network, an account tried from anywhere, and a network. The first is
strict; the others leave room, so that nobody locks a colleague out from elsewhere and an office behind one address
does not lock itself out.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from workflow.errors import NotAllowed
from workflow.store import Store, failure_rows

FIRST, LONGEST, FORGOTTEN = timedelta(seconds=30), timedelta(minutes=15), timedelta(hours=24)


class Wait(NotAllowed):
    """Too many failures; `seconds` until the next try counts."""

    def __init__(self, seconds: int) -> None:
        minutes = -(-seconds // 60)
        super().__init__(
            f"尝试次数过多，请 {minutes} 分钟后再试 / too many attempts: try again in {minutes} min"
        )
        self.seconds = seconds


class Watched(NamedTuple):
    """A count: its words, how many failures are free, and whether success forgets it."""

    words: str
    free: int
    forgiven: bool


def watched(account: str, network: str, step: str = "password") -> tuple[Watched, ...]:
    """What one try counts towards; `step` keeps passwords and codes apart."""
    name = account.strip().casefold()
    return (
        Watched(f"{step} of {name} from {network}", 5, True),
        Watched(f"{step} of {name}", 25, True),
        Watched(f"{step} from {network}", 50, False),
    )


def wait_after(failures: int, free: int) -> timedelta:
    """Nothing for the free ones, then 30 s, doubled each time up to 15 minutes."""
    over = failures - free
    return timedelta(0) if over < 0 else min(FIRST * 2 ** min(over, 10), LONGEST)


def attempt(store: Store, counts: tuple[Watched, ...], now: datetime) -> None:
    """Count a try before it is looked at, so that many at once are counted one by one. Raises Wait."""
    with store.database.writing() as connection:
        held = failure_rows.counted(connection, [failure_rows.key_of(c.words) for c in counts], now)
        so_far = [(c, *_fresh(*held[failure_rows.key_of(c.words)], now)) for c in counts]
        left = max(last + wait_after(n, c.free) - now for c, n, last in so_far)
        if left > timedelta(0):
            raise Wait(-int(-left.total_seconds() // 1))
        for c, n, _last in sorted(so_far, key=lambda one: failure_rows.key_of(one[0].words)):
            failure_rows.put(connection, failure_rows.key_of(c.words), n + 1, now)


def _fresh(failures: int, last: datetime, now: datetime) -> tuple[int, datetime]:
    """Failures of the day before count no more, nor those of a time to come, after a clock was set back."""
    return (0, now) if now - last > FORGOTTEN or last - now > LONGEST else (failures, last)


def succeeded(store: Store, counts: tuple[Watched, ...], now: datetime) -> None:
    """The owner came: the counts of the account begin anew, that of the network keeps its other failures."""
    with store.database.writing() as connection:
        for c in sorted(counts, key=lambda one: failure_rows.key_of(one.words)):
            key = failure_rows.key_of(c.words)
            if c.forgiven:
                failure_rows.put(connection, key, 0, now)
            else:
                failure_rows.take_back(connection, key)
    with store.database.writing() as connection:
        failure_rows.forget(connection, now - FORGOTTEN)
