"""From a form to a logged case: receipt by channel and regime, and every fault of a form at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from builders import LI, RECEIVED, around, form, logged

from workflow import acts as a
from workflow import intake
from workflow.errors import MoveRefused
from workflow.terms import Channel, Status

DAY = timedelta(days=1)
OLD = date(2018, 7, 2)
#: channel, its own dates -> receipt date, rule (law.md 1.4; before 2019 the 207 letter)
RECEIPTS = [
    (Channel.COUNTER, RECEIVED, {}, RECEIVED, "submitted"),
    (Channel.ORAL, RECEIVED, {}, RECEIVED, "submitted"),
    (Channel.SIGNED_POST, RECEIVED, {"signed_on": RECEIVED + DAY}, RECEIVED + DAY, "signed"),
    (Channel.SIGNED_POST, RECEIVED, {}, RECEIVED, "signed"),
    (Channel.PLAIN_POST, RECEIVED, {"confirmed_on": RECEIVED + 2 * DAY}, RECEIVED + 2 * DAY, "confirmed"),
    (Channel.FAX, RECEIVED, {"confirmed_on": RECEIVED}, RECEIVED, "confirmed"),
    (Channel.EMAIL, RECEIVED, {"confirmed_on": RECEIVED + DAY}, RECEIVED + DAY, "confirmed"),
    (Channel.WEB, RECEIVED, {"confirmed_on": RECEIVED + DAY}, RECEIVED + DAY, "confirmed"),
    (Channel.EMAIL, OLD, {}, OLD, "system"),
    (Channel.WEB, OLD, {}, OLD, "system"),
    (Channel.PLAIN_POST, OLD, {"confirmed_on": OLD + DAY}, OLD + DAY, "confirmed"),
]
WAITING = [Channel.PLAIN_POST, Channel.FAX, Channel.EMAIL, Channel.WEB]


@pytest.mark.parametrize(("channel", "arrived_on", "dates", "received_on", "rule"), RECEIPTS)
def test_each_channel_has_its_own_day_of_receipt(
    channel: Channel, arrived_on: date, dates: dict[str, date], received_on: date, rule: str
) -> None:
    case = logged(channel=channel, arrived_on=arrived_on, **dates).case

    assert (case.status, case.received_on, case.receipt_rule) == (Status.RECEIVED, received_on, rule)
    assert case.regime == ("prc-2007" if arrived_on == OLD else "prc-2019")


@pytest.mark.parametrize("channel", WAITING)
def test_what_nobody_confirmed_waits_and_its_clock_has_not_begun(channel: Channel) -> None:
    paper = logged(channel=channel)

    assert (paper.case.status, paper.case.received_on) == (Status.AWAITING_CONFIRMATION, None)
    assert around().clock(paper.case) is None


@pytest.mark.parametrize("channel", WAITING)
def test_confirming_fixes_the_receipt_on_that_day(channel: Channel) -> None:
    paper = logged(channel=channel).on(RECEIVED + 5 * DAY)

    confirmed = paper.do(a.ConfirmReceipt(how="电话", on=RECEIVED + 3 * DAY))

    assert confirmed.case.received_on == RECEIVED + 3 * DAY


def test_a_letter_of_may_2019_confirmed_after_the_change_runs_under_the_new_regulation() -> None:
    paper = logged(channel=Channel.PLAIN_POST, arrived_on=date(2019, 5, 14)).on(date(2019, 5, 15))

    confirmed = paper.do(a.ConfirmReceipt(how="电话"))

    assert confirmed.case.regime == "prc-2019"


@pytest.mark.parametrize(
    ("day", "regime"), [(date(2019, 5, 14), "prc-2007"), (date(2019, 5, 15), "prc-2019")]
)
def test_the_day_of_receipt_chooses_the_regulation(day: date, regime: str) -> None:
    assert logged(arrived_on=day).case.regime == regime


def test_a_form_filled_in_by_the_office_is_marked() -> None:
    assert logged(channel=Channel.ORAL).case.written_by_office
    assert not logged(channel=Channel.COUNTER).case.written_by_office


def test_a_long_application_is_shortened_for_lists_and_a_given_summary_kept() -> None:
    long = logged(application="请求公开\n" + "甲" * 100)
    given = logged(summary="环评批复")

    assert len(long.texts[long.case.summary_sha256]) == intake.SUMMARY
    assert given.texts[given.case.summary_sha256] == "环评批复"


def test_every_fault_of_a_form_is_told_at_once() -> None:
    wrong = form(
        "",
        application=" ",
        arrived_on=RECEIVED,
        signed_on=RECEIVED - DAY,
        confirmed_on=RECEIVED + 9 * DAY,
        applicants=(a.Applicant(name=LI.name, id_no="110105194912310021"),),
    )

    faults = intake.faults_of(wrong, RECEIVED, around())

    assert [fault.en for fault in faults] == [
        f"{RECEIVED + 9 * DAY} lies in the future",
        f"{RECEIVED - DAY} is before arrival",
        "Say what is asked for",
        "The form has no key: open it again",
        "Identity number fails its check",
    ]
    assert all(fault.zh for fault in faults)
    with pytest.raises(MoveRefused) as refused:
        intake.log(wrong, intake.Given("1", "A", ("k",)), around())
    assert len(refused.value.reasons) == len(faults)


def test_a_sound_form_has_no_faults() -> None:
    assert intake.faults_of(form(), RECEIVED, around()) == ()


def test_an_application_before_any_regulation_is_refused() -> None:
    faults = intake.faults_of(form(arrived_on=date(2008, 4, 30)), RECEIVED, around())

    assert len(faults) == 1


def test_nobody_s_data_stands_in_the_first_entries() -> None:
    paper = logged()

    said = " ".join(record.data for record in paper.records)
    assert not any(secret in said for secret in (LI.name, LI.id_no, LI.phone, LI.address, LI.email))
