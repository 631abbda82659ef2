"""A document number that was given and stands on no letter is found, in every series."""

from __future__ import annotations

import pytest
from builders import RECEIVED, REPLY, RULES, TAKE, drive, enter, moment
from people import OWN
from sqlalchemy import update

from workflow import office, verifying
from workflow.acts import DraftNotice, SignNotice, SubmitNotice
from workflow.desk import Desk
from workflow.store import Store
from workflow.store.repository import NUMBERS

NOW = moment(RECEIVED)
LETTER = (
    DraftNotice(kind="assistance", content={"tasks": ["检索合同"]}),
    SubmitNotice(ref="1"),
    SignNotice(ref="1"),
)


@pytest.fixture
def signed(desk: Desk, store: Store) -> str:
    """A reply numbered in the common series, and a letter in a series of its own."""
    office.set_number_form(store, agency=OWN, series="assistance", template="示发改协〔{year}〕{n}号")
    case_no = enter(desk)
    drive(desk, case_no, [TAKE, *LETTER, *REPLY])
    return case_no


def test_numbers_that_stand_on_letters_leave_nothing_to_say(signed: str, store: Store) -> None:
    assert signed
    assert verifying.verify(store, RULES) == []


@pytest.mark.parametrize("series", ["letter", "assistance"])
def test_a_number_given_and_on_no_letter_is_named(signed: str, store: Store, series: str) -> None:
    with store.database.writing() as connection:
        lost = update(NUMBERS).where(NUMBERS.c.agency_id == OWN, NUMBERS.c.series == series)
        assert connection.execute(lost.values(last=3)).rowcount == 1

    faults = verifying.verify(store, RULES)

    assert [fault.case_no for fault in faults] == [f"示发改 {series}-2026-0002", f"示发改 {series}-2026-0003"]
    assert {fault.en for fault in faults} == {"a number given and the files do not agree"}


def test_a_letter_beyond_the_last_number_given_is_named(signed: str, store: Store) -> None:
    with store.database.writing() as connection:
        lost = update(NUMBERS).where(NUMBERS.c.agency_id == OWN, NUMBERS.c.series == "letter")
        connection.execute(lost.values(last=0))

    assert [fault.case_no for fault in verifying.verify(store, RULES)] == ["示发改 letter-2026-0001"]
