"""Letters on their way out: derived from the case, written with the act, the same when derived anew."""

from __future__ import annotations

from collections.abc import Callable
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
from workflow.store import Store
from workflow.store.letters import outgoing_rows
from workflow.store.letters.outgoing_rows import Place, Posted
from workflow.terms import Status, Way

NOW = moment(RECEIVED)
BACK, AGAIN = date(2026, 7, 8), date(2026, 7, 9)
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
    assert states(signed.do(SAMPLES["void_notice"])) == []
    assert states(sent.do(SAMPLES["void_notice"])) == [("1", "voided")]


def left(paper: Paper) -> list[tuple[int, str, date | None, str]]:
    """Each time the letters left: which time, state, day, number."""
    return sorted((out.posting, out.state, out.sent_on, out.tracking_no) for out in letters_out(paper.case))


def came_back(paper: Paper, *, letter: bool = False) -> Paper:
    """It came back after a week and left again the day after."""
    failed, again = ("record_failed_notice_service", "send_notice_again") if letter else (
        "record_failed_service", "send_again"
    )  # fmt: skip
    return paper.on(BACK).do(SAMPLES[failed]).on(AGAIN).do(SAMPLES[again])


def test_a_reply_that_came_back_leaves_twice_and_was_answered_the_first_day() -> None:
    again = came_back(at(Status.REPLIED))

    assert left(again) == [(1, "returned", RECEIVED, "XA123"), (2, "sent", AGAIN, "XA124")]
    assert again.case.dispatched_on == RECEIVED
    clock = again.around(SAMPLES["note"]).clock(again.case)
    assert clock is not None
    assert clock.timely
    assert left(again.do(SERVE))[1][1] == "served"


def test_a_letter_that_came_back_leaves_twice() -> None:
    sent = at(Status.IN_HAND).all(LETTER).do(a.SendNotice(tracking_no="XA9"))

    again = came_back(sent, letter=True)

    assert left(again) == [(1, "returned", RECEIVED, "XA9"), (2, "sent", AGAIN, "XA125")]
    assert again.case.notices[0].sent_on == RECEIVED


def test_only_what_came_back_is_sent_again_and_not_before_it_did() -> None:
    sent = at(Status.REPLIED)
    back = sent.on(BACK).do(SAMPLES["record_failed_service"])

    assert sent.reasons(SAMPLES["send_again"]) == ("Nothing was recorded as returned: it is not sent again",)
    assert back.reasons(a.SendAgain(on=RECEIVED)) == (f"Before it came back on {BACK}",)
    assert back.do(SAMPLES["send_again"]).reasons(SAMPLES["send_again"]) != ()
    assert any("courier" in said for said in back.reasons(a.SendAgain(carrier="某某速运")))


def test_a_slip_of_the_second_posting_is_not_older_than_it() -> None:
    again = came_back(at(Status.REPLIED))

    assert again.reasons(a.RecordService(how="签收", on=BACK)) == (f"Before dispatch on {AGAIN}",)


def test_a_reply_recalled_or_annulled_after_it_left_stays_in_the_register_of_that_day() -> None:
    recalled = at(Status.REPLIED).do(SAMPLES["recall_reply"])
    annulled = at(Status.SERVED).do(SAMPLES["redo_after_appeal"])

    assert left(recalled) == [(1, "recalled", RECEIVED, "XA123")]
    assert left(annulled) == [(1, "annulled", RECEIVED, "XA123")]
    assert [x[:2] for x in left(recalled.all(REPLY))] == [(1, "recalled"), (2, "to_send")]


def test_a_new_reply_has_not_come_back() -> None:
    back = at(Status.REPLIED).on(BACK).do(SAMPLES["record_failed_service"])

    anew = back.do(SAMPLES["recall_reply"]).all(REPLY)

    assert (anew.case.failed_service, anew.case.came_back_on) == (0, None)


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


def test_long_lists_go_on_where_the_page_before_ended(desk: Desk, store: Store) -> None:
    for n in range(3):
        drive(desk, enter(desk, f"to-send-{n}"), (TAKE, *REPLY))
        drive(desk, enter(desk, f"sent-{n}"), (TAKE, *REPLY, DISPATCH))

    def pages(read: Callable[..., list[Posted]], day: str, *asked: Any) -> list[str]:
        found: list[str] = []
        after = None
        with store.database.reading() as connection:
            while page := read(connection, {OWN}, *asked, 1, after):
                found += [posted.case_no for posted in page]
                after = Place(getattr(page[-1].out, day), page[-1].case_id, page[-1].out.ref)
        return found

    waiting = pages(outgoing_rows.to_send, "signed_on", ("post",))
    missing = pages(outgoing_rows.without_slip, "sent_on", "post", date(2026, 8, 1))

    assert (len(waiting), len(missing)) == (3, 3)
    assert not set(waiting) & set(missing)


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
