"""An import from file to cases: judged row by row, written in whole batches, stopped between two of them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from workflow import query_codes, records, words
from workflow.acts import Applicant
from workflow.days.office_time import today_of
from workflow.errors import BadInput, NotAllowed
from workflow.folding import fold
from workflow.guards import Around
from workflow.importing import duplicates, facts, settings
from workflow.importing.facts import Source
from workflow.importing.judged import Action, Judged, Taken
from workflow.importing.reading import read
from workflow.installation import Installation
from workflow.intake import Given
from workflow.projection import project
from workflow.store import Connection, import_rows, repository
from workflow.store.agency_rows import AgencyView
from workflow.store.import_rows import Writing
from workflow.store.repository import WORKER, Officer, SubmittedBefore
from workflow.terms import Role

ROLES = frozenset({Role.FRONT_DESK, Role.ADMINISTRATOR})
_TRIES = 3
#: after so many batches the store may be several times as large as the database takes it to be
_GROWN = frozenset(4**n for n in range(1, 10))


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


def rehearse(here: Installation, asked: Asked, now: datetime) -> Iterator[list[Judged]]:
    """What an import would do, batch by batch; nothing is written."""
    known = settings.load()
    with here.store.database.reading() as connection:
        around, agency = _standing(here, connection, asked, now)
    for batch in read(asked.path, around, known):
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
    for number, batch in enumerate(read(asked.path, around, known), start=1):
        yield _kept(here, asked, source, batch, now())
        if stopped():
            return
        if number in _GROWN:
            with here.store.database.writing() as connection:
                import_rows.measure_growth(connection)


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
