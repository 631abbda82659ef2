"""What of a case the index of words holds: number, letter number, summary, applications, applicants and agents."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, text

from workflow import words
from workflow.acts import Applicant
from workflow.case import Case
from workflow.entries import CorrectionReceived
from workflow.moves import Decision
from workflow.store import publication_rows, word_index

_ALL = text(
    """
    SELECT c.case_id, c.agency_id, c.case_no, c.document_no, c.summary, e.data
    FROM cases c JOIN entries e ON e.case_id = c.case_id AND e.kind IN ('ApplicationLogged', 'CorrectionReceived')
    ORDER BY c.case_id
    """
)
_TEXT = text("SELECT body FROM texts WHERE case_id = :case_id AND sha256 = :sha256")
_NAMES = text("SELECT name, agent FROM applicants WHERE case_id = :case_id")


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
    rows = connection.execute(_ALL).all()
    for case_id, group in groupby(rows, key=lambda row: row.case_id):
        told = list(group)
        said = [told[0].case_no, told[0].document_no, told[0].summary]
        said += [_text(connection, case_id, row) for row in told]
        said += [word for name in connection.execute(_NAMES, {"case_id": case_id}) for word in name]
        yield case_id, told[0].agency_id, said


def _text(connection: Connection, case_id: int, entry: Any) -> str:
    sha256 = json.loads(entry.data)["application_sha256"]
    return connection.execute(_TEXT, {"case_id": case_id, "sha256": sha256}).scalar_one_or_none() or ""
