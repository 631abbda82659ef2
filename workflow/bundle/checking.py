"""Proving a package: every file as its manifest says, nothing missing, nothing beside it, every chain unbroken."""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from hashlib import sha256
from io import SEEK_END, BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

from workflow import records
from workflow.bundle.package import BUNDLE, MANIFEST, TRANSFER
from workflow.errors import BadInput
from workflow.wording import Words

MOST_MANIFEST: Final = 64 << 20  # bytes
_PIECE: Final = 1 << 20
_END, _ENDS = 22, b"PK\x05\x06"  # the last record of a ZIP file without a comment
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)
_OUTSIDE: Final = re.compile(r"^/|\\|(^|/)\.\.(/|$)|^[A-Za-z]:")


class Fault(NamedTuple):
    """A file of the package that is not as the manifest says; `name` begins with its package where one holds it."""

    name: str
    said: Words


class Checked(NamedTuple):
    """What a package says of itself, and every fault; none proves that no byte differs from the manifest."""

    facts: Mapping[str, Any]
    manifest_sha256: str
    files: int
    faults: tuple[Fault, ...]


def check_file(path: Path) -> Checked:
    """Check a package on disk. Raises BadInput for what is no package at all."""
    try:
        with path.open("rb") as opened:
            return check(opened)
    except OSError as bad:
        raise BadInput(f"不能读取 {path}：{bad.strerror} / cannot be read") from None


def check(opened: BinaryIO) -> Checked:
    """Check an open package. Raises BadInput for what is no package at all."""
    try:
        with zipfile.ZipFile(opened) as archive:
            return _checked(archive, _beside(opened, archive))
    except _BROKEN as bad:
        raise BadInput(f"不是完好的 ZIP 文件 / not an intact ZIP file: {bad}") from None


def _beside(opened: BinaryIO, archive: zipfile.ZipFile) -> tuple[Fault, ...]:
    """What stands before the first file or behind the directory, where programs that unpack do not look."""
    opened.seek(-_END, SEEK_END)
    ends = opened.read(len(_ENDS)) == _ENDS
    begins = min((info.header_offset for info in archive.infolist()), default=0) == 0
    if ends and begins and not archive.comment:
        return ()
    return (Fault("ZIP", Words("文件之外另有内容，是后加入的", "holds something beside its files: surplus")),)


def _checked(archive: zipfile.ZipFile, beside: tuple[Fault, ...]) -> Checked:
    said = _manifest(archive)
    try:
        facts = json.loads(said)
        listed = {name: (int(f["bytes"]), str(f["sha256"])) for name, f in facts["files"].items()}
        if facts["format"] not in (BUNDLE, TRANSFER):
            raise ValueError(facts["format"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadInput("清单无法读出，不是本系统的案卷包 / the manifest is not that of a package") from None
    faults = (*beside, *_entries(archive, listed), *_contents(archive, facts, listed))
    return Checked(facts, sha256(said).hexdigest(), len(listed), faults)


def _manifest(archive: zipfile.ZipFile) -> bytes:
    if MANIFEST not in archive.namelist() or archive.getinfo(MANIFEST).file_size > MOST_MANIFEST:
        raise BadInput(f"没有 {MANIFEST}，不是本系统的案卷包 / no manifest: not a package of this system")
    try:
        return archive.read(MANIFEST)
    except _BROKEN as bad:
        raise BadInput(f"{MANIFEST} 已损坏 / the manifest is damaged: {bad}") from None


def _entries(archive: zipfile.ZipFile, listed: Mapping[str, tuple[int, str]]) -> Iterator[Fault]:
    """Names against the manifest: surplus, twice, outside the folder."""
    seen = set[str]()
    for name in archive.namelist():
        if name in seen:
            yield Fault(name, Words("在包中出现两次", "stands in the package twice"))
        elif name != MANIFEST and name not in listed:
            yield Fault(name, Words("清单中没有，是后加入的", "is not in the manifest: surplus"))
        if _OUTSIDE.search(name):
            yield Fault(name, Words("文件名指向包外", "its name points outside the package"))
        seen.add(name)


def _contents(
    archive: zipfile.ZipFile, facts: Mapping[str, Any], listed: Mapping[str, tuple[int, str]]
) -> Iterator[Fault]:
    there = set(archive.namelist())
    for name, (size, digest) in sorted(listed.items()):
        if name not in there:
            yield Fault(name, Words("缺失", "is missing"))
        elif not _is(archive, name, size, digest):
            yield Fault(
                name, Words("内容与清单的摘要不符，已被改动", "differs from its digest: it was changed")
            )
        elif name == "history.jsonl":
            yield from _chain(name, archive.read(name), facts)
        elif name == "texts.jsonl":
            yield from _texts(name, archive.read(name))
        elif facts["format"] == TRANSFER and name.endswith(".zip"):
            yield from _inner(name, archive.read(name))


def _is(archive: zipfile.ZipFile, name: str, size: int, digest: str) -> bool:
    """Read piece by piece, never more than the manifest says: a packed bomb ends early."""
    found, left = sha256(), size
    try:
        with archive.open(name) as held:
            while piece := held.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    return False
                found.update(piece)
    except _BROKEN:
        return False
    return left == 0 and found.hexdigest() == digest


def _chain(name: str, content: bytes, facts: Mapping[str, Any]) -> Iterator[Fault]:
    """The entries follow from one another, and end where the manifest says."""
    try:
        rows = [json.loads(line) for line in content.splitlines()]
        read = [records.Record(*(row[field] for field in records.Record._fields)) for row in rows]
        case_no, head = facts["case_no"], facts["history"]["head"]
    except (ValueError, KeyError, TypeError):
        yield Fault(name, Words("经过无法读出", "the history cannot be read"))
        return
    broken = records.broken_link(case_no, read)
    if broken is not None or not read:
        yield Fault(
            name, Words(f"经过的链条在第{broken or 1}项断裂", f"the chain breaks at entry {broken or 1}")
        )
    elif read[-1].digest != head:
        yield Fault(
            name, Words("经过与清单所记的末项不符", "the history does not end where the manifest says")
        )


def _texts(name: str, content: bytes) -> Iterator[Fault]:
    """Each text has the digest by which the history names it."""
    try:
        rows = [json.loads(line) for line in content.splitlines()]
        wrong = [row["sha256"] for row in rows if sha256(row["body"].encode()).hexdigest() != row["sha256"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        yield Fault(name, Words("文字无法读出", "the texts cannot be read"))
        return
    for digest in wrong:
        yield Fault(
            name, Words(f"文字 {digest[:12]} 与摘要不符", f"text {digest[:12]} differs from its digest")
        )


def _inner(name: str, content: bytes) -> Iterator[Fault]:
    try:
        found = check(BytesIO(content))
    except BadInput as bad:
        yield Fault(name, Words(*str(bad).split(" / ", 1)))
        return
    for fault in found.faults:
        yield fault._replace(name=f"{name}/{fault.name}")
