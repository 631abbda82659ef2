"""Letters by e-mail: queued with what they tell, sent once, and a failure that shows on the case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import mail_server as mailboxes
import pytest
from builders import LI, RECEIVED, REPLY, TAKE, drive, enter, moment
from mail_server import Mailbox
from people import FRONT, doer
from rows import raw_bytes, run

from workflow import acts as a
from workflow.case import Case
from workflow.desk import Desk
from workflow.errors import BadInput, CaseChanged, MoveRefused
from workflow.mail import outbox, queueing, sending, settings
from workflow.mail.outbox import FIRST_PAUSE, TRIES, Round, send_due
from workflow.store import Store
from workflow.terms import MailStatus, Status, Way

NOW = moment(RECEIVED)
PDF = b"%PDF-1.7 the letter"
RECEIPT = a.SendMail(letter="receipt")
BY_MAIL = a.Dispatch(way=Way.EMAIL, mail=True)


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """A mail server that takes everything until told otherwise."""
    with mailboxes.server(monkeypatch) as running:
        yield running


@pytest.fixture
def case_no(desk: Desk, store: Store) -> str:
    """A case whose receipt has been rendered."""
    number = enter(desk)
    freeze(desk, store, number, "c" * 64, "receipt")
    return number


def freeze(desk: Desk, store: Store, case_no: str, content: str, letter: str) -> None:
    """Put a file of that letter into the store, as rendering does."""
    digest = store.documents.put(PDF)
    made = a.FreezeLetter(letter=letter, document_no="1", content_sha256=content, pdf_sha256=digest)
    desk.perform(0, case_no, made, NOW)


def approved(desk: Desk, store: Store, case_no: str) -> None:
    """A reply signed and rendered."""
    case = drive(desk, case_no, (TAKE, *REPLY))
    assert case is not None
    freeze(desk, store, case_no, case.reply_content_sha256, "reply_disclosed")


def case_of(desk: Desk, case_no: str) -> Case:
    """The case as it stands."""
    return desk.view(FRONT, case_no, NOW).case


def states(store: Store) -> list[tuple[str, int]]:
    """State and tries of every e-mail of the outbox."""
    return [(state, tries) for state, tries in run(store, "SELECT state, tries FROM mails ORDER BY ref")]


def test_a_receipt_goes_to_the_address_the_applicant_gave(desk: Desk, case_no: str, box: Mailbox) -> None:
    desk.perform(FRONT, case_no, RECEIPT, NOW)
    done = send_due(desk, NOW)

    [letter] = box.taken
    [attached] = letter.iter_attachments()
    assert done == Round(sent=1)
    assert box.to == [LI.email]
    assert case_no in str(letter["Subject"])
    assert attached.get_content() == PDF
    assert attached.get_filename() == f"{case_no} 登记回执.pdf"


def test_the_history_keeps_the_proof_of_sending(desk: Desk, case_no: str, box: Mailbox) -> None:
    desk.perform(FRONT, case_no, RECEIPT, NOW)
    send_due(desk, NOW)

    view = desk.view(FRONT, case_no, NOW)
    fact = view.history[-1].fact
    assert type(fact).__name__ == "MailSent"
    assert fact.message_id == box.taken[0]["Message-ID"]  # type: ignore[attr-defined]
    assert fact.answer == "250 queued as 1"  # type: ignore[attr-defined]
    assert [mail.status for mail in view.case.mails] == [MailStatus.SENT]


def test_what_was_sent_is_not_sent_again(desk: Desk, case_no: str, box: Mailbox) -> None:
    desk.perform(FRONT, case_no, RECEIPT, NOW)

    rounds = [send_due(desk, NOW + timedelta(days=day)) for day in range(3)]

    assert rounds == [Round(sent=1), Round(), Round()]
    assert len(box.taken) == 1


def test_a_refused_act_queues_nothing(desk: Desk, store: Store, box: Mailbox) -> None:
    """The receipt has not been rendered: there is nothing to attach."""
    with pytest.raises(MoveRefused, match="文书尚未生成"):
        desk.perform(FRONT, enter(desk), RECEIPT, NOW)

    assert states(store) == []


def test_without_settings_the_act_is_refused_and_the_worker_idle(desk: Desk, case_no: str) -> None:
    with pytest.raises(MoveRefused, match="尚未设置电子邮件"):
        desk.perform(FRONT, case_no, RECEIPT, NOW)

    assert send_due(desk, NOW) == Round()


@pytest.mark.parametrize("address", ["", "li", "li@", "li@host", "李@例.公司", "li@x.cn\r\nBcc: all@x.cn"])
def test_an_address_that_is_none_is_refused(desk: Desk, store: Store, box: Mailbox, address: str) -> None:
    number = enter(desk, applicants=(a.Applicant(name="李样七", email=address),))
    freeze(desk, store, number, "c" * 64, "receipt")

    with pytest.raises(MoveRefused, match="没有留下可用的电子邮件地址"):
        desk.perform(FRONT, number, RECEIPT, NOW)


def test_joint_applicants_get_a_letter_each_and_one_address_one(
    desk: Desk, store: Store, box: Mailbox
) -> None:
    people = [("甲", "a@x.cn"), ("乙", "b@x.cn"), ("丙", "A@x.cn"), ("丁", "")]
    number = enter(desk, applicants=tuple(a.Applicant(name=n, email=e) for n, e in people))
    freeze(desk, store, number, "c" * 64, "receipt")

    desk.perform(FRONT, number, RECEIPT, NOW)
    send_due(desk, NOW)

    assert sorted(box.to) == ["a@x.cn", "b@x.cn"]
    assert len({letter["Message-ID"] for letter in box.taken}) == 2


def test_a_reply_dispatched_by_email_is_queued_with_the_dispatch(
    desk: Desk, store: Store, case_no: str, box: Mailbox
) -> None:
    approved(desk, store, case_no)

    desk.perform(doer(BY_MAIL), case_no, BY_MAIL, NOW)
    send_due(desk, NOW)

    case = case_of(desk, case_no)
    assert case.status is Status.REPLIED
    assert [(m.letter, m.status) for m in case.mails] == [("reply", MailStatus.SENT)]
    assert case.document_no in str(box.taken[0]["Subject"])


def test_a_reply_by_email_sent_elsewhere_queues_nothing(
    desk: Desk, store: Store, case_no: str, box: Mailbox
) -> None:
    approved(desk, store, case_no)

    desk.perform(doer(BY_MAIL), case_no, a.Dispatch(way=Way.EMAIL), NOW)

    assert (states(store), case_of(desk, case_no).mails) == ([], ())


def test_only_a_reply_that_travels_by_email_is_mailed(
    desk: Desk, store: Store, case_no: str, box: Mailbox
) -> None:
    approved(desk, store, case_no)

    with pytest.raises(MoveRefused, match="只有以电子邮件交付的"):
        desk.perform(doer(BY_MAIL), case_no, a.Dispatch(way=Way.POST, mail=True), NOW)

    assert states(store) == []


def test_a_reply_waits_until_it_is_rendered(desk: Desk, store: Store, case_no: str, box: Mailbox) -> None:
    case = drive(desk, case_no, (TAKE, *REPLY, BY_MAIL))
    assert case is not None

    early = send_due(desk, NOW)
    freeze(desk, store, case_no, case.reply_content_sha256, "reply_disclosed")
    later = send_due(desk, NOW)

    assert (early, later) == (Round(waiting=1), Round(sent=1))


def test_a_recalled_reply_does_not_leave(desk: Desk, store: Store, case_no: str, box: Mailbox) -> None:
    approved(desk, store, case_no)
    recall = a.RecallReply(reason="附件有误")
    drive(desk, case_no, (BY_MAIL, recall))

    done = send_due(desk, NOW)

    assert (done, box.taken) == (Round(failed=1), [])
    assert "撤回" in case_of(desk, case_no).mails[0].why


def test_a_mailbox_that_does_not_exist_fails_at_once_and_shows(
    desk: Desk, store: Store, case_no: str, box: Mailbox
) -> None:
    approved(desk, store, case_no)
    desk.perform(doer(BY_MAIL), case_no, BY_MAIL, NOW)
    box.rcpt = "550 no such user"

    done = send_due(desk, NOW)

    case = case_of(desk, case_no)
    assert done == Round(failed=1)
    assert (case.mails[0].status, case.mails[0].why) == (MailStatus.FAILED, "550 no such user")
    assert case.failed_service == 1
    assert case.status is Status.REPLIED


def test_a_server_that_puts_off_is_asked_again_after_a_pause(
    desk: Desk, store: Store, case_no: str, box: Mailbox
) -> None:
    desk.perform(FRONT, case_no, RECEIPT, NOW)
    box.data = "451 try later"
    first = send_due(desk, NOW)
    box.data = ""

    early = send_due(desk, NOW + FIRST_PAUSE - timedelta(seconds=1))
    later = send_due(desk, NOW + FIRST_PAUSE)

    assert (first, early, later) == (Round(waiting=1), Round(), Round(sent=1))
    assert states(store) == [("sent", 2)]


def test_after_the_last_try_the_failure_stands_on_the_case(
    desk: Desk, store: Store, case_no: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailboxes.absent(monkeypatch)
    desk.perform(FRONT, case_no, RECEIPT, NOW)
    now: datetime = NOW
    rounds = []
    for tried in range(TRIES + 1):
        rounds.append(send_due(desk, now))
        now += FIRST_PAUSE * 2**tried

    assert rounds == [Round(waiting=1)] * (TRIES - 1) + [Round(failed=1), Round()]
    assert "ConnectionRefusedError" in case_of(desk, case_no).mails[0].why


def test_a_failed_letter_can_be_sent_once_more(desk: Desk, case_no: str, box: Mailbox) -> None:
    desk.perform(FRONT, case_no, RECEIPT, NOW)
    box.rcpt = "550 mailbox full"
    send_due(desk, NOW)
    box.rcpt = ""

    desk.perform(FRONT, case_no, RECEIPT, NOW)
    send_due(desk, NOW)

    assert [m.status for m in case_of(desk, case_no).mails] == [MailStatus.FAILED, MailStatus.SENT]


def test_a_server_that_hangs_is_given_up_and_ends_the_round(
    desk: Desk, store: Store, case_no: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two letters wait; the second is not tried on a server that does not answer the first."""
    monkeypatch.setattr(sending, "SECONDS", 0.3)
    other = enter(desk, "form-2")
    freeze(desk, store, other, "c" * 64, "receipt")
    with mailboxes.silent(monkeypatch):
        for number in (case_no, other):
            desk.perform(FRONT, number, RECEIPT, NOW)
        done = send_due(desk, NOW)

    assert done == Round(waiting=1)
    assert sorted(states(store)) == [("queued", 0), ("queued", 1)]


def test_a_crash_between_sending_and_recording_sends_the_same_message_again(
    desk: Desk, store: Store, case_no: str, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The receiver sees one Message-ID and can drop the second."""
    desk.perform(FRONT, case_no, RECEIPT, NOW)
    with monkeypatch.context() as crashing:
        crashing.setattr(outbox, "_recorded", _crash)
        with pytest.raises(SystemExit):
            send_due(desk, NOW)
    at_once = send_due(desk, NOW)
    after = send_due(desk, NOW + FIRST_PAUSE)

    assert (at_once, after) == (Round(), Round(sent=1))
    first, second = box.taken
    assert first["Message-ID"] == second["Message-ID"]
    assert first.as_bytes() == second.as_bytes()


def _crash(*_args: object) -> None:
    raise SystemExit


def test_an_email_is_claimed_by_one_worker_alone(
    desk: Desk, store: Store, case_no: str, box: Mailbox
) -> None:
    desk.perform(FRONT, case_no, RECEIPT, NOW)
    with store.database.reading() as connection:
        [mail] = outbox.mail_rows.due(connection, store.vault, NOW, 9)
    with store.database.writing() as connection:
        claims = [outbox.mail_rows.claim(connection, mail, NOW + FIRST_PAUSE) for _ in range(2)]

    assert claims == [True, False]


def test_where_others_act_on_the_case_the_proof_is_recorded_all_the_same(
    desk: Desk, case_no: str, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.perform(FRONT, case_no, RECEIPT, NOW)
    perform, calls = desk.perform_in, []

    def changed_once(*args: object) -> Case:
        calls.append(args)
        if len(calls) == 1:
            raise CaseChanged("案件刚被他人办理 / someone acted first")
        return perform(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(desk, "perform_in", changed_once)

    assert send_due(desk, NOW) == Round(sent=1)
    assert len(box.taken) == 1


def test_address_and_words_are_sealed_in_the_store(
    desk: Desk, store: Store, case_no: str, box: Mailbox
) -> None:
    desk.perform(FRONT, case_no, RECEIPT, NOW)

    [row] = run(store, "SELECT * FROM mails")

    held = " ".join(map(str, row))
    assert LI.email not in held
    assert LI.name not in held
    if store.database.is_sqlite:
        assert LI.email.encode() not in raw_bytes(store)


@pytest.mark.parametrize(("name", "value"), [("TLS", "yes"), ("PORT", "abc"), ("PORT", "70000")])
def test_a_setting_that_cannot_be_is_said(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    mailboxes.absent(monkeypatch)
    monkeypatch.setenv(f"MINGFU_SMTP_{name}", value)

    with pytest.raises(BadInput, match=f"MINGFU_SMTP_{name}"):
        settings.read()


@pytest.mark.parametrize("address", ["li.yangqi@example.org", "a+b@x-y.com.cn", "o'neil@example.org"])
def test_an_address_that_can_be_is_taken(address: str) -> None:
    assert queueing.usable(address)
