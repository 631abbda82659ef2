"""The index of words: which cases hold certain pieces of text, newest first, with bounded work however many do.

SQLite keeps it as FTS5 without the text, PostgreSQL as sets of numbers under GIN. The pieces are numbers (words.code)
beside the agency; they are derived from texts and names and are erased with them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Connection, text

CASES, PUBLICATIONS = "case_words", "publication_words"
#: ids of one era stand together, so that PostgreSQL walks back in time and stops when it has enough
ERA: Final = 16_384
_FIRST_ERA: Final = 1 << 24  # era and agency numbers are negative and never meet
_INTO_SQLITE: Final = "INSERT INTO {0} (rowid, words) VALUES (:id, :said)"
_FROM_SQLITE: Final = "SELECT rowid FROM {0} WHERE {0} MATCH :match ORDER BY rowid DESC LIMIT :limit"
_CLEAR_SQLITE: Final = "INSERT INTO {0} ({0}) VALUES ('delete-all')"
_CLEAR_POSTGRES: Final = "TRUNCATE {0}"
_INTO_POSTGRES: Final = """
    INSERT INTO {0} AS held (id, agency_id, words) VALUES (:id, :agency, :words)
    ON CONFLICT (id) DO UPDATE SET words = held.words || excluded.words
    """
_MANY_INTO_POSTGRES: Final = """
    INSERT INTO {0} (id, agency_id, words)
    SELECT id, agency_id, words FROM json_populate_recordset(NULL::{0}, CAST(:rows AS json))
    """
_FROM_POSTGRES: Final = """
    SELECT one.id
    FROM generate_series(CAST(:latest AS integer), CAST(:first_of AS integer), -1) AS era
    CROSS JOIN LATERAL (
        SELECT held.id FROM {0} held
        WHERE held.words @> (CAST(:wanted AS integer[]) || (-{first} - era)) {within}
        ORDER BY held.id DESC
    ) one
    LIMIT :limit
    """
_ALL_FROM_POSTGRES: Final = """
    SELECT held.id FROM {0} held WHERE held.words @> CAST(:wanted AS integer[]) {within} LIMIT :limit
    """
_LATEST: Final = "SELECT coalesce(max(id) / {era}, -1) FROM {0}"
#: eras looked at before it is known whether a word is rare, and how many ids are worth sorting at once
_RECENT: Final = 4
_FEW: Final = 5000


def add(connection: Connection, id_: int, agency: int, codes: Iterable[int], index: str = CASES) -> None:
    """Take pieces in; those that stood there before stay."""
    wanted = sorted(set(codes))
    if not wanted:
        return
    if connection.dialect.name == "sqlite":
        values = {"id": id_, "said": sqlite_words(agency, wanted)}
        connection.execute(text(_INTO_SQLITE.format(index)), values)
        return
    values = {"id": id_, "agency": agency, "words": postgres_words(id_, agency, wanted)}
    connection.execute(text(_INTO_POSTGRES.format(index)), values)


def add_many(connection: Connection, agency: int, held: Sequence[tuple[int, Iterable[int]]]) -> None:
    """Take in the pieces of things that were not there before."""
    if connection.dialect.name == "sqlite":
        rows = [{"id": id_, "said": sqlite_words(agency, sorted(set(codes)))} for id_, codes in held]
        connection.execute(text(_INTO_SQLITE.format(CASES)), rows)
        return
    new = [
        {"id": id_, "agency_id": agency, "words": postgres_words(id_, agency, sorted(set(codes)))}
        for id_, codes in held
    ]
    connection.execute(text(_MANY_INTO_POSTGRES.format(CASES)), {"rows": json.dumps(new)})


def sqlite_words(agency: int, codes: Iterable[int]) -> str:
    """The set as SQLite takes it in: pieces and agency."""
    return " ".join((*(f"{code:x}" for code in codes), _agency_word(agency)))


def postgres_words(id_: int, agency: int, codes: Sequence[int]) -> list[int]:
    """The set as PostgreSQL keeps it: pieces, agency, era."""
    return [*codes, -agency, -_FIRST_ERA - id_ // ERA]


def _agency_word(agency: int) -> str:
    return f"g{agency}"


def clear(connection: Connection, index: str = CASES) -> None:
    """Forget everything, before it is taken in anew."""
    if connection.dialect.name == "sqlite":
        connection.execute(text(_CLEAR_SQLITE.format(index)))
    else:
        connection.execute(text(_CLEAR_POSTGRES.format(index)))


def newest(
    connection: Connection,
    codes: Iterable[int],
    agencies: Sequence[int] | None,
    limit: int,
    index: str = CASES,
) -> list[int]:
    """At most `limit` ids that hold every piece, the highest first; `agencies` None asks all of them."""
    wanted = sorted(set(codes))
    if not wanted or agencies == ():
        return []
    if connection.dialect.name == "sqlite":
        return _newest_sqlite(connection, wanted, agencies, limit, index)
    return _newest_postgres(connection, wanted, agencies, limit, index)


def _newest_sqlite(
    connection: Connection, wanted: Sequence[int], agencies: Sequence[int] | None, limit: int, index: str
) -> list[int]:
    match = " AND ".join(f"{code:x}" for code in wanted)
    if agencies is not None:
        match += f" AND ({' OR '.join(map(_agency_word, agencies))})"
    found = text(_FROM_SQLITE.format(index))
    return list(connection.scalars(found, {"match": match, "limit": limit}))


def _newest_postgres(
    connection: Connection, wanted: Sequence[int], agencies: Sequence[int] | None, limit: int, index: str
) -> list[int]:
    """Common words fill the page from the newest eras; of rare ones the whole list costs less than a walk."""
    latest = connection.scalars(text(_LATEST.format(index, era=ERA))).one()
    within = "" if agencies is None else "AND held.words && CAST(:agencies AS integer[])"
    values = {"wanted": list(wanted), "agencies": [-agency for agency in agencies or ()]}
    if agencies is None:
        del values["agencies"]
    walk = text(_FROM_POSTGRES.format(index, first=_FIRST_ERA, within=within))

    def walked(start: int, end: int, most: int) -> list[int]:
        asked = values | {"latest": start, "first_of": end, "limit": most}
        return list(connection.scalars(walk, asked))

    oldest = max(0, latest - _RECENT + 1)
    found = walked(latest, oldest, limit)
    if len(found) == limit or oldest == 0:
        return found
    if len(found) * latest < _FEW * _RECENT:
        every = text(_ALL_FROM_POSTGRES.format(index, within=within))
        rare = connection.scalars(every, values | {"limit": _FEW + 1}).all()
        if len(rare) <= _FEW:
            return sorted(rare, reverse=True)[:limit]
    return found + walked(oldest - 1, 0, limit - len(found))
