"""The store: database, personal data, documents. The only rooms that know sqlmodel and sqlalchemy."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection as Connection

from workflow.store.database import Database
from workflow.store.documents import Documents
from workflow.store.personal import Vault


@dataclass(frozen=True, slots=True)
class Store:
    """One installation's data: where rows, sealed values and documents live."""

    database: Database
    vault: Vault
    documents: Documents
    home: Path

    @classmethod
    def open(cls, home: Path | None = None, url: str | None = None, key: Path | None = None) -> Store:
        """Open by settings: MINGFU_HOME (else var/), MINGFU_DATABASE_URL, MINGFU_KEY_FILE."""
        home = home or Path(os.environ.get("MINGFU_HOME") or "var").resolve()
        url = url or os.environ.get("MINGFU_DATABASE_URL") or f"sqlite:///{home / 'mingfu.db'}"
        key = key or Path(os.environ.get("MINGFU_KEY_FILE") or home / "mingfu.key")
        return cls(Database(url), Vault.from_file(key), Documents(home / "documents"), home)

    def close(self) -> None:
        """Give the connections back."""
        self.database.close()
