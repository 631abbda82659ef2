"""What of a case the index of words holds: number, letter number, summary, applications, applicants and agents."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, text

from workflow import words
from workflow.acts import Applicant
from workflow.case import Case
from workflow.entries import CorrectionReceived
from workflow.moves import Decision
from workflow.store import word_index
from workflow.store.archive import publication_rows

#: cases whose texts are held in memory at once
_BATCH = 500
_LAST = text("SELECT max(case_id) FROM cases")
_ROWS = text(
    """
    SELECT case_id, agency_id, case_no, document_no, summary FROM cases
    WHERE case_id BETWEEN :first AND :last ORDER BY case_id
    """
)
_ENTRIES = text(
    """
    SELECT case_id, data FROM entries
    WHERE case_id BETWEEN :first AND :last AND kind IN ('ApplicationLogged', 'CorrectionReceived')
    """
)
_TEXTS = text("SELECT case_id, sha256, body FROM texts WHERE case_id BETWEEN :first AND :last")
_NAMES = text("SELECT case_id, name, agent FROM applicants WHERE case_id BETWEEN :first AND :last")


def take_in(
    connection: Connection,
    case_id: int,
    case: Case,
    texts: Mapping[str, str],
    people: Mapping[str, Applicant],
) -> None:
    """A case just logged."""
    said = [
        case.case_no,
        *texts.values(),
        *(word for who in people.values() for word in (who.name, who.agent)),
    ]
    word_index.add(connection, case_id, case.agency, words.codes(said))


def follow(connection: Connection, case_id: int, before: Case, after: Case, made: Decision) -> None:
    """An act that put the application in other words, or gave the reply its number."""
    said = [
        made.texts[fact.application_sha256] for fact in made.facts if isinstance(fact, CorrectionReceived)
    ]
    if after.document_no != before.document_no:
        said.append(after.document_no)
    if said:
        word_index.add(connection, case_id, after.agency, words.codes(said))


def index_all(connection: Connection) -> None:
    """The whole index anew, from the cases, their texts and applicants, and from the register of publications."""
    word_index.clear(connection)
    for case_id, agency, said in _said(connection):
        word_index.add(connection, case_id, agency, words.codes(said))
    publication_rows.index_all(connection)


def _said(connection: Connection) -> Iterator[tuple[int, int, list[str]]]:
    """Case, agency and what is said of it, some cases at a time. What was erased is said no more."""
    last = connection.execute(_LAST).scalar_one() or 0
    for first in range(1, last + 1, _BATCH):
        span = {"first": first, "last": first + _BATCH - 1}
        said: dict[int, list[str]] = {}
        for case_id, name, agent in connection.execute(_NAMES, span):
            said.setdefault(case_id, []).extend((name, agent))
        bodies = {(row.case_id, row.sha256): row.body for row in connection.execute(_TEXTS, span)}
        for case_id, data in connection.execute(_ENTRIES, span):
            body = bodies.get((case_id, json.loads(data)["application_sha256"]))
            said.setdefault(case_id, []).append(body or "")
        for case_id, agency, *own in connection.execute(_ROWS, span).all():
            yield case_id, agency, [*own, *said.get(case_id, ())]
