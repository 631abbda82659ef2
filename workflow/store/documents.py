"""Documents by content: a file's name is its SHA-256, so it is stored once and any change shows."""

from __future__ import annotations

import os
import tempfile
from hashlib import sha256
from pathlib import Path

from workflow.errors import DeskError, NotFound


class DocumentChanged(DeskError):
    """The bytes on disk are not the ones that were stored."""


class Documents:
    """A folder of files named by digest, two levels deep."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, content: bytes) -> str:
        """Store durably and answer the digest; the file appears whole or not at all."""
        digest = sha256(content).hexdigest()
        path = self.path(digest)
        if path.exists():
            return digest
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as scratch:
            try:
                scratch.write(content)
                scratch.flush()
                os.fsync(scratch.fileno())
            except OSError:  # a full disk: nothing half written stays behind
                Path(scratch.name).unlink()
                raise
        Path(scratch.name).replace(path)
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes, compared with their digest. Raises NotFound, DocumentChanged."""
        try:
            content = self.path(digest).read_bytes()
        except FileNotFoundError:
            raise NotFound(f"文件 {digest[:12]} 不在库中 / the document is missing") from None
        if sha256(content).hexdigest() != digest:
            raise DocumentChanged(f"文件 {digest[:12]} 与存入时不同 / the document was changed")
        return content

    def path(self, digest: str) -> Path:
        """Where that document lies."""
        return self.folder / digest[:2] / digest[2:4] / digest
