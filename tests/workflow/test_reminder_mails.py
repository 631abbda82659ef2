"""E-mail to officers: each working morning, and when something presses; never in quiet hours, each said once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise

import mail_server as mailboxes
import pytest
from builders import DUE, RECEIVED, TAKE, drive, enter, later, moment
from mail_server import Mailbox
from people import APPROVER, HANDLER, OWN, SECOND_HANDLER, SUPERVISOR
from rows import raw_bytes, run

from workflow import acts as a
from workflow import worker
from workflow.desk import Desk
from workflow.mail.outbox import FIRST_PAUSE, TRIES, Round
from workflow.reminding import digests, sweeping
from workflow.reminding.outbox import send_due
from workflow.store import Store
from workflow.store.reminders import reminder_people
from workflow.store.reminders.reminder_people import Wish

FRIDAY, SATURDAY, MONDAY = date(2026, 7, 24), date(2026, 7, 25), date(2026, 7, 27)
TO = "chengban@example.gov.cn"


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """A mail server that takes everything until told otherwise."""
    with mailboxes.server(monkeypatch) as running:
        yield running


@pytest.fixture
def case_no(desk: Desk) -> str:
    """A case in the handler's hands, due on Wednesday, 29 July."""
    number = enter(desk)
    drive(desk, number, (TAKE,))
    return number


def wants(store: Store, person: int = HANDLER, *, daily: bool = False, urgent: bool = False) -> None:
    """What that person asked for."""
    with store.database.writing() as connection:
        wish = Wish(f"{person}-{TO}", daily, urgent)
        reminder_people.put_wish(connection, store.vault, person, OWN, wish, moment(RECEIVED))


def work(desk: Desk, at: datetime) -> Round:
    """What the worker does about reminders at that moment."""
    sweeping.sweep(desk, at)
    digests.sweep(desk, at)
    return send_due(desk, at)


def words(box: Mailbox) -> list[str]:
    """The text of each e-mail taken."""
    return [str(letter.get_content()) for letter in box.taken]


def test_one_e_mail_comes_each_working_morning_to_whoever_wants_it(
    desk: Desk, store: Store, box: Mailbox, case_no: str
) -> None:
    wants(store, daily=True)
    sent = [
        work(desk, moment(day, hour)).sent for day in (FRIDAY, SATURDAY, MONDAY) for hour in (8, 9, 10, 20)
    ]

    assert sent == [0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0]
    assert box.to == [f"{HANDLER}-{TO}"] * 2
    assert f"{case_no}  {DUE}  答复期限在 5 个工作日内届满" in words(box)[0]
    assert "within 2 working days" in words(box)[1]


def test_nobody_who_said_nothing_gets_e_mail(desk: Desk, box: Mailbox, case_no: str) -> None:
    assert work(desk, moment(DUE, 9)) == Round()
    assert box.taken == []


def test_e_mails_name_no_applicant_and_are_sealed_in_the_store(
    desk: Desk, store: Store, box: Mailbox, case_no: str
) -> None:
    wants(store, daily=True, urgent=True)
    work(desk, moment(DUE, 9))

    assert len(box.taken) == 2
    assert all("李样七" not in said and "示例大道" not in said for said in words(box))
    if store.database.is_sqlite:
        assert f"{HANDLER}-{TO}".encode() not in raw_bytes(store)


def test_what_presses_is_said_at_once_and_once(desk: Desk, store: Store, box: Mailbox, case_no: str) -> None:
    wants(store, urgent=True)
    days = (later(DUE, -1), DUE, DUE, later(DUE, 1), later(DUE, 1))

    sent = [work(desk, moment(day, 9 + hour)).sent for hour, day in enumerate(days)]

    assert sent == [0, 1, 0, 1, 0]
    assert ["今天届满" in words(box)[0], "已过" in words(box)[1]] == [True, True]


def test_what_comes_up_at_night_waits_for_the_next_working_morning(
    desk: Desk, store: Store, box: Mailbox, case_no: str
) -> None:
    wants(store, urgent=True)
    night = moment(DUE, 0, 1)

    at_night = work(desk, night).sent
    before_hours = send_due(desk, moment(DUE, 8, 29)).sent
    in_the_morning = send_due(desk, moment(DUE, 8, 30)).sent

    assert (at_night, before_hours, in_the_morning) == (0, 0, 1)


def test_the_morning_e_mail_spares_a_second_one_about_the_same_night(
    desk: Desk, store: Store, box: Mailbox, case_no: str
) -> None:
    wants(store, daily=True, urgent=True)
    work(desk, moment(DUE, 0, 1))

    morning = work(desk, moment(DUE, 8, 30))

    assert morning == Round(sent=1)


def test_a_worker_away_for_days_sends_the_morning_of_the_day_it_comes_back(
    desk: Desk, store: Store, box: Mailbox, case_no: str
) -> None:
    wants(store, daily=True)
    work(desk, moment(later(DUE, -4), 9))

    work(desk, moment(later(DUE, 1), 16))

    assert len(box.taken) == 2
    assert "已过" in words(box)[1]


def test_yesterdays_e_mail_that_could_not_leave_is_dropped_for_todays(
    desk: Desk, store: Store, monkeypatch: pytest.MonkeyPatch, case_no: str
) -> None:
    mailboxes.absent(monkeypatch)
    wants(store, daily=True)
    assert work(desk, moment(FRIDAY, 17)).waiting == 1

    with mailboxes.server(monkeypatch) as box:
        done = work(desk, moment(MONDAY, 9))

    assert (done.sent, len(box.taken)) == (1, 1)
    assert sorted(run(store, "SELECT state FROM reminder_mails")) == [("dropped",), ("sent",)]


def test_a_server_that_puts_it_off_is_asked_again_and_at_last_given_up(
    desk: Desk, store: Store, box: Mailbox, case_no: str
) -> None:
    wants(store, urgent=True)
    box.data = "451 try later"
    work(desk, moment(DUE, 9))
    first = send_due(desk, moment(DUE, 9) + FIRST_PAUSE - timedelta(seconds=1))
    [state] = run(store, "SELECT state, tries FROM reminder_mails")
    for day in range(1, 60):
        send_due(desk, moment(later(DUE, day), 9))

    assert (first, state) == (Round(), ("queued", 1))
    assert run(store, "SELECT state, tries FROM reminder_mails") == [("failed", TRIES)]


def test_a_refused_address_is_given_up_and_its_owner_can_read_why(
    desk: Desk, store: Store, box: Mailbox, case_no: str
) -> None:
    wants(store, urgent=True)
    box.rcpt = "550 no such user"

    work(desk, moment(DUE, 9))

    with store.database.reading() as connection:
        last = reminder_people.last_mail(connection, HANDLER)
    assert last is not None
    assert (last[0], last[2]) == ("failed", "550 no such user")


@pytest.mark.parametrize(
    "gone", ["UPDATE people SET active = :no WHERE person_id = :who", "DELETE FROM reminder_settings"]
)
def test_what_waits_is_not_sent_to_who_left_or_wants_none_any_more(
    desk: Desk, store: Store, box: Mailbox, case_no: str, gone: str
) -> None:
    wants(store, urgent=True)
    work(desk, moment(DUE, 0, 1))
    run(store, gone, **({"no": False, "who": HANDLER} if ":who" in gone else {}))

    send_due(desk, moment(DUE, 9))

    assert box.taken == []
    assert run(store, "SELECT state FROM reminder_mails") == [("dropped",)]


def test_a_supervisor_reads_the_figures_of_the_agencies_below(
    desk: Desk, store: Store, box: Mailbox, case_no: str
) -> None:
    wants(store, SUPERVISOR, daily=True)

    work(desk, moment(later(DUE, 1), 9))

    assert "已超期 1 件" in words(box)[0]
    assert case_no not in words(box)[0]


def test_each_person_reads_only_what_concerns_them(
    desk: Desk, store: Store, box: Mailbox, case_no: str
) -> None:
    for person in (HANDLER, SECOND_HANDLER, APPROVER):
        wants(store, person, urgent=True)

    work(desk, moment(DUE, 9))

    assert box.to == [f"{HANDLER}-{TO}"]


def test_the_worker_sends_both_kinds_of_e_mail(desk: Desk, store: Store, box: Mailbox, case_no: str) -> None:
    wants(store, urgent=True)
    worker.run(desk, moment(DUE, 9))
    worker.send_mail(desk, moment(DUE, 9))

    assert box.to == [f"{HANDLER}-{TO}"]


def test_message_ids_differ_and_stay(desk: Desk, store: Store, box: Mailbox, case_no: str) -> None:
    wants(store, urgent=True)
    box.data = "451 try later"
    work(desk, moment(DUE, 9))
    before = run(store, "SELECT message_id FROM reminder_mails")
    box.data = ""
    send_due(desk, moment(DUE, 10))
    work(desk, moment(later(DUE, 1), 9))

    sent = [str(letter["Message-ID"]) for letter in box.taken]
    assert before == [(sent[0],)]
    assert all(one != other for one, other in pairwise(sent))


def test_a_withdrawn_case_presses_nobody(desk: Desk, store: Store, box: Mailbox, case_no: str) -> None:
    wants(store, urgent=True)
    desk.perform(HANDLER - 1, case_no, a.Withdraw(reason="申请人书面撤回"), moment(FRIDAY))

    assert work(desk, moment(later(DUE, 3), 9)) == Round()
