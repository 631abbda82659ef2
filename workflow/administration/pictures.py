"""Whether bytes are a PNG that can stand as a seal: looked at by content, never by name."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from workflow.errors import BadInput

MAGIC = b"\x89PNG\r\n\x1a\n"
LEAST, MOST = 100, 4000  # pixels a side: 42 mm at print quality are about 500
_WITH_ALPHA = (4, 6)


class Picture(NamedTuple):
    """Size in pixels."""

    width: int
    height: int


def require_png(content: bytes) -> Picture:
    """Read a PNG to its end. Raises BadInput for anything else, one of a wrong size, or with an opaque ground."""
    if not content.startswith(MAGIC):
        raise BadInput("印章应当是 PNG 图片 / a seal is a PNG image")
    kinds = set()
    header = b""
    for kind, body in _chunks(content):
        header = header or body
        kinds.add(kind)
    if not {b"IHDR", b"IDAT", b"IEND"} <= kinds or len(header) != 13:
        raise BadInput("PNG 图片不完整 / the PNG is incomplete")
    width, height, _depth, colour = struct.unpack(">IIBB", header[:10])
    if not (LEAST <= width <= MOST and LEAST <= height <= MOST):
        raise BadInput(f"印章图片每边 {LEAST} 至 {MOST} 像素 / {LEAST} to {MOST} pixels a side")
    if colour not in _WITH_ALPHA and b"tRNS" not in kinds:
        raise BadInput("印章底色须透明，否则会遮住落款 / the ground must be transparent or it hides the name")
    return Picture(width, height)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(MAGIC)
    while place < len(content):
        length = int.from_bytes(content[place : place + 4], "big")
        kind, body = content[place + 4 : place + 8], content[place + 8 : place + 8 + length]
        check = content[place + 8 + length : place + 12 + length]
        if len(check) != 4 or int.from_bytes(check, "big") != zlib.crc32(kind + body):
            raise BadInput("PNG 图片已损坏 / the PNG is damaged")
        yield kind, body
        place += 12 + length
