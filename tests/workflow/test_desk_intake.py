"""Intake at the desk: one form one case, numbers without gaps, letters split into cases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import rows
from breaking import Undone, failing
from builders import CONSULT, RECEIVED, REPLY, RULES, TAKE, drive, enter, form, moment
from people import (
    APPROVER,
    FRONT,
    HANDLER,
    OFFICERS,
    SISTER,
)

from workflow import acts as a
from workflow import verifying
from workflow.desk import Desk
from workflow.errors import MoveRefused
from workflow.store import Store
from workflow.terms import Channel, Role

NOW = moment(RECEIVED)
DAY = timedelta(days=1)
NEXT = "示发改-2026-0002"


def test_the_same_form_sent_twice_is_one_case(desk: Desk, store: Store) -> None:
    first = desk.log(FRONT, form(), NOW)
    before = rows.snapshot(store)

    again = desk.log(HANDLER, form(), NOW + DAY)

    assert (again.case_no, again.query_code, again.new) == (first.case_no, first.query_code, False)
    assert rows.snapshot(store) == before


def test_the_same_key_in_another_agency_is_another_case(desk: Desk) -> None:
    first = desk.log(FRONT, form(), NOW)

    second = desk.log(OFFICERS[SISTER, Role.FRONT_DESK], form(agency=SISTER), NOW)

    assert (first.case_no, second.case_no) == ("示发改-2026-0001", "示教育-2026-0001")
    assert second.new


def test_numbers_follow_one_another_whatever_was_refused_between(desk: Desk) -> None:
    given = []
    for n in range(4):
        given.append(enter(desk, f"form-{n}"))
        with pytest.raises(MoveRefused):
            enter(desk, f"bad-{n}", application=" ")
        with pytest.raises(Undone), failing(desk.store, 6):
            enter(desk, f"broken-{n}")

    assert given == [f"示发改-2026-{n:04d}" for n in range(1, 5)]
    assert verifying.verify(desk.store, RULES) == []


def test_numbers_begin_again_with_the_year(desk: Desk) -> None:
    enter(desk)

    assert enter(desk, "form-2", moment(date(2027, 1, 4))) == "示发改-2027-0001"


def test_the_year_of_a_number_is_the_year_in_the_office(desk: Desk) -> None:
    new_year = moment(date(2027, 1, 1), hour=0, minute=30)  # still 2026 in universal time

    assert enter(desk, now=new_year) == "示发改-2027-0001"


def test_a_document_number_is_taken_at_signing_and_only_then(desk: Desk) -> None:
    numbers = []
    for n in range(3):
        case_no = enter(desk, f"form-{n}")
        drive(desk, case_no, (TAKE, *REPLY[:2]))
        with pytest.raises(MoveRefused):  # not reviewed yet
            desk.perform(APPROVER, case_no, REPLY[3], NOW)
        drive(desk, case_no, (REPLY[2],))
        with pytest.raises(Undone), failing(desk.store, 5):
            desk.perform(APPROVER, case_no, REPLY[3], NOW)
        signed = drive(desk, case_no, (REPLY[3],))
        assert signed is not None
        numbers.append(signed.document_no)

    assert numbers == [f"示发改公开〔2026〕{n}号" for n in (1, 2, 3)]


def test_a_split_letter_becomes_cases_of_the_same_day_channel_and_applicant(desk: Desk, store: Store) -> None:
    origin = enter(desk, channel=Channel.SIGNED_POST, signed_on=RECEIVED)

    made = desk.split(HANDLER, origin, a.Split(parts=("批复", "合同")), NOW + DAY)

    assert made == (NEXT, "示发改-2026-0003")
    seen = desk.view(HANDLER, made[1], NOW + DAY)
    assert (seen.case.received_on, seen.case.channel, seen.case.split_from) == (
        RECEIVED,
        Channel.SIGNED_POST,
        origin,
    )
    assert seen.texts[seen.case.application_sha256] == "合同"
    before = desk.view(HANDLER, origin, NOW + DAY)
    assert seen.applicants == before.applicants
    assert before.case.split_into == made
    assert verifying.verify(store, RULES) == []


def test_a_refused_split_makes_no_case(desk: Desk, store: Store) -> None:
    origin = enter(desk)
    drive(desk, origin, (TAKE, CONSULT))
    before = rows.snapshot(store)

    with pytest.raises(MoveRefused):
        desk.split(HANDLER, origin, a.Split(parts=("批复", "合同")), NOW)

    assert rows.snapshot(store) == before
