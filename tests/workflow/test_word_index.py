"""The index of words over many eras: newest first, as many as asked, whether a word is rare, common or only old."""

from __future__ import annotations

from itertools import product

from workflow.store import Store, word_index

ERAS = 12
#: pieces: in every case, in one of five, in three old ones, in the old half, in few of the newest and many old ones
EVERY, FIFTH, RARE, OLD, FADED = 1, 2, 3, 4, 5
EACH = 800


def pieces(number: int, era: int) -> set[int]:
    """What stands in the case of that number within its era."""
    held = {EVERY}
    if number % 5 == 0:
        held.add(FIFTH)
    if era == 1 and number in (7, 8, 300):
        held.add(RARE)
    if era < ERAS // 2:
        held.add(OLD)
    if era < ERAS - 2 or number == 1:
        held.add(FADED)
    return held


CASES = {
    era * word_index.ERA + number: (number % 3 + 1, pieces(number, era))
    for era in range(ERAS)
    for number in range(EACH)
}


WANTED = ((EVERY,), (FIFTH,), (RARE,), (OLD,), (FADED,), (FIFTH, OLD), (EVERY, RARE), (9,))
WITHIN: tuple[tuple[int, ...] | None, ...] = (None, (2,), (1, 3))


def test_the_newest_that_hold_every_piece_are_found(store: Store) -> None:
    _fill(store)

    with store.database.reading() as connection:
        for wanted, agencies, limit in product(WANTED, WITHIN, (1, 40, 4001)):
            found = word_index.newest(connection, wanted, agencies, limit)
            assert found == _newest(wanted, agencies)[:limit], (wanted, agencies, limit)


def _fill(store: Store) -> None:
    with store.database.writing() as connection:
        for agency in (1, 2, 3):
            held = [(id_, codes) for id_, (where, codes) in CASES.items() if where == agency]
            word_index.add_many(connection, agency, held)


def _newest(wanted: tuple[int, ...], agencies: tuple[int, ...] | None) -> list[int]:
    """The same, by looking at every case."""
    holding = (
        id_
        for id_, (agency, held) in CASES.items()
        if held.issuperset(wanted) and (agencies is None or agency in agencies)
    )
    return sorted(holding, reverse=True)
