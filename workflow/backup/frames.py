"""A compressed stream cut into frames, each proved by its lock; what is missing or changed is found where it stands."""

from __future__ import annotations

import zlib
from typing import BinaryIO

from workflow.backup import locks
from workflow.backup.locks import BackupDamaged, Secret

FRAME = 2**20  # bytes of compressed content
LONGEST = FRAME + 64
HEADER_AT_MOST = 1024


class Writer:
    """Takes bytes, writes frames. `finish` writes the last one; without it the file reads as cut short."""

    def __init__(self, file: BinaryIO, secret: Secret | None) -> None:
        header, self._lock = locks.new(secret)
        self._file, self._packer = file, zlib.compressobj(4)
        self._waiting, self._number = bytearray(), 0
        file.write(header)

    def write(self, content: bytes) -> int:
        """Compress, and write what fills frames."""
        self._waiting += self._packer.compress(content)
        while len(self._waiting) > FRAME:
            self._frame(bytes(self._waiting[:FRAME]), last=False)
            del self._waiting[:FRAME]
        return len(content)

    def finish(self) -> None:
        """Write what waits; the stream ends here."""
        self._waiting += self._packer.flush()
        while len(self._waiting) > FRAME:
            self._frame(bytes(self._waiting[:FRAME]), last=False)
            del self._waiting[:FRAME]
        self._frame(bytes(self._waiting), last=True)

    def _frame(self, content: bytes, last: bool) -> None:
        made = self._lock.close(self._number, last, content)
        self._file.write(bytes([last]) + len(made).to_bytes(4, "big") + made)
        self._number += 1


class Reader:
    """Answers the bytes again. Raises BackupDamaged at the first frame that is not as it was written."""

    def __init__(self, file: BinaryIO, secret: Secret | None) -> None:
        header = file.readline(len(locks.MAGIC)) + file.readline(HEADER_AT_MOST)
        self._lock = locks.of(header, secret)
        self._file, self._unpacker = file, zlib.decompressobj()
        self._ready, self._number = bytearray(), 0
        self._last_seen = self._ended = False

    def read(self, size: int) -> bytes:
        """As many bytes as asked for, fewer only at the end."""
        while len(self._ready) < size and not self._ended:
            self._ready += self._unpacked(size - len(self._ready))
        answer = bytes(self._ready[:size])
        del self._ready[:size]
        return answer

    def finish(self) -> None:
        """Read to the end. Raises BackupDamaged unless the stream ends as it was written."""
        while not self._ended:
            self._unpacked(FRAME)
        if not self._unpacker.eof or self._file.read(1):
            raise BackupDamaged("备份结尾不完整 / the end of the backup is not as it was written")

    def _unpacked(self, wanted: int) -> bytes:
        """Never more at once than asked for: a frame may hold much more than its own length."""
        packed = self._unpacker.unconsumed_tail or (b"" if self._last_seen else self._frame())
        try:
            made = self._unpacker.decompress(packed, max(wanted, 1))
        except zlib.error as bad:
            raise BackupDamaged("备份内容无法解压 / the content cannot be unpacked") from bad
        self._ended = not made and not packed
        return made

    def _frame(self) -> bytes:
        head = self._file.read(5)
        length = int.from_bytes(head[1:], "big")
        frame = self._file.read(length) if len(head) == 5 and length <= LONGEST else b""
        if len(head) < 5 or head[0] > 1 or len(frame) < length or length > LONGEST:
            raise BackupDamaged("备份不完整，可能只复制了一部分 / the backup is cut short")
        self._last_seen = bool(head[0])
        content = self._lock.open(self._number, self._last_seen, frame)
        self._number += 1
        return content
