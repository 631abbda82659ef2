"""Signing in on either database: how long a session lasts, how failures wait, what a code is good for."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Barrier, Thread

import pyotp
import pytest
import rows
from builders import RECEIVED, moment
from people import HANDLER, OWN

from workflow import office
from workflow.errors import BadInput, MoveRefused, NotAllowed, NotFound
from workflow.sign_in import passwords, second_step, sessions, throttle
from workflow.sign_in.sessions import Limits
from workflow.store import Store, office_rows, people_rows
from workflow.store.office_rows import Account
from workflow.terms import Role

NOW = moment(RECEIVED)
LIMITS = Limits()


def account(store: Store, person: int = HANDLER) -> Account:
    """The account of a person as it stands."""
    with store.database.reading() as connection:
        found = office_rows.person_account(connection, person)
    assert found is not None
    return found


def after(**time: float) -> datetime:
    """So long after the beginning."""
    return NOW + timedelta(**time)


# sessions ----------------------------------------------------------------------------------------


def test_a_ticket_finds_its_session_and_no_other_text_does(store: Store) -> None:
    ticket = sessions.begin(store, account(store), NOW)

    found = sessions.find(store, ticket, NOW, LIMITS)

    assert found is not None
    assert found.person_id == HANDLER
    assert sessions.find(store, ticket[:-1], NOW, LIMITS) is None


def test_the_ticket_itself_stands_nowhere_in_the_store(store: Store) -> None:
    ticket = sessions.begin(store, account(store), NOW)

    assert not any(ticket in map(str, row) for row in rows.run(store, "SELECT * FROM sessions"))


def test_a_session_ends_after_an_hour_without_a_page(store: Store) -> None:
    ticket = sessions.begin(store, account(store), NOW)

    assert sessions.find(store, ticket, after(minutes=59), LIMITS)
    assert sessions.find(store, ticket, after(minutes=59 + 59), LIMITS)
    assert sessions.find(store, ticket, after(minutes=59 + 59 + 60), LIMITS) is None


def test_a_session_ends_after_twelve_hours_however_busy(store: Store) -> None:
    ticket = sessions.begin(store, account(store), NOW)
    for minutes in range(0, 12 * 60, 45):
        assert sessions.find(store, ticket, after(minutes=minutes), LIMITS)

    assert sessions.find(store, ticket, after(hours=12), LIMITS) is None


def test_when_somebody_was_seen_is_written_once_a_minute(store: Store) -> None:
    ticket = sessions.begin(store, account(store), NOW)

    for seconds in (10, 59, 60, 61, 119):
        sessions.find(store, ticket, after(seconds=seconds), LIMITS)

    [only] = sessions.of_person(store, HANDLER, after(seconds=119), LIMITS)
    assert only.seen_at == after(seconds=60)


def test_ending_one_session_leaves_the_others(store: Store) -> None:
    first, second = (sessions.begin(store, account(store), NOW) for _ in range(2))
    held = sessions.find(store, first, NOW, LIMITS)
    assert held

    sessions.end(store, HANDLER, held.session_id, NOW)

    assert sessions.find(store, first, NOW, LIMITS) is None
    assert sessions.find(store, second, NOW, LIMITS)


def test_nobody_ends_the_session_of_somebody_else(store: Store) -> None:
    ticket = sessions.begin(store, account(store), NOW)
    held = sessions.find(store, ticket, NOW, LIMITS)
    assert held

    with pytest.raises(NotFound):
        sessions.end(store, HANDLER + 1, held.session_id, NOW)

    assert sessions.find(store, ticket, NOW, LIMITS)


def test_signing_out_everywhere_or_closing_the_account_ends_every_session(store: Store) -> None:
    ticket = sessions.begin(store, account(store), NOW)
    sessions.end_all(store, HANDLER)
    later = sessions.begin(store, account(store), NOW)
    assert sessions.find(store, ticket, NOW, LIMITS) is None
    assert sessions.find(store, later, NOW, LIMITS)

    with store.database.writing() as connection:
        people_rows.set_active(connection, HANDLER, False)

    assert sessions.find(store, later, NOW, LIMITS) is None


@pytest.mark.parametrize("given", ["4", "721", "x", "-5", "1.5"])
def test_a_rest_that_makes_no_sense_is_refused_at_the_start(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGFU_IDLE_MINUTES", given)

    with pytest.raises(BadInput):
        sessions.limits()


# failures ----------------------------------------------------------------------------------------


def tried(store: Store, times: int, name: str = "ana", network: str = "10.0.0.1", at: datetime = NOW) -> None:
    """So many failures at once."""
    for _ in range(times):
        throttle.attempt(store, throttle.watched(name, network), at)


def test_five_failures_are_free_and_each_more_waits_longer(store: Store) -> None:
    tried(store, 5)
    waits, at = [], NOW
    for _ in range(8):
        with pytest.raises(throttle.Wait) as wait:
            tried(store, 1, at=at)
        waits.append(wait.value.seconds)
        at += timedelta(seconds=wait.value.seconds)
        tried(store, 1, at=at)

    assert waits == [30, 60, 120, 240, 480, 900, 900, 900]


def test_failures_from_one_place_do_not_lock_the_owner_out_elsewhere(store: Store) -> None:
    tried(store, 5, network="10.9.9.9")

    tried(store, 1, network="10.0.0.1")


def test_an_account_tried_from_everywhere_waits_everywhere(store: Store) -> None:
    for n in range(25):
        tried(store, 1, network=f"10.0.0.{n}")

    with pytest.raises(throttle.Wait):
        tried(store, 1, network="10.0.1.1")


def test_one_network_trying_many_accounts_waits(store: Store) -> None:
    for n in range(50):
        tried(store, 1, name=f"p{n}")

    with pytest.raises(throttle.Wait):
        tried(store, 1, name="another")
    tried(store, 1, name="another", network="10.0.0.2")


def test_success_forgets_the_failures_of_the_account_and_keeps_those_of_the_network(store: Store) -> None:
    tried(store, 5)
    throttle.succeeded(store, throttle.watched("ana", "10.0.0.1"), NOW)

    tried(store, 5)
    counted = rows.run(store, "SELECT failures FROM sign_in_failures ORDER BY failures")

    assert [n for (n,) in counted] == [5, 5, 9]


def test_failures_are_forgotten_after_a_day(store: Store) -> None:
    tried(store, 5)

    tried(store, 5, at=after(hours=24, seconds=1))


def test_many_tries_at_once_are_counted_one_by_one(store: Store) -> None:
    together, waited = Barrier(8), []

    def guess() -> None:
        together.wait()
        try:
            tried(store, 1)
        except throttle.Wait:
            waited.append(1)

    threads = [Thread(target=guess) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(waited) == 3


# passwords ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "weak",
    [
        *(
            "short",
            "1234567890",
            "20261122201",
            "aaaaaaaaaaaa",
            "abababababab",
            "Password123!",
            "P@ssw0rd2026",
        ),
        *("admin@20261122", "qwertyuiop", "mingfu202611", "zhengfu!2026", "woaini5201314", "xx_lihua_xx1"),
        "x" * 129,
    ],
)
def test_what_is_guessed_first_is_no_password(weak: str) -> None:
    assert passwords.faults(weak, "lihua", "李华")


@pytest.mark.parametrize("good", ["correct horse battery", "九月初三 海棠又开花了", "kV7m-pQ2x-Lw9"])
def test_words_that_belong_together_only_to_their_owner_are_one(good: str) -> None:
    assert len(good) >= passwords.AT_LEAST
    assert passwords.faults(good, "lihua", "李华") == ()


def test_a_password_handed_over_is_changed_first_and_then_owed_no_more(store: Store) -> None:
    with store.database.writing() as connection:
        people_rows.set_password(connection, HANDLER, office.hashed("handed over 17"))
    ticket = sessions.begin(store, account(store), NOW)
    held = sessions.find(store, ticket, NOW, LIMITS)
    assert held
    assert held.owes == sessions.PASSWORD

    changed = passwords.change(store, HANDLER, "handed over 17", "my very own words", NOW)

    assert sessions.find(store, ticket, NOW, LIMITS) is None
    again = sessions.find(store, sessions.begin(store, changed, NOW), NOW, LIMITS)
    assert again
    assert again.owes == ""


def test_a_password_is_changed_only_by_who_knows_the_present_one(store: Store) -> None:
    with store.database.writing() as connection:
        people_rows.set_password(connection, HANDLER, office.hashed("handed over 17"))

    with pytest.raises(NotAllowed):
        passwords.change(store, HANDLER, "something else", "my very own words", NOW)
    with pytest.raises(MoveRefused):
        passwords.change(store, HANDLER, "handed over 17", "handed over 17", NOW)


def test_a_password_kept_by_older_measures_is_hashed_anew_at_sign_in(store: Store) -> None:
    from argon2 import PasswordHasher

    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("handed over 17")
    with store.database.writing() as connection:
        office_rows.put_hash(connection, HANDLER, weak)

    signed = office.sign_in(store, f"p{HANDLER}", "handed over 17")

    kept = account(store)
    assert "m=19456,t=2,p=1" in kept.password_hash
    assert kept.session_epoch == signed.session_epoch
    assert office.sign_in(store, f"p{HANDLER}", "handed over 17").person_id == HANDLER


# the second step ---------------------------------------------------------------------------------


def enrolled(store: Store, at: datetime = NOW) -> tuple[pyotp.TOTP, tuple[str, ...]]:
    """The handler's phone, and the recovery codes."""
    second_step.offer(store, HANDLER)
    phone = pyotp.TOTP(second_step.standing(store, HANDLER).offered)
    return phone, second_step.confirm(store, HANDLER, phone.at(at), at)


def test_the_codes_are_those_of_the_standard() -> None:
    # RFC 6238, appendix B: the secret "12345678901234567890", SHA-1, the last six of eight digits
    phone = pyotp.TOTP("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")

    assert [phone.at(t) for t in (59, 1111111109, 20000000000)] == ["287082", "081804", "353130"]


def test_a_code_signs_in_once_and_never_again(store: Store) -> None:
    phone, _codes = enrolled(store)
    code = phone.at(after(minutes=5))

    assert second_step.passes(store, HANDLER, code, after(minutes=5))
    assert not second_step.passes(store, HANDLER, code, after(minutes=5))


def test_the_code_that_turned_it_on_does_not_sign_in(store: Store) -> None:
    phone, _codes = enrolled(store)

    assert not second_step.passes(store, HANDLER, phone.at(NOW), NOW)


@pytest.mark.parametrize(("seconds", "taken"), [(-60, False), (-30, True), (30, True), (60, False)])
def test_a_clock_may_be_one_step_off(store: Store, seconds: int, taken: bool) -> None:
    phone, _codes = enrolled(store)
    at = after(minutes=5)

    assert second_step.passes(store, HANDLER, phone.at(at + timedelta(seconds=seconds)), at) is taken


def test_after_a_newer_code_an_older_one_is_refused(store: Store) -> None:
    phone, _codes = enrolled(store)
    at = after(minutes=5)
    second_step.passes(store, HANDLER, phone.at(at), at)

    assert not second_step.passes(store, HANDLER, phone.at(at - timedelta(seconds=30)), at)


def test_a_recovery_code_serves_once(store: Store) -> None:
    _phone, codes = enrolled(store)

    assert second_step.passes(store, HANDLER, codes[3].lower(), NOW)
    assert not second_step.passes(store, HANDLER, codes[3], NOW)
    assert second_step.standing(store, HANDLER).recovery_left == len(codes) - 1


def test_neither_secret_nor_recovery_codes_stand_open_in_the_store(store: Store) -> None:
    phone, codes = enrolled(store)
    kept = str(
        [rows.run(store, f"SELECT * FROM {t}") for t in ("credentials", "recovery_codes", "office_entries")]
    )

    assert phone.secret not in kept
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)


def test_new_recovery_codes_end_the_old_ones(store: Store) -> None:
    _phone, old = enrolled(store)
    new = second_step.renew_codes(store, HANDLER, NOW)

    assert not second_step.passes(store, HANDLER, old[0], NOW)
    assert second_step.passes(store, HANDLER, new[0], NOW)


def test_a_secret_only_offered_signs_nobody_in_and_asks_nobody_for_a_code(store: Store) -> None:
    second_step.offer(store, HANDLER)
    phone = pyotp.TOTP(second_step.standing(store, HANDLER).offered)

    assert not second_step.is_on(store, HANDLER)
    assert not second_step.passes(store, HANDLER, phone.at(NOW), NOW)


def test_a_role_that_needs_it_owes_it_and_may_not_turn_it_off(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGFU_SECOND_STEP", "handler, approver")
    ticket = sessions.begin(store, account(store), NOW)
    held = sessions.find(store, ticket, NOW, LIMITS)
    assert held
    assert held.owes == sessions.SECOND_STEP

    enrolled(store)
    sessions.settle(store, held.session_id, HANDLER)

    settled = sessions.find(store, ticket, NOW, LIMITS)
    assert settled
    assert settled.owes == ""
    with pytest.raises(MoveRefused):
        second_step.turn_off(store, HANDLER, NOW)


def test_a_role_that_does_not_exist_is_refused_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINGFU_SECOND_STEP", "boss")

    with pytest.raises(BadInput):
        second_step.required_roles()


def test_an_administrator_takes_it_away_with_a_record_and_every_session_ends(store: Store) -> None:
    enrolled(store)
    boss = office.add_person(
        store, agency=OWN, account="boss", name="主管", password="correct horse", roles=[Role.ADMINISTRATOR]
    )
    ticket = sessions.begin(store, account(store), NOW)

    second_step.reset(store, boss, NOW, HANDLER)

    assert not second_step.is_on(store, HANDLER)
    assert sessions.find(store, ticket, NOW, LIMITS) is None
    kinds = rows.run(store, "SELECT kind, by_id FROM office_entries ORDER BY entry_id")
    assert tuple(kinds[-1]) == ("totp_reset", boss)


def test_an_administrator_of_another_agency_does_not(store: Store) -> None:
    enrolled(store)
    stranger = office.add_person(
        store, agency=3, account="other", name="别家", password="correct horse", roles=[Role.ADMINISTRATOR]
    )

    with pytest.raises(NotAllowed):
        second_step.reset(store, stranger, NOW, HANDLER)

    assert second_step.is_on(store, HANDLER)
