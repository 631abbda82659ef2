"""Letters on their way out: derived from the case, written with the act, the same when derived anew."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from builders import DISPATCH, RECEIVED, REPLY, RULES, SAMPLES, SERVE, TAKE, Paper, at, drive, enter, moment
from people import APPROVER, FRONT, HANDLER, OWN, SISTER
from rows import run
from sqlalchemy import select

from workflow import acts as a
from workflow import verifying
from workflow.desk import Desk
from workflow.outgoing import letters_out
from workflow.store import Store, outgoing_rows
from workflow.terms import Status, Way

NOW = moment(RECEIVED)
LETTER = (
    a.DraftNotice(kind="consultation_notice"),
    *(SAMPLES[name] for name in ("submit_notice", "sign_notice")),
)


def rows(store: Store) -> list[tuple[Any, ...]]:
    """Every letter on its way, as stored."""
    return sorted(run(store, "SELECT * FROM outgoing"), key=repr)


def states(paper: Paper) -> list[tuple[str, str]]:
    """Reference and state of every letter of a case on paper."""
    return [(out.ref, out.state) for out in letters_out(paper.case)]


@pytest.mark.parametrize(
    ("status", "state"),
    [(Status.APPROVED, "to_send"), (Status.REPLIED, "sent"), (Status.SERVED, "served")],
)
def test_a_reply_waits_is_sent_and_is_served(status: Status, state: str) -> None:
    assert states(at(status)) == [("reply", state)]


@pytest.mark.parametrize("status", [Status.RECEIVED, Status.UNDER_REVIEW, Status.AWAITING_APPROVAL])
def test_what_is_not_signed_is_not_on_its_way(status: Status) -> None:
    assert states(at(status)) == []


def test_a_recalled_reply_goes_nowhere() -> None:
    assert states(at(Status.APPROVED).do(SAMPLES["recall_reply"])) == []


def test_a_reply_withdrawn_before_it_left_goes_nowhere() -> None:
    assert states(at(Status.APPROVED).do(SAMPLES["withdraw"])) == []


def test_a_reply_on_the_spot_was_never_on_its_way() -> None:
    assert states(at(Status.IN_HAND).do(SAMPLES["reply_on_spot"])) == []


def test_a_letter_beside_the_reply_goes_the_same_way() -> None:
    signed = at(Status.IN_HAND).all(LETTER)
    sent = signed.do(a.SendNotice(tracking_no="EX123456785CN"))

    [out] = letters_out(sent.case)
    assert states(signed) == [("1", "to_send")]
    assert (out.state, out.way, out.tracking_no, out.sent_on) == ("sent", "post", "EX123456785CN", RECEIVED)
    assert states(sent.do(SAMPLES["record_notice_service"])) == [("1", "served")]
    assert states(sent.do(SAMPLES["void_notice"])) == []


def test_a_reply_knows_how_it_travelled() -> None:
    [out] = letters_out(at(Status.APPROVED).do(a.Dispatch(way=Way.AGENCY, tracking_no="7")).case)

    assert (out.way, out.tracking_no, out.sent_on) == ("agency", "7", RECEIVED)


def test_rows_derived_anew_are_the_rows_there_were(desk: Desk, store: Store) -> None:
    for key, acts in enumerate(([*REPLY], [*REPLY, DISPATCH], [*REPLY, DISPATCH, SERVE], [*LETTER])):
        drive(desk, enter(desk, f"form-{key}"), (TAKE, *acts))
    before = rows(store)
    run(store, "DELETE FROM outgoing WHERE ref = 'reply'")

    verifying.rebuild(store, RULES)

    assert len(before) == 4
    assert rows(store) == before


def test_an_act_that_moves_no_letter_leaves_the_rows_alone(desk: Desk, store: Store) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (TAKE, *REPLY))
    run(store, "UPDATE outgoing SET document_no = 'untouched'")

    drive(desk, case_no, (SAMPLES["note"],))

    assert [row.document_no for row in _all(store)] == ["untouched"]


def test_lists_keep_to_their_agencies_and_their_order(desk: Desk, store: Store) -> None:
    numbers = [enter(desk, f"form-{n}") for n in range(3)]
    for case_no in reversed(numbers):
        drive(desk, case_no, (TAKE, *REPLY))

    with store.database.reading() as connection:
        mine = outgoing_rows.to_send(connection, {OWN}, ("post",), 10)
        theirs = outgoing_rows.to_send(connection, {SISTER}, ("post",), 10)
        counted = connection.execute(select(outgoing_rows.waiting({OWN}, 10))).scalar_one()

    assert [posted.case_no for posted in mine] == numbers
    assert (theirs, counted) == ([], 3)


def test_the_navigation_counts_signed_replies_and_letters_for_the_desk(desk: Desk) -> None:
    drive(desk, enter(desk, "reply"), (TAKE, *REPLY))
    drive(desk, enter(desk, "letter"), (TAKE, *LETTER))
    drive(desk, enter(desk, "sent"), (TAKE, *REPLY, DISPATCH))

    counted = [desk.counts(who, NOW)["to_dispatch"] for who in (FRONT, HANDLER, APPROVER)]

    assert counted == [2, 2, 0]


def test_what_was_sent_is_found_by_day_and_by_number(desk: Desk, store: Store) -> None:
    drive(desk, enter(desk), (TAKE, *REPLY, DISPATCH))

    with store.database.reading() as connection:
        days = [
            len(outgoing_rows.sent_on(connection, {OWN}, "post", day)) for day in (RECEIVED, date(2026, 7, 2))
        ]
        found = outgoing_rows.tracked(connection, {OWN}, DISPATCH.tracking_no)
        elsewhere = outgoing_rows.tracked(connection, {SISTER}, DISPATCH.tracking_no)

    assert days == [1, 0]
    assert (len(found), elsewhere) == (1, [])


def _all(store: Store) -> list[Any]:
    with store.database.reading() as connection:
        return list(connection.execute(outgoing_rows.OUTGOING.select()))
