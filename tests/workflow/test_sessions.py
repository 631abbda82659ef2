"""How long a session lasts, and what ends it."""

from __future__ import annotations

import pytest
import rows
from people import HANDLER
from signing_in import LIMITS, NOW, account, after

from workflow.errors import BadInput, NotFound
from workflow.sign_in import sessions
from workflow.store import Store
from workflow.store.offices import people_rows


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
