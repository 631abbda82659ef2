"""Bringing a backup back: on an empty machine alone, whole or not at all, every byte held against its digest."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from workflow.backup.locks import BackupDamaged, Secret, SecretWrong
from workflow.backup.members import ABOUT, BLOCK, DOCUMENTS, Member, Unpacking
from workflow.backup.taking import KEPT, KEY_CHECK
from workflow.errors import BadInput
from workflow.rules import ROOT
from workflow.store import Store, snapshot

STAGE = ".restoring"
#: what may lie in the folder before: the keys, earlier backups, and what a broken restore left
ALLOWED = frozenset({"backups", "web.key", STAGE, "mingfu.db", "mingfu.db-wal", "mingfu.db-shm"})


class Restored(NamedTuple):
    """What came back. `differing` are rule files unlike the program's own: they lie in restored-rules/."""

    taken_at: str
    rows: int
    documents: int
    differing: tuple[str, ...]
    faults: tuple[str, ...]


def check(path: Path, secret: Secret | None = None) -> Restored:
    """Read a backup to its end and prove every byte; nothing is written. Raises BackupDamaged, SecretWrong."""
    with path.open("rb") as file:
        reading = _Reading(Unpacking(file, secret))
        for member in reading.members():
            if member.name.startswith(DOCUMENTS):
                _proved(member, None)
        return reading.restored(())


def restore(
    store: Store, path: Path, secret: Secret | None = None, key: Path | None = None, root: Path = ROOT
) -> Restored:
    """Bring everything back into an empty database and folder; `key` is the key file that already lies there.

    Raises BadInput unless both are empty, SecretWrong where the store's key is not that of the data.
    """
    _require_empty(store, key)
    with path.open("rb") as file, _staged(store.home) as stage:
        reading = _Reading(Unpacking(file, secret))
        with store.database.writing() as connection:
            differing = _read_in(store, connection, reading, stage, root)
            _bring_out(stage, store.home)
    return reading.restored(differing)


def _require_empty(store: Store, key: Path | None) -> None:
    if not snapshot.is_empty(store.database):
        raise BadInput("数据库不是空的，不能恢复 / the database is not empty: nothing is restored over it")
    broken = (store.home / STAGE).exists()
    allowed = ALLOWED | ({key.name} if key else set()) | ({"documents", "seals"} if broken else set())
    found = sorted(path.name for path in store.home.glob("*") if path.name not in allowed)
    if found:
        said = "、".join(found[:5])
        raise BadInput(f"数据目录不是空的：{said} / the data folder is not empty")


@contextmanager
def _staged(home: Path) -> Iterator[Path]:
    """A folder to unpack into. While it stands, documents and seals beside it are of a broken restore."""
    stage = home / STAGE
    for left in (stage, *((home / "documents", home / "seals") if stage.exists() else ())):
        shutil.rmtree(left, ignore_errors=True)
    stage.mkdir(parents=True, mode=0o700)
    try:
        yield stage
    except BaseException:
        for left in (home / "documents", home / "seals", home / "restored-rules"):
            shutil.rmtree(left, ignore_errors=True)
        raise
    finally:
        shutil.rmtree(stage, ignore_errors=True)


class _Reading:
    """What a backup says of itself while it is read."""

    def __init__(self, unpacking: Unpacking) -> None:
        self._unpacking = unpacking
        self.about: dict[str, Any] = {}
        self.rows: dict[str, int] = {}

    def members(self) -> Iterator[Member]:
        """Every member after the first, which says what they are."""
        for member in self._unpacking.members():
            if member.name == ABOUT:
                self.about = json.loads(member.whole())
                self.rows = {name: 0 for name, _columns in self.about["tables"]}
                yield Member(member.name, 0, member.file)
                continue
            if not self.about:
                raise BackupDamaged("备份缺少说明 / the backup does not say what it is")
            if member.name.startswith("rows/"):
                content = member.whole()
                self.rows[_table(member)] += content.count(b"\n")
                member.file.seek(0)
            yield member
        if self.rows != self._unpacking.manifest.get("rows"):
            raise BackupDamaged("行数与清单不符 / the rows differ from the manifest")

    def restored(self, differing: tuple[str, ...]) -> Restored:
        """What it held."""
        said = self._unpacking.manifest
        rows = sum(self.rows.values())
        return Restored(self.about["taken_at"], rows, said["documents"], differing, tuple(said["faults"]))


def _read_in(store: Store, connection: Any, reading: _Reading, stage: Path, root: Path) -> tuple[str, ...]:
    loading: snapshot.Loading | None = None
    differing = []
    for member in reading.members():
        if member.name == ABOUT:
            _require_key(store, reading.about)
            loading = snapshot.Loading(connection, reading.about["revision"])
        elif member.name.startswith("rows/"):
            assert loading is not None
            columns = dict(reading.about["tables"])
            lines = (line.decode() for line in member.file)
            loading.add(_table(member), columns[_table(member)], lines)
        elif member.name.startswith(DOCUMENTS):
            _proved(member, stage / "documents")
        elif _put(member, stage, root):
            differing.append(member.name.removeprefix("files/"))
    if loading is None:
        raise BackupDamaged("备份是空的 / the backup is empty")
    loading.finish()
    return tuple(differing)


def _table(member: Member) -> str:
    return member.name.split("/")[1]


def _require_key(store: Store, about: dict[str, Any]) -> None:
    """The key is kept apart from the data and must be there first."""
    if store.vault.digest(KEY_CHECK) != about["key_check"]:
        raise SecretWrong(
            "密钥文件不是写入这些数据时的那一个，请先放回 / put the key file of this data in its place first"
        )


def _proved(member: Member, folder: Path | None) -> None:
    """Copy a document to where it belongs and hold it against its name. Raises BackupDamaged."""
    digest = member.name.removeprefix(DOCUMENTS)
    if len(digest) != 64 or not digest.isalnum():
        raise BackupDamaged(f"备份中有不认识的内容 {digest} / unknown member")
    path = folder / digest[:2] / digest[2:4] / digest if folder else Path(os.devnull)
    path.parent.mkdir(parents=True, exist_ok=True)
    found = sha256()
    with path.open("wb") as file:
        while block := member.file.read(BLOCK):
            found.update(block)
            file.write(block)
    if found.hexdigest() != digest:
        raise BackupDamaged(f"文件 {digest[:12]} 与存入时不同 / the document was changed")


def _put(member: Member, stage: Path, root: Path) -> bool:
    """Seals go home; rules lie beside for comparing. Answers whether a rule differs from the program's own."""
    parts = PurePosixPath(member.name).parts
    if parts[0] != "files" or parts[1] not in {"seals", *KEPT} or ".." in parts:
        raise BackupDamaged(f"备份中有不认识的内容 {member.name} / unknown member")
    below = ("seals",) if parts[1] == "seals" else ("restored-rules", parts[1])
    path = stage.joinpath(*below, *parts[2:])
    content = member.whole()
    own = root.joinpath(*parts[1:])
    if parts[1] != "seals" and own.exists() and own.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return parts[1] != "seals"


def _bring_out(stage: Path, home: Path) -> None:
    """Everything has been read and proved: put it where it belongs, before the rows are committed."""
    os.sync()
    for path in stage.iterdir():
        path.rename(home / path.name)
