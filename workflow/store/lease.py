"""Several processes, one of which acts: it holds a lease in the database and renews it; another takes over after it."""

from __future__ import annotations

import logging
import secrets
from time import monotonic

from sqlalchemy.exc import DatabaseError

from workflow.store import lease_rows
from workflow.store.database import Database

log = logging.getLogger(__name__)


class Lease:
    """One process's hold on a task. `take` asks the database; `is_mine` does not, and errs on the side of no."""

    def __init__(self, database: Database, name: str, seconds: float) -> None:
        self.database, self.name, self.seconds = database, name, seconds
        self.holder = secrets.token_hex(8)
        self._until = 0.0

    def take(self) -> bool:
        """Take it, or hold on to it; False while another's has not run out, or the database does not answer."""
        asked = monotonic()  # before the database's own clock is read, so that ours runs out first
        try:
            held = self._asked()
        except DatabaseError as bad:
            log.warning("租约未能续期，稍后再试 / the lease could not be renewed: %s", bad.orig)
            return self.is_mine()
        self._until = asked + self.seconds if held else 0.0
        return held

    def _asked(self) -> bool:
        if not self.is_mine():
            with self.database.reading() as connection:
                if lease_rows.is_taken(connection, self.name, self.holder):
                    return False
        with self.database.writing() as connection:
            return lease_rows.take(connection, self.name, self.holder, self.seconds)

    def is_mine(self) -> bool:
        """Whether it certainly still holds."""
        return monotonic() < self._until

    def give_back(self) -> None:
        """End it at once, so that the next process need not wait."""
        if self.is_mine():
            self._until = 0.0
            with self.database.writing() as connection:
                lease_rows.give_back(connection, self.name, self.holder)
