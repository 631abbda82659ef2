"""Signing in on either database: how failures wait, and what a password must be."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
import rows
from people import HANDLER
from signing_in import LIMITS, NOW, account, after

from workflow import office
from workflow.errors import MoveRefused, NotAllowed
from workflow.sign_in import passwords, sessions, throttle
from workflow.store import Store
from workflow.store.offices import office_rows, people_rows


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
    with pytest.raises(throttle.Wait):
        tried(store, 1, network="10.9.9.9")


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

    with pytest.raises(throttle.Wait):
        tried(store, 1)
    tried(store, 5, at=after(hours=24, seconds=1))


def test_a_clock_set_back_keeps_nobody_out(store: Store) -> None:
    tried(store, 5, at=after(hours=48))

    with pytest.raises(throttle.Wait):
        tried(store, 1, at=after(hours=48))
    tried(store, 5)


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


@pytest.mark.usefixtures("shipped_measure")
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
