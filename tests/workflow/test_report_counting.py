"""Where an application counts: by receipt and by what ended it, once, and never again in a closed year."""

from __future__ import annotations

from datetime import UTC, date, datetime

from builders import SAMPLES, at, logged

from workflow.entries import Entry
from workflow.reporting.counting import OPEN, Closed, Counted, versions
from workflow.terms import CaseKind, Channel, Status

LATE = datetime(2027, 2, 1, tzinfo=UTC)


def last(history: tuple[Entry, ...], closed: tuple[Closed, ...] = ()) -> Counted:
    return versions(history, closed)[-1].counted


def moved(history: tuple[Entry, ...], seq: int, to: datetime) -> tuple[Entry, ...]:
    """The same history, but the entries from `seq` on were written down at that moment."""
    return tuple(entry._replace(at=to) if entry.seq >= seq else entry for entry in history)


def test_an_application_counts_from_receipt_and_is_open_until_it_ends() -> None:
    paper = logged()

    [version] = versions(paper.history)

    assert (version.counted.in_year, version.counted.out_year, version.counted.outcome) == (2026, OPEN, "")


def test_what_is_not_confirmed_counts_nowhere() -> None:
    assert versions(logged(channel=Channel.PLAIN_POST).history) == []


def test_a_record_correction_is_no_application() -> None:
    assert versions(logged(kind=CaseKind.RECORD_CORRECTION).history) == []


def test_a_reply_counts_when_it_leaves_not_when_it_is_signed() -> None:
    signed, sent = at(Status.APPROVED), at(Status.REPLIED)

    assert last(signed.history).out_year == OPEN
    assert (last(sent.history).out_year, last(sent.history).outcome) == (2026, "disclosed")


def test_a_withdrawal_is_dealt_with_otherwise() -> None:
    counted = last(logged().do(SAMPLES["withdraw"]).history)

    assert (counted.out_year, counted.outcome) == (2026, "withdrawn")


def test_a_reply_annulled_in_its_own_year_makes_room_for_the_next() -> None:
    redone = at(Status.REPLIED).do(SAMPLES["redo_after_appeal"])

    assert last(redone.history).out_year == OPEN


def test_a_reply_annulled_in_a_later_year_stays_counted() -> None:
    sent = at(Status.REPLIED)
    redone = sent.do(SAMPLES["redo_after_appeal"], today=date(2027, 3, 1))

    assert versions(redone.history) == versions(sent.history)


def test_what_is_recorded_after_a_year_was_closed_counts_in_the_next() -> None:
    history = at(Status.REPLIED).history
    sent_late = moved(history, history[-1].seq, LATE.replace(day=2))

    assert last(sent_late, (Closed(2026, LATE),)).out_year == 2027
    assert last(sent_late).out_year == 2026


def test_a_case_recorded_whole_after_its_year_was_closed_counts_in_the_next() -> None:
    history = moved(at(Status.REPLIED).history, 1, LATE.replace(day=2))
    counted = last(history, (Closed(2026, LATE),))

    assert (counted.in_year, counted.out_year) == (2027, 2027)


def test_an_old_ledger_counts_in_its_own_years_before_the_first_closed_one() -> None:
    history = moved(at(Status.REPLIED).history, 1, datetime(2029, 3, 1, tzinfo=UTC))
    counted = last(history, (Closed(2027, datetime(2028, 2, 1, tzinfo=UTC)),))

    assert (counted.in_year, counted.out_year) == (2026, 2026)
