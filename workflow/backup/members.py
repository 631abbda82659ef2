"""The tar inside a backup: members with their digests, and a manifest of them all at the end."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, BinaryIO, NamedTuple

from workflow.backup.frames import Reader, Writer
from workflow.backup.locks import BackupDamaged, Secret

ABOUT, MANIFEST = "about.json", "manifest.json"
DOCUMENTS = "documents/"
SMALL = 64 * 2**20  # no member that is read whole is larger
BLOCK = 2**20


class Member(NamedTuple):
    """One member as it is read: its name, its length in bytes, and its content, to be read once."""

    name: str
    size: int
    file: BinaryIO

    def whole(self) -> bytes:
        """All of it. Raises BackupDamaged where it is larger than any that was written."""
        if self.size > SMALL:
            raise BackupDamaged(f"{self.name} 过大 / too large")
        return self.file.read()


class Packing:
    """Writes members. Documents are counted, not listed: their name is their digest."""

    def __init__(self, file: BinaryIO, secret: Secret | None) -> None:
        self._frames = Writer(file, secret)
        self._tar = tarfile.open(fileobj=self._frames, mode="w|")  # type: ignore[call-overload]  # noqa: SIM115
        self.listed: list[list[Any]] = []
        self.documents = 0

    def add(self, name: str, content: bytes) -> None:
        """A member that the manifest lists."""
        self._tar.addfile(_info(name, len(content)), io.BytesIO(content))
        self.listed.append([name, len(content), sha256(content).hexdigest()])

    def add_document(self, digest: str, size: int, file: BinaryIO) -> None:
        """A document, streamed."""
        self._tar.addfile(_info(DOCUMENTS + digest, size), file)
        self.documents += 1

    def finish(self, said: dict[str, Any]) -> None:
        """The manifest, and the end."""
        plain = said | {"members": self.listed, "documents": self.documents}
        content = json.dumps(plain, ensure_ascii=False).encode()
        self._tar.addfile(_info(MANIFEST, len(content)), io.BytesIO(content))
        self._tar.close()
        self._frames.finish()


class Unpacking:
    """Reads members in order and holds them against the manifest. Raises BackupDamaged."""

    def __init__(self, file: BinaryIO, secret: Secret | None) -> None:
        self._frames = Reader(file, secret)
        self._seen: list[list[Any]] = []
        self._documents = 0
        self.manifest: dict[str, Any] = {}

    def members(self) -> Iterator[Member]:
        """Every member before the manifest, whose reading ends the file."""
        try:
            with tarfile.open(fileobj=self._frames, mode="r|", bufsize=BLOCK) as tar:  # type: ignore[call-overload]
                for info in tar:
                    file = tar.extractfile(info)
                    if file is None or self.manifest:
                        raise BackupDamaged(f"备份中有不认识的内容 {info.name} / unknown member")
                    yield from self._member(info, file)
        except tarfile.TarError as bad:
            raise BackupDamaged("备份内容不完整 / the content is incomplete") from bad
        self._frames.finish()
        self._compare()

    def _member(self, info: tarfile.TarInfo, file: Any) -> Iterator[Member]:
        if info.name == MANIFEST:
            self.manifest = json.loads(Member(info.name, info.size, file).whole())
        elif info.name.startswith(DOCUMENTS):
            self._documents += 1
            yield Member(info.name, info.size, file)
        else:
            content = Member(info.name, info.size, file).whole()
            self._seen.append([info.name, len(content), sha256(content).hexdigest()])
            yield Member(info.name, info.size, io.BytesIO(content))

    def _compare(self) -> None:
        said = (self.manifest.get("members"), self.manifest.get("documents"))
        if said != (self._seen, self._documents):
            raise BackupDamaged("备份内容与清单不符 / the content differs from its manifest")


def _info(name: str, size: int) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.size, made.mode = size, 0o600
    return made
