"""How facts become lasting text and how the digests chain them.

A digest is the SHA-256 of the digest before it and of everything the entry says, so that a change to any
past entry breaks the chain at that place. The text hashed is the text stored, byte for byte.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache, lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from workflow.entries import KINDS, Entry, Fact
from workflow.errors import BadInput

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
START = "0" * 64  # what stands before the first entry


class Record(NamedTuple):
    """An entry as stored: `at` is ISO UTC to the microsecond, `data` the canonical JSON of the fact."""

    seq: int
    kind: str
    at: str
    by: int
    acting_for: int | None
    data: str
    digest: str


def moment_text(at: datetime) -> str:
    """An aware moment as text that sorts by time."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment(text: str) -> datetime:
    """The aware UTC moment back from its text."""
    return datetime.fromisoformat(text)


@cache
def _codec(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(KINDS[kind])


def fact_text(fact: Fact) -> str:
    """The canonical JSON of a fact."""
    plain = _codec(type(fact).__name__).dump_python(fact, mode="json")
    return _CANONICAL.encode(plain)


@lru_cache(maxsize=10_000)  # a page is looked at before each act: its facts need not be parsed again
def read_fact(kind: str, data: str) -> Fact:
    """The fact back from its text; BadInput for an unknown kind or fields that do not fit."""
    if kind not in KINDS:
        raise BadInput(f"未知的经过种类 {kind} / unknown entry kind")
    try:
        fact: Fact = _codec(kind).validate_json(data)
    except ValidationError as bad:
        raise BadInput(
            f"经过 {kind} 的内容不符 / fields of {kind} do not fit: {bad.errors()[0]['msg']}"
        ) from bad
    return fact


def seal(prev: str, case_no: str, record: Record) -> str:
    """The digest of a record in its place."""
    said = (prev, case_no, record.seq, record.kind, record.at, record.by, record.acting_for or 0, record.data)
    return sha256("\n".join(map(str, said)).encode()).hexdigest()


def chain(
    case_no: str,
    facts: Iterable[Fact],
    *,
    after: Entry | None,
    at: datetime,
    by: int,
    acting_for: int | None = None,
) -> list[tuple[Record, Entry]]:
    """New facts as records and entries that follow `after`; time never runs backwards within a case."""
    seq, prev = (after.seq, after.digest) if after else (0, START)
    said_at = moment_text(max(at, after.at) if after else at)
    kept_at = moment(said_at)
    made = []
    for fact in facts:
        seq += 1
        open_record = Record(seq, type(fact).__name__, said_at, by, acting_for, fact_text(fact), "")
        prev = seal(prev, case_no, open_record)
        made.append((open_record._replace(digest=prev), Entry(seq, kept_at, by, fact, prev, acting_for)))
    return made


def follow(last: Record, case_no: str, kind: str, data: str, at: str, by: int) -> Record:
    """The record after `last` for a fact that is text already; `at` is a moment as text."""
    made = Record(last.seq + 1, kind, max(at, last.at), by, None, data, "")
    return made._replace(digest=seal(last.digest, case_no, made))


def read(records: Iterable[Record]) -> list[Entry]:
    """Stored records as entries, in order; digests are not checked here (see `broken_link`)."""
    return [
        Entry(r.seq, moment(r.at), r.by, read_fact(r.kind, r.data), r.digest, r.acting_for) for r in records
    ]


def broken_link(case_no: str, records: Iterable[Record]) -> int | None:
    """The seq of the first record whose place or digest is not what the chain says, None when all hold."""
    prev = START
    for expected, record in enumerate(records, start=1):
        if record.seq != expected or record.digest != seal(prev, case_no, record):
            return expected
        prev = record.digest
    return None
