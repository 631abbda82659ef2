"""An import from file to cases: judged row by row, written in whole batches, stopped between two of them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from workflow import query_codes, records, words
from workflow.acts import Applicant
from workflow.days.office_time import today_of
from workflow.errors import BadInput, NotAllowed
from workflow.folding import fold
from workflow.guards import Around
from workflow.importing import duplicates, facts, settings, workbooks
from workflow.importing.ahead import ahead
from workflow.importing.facts import Source
from workflow.importing.judged import Action, Judged, Taken
from workflow.importing.judging import Judge
from workflow.importing.layout import Heads, heads, lines
from workflow.importing.settings import Settings
from workflow.installation import Installation
from workflow.intake import Given
from workflow.papers import limits
from workflow.projection import project
from workflow.store import Connection, import_rows, repository
from workflow.store.agency_rows import AgencyView
from workflow.store.import_rows import Writing
from workflow.store.repository import WORKER, Officer, SubmittedBefore
from workflow.terms import Role

ROLES = frozenset({Role.FRONT_DESK, Role.ADMINISTRATOR})
_TRIES = 3


class Asked(NamedTuple):
    """Which file, into which agency, by whom."""

    path: Path
    name: str
    agency: int
    person: int


class Figures(NamedTuple):
    """How far an import is. `already` counts among the refused."""

    done: int = 0
    clean: int = 0
    warned: int = 0
    refused: int = 0
    already: int = 0

    def plus(self, batch: Iterable[Judged]) -> Figures:
        """The figures after further rows."""
        held = list(batch)
        count = {action: sum(1 for j in held if j.action is action) for action in Action}
        return Figures(
            self.done + len(held),
            self.clean + count[Action.IMPORT],
            self.warned + count[Action.WARN],
            self.refused + count[Action.REFUSE],
            self.already + sum(1 for j in held if j.already),
        )


def permit(officer: Officer, agency: int) -> None:
    """Raises NotAllowed for anybody but front desk and administrators of that agency."""
    if not officer.roles_in(agency) & ROLES:
        raise NotAllowed(
            "只有本机关的收件人员、管理员可以导入 / only its front desk and administrators import"
        )


def source_of(path: Path, name: str) -> Source:
    """The file with its digest. Raises BadInput."""
    digest = sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
    except OSError as none:
        raise BadInput(f"文件 {name} 无法读取 / cannot be read") from none
    return Source(name, digest.hexdigest())


def judged(path: Path, around: Around, words_: Settings | None = None) -> Iterator[Judged]:
    """Every line of a file with its judgement, repeats within the file found. Raises BadInput for no such file."""
    known = words_ or settings.load()
    judge, in_file, read = Judge(known, around, limits.load()), duplicates.InFile(), 0
    with workbooks.opened(path, known.sizes) as sheets:
        for sheet in sheets:
            for line in lines(sheet, known):
                read += 1
                if read > known.sizes.rows:
                    raise BadInput(f"超过 {known.sizes.rows} 行，请分开 / too many rows: split the file")
                yield in_file.checked(judge.judge(line))
    if not read:
        raise BadInput(
            "没有找到台账：看不出表头，或者表头下没有内容 / no ledger found: no header, or nothing below it"
        )


def columns(path: Path, words_: Settings | None = None) -> tuple[Heads, ...]:
    """What the columns of each sheet with a header were taken for, and those not read. Raises BadInput."""
    known = words_ or settings.load()
    with workbooks.opened(path, known.sizes) as sheets:
        found = [heads(sheet, known) for sheet in sheets]
    return tuple(one for one in found if one.known)


def batches(found: Iterable[Judged], size: int) -> Generator[list[Judged]]:
    """As many rows at a time."""
    source = iter(found)
    while batch := list(islice(source, size)):
        yield batch


def rehearse(here: Installation, asked: Asked, now: datetime) -> Iterator[list[Judged]]:
    """What an import would do, batch by batch; nothing is written."""
    known = settings.load()
    with here.store.database.reading() as connection:
        around, agency = _standing(here, connection, asked, now)
    for batch in batches(judged(asked.path, around, known), known.sizes.batch):
        with here.store.database.reading() as connection:
            yield duplicates.in_store(connection, agency.agency_id, agency.code, batch)


def perform(
    here: Installation, asked: Asked, now: Callable[[], datetime], stopped: Callable[[], bool] = lambda: False
) -> Iterator[list[Judged]]:
    """Import batch by batch, each in one transaction; a batch is answered once it is kept.

    Ends after the batch during which `stopped` turned true; to go on, run it again.
    """
    known, source = settings.load(), source_of(asked.path, asked.name)
    with here.store.database.reading() as connection:
        around, _agency = _standing(here, connection, asked, now())
    for batch in ahead(batches(judged(asked.path, around, known), known.sizes.batch)):
        yield _kept(here, asked, source, batch, now())
        if stopped():
            return


def _standing(
    here: Installation, connection: Connection, asked: Asked, now: datetime
) -> tuple[Around, AgencyView]:
    officer = None
    if asked.person != WORKER:
        officer = repository.officer(connection, asked.person, today_of(now))
        permit(officer, asked.agency)
    return here.around(connection, officer, now), repository.agency(connection, asked.agency)


def _kept(
    here: Installation, asked: Asked, source: Source, batch: Sequence[Judged], now: datetime
) -> list[Judged]:
    for _ in range(_TRIES - 1):
        try:
            return _written(here, asked, source, batch, now)
        except SubmittedBefore:  # another import was quicker: look again
            continue
    return _written(here, asked, source, batch, now)


def _written(
    here: Installation, asked: Asked, source: Source, batch: Sequence[Judged], now: datetime
) -> list[Judged]:
    with here.store.database.writing() as connection:
        around, agency = _standing(here, connection, asked, now)
        checked = duplicates.in_store(connection, agency.agency_id, agency.code, batch)
        made = [_writing(j, j.taken, agency, source, around, now) for j in checked if j.taken is not None]
        import_rows.add(connection, here.store.vault, agency.agency_id, made)
    return [j._replace(taken=None) for j in checked]


def _writing(
    found: Judged, taken: Taken, agency: AgencyView, source: Source, around: Around, now: datetime
) -> Writing:
    given = Given(
        case_no=facts.number_of(agency.code, found),
        query_code=query_codes.new(),
        applicant_keys=tuple(secrets.token_hex(8) for _ in taken.people),
    )
    decision = facts.decision(found, taken, agency.agency_id, given, source, around)
    made = records.chain(given.case_no, decision.facts, after=None, at=now, by=around.actor)
    entries = [entry for _record, entry in made]
    case = fold(entries)
    row = project(case, around.clock(case)) | {
        "summary": decision.texts[case.summary_sha256],
        "applicant": found.values.applicant,
        "applicant_type": taken.people[0].type.value,
    }
    people: dict[str, Applicant] = dict(zip(given.applicant_keys, taken.people, strict=True))
    said = [case.case_no, case.document_no, row["summary"], taken.request]
    said += [word for who in taken.people for word in (who.name, who.agent)]
    return Writing(
        row,
        case,
        [record for record, _entry in made],
        decision.texts,
        people,
        words.codes(set(said)),
        entries,
    )
