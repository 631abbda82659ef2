"""A form that comes too late: what was typed is kept, who changed the case is told, and nothing is done twice."""

from __future__ import annotations

from collections.abc import Callable

from pages import Visitor, read

from workflow.desk import Desk
from workflow.store.offices import office_rows

OURS = {"Origin": "http://localhost"}
WORDS = "已电话告知申请人，约定周五上午来取。"


def note(someone: Visitor, case_no: str) -> dict[str, str]:
    """The form of a note, filled in."""
    return someone.get(f"/cases/{case_no}/note").values() | {"note": WORDS}


def test_an_act_sent_twice_is_done_once_and_the_second_is_told_by_whom(ana: Visitor, case_no: str) -> None:
    sent = note(ana, case_no)

    first = ana.client.post(f"/cases/{case_no}/note", data=sent, headers=OURS)
    again = read(ana.client.post(f"/cases/{case_no}/note", data=sent, headers=OURS))

    assert (first.status_code, again.status) == (303, 409)
    assert "安承办" in again.main()
    assert ana.get(f"/cases/{case_no}").source.count(WORDS) == 1


def test_a_stale_form_takes_what_was_typed_to_the_case_as_it_stands(
    ana: Visitor, visit: Callable[[str], Visitor], case_no: str
) -> None:
    sent = note(ana, case_no)
    bo = visit("bo")
    bo.client.post(f"/cases/{case_no}/note", data=note(bo, case_no) | {"note": "我已先联系"})

    stale = read(ana.client.post(f"/cases/{case_no}/note", data=sent, headers=OURS))
    assert "薄承办" in stale.main()
    fresh = read(ana.client.post(f"/cases/{case_no}/note", data=stale.values(), headers=OURS))
    done = ana.client.post(f"/cases/{case_no}/note", data=fresh.values(), headers=OURS)

    assert WORDS in fresh.values()["note"]
    assert done.status_code == 303
    assert WORDS in ana.get(f"/cases/{case_no}").words


def test_an_ended_session_keeps_what_was_typed_until_one_is_back(
    ana: Visitor, desk: Desk, case_no: str
) -> None:
    sent = note(ana, case_no)
    with desk.store.database.writing() as connection:
        office_rows.end_sessions(connection, 1)

    out = read(ana.client.post(f"/cases/{case_no}/note", data=sent, headers=OURS))
    assert (out.status, WORDS in out.main()) == (403, True)
    ana.sign_in("ana")
    back = read(ana.client.post(f"/cases/{case_no}/note", data=out.values(), headers=OURS))
    done = ana.client.post(f"/cases/{case_no}/note", data=back.values(), headers=OURS)

    assert back.status == 400
    assert done.status_code == 303
    assert WORDS in ana.get(f"/cases/{case_no}").words


def test_what_another_site_made_up_is_never_offered_to_be_sent(ana: Visitor, case_no: str) -> None:
    sent = note(ana, case_no) | {"csrf_token": "forged"}

    page = read(
        ana.client.post(f"/cases/{case_no}/note", data=sent, headers={"Origin": "https://evil.example"})
    )

    assert page.status == 400
    assert WORDS not in page.source


def test_a_password_is_never_shown_again(ana: Visitor) -> None:
    sent = {"old": "tell-tale-words", "new": "tell-tale-words", "csrf_token": "stale"}

    page = read(ana.client.post("/account/password", data=sent, headers=OURS))

    assert page.status == 400
    assert "tell-tale-words" not in page.source
