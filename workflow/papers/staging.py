"""Files of a form that is not sent yet: kept per form and person, bounded, and removed after some days."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from workflow.errors import NotFound, Reason
from workflow.papers.limits import Limits, load
from workflow.papers.looking import NotTaken, Paper, look_at

if TYPE_CHECKING:
    from workflow.installation import Installation

FOLDER = "staged"  # below the home of the installation


class Staged(NamedTuple):
    """A file waiting for its form; `id` names it within the form."""

    id: str
    paper: Paper


class Staging:
    """The waiting files of one installation. A form is known by its key, and only to the person it was given to."""

    def __init__(self, home: Path, limits: Limits) -> None:
        self.folder, self.limits = home / FOLDER, limits

    def add(self, person: int, key: str, name: str, content: bytes) -> Staged:
        """Look at a file and keep it for that form; the same content again changes nothing. Raises NotTaken."""
        paper = look_at(name, content, self.limits)
        form = self._form(person, key)
        staged = Staged(paper.sha256[:16], paper)
        if (form / f"{staged.id}.json").exists():
            return staged
        self._require_room(person, form, len(content))
        form.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(form / f"{staged.id}.bin", content)
        _write(form / f"{staged.id}.json", json.dumps(paper, ensure_ascii=False).encode())
        return staged

    def of_form(self, person: int, key: str) -> tuple[Staged, ...]:
        """The files of that form, in the order they came."""
        found = self._form(person, key).glob("*.json")
        return tuple(_read(path) for path in sorted(found, key=lambda path: path.stat().st_mtime_ns))

    def content(self, person: int, key: str, staged: Staged) -> bytes:
        """The bytes, compared with their digest. Raises NotFound."""
        try:
            content = (self._form(person, key) / f"{staged.id}.bin").read_bytes()
        except FileNotFoundError:
            content = b""
        if sha256(content).hexdigest() != staged.paper.sha256:
            raise NotFound(f"{staged.paper.name} 已不在，请重新添加 / the file is gone: add it again")
        return content

    def drop(self, person: int, key: str, id: str) -> None:
        """Remove one file; one that is not there is no fault."""
        form = self._form(person, key)
        for staged in self.of_form(person, key):
            if staged.id == id:
                (form / f"{id}.json").unlink(missing_ok=True)
                (form / f"{id}.bin").unlink(missing_ok=True)

    def clear(self, person: int, key: str) -> None:
        """Remove every file of a form that was sent."""
        shutil.rmtree(self._form(person, key), ignore_errors=True)

    def tidy(self, now: datetime) -> int:
        """Remove the files of forms not sent in time; answers how many forms."""
        before = (now - timedelta(days=self.limits.sizes.staged_days)).timestamp()
        old = [form for form in self.folder.glob("*/*") if form.stat().st_mtime < before]
        for form in old:
            shutil.rmtree(form, ignore_errors=True)
        return len(old)

    def _form(self, person: int, key: str) -> Path:
        """A key is what a browser sent: its digest names the folder."""
        return self.folder / str(person) / sha256(key.encode("utf-8", "replace")).hexdigest()[:32]

    def _require_room(self, person: int, form: Path, size: int) -> None:
        sizes = self.limits.sizes
        if sum(1 for _ in form.glob("*.json")) >= sizes.files:
            zh = f"一次最多添加 {sizes.files} 份，其余的登记后在案件页添加"
            raise NotTaken(
                Reason(zh, f"At most {sizes.files} files at once: add the rest on the case's page")
            )
        for root, most in (
            (form, sizes.case_bytes),
            (self.folder / str(person), sizes.person_bytes),
            (self.folder, sizes.all_bytes),
        ):
            if sum(_sizes(root)) + size > most:
                zh = f"待提交的文件合计超过 {most >> 20} MB，请先提交或移除一些"
                raise NotTaken(
                    Reason(zh, f"Files waiting exceed {most >> 20} MB: send the form or remove some first")
                )


def sweep(here: Installation, now: datetime) -> int:
    """The worker's round: forms never sent lose their files."""
    return Staging(here.store.home, load()).tidy(now)


def _sizes(root: Path) -> Iterator[int]:
    """Of every file below; what another request removes meanwhile counts nothing."""
    for folder, _folders, names in os.walk(root):
        for name in names:
            try:
                yield (Path(folder) / name).stat().st_size
            except FileNotFoundError:
                continue


def _read(path: Path) -> Staged:
    name, digest, media, size, warnings = json.loads(path.read_text("utf-8"))
    return Staged(path.stem, Paper(name, digest, media, size, tuple(Reason(*why) for why in warnings)))


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False, suffix=".part") as scratch:
        scratch.write(content)
    Path(scratch.name).replace(path)
