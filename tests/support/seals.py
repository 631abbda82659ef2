"""Pictures of seals."""

from __future__ import annotations

import struct
import zlib


def png(width: int = 300, height: int = 300, colour: int = 6) -> bytes:
    """A picture of nothing, of that size; colour type 6 can be seen through."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    lines = zlib.compress((b"\0" + b"\0" * width * (4 if colour == 6 else 3)) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")
