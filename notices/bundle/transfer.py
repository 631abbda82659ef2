"""A package for the archives: the list of files, the court file of each, one manifest over all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

from notices.bundle.making import make
from workflow.archiving import retention
from workflow.bundle import package
from workflow.bundle.package import TRANSFER, File, Package
from workflow.days.office_time import today_of
from workflow.desk import Desk
from workflow.errors import BadInput, NotAllowed
from workflow.records import moment_text
from workflow.store import Connection, repository
from workflow.store.archive import archive_rows
from workflow.store.archive.archive_rows import Kept
from workflow.store.repository import Officer
from workflow.terms import Role, Status

_LAST: Final = 2**31 - 1  # no case has a higher id
MAY_HAND_OVER: Final = frozenset({Role.HANDLER, Role.APPROVER})


class Handed(NamedTuple):
    """A package that was made and written down."""

    number: int
    cases: int
    package: Package


def hand_over(
    desk: Desk,
    person: int,
    agency: int,
    numbers: Sequence[str],
    now: datetime,
    tell: Callable[[str], None] = lambda _said: None,
    keep: Callable[[Package], None] = lambda _package: None,
) -> Handed:
    """Pack those archived cases of one agency and write it down; `tell` hears of each.

    `keep` puts the package where it is fetched from, before anything is written down: what cannot be kept was not
    handed over.
    Raises NotAllowed, and BadInput where one is not archived, not the agency's, or handed over before.
    """
    cases = _cases(desk, person, agency, numbers, now)
    files: list[File] = []
    rows: list[dict[str, object]] = []
    for n, case in enumerate(cases, start=1):
        tell(f"{n}/{len(cases)} {case.case_no}")
        made = make(desk, person, case.case_no, now)
        file = File(package.numbered("files", n, f"{case.case_no}.zip"), made.package.content)
        files.append(file)
        rows.append(_row(n, case, made.pages, file.name))
    packed = package.pack([File("list.jsonl", package.lines(rows)), *files], _facts(cases, now), now)
    keep(packed)
    with desk.store.database.writing() as connection:
        found = [case.case_id for case in cases]
        _require_waiting(cases, archive_rows.packed(connection, found))
        number = archive_rows.record(connection, agency, person, found, packed.manifest_sha256, now)
    return Handed(number, len(cases), packed)


def _cases(desk: Desk, person: int, agency: int, numbers: Sequence[str], now: datetime) -> tuple[Kept, ...]:
    with desk.store.database.reading() as connection:
        _require(connection, person, agency, now)
        cases = archive_rows.of_numbers(connection, numbers)
        before = archive_rows.packed(connection, [case.case_id for case in cases])
    if missing := set(numbers) - {case.case_no for case in cases}:
        raise BadInput(f"没有案件 {'、'.join(sorted(missing))} / no such case")
    if not cases:
        raise BadInput("没有可移交的案卷 / nothing to hand over")
    for case in cases:
        if case.agency_id != agency or case.status is not Status.ARCHIVED:
            raise BadInput(f"{case.case_no} 不是本机关已归档的案卷 / not an archived file of this agency")
    _require_waiting(cases, before)
    return cases


def _require_waiting(cases: tuple[Kept, ...], before: frozenset[int]) -> None:
    """Each file is handed over once; another package may have come between."""
    for case in cases:
        if case.case_id in before:
            raise BadInput(f"{case.case_no} 已经移交过 / was handed over before")


def _require(connection: Connection, person: int, agency: int, now: datetime) -> None:
    if not repository.officer(connection, person, today_of(now)).roles_in(agency) & MAY_HAND_OVER:
        raise NotAllowed("只有本机关的承办、签发人员可以移交 / only the agency's own people hand files over")


def _row(n: int, case: Kept, pages: int, name: str) -> dict[str, object]:
    kept = retention.load().of(case.retention)
    return {
        "no": n,
        "case_no": case.case_no,
        "summary": case.summary,
        "document_no": case.document_no,
        "decided_on": str(case.decided_on or ""),
        "archived_on": str(case.archived_on or ""),
        "retention": kept.zh if kept else case.retention,
        "pages": pages,
        "file": name,
    }


def _facts(cases: tuple[Kept, ...], now: datetime) -> dict[str, object]:
    return {
        "format": TRANSFER,
        "agency": cases[0].agency_name,
        "made_at": moment_text(now),
        "cases": len(cases),
        "provision": retention.load().transfer_provision,
    }


def waiting(
    desk: Desk, person: int, now: datetime, agency: int, wanted: str, most: int, year: int | None = None
) -> tuple[Kept, ...]:
    """Archived files of the agency that were not handed over yet, the first archived first; of a class, of a year.

    Raises NotAllowed for who hands nothing over there.
    """
    with desk.store.database.reading() as connection:
        _require(connection, person, agency, now)
        after = (date(year - 1, 12, 31), _LAST) if year else None
        found: list[Kept] = []
        while len(found) < most:
            page = archive_rows.kept(connection, (agency,), wanted, after, 500)
            packed = archive_rows.packed(connection, [case.case_id for case in page])
            found += [case for case in page if case.case_id not in packed and _of_year(case, year)]
            if len(page) < 500 or not _of_year(page[-1], year):
                break
            last = page[-1]
            assert last.archived_on is not None
            after = (last.archived_on, last.case_id)
    return tuple(found[:most])


def _of_year(case: Kept, year: int | None) -> bool:
    return year is None or (case.archived_on is not None and case.archived_on.year == year)


def may_hand_over(officer: Officer) -> tuple[int, ...]:
    """The agencies whose files this person hands over."""
    return tuple(sorted({held.agency for held in officer.held if held.role in MAY_HAND_OVER}))
