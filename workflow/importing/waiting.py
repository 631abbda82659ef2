"""The files of imports by the pages: the workbook, and its judged rows, a page a line, sealed; gone after days."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, Self

from workflow.errors import DeskError, NotFound, Reason
from workflow.importing import reading, recording, reporting, running
from workflow.importing.judged import Action, Judged, Values
from workflow.importing.layout import Heads
from workflow.importing.reporting import Verdict, Verdicts
from workflow.importing.running import Asked, Figures
from workflow.installation import Installation
from workflow.records import moment_text
from workflow.store import import_rows
from workflow.store.personal import Vault

FOLDER, DAYS, PAGE = "imports", 7, 50
ALL, DOUBTFUL, COLUMNS = "rows", "doubtful", "columns"


class Shown(NamedTuple):
    """A judged row as pages show it."""

    sheet: str
    sheet_number: int
    excel_row: int
    action: Action
    reasons: tuple[Reason, ...]
    values: Values
    already: str


class Waiting:
    """The folder of one import."""

    def __init__(self, here: Installation, import_id: int) -> None:
        self.here, self.import_id = here, import_id
        self.folder = here.store.home / FOLDER / str(import_id)
        self.file = self.folder / "file"

    def put(self, content: Path) -> None:
        """Keep the file as sent, for its owner's account alone."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.move(content, self.file)
        self.file.chmod(0o600)

    @property
    def is_here(self) -> bool:
        """Whether the file still lies there."""
        return self.file.exists()

    def forget(self) -> None:
        """The file and its rows go; the figures stay on record."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def read(self, asked: Asked, now: Callable[[], datetime]) -> None:
        """Judge every row and put the figures on record; what stands against the file is its failure."""
        self._spooled(running.rehearse(self.here, asked, now()), recording.READ, now)
        self._note_columns()

    def perform(self, asked: Asked, now: Callable[[], datetime]) -> None:
        """Import, with what became of each row in place of what was foreseen."""
        batches = recording.performed(self.here, asked, now, lambda: False, self.import_id)
        try:
            self._write(batches)
        except DeskError:
            return  # it stands on record

    def _spooled(self, batches: Iterable[list[Judged]], state: str, now: Callable[[], datetime]) -> None:
        figures = Figures()

        def counted() -> Iterator[list[Judged]]:
            nonlocal figures
            for batch in batches:
                figures = figures.plus(batch)
                recording.moved(self.here, self.import_id, now(), recording.READING, figures)
                yield batch

        try:
            self._write(counted())
        except DeskError as bad:
            recording.moved(self.here, self.import_id, now(), recording.FAILED, figures, failure=str(bad))
            return
        recording.moved(self.here, self.import_id, now(), state, figures, total=figures.done)

    def _write(self, batches: Iterable[list[Judged]]) -> None:
        """Both lists anew, under another name until they are whole."""
        vault = self.here.store.vault
        with _Pages(self.folder / ALL, vault) as every, _Pages(self.folder / DOUBTFUL, vault) as doubtful:
            for batch in batches:
                for judged in batch:
                    every.add(judged)
                    if judged.action is not Action.IMPORT:
                        doubtful.add(judged)

    def _note_columns(self) -> None:
        try:
            found = reading.columns(self.file)
        except DeskError:
            return  # it stands on record why the file cannot be read
        held = json.dumps([(one.sheet, dict(one.known), one.unread) for one in found], ensure_ascii=False)
        (self.folder / COLUMNS).write_text(self.here.store.vault.seal(held), encoding="ascii")

    def columns(self) -> tuple[Heads, ...]:
        """What the columns of each sheet were taken for; none where the file was not looked at, or is gone."""
        try:
            sealed = (self.folder / COLUMNS).read_text(encoding="ascii")
        except FileNotFoundError:
            return ()
        held = json.loads(self.here.store.vault.open(sealed) or "[]")
        return tuple(Heads(sheet, known, tuple(unread)) for sheet, known, unread in held)

    def page(self, which: str, number: int) -> tuple[Shown, ...]:
        """The rows of a page from 1 on; none behind the last."""
        try:
            with (self.folder / which).open("r", encoding="ascii") as lines:
                line = next(islice(lines, number - 1, number), "")
        except FileNotFoundError:
            return ()
        return tuple(_shown(row) for row in json.loads(self.here.store.vault.open(line.strip()) or "[]"))

    def report(self, out: Path) -> None:
        """The workbook with its rows marked. Raises NotFound where the file is gone."""
        if not self.is_here:
            raise NotFound("文件已删除 / the file is gone")
        reporting.write(self.file, self._verdicts(), out)

    def _verdicts(self) -> Verdicts:
        found: Verdicts = {}
        with (self.folder / ALL).open("r", encoding="ascii") as lines:
            for line in lines:
                for row in json.loads(self.here.store.vault.open(line.strip())):
                    held = _shown(row)
                    found[held.sheet_number, held.excel_row] = Verdict(held.action, held.reasons)
        return found


class _Pages:
    """Writes rows a page a line; kept when the block ends, left out when it breaks off."""

    def __init__(self, path: Path, vault: Vault) -> None:
        self.path, self.vault = path, vault
        self.scratch = path.with_suffix(".new")
        self.held: list[Any] = []

    def __enter__(self) -> Self:
        self.out = self.scratch.open("w", encoding="ascii")
        return self

    def add(self, judged: Judged) -> None:
        place = (judged.sheet, judged.sheet_number, judged.excel_row, judged.action.value)
        self.held.append((*place, judged.reasons, judged.values, judged.already))
        if len(self.held) == PAGE:
            self._flush()

    def _flush(self) -> None:
        if self.held:
            said = json.dumps(self.held, ensure_ascii=False, default=date.isoformat)
            self.out.write(self.vault.seal(said) + "\n")
            self.held = []

    def __exit__(self, broken: object, *_: object) -> None:
        if broken is None:
            self._flush()
        self.out.close()
        if broken is None:
            self.scratch.replace(self.path)


def _shown(row: list[Any]) -> Shown:
    sheet, number, excel_row, action, reasons, values, already = row
    told = Values(*values)
    told = told._replace(received=_day(told.received), replied=_day(told.replied))
    return Shown(sheet, number, excel_row, Action(action), tuple(Reason(*r) for r in reasons), told, already)


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None


def tidy_up(here: Installation, now: datetime) -> None:
    """Remove the files of imports that nobody touched for days."""
    for folder in (here.store.home / FOLDER).glob("*"):
        if folder.name.isdigit() and _is_old(here, int(folder.name), now):
            Waiting(here, int(folder.name)).forget()


def _is_old(here: Installation, import_id: int, now: datetime) -> bool:
    with here.store.database.reading() as connection:
        held = import_rows.found(connection, import_id)
    return held is None or held.moved_at < moment_text(now - timedelta(days=DAYS))
