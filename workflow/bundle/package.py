"""A folder as a ZIP with a manifest of SHA-256 digests: the form of court files and of transfers to the archives."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Any, Final, NamedTuple

from workflow.days.office_time import SHANGHAI
from workflow.papers.names import safe_name

MANIFEST: Final = "manifest.json"
BUNDLE, TRANSFER = "mingfu-bundle-1", "mingfu-transfer-1"
#: packed already; packing them again costs time and saves nothing
_PACKED: Final = (".pdf", ".jpg", ".jpeg", ".png", ".zip", ".docx", ".xlsx", ".ofd")


class File(NamedTuple):
    """One file of a package; `name` may stand in one folder, with a slash."""

    name: str
    content: bytes


class Package(NamedTuple):
    """A packed ZIP, and the digest that vouches for all of it."""

    content: bytes
    manifest_sha256: str


def pack(files: Iterable[File], facts: Mapping[str, Any], at: datetime) -> Package:
    """Pack with a manifest that holds `facts` and every file's size and digest; equal input gives equal bytes.

    Raises ValueError where two files share a name.
    """
    held = tuple(files)
    listed = {f.name: {"bytes": len(f.content), "sha256": sha256(f.content).hexdigest()} for f in held}
    if len(listed) != len(held) or MANIFEST in listed:
        raise ValueError("two files of one name")
    said = json.dumps({**facts, "files": listed}, ensure_ascii=False, indent=1, sort_keys=True).encode()
    made, moment = BytesIO(), at.astimezone(SHANGHAI).timetuple()[:6]
    with zipfile.ZipFile(made, "w") as archive:
        for file in (*held, File(MANIFEST, said)):
            _add(archive, file, moment)
    return Package(made.getvalue(), sha256(said).hexdigest())


def _add(archive: zipfile.ZipFile, file: File, moment: Any) -> None:
    entry = zipfile.ZipInfo(file.name, moment)
    entry.external_attr = 0o600 << 16
    packed = file.name.lower().endswith(_PACKED)
    entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    archive.writestr(entry, file.content)


def numbered(folder: str, number: int, name: str) -> str:
    """originals/007-授权书.pdf: in order, and no two alike."""
    return f"{folder}/{number:03d}-{safe_name(name)}"


def lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Rows as JSON lines."""
    return "".join(f"{json.dumps(row, ensure_ascii=False, sort_keys=True)}\n" for row in rows).encode()
