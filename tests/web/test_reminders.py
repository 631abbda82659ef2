"""The page of reminders, how one hears of them, and the calendar's secret address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from icalendar import Calendar
from pages import Visitor
from rows import raw_bytes, run

from workflow import acts as a
from workflow.desk import Desk
from workflow.reminding import sweeping
from workflow.store import Store

DUE = datetime(2026, 12, 2, 3, tzinfo=UTC)
AFTER = datetime(2026, 12, 3, 3, tzinfo=UTC)
Visit = Callable[[str], Visitor]


@pytest.fixture
def due(app: Flask, desk: Desk, case_no: str) -> str:
    """The case on the day its reply is due, swept."""
    app.config["NOW"] = lambda: DUE
    sweeping.sweep(desk, DUE)
    return case_no


def address_of(visitor: Visitor) -> str:
    """The calendar's address, made anew."""
    page = visitor.get("/reminders/settings")
    made = visitor.client.post(
        "/reminders/calendar", data={"csrf_token": page.values()["csrf_token"]}, follow_redirects=False
    )
    assert made.status_code == 200
    return str(made.get_data(as_text=True).split('readonly value="')[1].split('"')[0]).removeprefix(
        "http://localhost"
    )


def test_the_navigation_counts_and_the_page_lists_what_is_due(ana: Visitor, due: str) -> None:
    page = ana.get("/reminders")

    assert due in page.main()
    assert "今天 答复期限" in page.main()
    assert "提醒 1" in " ".join("".join(nav.itertext()) for nav in page.all("nav")).replace("提醒1", "提醒 1")


def test_what_is_noted_leaves_the_figure_and_comes_back_once_it_is_overdue(
    ana: Visitor, app: Flask, desk: Desk, due: str, store: Store
) -> None:
    ana.do("/reminders")
    noted = ana.get("/reminders")
    app.config["NOW"] = lambda: AFTER
    sweeping.sweep(desk, AFTER)
    worse = ana.get("/reminders")

    assert "已知悉" in noted.main()
    assert not noted.main().count("checkbox")
    assert "已过期限 答复期限" in worse.main()
    assert "已知悉" not in worse.main()
    assert run(store, "SELECT level FROM reminders") == [(-1,)]


def test_another_person_reads_nothing_of_it(visit: Visit, due: str) -> None:
    for account in ("bo", "cy", "su"):
        assert due not in visit(account).get("/reminders").main()


def test_nobody_takes_note_for_another(visit: Visit, ana: Visitor, due: str, store: Store) -> None:
    bo = visit("bo")
    token = bo.get("/reminders/settings").values()["csrf_token"]
    bo.client.post("/reminders", data={"csrf_token": token, "line": ["1~reply"]})

    assert run(store, "SELECT seen_at FROM reminders") == [("",)]


@pytest.mark.parametrize("line", ["x", "~", "1", "x~reply"])
def test_a_list_that_was_tampered_with_is_refused(ana: Visitor, due: str, line: str) -> None:
    token = ana.get("/reminders/settings").values()["csrf_token"]

    answer = ana.client.post("/reminders", data={"csrf_token": token, "line": [line]})

    assert answer.status_code == (303 if line == "1" else 400)


@pytest.mark.parametrize("after", ["x", "2026-11-20", "2026-11-20~x~reply", "~~"])
def test_a_page_that_does_not_exist_is_refused(ana: Visitor, after: str) -> None:
    assert ana.client.get("/reminders", query_string={"after": after}).status_code == 400


def test_how_one_hears_of_them_is_kept_and_sealed(ana: Visitor, store: Store) -> None:
    page = ana.get("/reminders/settings")
    token = page.values()["csrf_token"]
    sent = {"csrf_token": token, "email": "an.chengban@example.org", "daily": "1"}
    assert ana.client.post("/reminders/settings", data=sent).status_code == 303

    kept = ana.get("/reminders/settings")

    shown = {f.get("name"): f for f in kept.all("input")}
    assert shown["email"].get("value") == "an.chengban@example.org"
    assert ("checked" in shown["daily"].attrib, "checked" in shown["urgent"].attrib) == (True, False)
    assert b"an.chengban@example.org" not in raw_bytes(store)


@pytest.mark.parametrize(
    ("sent", "fault"),
    [({"daily": "1"}, "要收邮件，请填写邮箱"), ({"email": "not an address"}, "请填写有效的邮箱地址")],
)
def test_e_mail_needs_an_address_that_can_be_one(ana: Visitor, sent: dict[str, str], fault: str) -> None:
    token = ana.get("/reminders/settings").values()["csrf_token"]

    answer = ana.client.post("/reminders/settings", data={"csrf_token": token, **sent})

    assert answer.status_code == 400
    assert fault in answer.get_data(as_text=True)


def test_a_calendar_program_reads_ones_deadlines_without_signing_in(
    ana: Visitor, visitor: Visitor, due: str
) -> None:
    answer = visitor.client.get(address_of(ana))

    events = list(Calendar.from_ical(answer.get_data()).walk("VEVENT"))
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert "no-store" in answer.headers["Cache-Control"]
    replies = {str(e["summary"]): e["dtstart"].dt for e in events if "答复期限" in str(e["summary"])}
    assert replies == {f"{due} 答复期限": DUE.date()}
    assert "李样七" not in answer.get_data(as_text=True)


def test_an_address_is_kept_as_a_digest_and_shown_once(ana: Visitor, store: Store, due: str) -> None:
    address = address_of(ana)
    token = address.removeprefix("/calendar/").removesuffix(".ics")

    assert token not in ana.get("/reminders/settings").source
    assert token.encode() not in raw_bytes(store)


def test_an_address_opens_nothing_once_it_is_replaced_revoked_or_its_owner_left(
    ana: Visitor, visitor: Visitor, store: Store, due: str
) -> None:
    old, new = address_of(ana), address_of(ana)
    replaced = visitor.client.get(old).status_code, visitor.client.get(new).status_code
    run(store, "UPDATE people SET active = 0 WHERE account = 'ana'")
    left = visitor.client.get(new).status_code
    run(store, "UPDATE people SET active = 1 WHERE account = 'ana'")
    token = ana.get("/reminders/settings").values()["csrf_token"]
    ana.client.post("/reminders/calendar/revocation", data={"csrf_token": token})

    assert (replaced, left, visitor.client.get(new).status_code) == ((404, 200), 404, 404)
    assert visitor.client.get("/calendar/guessed.ics").status_code == 404


def test_a_moved_deadline_keeps_its_name_in_the_calendar(
    ana: Visitor, visitor: Visitor, desk: Desk, due: str
) -> None:
    address = address_of(ana)
    before = visitor.client.get(address).get_data(as_text=True)
    for act, who in (
        (a.ProposeExtension(reason="档案多"), 1),
        (a.ApproveExtension(), 4),
        (a.NotifyExtension(), 1),
    ):
        desk.perform(who, due, act, DUE)
    after = visitor.client.get(address).get_data(as_text=True)

    def of_reply(text: str) -> list[tuple[str, object]]:
        events = Calendar.from_ical(text).walk("VEVENT")
        return [(str(e["uid"]), e["dtstart"].dt) for e in events if str(e["uid"]).endswith("-reply@mingfu")]

    [[name, day]], [[same, moved]] = of_reply(before), of_reply(after)
    assert (name, str(day), str(moved)) == (same, "2026-12-02", "2026-12-30")


def test_both_languages(ana: Visitor, due: str) -> None:
    ana.client.get("/language/en?next=/reminders")
    english = ana.get("/reminders").main()

    assert "Today Reply" in english
    assert "Note those ticked" in english
    assert "Calendar" in ana.get("/reminders/settings").main()
