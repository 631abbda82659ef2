"""What a code of the second step is good for, and who must have one."""

from __future__ import annotations

from datetime import datetime, timedelta

import pyotp
import pytest
import rows
from people import HANDLER, OWN
from signing_in import LIMITS, NOW, account, after

from workflow import office
from workflow.errors import BadInput, MoveRefused, NotAllowed
from workflow.sign_in import second_step, sessions
from workflow.store import Store
from workflow.terms import Role


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
