"""The search box: by number, letter number, identity number, phone, e-mail, and by the words of case and people.

A number or an identity found exactly is the answer. Else words are looked for, newest cases first; where more than
MOST_FOUND cases hold them, only the newest are answered and the page says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import ARRAY, ColumnElement, Connection, Integer, and_, any_, bindparam, select

from workflow import words
from workflow.store import word_index
from workflow.store.personal import Vault
from workflow.store.repository import APPLICANTS, CASES
from workflow.store.sight import Agencies

MOST_FOUND: Final = 1000
_SEALED: Final = {
    "id_no": APPLICANTS.c.id_no_digest,
    "phone": APPLICANTS.c.phone_digest,
    "email": APPLICANTS.c.email_digest,
    "agent_id": APPLICANTS.c.agent_id_digest,
}


class Found(NamedTuple):
    """Cases, newest first. `exactly` says what fits of a case found by number or identity; `terms` are the words."""

    ids: tuple[int, ...]
    exactly: dict[int, str]
    terms: tuple[str, ...] = ()
    capped: bool = False
    unread: tuple[str, ...] = ()


def find(connection: Connection, vault: Vault, asked: str, agencies: Agencies) -> Found:
    """What the text finds within those agencies."""
    exactly = _by_number(connection, asked, agencies) or _by_digest(connection, vault, asked, agencies)
    if exactly:
        return Found(tuple(sorted(exactly, reverse=True)), exactly)
    terms = words.terms(asked)
    unread = tuple(term for term in terms if not words.is_searchable(term))
    begun = _by_beginning(connection, asked, agencies)
    said = word_index.newest(connection, words.codes(terms), agencies, MOST_FOUND + 1)
    ids = sorted({*begun, *said}, reverse=True)
    read = tuple(term for term in terms if term not in unread)
    return Found(tuple(ids[:MOST_FOUND]), {}, read, len(ids) > MOST_FOUND, unread)


def narrowed(
    connection: Connection, ids: Sequence[int], where: Iterable[ColumnElement[bool]]
) -> tuple[int, ...]:
    """Those of the cases that fit the conditions too, in the same order."""
    found = select(CASES.c.case_id).where(_among(connection, ids), *where) if ids else None
    fitting = set(connection.scalars(found)) if found is not None else set()
    return tuple(id_ for id_ in ids if id_ in fitting)


def _among(connection: Connection, ids: Sequence[int]) -> ColumnElement[bool]:
    """PostgreSQL plans one array sooner than a thousand values."""
    if connection.dialect.name == "sqlite":
        listed: ColumnElement[bool] = CASES.c.case_id.in_(ids)
        return listed
    array = any_(bindparam(None, list(ids), ARRAY(Integer)))
    made: ColumnElement[bool] = CASES.c.case_id == array
    return made


def _as_typed(asked: str) -> str:
    return unicodedata.normalize("NFKC", asked).strip()


def _within(table: Any, agencies: Agencies) -> list[ColumnElement[bool]]:
    return [] if agencies is None else [table.c.agency_id.in_(agencies)]


def _by_number(connection: Connection, asked: str, agencies: Agencies) -> dict[int, str]:
    """A whole case number or letter number."""
    number = _as_typed(asked)
    found: dict[int, str] = {}
    for name in ("case_no", "document_no"):
        wanted = select(CASES.c.case_id).where(CASES.c[name] == number, *_within(CASES, agencies))
        found |= dict.fromkeys(connection.scalars(wanted.limit(MOST_FOUND)), name)
    return found


def _by_beginning(connection: Connection, asked: str, agencies: Agencies) -> list[int]:
    """Numbers that begin so, the newest of them."""
    start = _as_typed(asked)
    if len(start) < 2 or not any(letter.isdigit() for letter in start):
        return []
    found: list[int] = []
    for name in ("case_no", "document_no"):
        wanted = select(CASES.c.case_id).where(_begins(connection, CASES.c[name], start))
        within = wanted.where(*_within(CASES, agencies)).order_by(CASES.c[name].desc())
        found += connection.scalars(within.limit(MOST_FOUND))
    return found


def _begins(connection: Connection, column: Any, start: str) -> ColumnElement[bool]:
    """As each database walks an index: SQLite by a range, PostgreSQL by the pattern."""
    if connection.dialect.name == "sqlite":
        return and_(column >= start, column < start + "\U0010ffff")
    made: ColumnElement[bool] = column.startswith(start, autoescape=True)
    return made


_SEPARATORS: Final = re.compile(r"[\s.·,()（）/-]+")


def spellings(asked: str) -> tuple[str, ...]:
    """A number as it may have been entered: as typed, without separators, without the country's dialling code."""
    typed = _as_typed(asked)
    bare = _SEPARATORS.sub("", typed)
    without = re.sub(r"^(\+|00)86(?=\d{11}$)", "", bare)
    return tuple(dict.fromkeys((typed, bare, without)))


def _by_digest(connection: Connection, vault: Vault, asked: str, agencies: Agencies) -> dict[int, str]:
    """A whole identity number, phone or e-mail address. Each asks the index of its own: of several columns at once
    SQLite would read every applicant."""
    if len(asked) < 5 or not ("@" in asked or any(letter.isdigit() for letter in asked)):
        return {}
    digests = [digest for spelling in spellings(asked) if (digest := vault.digest(spelling))]
    found: dict[int, str] = {}
    for name, column in reversed(_SEALED.items()):
        wanted = select(APPLICANTS.c.case_id).where(column.in_(digests), column != "")
        within = wanted.where(*_within(APPLICANTS, agencies)).order_by(APPLICANTS.c.case_id.desc())
        found |= dict.fromkeys(connection.scalars(within.limit(MOST_FOUND)), name)
    return {case_id: found[case_id] for case_id in sorted(found, reverse=True)[:MOST_FOUND]}
