"""What the store answers while an application is typed in: every question asks an index for a bounded number."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select

from workflow import words
from workflow.errors import NotAllowed
from workflow.store import word_index
from workflow.store.archive import publication_rows
from workflow.store.archive.publication_rows import Publication
from workflow.store.lists.matches import texts_of
from workflow.store.personal import Vault
from workflow.store.repository import AGENCIES, APPLICANTS, CASES, ENTRIES, Officer
from workflow.store.sight import Agencies, agencies_in_sight, may_see

Published = Publication
_PER_PHRASE, _CANDIDATES = 40, 120


class Who(NamedTuple):
    """An applicant as an index knows them: keyed digests and the exact name."""

    name: str
    id_no: str
    phone: str

    @classmethod
    def of(cls, vault: Vault, name: str, id_no: str, phone: str) -> Who:
        return cls(name.strip(), vault.digest(words.plain(id_no)), vault.digest(words.plain(phone)))

    @property
    def known(self) -> bool:
        """Whether anything was given."""
        return any(self)

    @property
    def sure(self) -> bool:
        """Whether more than the name was given, which two people may share."""
        return bool(self.id_no or self.phone)

    def conditions(self) -> dict[str, ColumnElement[bool]]:
        """What fits, by the word for it; each asks an index of its own."""
        a = APPLICANTS.c
        made = {}
        if self.id_no:
            made["id_no"] = and_(a.id_no_digest == self.id_no, a.id_no_digest != "")
        if self.phone:
            made["phone"] = and_(a.phone_digest == self.phone, a.phone_digest != "")
        if self.name:
            made["name"] = a.name == self.name
        return made


class Earlier(NamedTuple):
    """An earlier case with the text that was asked; `by` says what fits."""

    case_no: str
    agency_name: str
    summary: str
    applicant: str
    arrived_on: date
    status: str
    outcome: str
    document_no: str
    decided_on: date | None
    dispatched_on: date | None
    by: tuple[str, ...]
    application: str


def scope(connection: Connection, officer: Officer, agency: int) -> Agencies:
    """The receiving agency and what the person watches. Raises NotAllowed for an agency out of sight."""
    seen = agencies_in_sight(connection, officer)
    if not may_see(seen, agency):
        raise NotAllowed("只能查本机关和所督办机关的案件 / only cases within one's sight")
    return seen if officer.subtree_paths else (agency,)


def of_applicant(
    connection: Connection, agencies: Agencies, who: Who, besides: str, limit: int
) -> tuple[Earlier, ...]:
    """Earlier cases of the same applicant, newest first: by identity number, phone or exact name."""
    by: dict[int, tuple[str, ...]] = {}
    for word, condition in who.conditions().items():
        found = select(APPLICANTS.c.case_id).where(condition).order_by(APPLICANTS.c.case_id.desc())
        if agencies is not None:
            found = found.where(APPLICANTS.c.agency_id.in_(agencies))
        for case_id in connection.scalars(found.limit(limit + 1)):
            by[case_id] = (*by.get(case_id, ()), word)
    newest = sorted(by, reverse=True)[: limit + 1]
    return _earlier(connection, {case_id: by[case_id] for case_id in newest}, besides)[:limit]


def of_words(
    connection: Connection, agencies: Agencies, phrases: Sequence[str], besides: str
) -> tuple[Earlier, ...]:
    """Cases that hold one of the phrases: the newest few of each, those that hold more of them first."""
    hits: dict[int, int] = {}
    for phrase in phrases:
        for case_id in word_index.newest(connection, words.codes((phrase,)), agencies, _PER_PHRASE):
            hits[case_id] = hits.get(case_id, 0) + 1
    best = sorted(hits, key=lambda case_id: (hits[case_id], case_id), reverse=True)[:_CANDIDATES]
    return _earlier(connection, dict.fromkeys(best, ("text",)), besides)


def _earlier(connection: Connection, by: dict[int, tuple[str, ...]], besides: str) -> tuple[Earlier, ...]:
    if not by:
        return ()
    columns = [CASES.c[name] for name in Earlier._fields if name in CASES.c]
    found = (
        select(CASES.c.case_id, AGENCIES.c.name.label("agency_name"), *columns)
        .join(AGENCIES, AGENCIES.c.agency_id == CASES.c.agency_id)
        .where(CASES.c.case_id.in_(list(by)), CASES.c.case_no != besides)
        .order_by(CASES.c.case_id.desc())
    )
    rows = connection.execute(found).all()
    asked = _applications(connection, [row.case_id for row in rows])
    return tuple(_made(row, by[row.case_id], asked.get(row.case_id, "")) for row in rows)


def _made(row: Any, by: tuple[str, ...], application: str) -> Earlier:
    own = {name: getattr(row, name) for name in Earlier._fields if hasattr(row, name)}
    return Earlier(**own, by=by, application=application)


def _applications(connection: Connection, case_ids: Iterable[int]) -> dict[int, str]:
    """The words each application was logged with."""
    first = select(ENTRIES.c.case_id, ENTRIES.c.data).where(
        ENTRIES.c.case_id.in_(list(case_ids)), ENTRIES.c.seq == 1
    )
    pairs = {(row.case_id, json.loads(row.data)["application_sha256"]) for row in connection.execute(first)}
    return dict(texts_of(connection, pairs))


def received_in_month(connection: Connection, agency: int, who: Who, today: date, besides: str) -> int:
    """How many applications of this applicant the agency received in the calendar month of `today`, up to it.

    By identity number or phone where one is given, else by the name alone.
    """
    fitting = who.conditions()
    sure = [condition for word, condition in fitting.items() if word != "name"]
    if not fitting:
        return 0
    a = APPLICANTS.c
    of_them = select(a.case_id).where(a.case_id == CASES.c.case_id, or_(*(sure or fitting.values())))
    theirs = exists(of_them.with_hint(APPLICANTS, "INDEXED BY ix_applicants_case_id", "sqlite"))
    month = and_(CASES.c.received_on >= today.replace(day=1), CASES.c.received_on <= today)
    counted = select(func.count()).where(
        CASES.c.agency_id == agency, month, CASES.c.case_no != besides, theirs
    )
    by_month = counted.with_hint(CASES, "INDEXED BY cases_received", "sqlite")
    return int(connection.execute(by_month).scalar_one())


def published(
    connection: Connection, agency: int, phrases: Sequence[str], limit: int
) -> tuple[Publication, ...]:
    """What is public and bears one of the phrases in its title or number; the agency's own first."""
    ids: dict[int, int] = {}
    for phrase in phrases:
        for id_ in word_index.newest(
            connection, words.codes((phrase,)), None, _PER_PHRASE, word_index.PUBLICATIONS
        ):
            ids[id_] = ids.get(id_, 0) + 1
    found = publication_rows.of(connection, list(ids)) if ids else ()
    best = sorted(found, key=lambda p: (p.agency_id != agency, -ids[p.id], -p.id))
    return tuple(best[:limit])
