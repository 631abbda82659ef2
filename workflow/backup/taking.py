"""Taking a backup: one moment of the database, the documents it names, seals and rules; no key."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from workflow.backup.locks import Secret
from workflow.backup.members import ABOUT, Packing
from workflow.errors import BadInput, DeskError
from workflow.records import moment_text
from workflow.rules import ROOT
from workflow.store import Connection, Store, schema, snapshot

PART = 4 * 2**20  # bytes of rows in one member
KEY_CHECK = "mingfu backup key check"
#: what an office sets up beside the database: folder of the program -> what of it is kept
KEPT = {"config": "**/*.toml", "holidays": "**/*.json"}
#: entries that name a document, and where in them its digest stands
_NAMES = {"LetterFrozen": "pdf_sha256", "DocumentAdded": "sha256"}


class NoRoom(DeskError):
    """The backup could not be written; nothing is left of it."""


class Taken(NamedTuple):
    """A backup as written. `faults` are documents that the rows name and the disk does not hold as stored."""

    path: Path
    size: int
    sha256: str
    rows: int
    documents: int
    locked: bool
    faults: tuple[str, ...]

    def noted(self) -> dict[str, Any]:
        """What is written down of it in the office."""
        return {
            "size": self.size,
            "sha256": self.sha256,
            "documents": self.documents,
            "locked": self.locked,
            "faults": len(self.faults),
        }


def take(store: Store, path: Path, now: datetime, secret: Secret | None = None, root: Path = ROOT) -> Taken:
    """Write the backup; others go on working. Raises BadInput where the file exists, NoRoom where it does not fit.

    The file appears under its name when it is complete and on the disk, or not at all.
    """
    if path.exists():
        raise BadInput(f"{path} 已存在，不覆盖 / the file exists and is not overwritten")
    with appearing(path) as file:
        packing = Packing(file, secret)
        taking = _Taking(store, packing)
        taking.write(now, root)
    with path.open("rb") as written:
        digest = file_digest(written, "sha256").hexdigest()
    size = path.stat().st_size
    return Taken(path, size, digest, taking.rows, packing.documents, bool(secret), tuple(taking.faults))


@contextmanager
def appearing(path: Path) -> Iterator[BinaryIO]:
    """A file that takes its name when all of it is on the disk. Raises NoRoom, and leaves nothing then."""
    scratch = path.with_name(f"{path.name}.{os.getpid()}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.link(scratch, path)  # unlike a rename never over a file that came meanwhile
        _sync_folder(path.parent)
    except OSError as full:
        raise NoRoom(f"备份未能写入：{full.strerror} / the backup could not be written") from full
    finally:
        scratch.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class _Taking:
    """One backup while it is written."""

    def __init__(self, store: Store, packing: Packing) -> None:
        self._store, self._packing = store, packing
        self.rows = 0
        self.faults: list[str] = []

    def write(self, now: datetime, root: Path) -> None:
        """Everything, in the order in which it will be read."""
        with snapshot.opened(self._store.database) as connection:
            counts = self._tables(connection, now)
        self._documents()
        self._files("seals", self._store.home, "*.png")
        for folder, pattern in KEPT.items():
            self._files(folder, root, pattern)
        self._packing.finish({"rows": counts, "faults": self.faults})

    def _tables(self, connection: Connection, now: datetime) -> dict[str, int]:
        found = snapshot.tables(connection)
        about: dict[str, Any] = {
            "taken_at": moment_text(now),
            "revision": schema.revision_of(connection),
            "key_check": self._store.vault.digest(KEY_CHECK),
            "tables": [[table.name, list(snapshot.columns(table))] for table in found],
        }
        self._packing.add(ABOUT, json.dumps(about).encode())
        return {table.name: self._table(connection, table) for table in found}

    def _table(self, connection: Connection, table: Any) -> int:
        count = part = 0
        waiting = bytearray()
        names = snapshot.columns(table)
        for values in snapshot.rows(connection, table):
            self._require(table.name, dict(zip(names, values, strict=True)))
            waiting += snapshot.as_text(values).encode() + b"\n"
            count += 1
            if len(waiting) >= PART:
                part += 1
                self._packing.add(f"rows/{table.name}/{part:06d}", bytes(waiting))
                waiting.clear()
        if waiting:
            self._packing.add(f"rows/{table.name}/{part + 1:06d}", bytes(waiting))
        self.rows += count
        return count

    def _require(self, table: str, row: dict[str, Any]) -> None:
        """A document that a row names must be there; whether it is sound is seen when it is copied."""
        digest = ""
        if table == "documents":
            digest = row["sha256"]
        elif table == "entries" and row["kind"] in _NAMES:
            digest = json.loads(row["data"])[_NAMES[row["kind"]]]
        if digest and not self._store.documents.path(digest).exists():
            self.faults.append(f"文件 {digest[:12]} 不在库中 / the document is missing")

    def _documents(self) -> None:
        """All that lie in the folder: those of the snapshot were stored before their rows."""
        for path in sorted(self._store.documents.folder.glob("??/??")):
            for document in sorted(path.iterdir()):
                if len(document.name) == 64:
                    self._document(document)

    def _document(self, path: Path) -> None:
        with path.open("rb") as file:
            if file_digest(file, "sha256").hexdigest() != path.name:
                self.faults.append(f"文件 {path.name[:12]} 与存入时不同 / the document was changed")
                return
            size = file.tell()
            file.seek(0)
            self._packing.add_document(path.name, size, file)

    def _files(self, folder: str, below: Path, pattern: str) -> None:
        for path in sorted((below / folder).glob(pattern)):
            self._packing.add(f"files/{folder}/{path.relative_to(below / folder)}", path.read_bytes())
