"""Where the words of a search stand in a case, so that a page can say why it is there and mark them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, select

from workflow.store.lists.search import Found
from workflow.store.repository import APPLICANTS, ENTRIES, TEXTS

#: characters of the application shown before and after the first word found
_AROUND: Final = 24
_SHOWN: Final = ("case_no", "document_no", "summary", "applicant")


class Piece(NamedTuple):
    """A stretch of text; `hit` where it is what was looked for."""

    text: str
    hit: bool


class Match(NamedTuple):
    """A field that fits: case_no, document_no, summary, applicant, agent, application, or one of the sealed ones
    id_no, phone, email, agent_id, which are never shown and have no pieces; `apart` where the characters of a word
    stand in the case but not next to each other."""

    field: str
    pieces: tuple[Piece, ...]


def of_rows(connection: Connection, rows: Sequence[Any], found: Found) -> dict[str, tuple[Match, ...]]:
    """For each case number, the fields that fit. Texts and agents are read for cases whose row does not show it."""
    told = {row.case_no: _of_row(row, found) for row in rows}
    missing = [row for row in rows if not told[row.case_no] and found.terms]
    if missing:
        ids = [row.case_id for row in missing]
        texts, agents = _applications(connection, ids), _agents(connection, ids)
        for row in missing:
            told[row.case_no] = _deeper(agents.get(row.case_id, []), texts.get(row.case_id, []), found.terms)
    return told


def _of_row(row: Any, found: Found) -> tuple[Match, ...]:
    exact = found.exactly.get(row.case_id)
    if exact in _SHOWN:
        return (Match(exact, (Piece(getattr(row, exact), True),)),)
    if exact:
        return (Match(exact, ()),)
    marked = ((name, marks(getattr(row, name) or "", found.terms)) for name in _SHOWN)
    return tuple(Match(name, pieces) for name, pieces in marked if pieces)


def _deeper(agents: Iterable[str], texts: Iterable[str], terms: Sequence[str]) -> tuple[Match, ...]:
    made = [Match("agent", pieces) for name in agents if (pieces := marks(name, terms))]
    made += [Match("application", pieces) for body in texts if (pieces := marks(_part(body, terms), terms))][
        :1
    ]
    return tuple(made) or (Match("apart", ()),)


def marks(body: str, terms: Iterable[str]) -> tuple[Piece, ...]:
    """The text cut where the terms stand; empty where none does."""
    wanted = "|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True))
    if not wanted or not re.search(wanted, body, re.IGNORECASE):
        return ()
    cut = re.split(f"({wanted})", body, flags=re.IGNORECASE)
    return tuple(Piece(part, bool(at % 2)) for at, part in enumerate(cut) if part)


def _part(body: str, terms: Sequence[str]) -> str:
    """What stands around the first term."""
    line = " ".join(body.split())
    hit = re.search("|".join(map(re.escape, terms)), line, re.IGNORECASE)
    if hit is None:
        return ""
    start, end = max(hit.start() - _AROUND, 0), min(hit.end() + 2 * _AROUND, len(line))
    return ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")


def _agents(connection: Connection, ids: Sequence[int]) -> dict[int, list[str]]:
    a = APPLICANTS.c
    made: dict[int, list[str]] = {}
    for case_id, agent in connection.execute(
        select(a.case_id, a.agent).where(a.case_id.in_(ids), a.agent != "")
    ):
        made.setdefault(case_id, []).append(agent)
    return made


def _applications(connection: Connection, ids: Sequence[int]) -> dict[int, list[str]]:
    """Each application in the words it was logged with and those it was corrected to."""
    e = ENTRIES.c
    said = select(e.case_id, e.data).where(
        e.case_id.in_(ids), e.kind.in_(("ApplicationLogged", "CorrectionReceived"))
    )
    pairs = {(row.case_id, json.loads(row.data)["application_sha256"]) for row in connection.execute(said)}
    made: dict[int, list[str]] = {}
    for case_id, body in texts_of(connection, pairs):
        made.setdefault(case_id, []).append(body)
    return made


def texts_of(connection: Connection, pairs: set[tuple[int, str]]) -> list[tuple[int, str]]:
    """Texts by case and digest. Asked by both columns apart: SQLite reads the whole table for a list of pairs."""
    t = TEXTS.c
    ids, digests = ({pair[at] for pair in pairs} for at in (0, 1))
    found = select(t.case_id, t.sha256, t.body).where(t.case_id.in_(ids), t.sha256.in_(digests))
    rows = connection.execute(found.order_by(t.case_id)).all()
    return [(row.case_id, row.body) for row in rows if (row.case_id, row.sha256) in pairs]
