"""The index of words: which cases hold certain pieces of text, newest first, with bounded work however many do.

SQLite keeps it as FTS5 without the text, PostgreSQL as sets of numbers under GIN. The pieces are numbers (words.code)
beside the agency; they are derived from texts and names and are erased with them.
"""

from __future__ import annotations

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
_FROM_POSTGRES: Final = """
    SELECT one.id
    FROM generate_series(coalesce((SELECT max(id) / {era} FROM {0}), -1), 0, -1) AS era
    CROSS JOIN LATERAL (
        SELECT held.id FROM {0} held
        WHERE held.words @> (CAST(:wanted AS integer[]) || (-{first} - era)) {within}
        ORDER BY held.id DESC
    ) one
    LIMIT :limit
    """


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
        {"id": id_, "agency": agency, "words": postgres_words(id_, agency, sorted(set(codes)))}
        for id_, codes in held
    ]
    connection.execute(text(_INTO_POSTGRES.format(CASES)), new)


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
    within = "" if agencies is None else "AND held.words && CAST(:agencies AS integer[])"
    found = text(_FROM_POSTGRES.format(index, era=ERA, first=_FIRST_ERA, within=within))
    values = {"wanted": list(wanted), "limit": limit}
    if agencies is not None:
        values["agencies"] = [-agency for agency in agencies]
    return list(connection.scalars(found, values))
