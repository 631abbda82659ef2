"""Calendar import with its preview, verification and backup from the browser."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import rows
from administrators import kinds, press
from flask import Flask
from pages import Visitor

from workflow import acts as a
from workflow import backup
from workflow.desk import Desk
from workflow.redating import sync_folder
from workflow.store import Store
from workflow.terms import Channel

REST = ("2027-01-01", "2027-01-02", "2027-01-03", "2026-11-26", "2026-11-27")


def notice(year: int = 2027, rest: tuple[str, ...] = REST) -> dict[str, Any]:
    """An upload of a holiday notice with these rest days."""
    days = [{"name": "元旦", "date": day, "isOffDay": True} for day in rest if day[:4] == str(year)]
    said = {"year": year, "papers": ["https://example.org/notice"], "days": days}
    return {"file": (BytesIO(json.dumps(said).encode()), f"{year}.json")}


@pytest.fixture
def top(admins: dict[str, Visitor], desk: Desk, app: Flask) -> Visitor:
    """The head of the tree, in an office whose calendar is loaded."""
    sync_folder(desk, app.config["NOW"]())
    return admins["top"]


@pytest.fixture
def reaching(desk: Desk, app: Flask) -> str:
    """A case whose extended deadline reaches into a year that is not announced."""
    form = a.Log(
        agency=2,
        channel=Channel.SIGNED_POST,
        arrived_on=date(2026, 11, 20),
        application="请求公开示例大桥检测报告。",
        applicants=(a.Applicant(name="李样七"),),
        submission_key="late",
    )
    at = app.config["NOW"]()
    case_no = desk.log(1, form, at).case_no
    for by, act in (
        (1, a.TakeInHand(handler=1)),
        (1, a.ProposeExtension(reason="档案多")),
        (4, a.ApproveExtension()),
    ):
        desk.perform(by, case_no, act, at)
    desk.perform(1, case_no, a.NotifyExtension(), at)
    return case_no


def due(store: Store) -> list[tuple[Any, ...]]:
    """The deadline as lists show it, and whether it is provisional."""
    return rows.run(store, "SELECT due_on, provisional FROM cases")


def test_a_notice_shows_what_it_moves_before_anything_changes(
    top: Visitor, store: Store, reaching: str
) -> None:
    before = rows.snapshot(store)

    address = top.do("/admin/calendar", **notice())

    page = top.get(address).main()
    assert "将变动的期限：1 件" in page
    assert reaching in page
    assert "新的一年" in page
    assert rows.snapshot(store) == before

    top.do(address, to="/admin/calendar/import")

    assert due(store)[0][1] in (0, False)
    assert rows.run(store, "SELECT kind FROM entries ORDER BY seq DESC LIMIT 1") == [("DeadlineMoved",)]
    assert kinds(store)[-1] == "calendar_imported"
    assert "2027" in top.get("/admin/calendar").main()


def test_differences_to_what_is_loaded_are_shown_day_by_day(top: Visitor) -> None:
    top.do("/admin/calendar", **notice())
    top.do("/admin/calendar/preview", to="/admin/calendar/import")

    changed = top.do("/admin/calendar", **notice(rest=("2027-01-01", "2027-01-02")))

    page = top.get(changed).main()
    assert "与已载入的不同：1 天" in page
    assert "未提及" in page


def test_the_same_notice_need_not_be_loaded_again(top: Visitor) -> None:
    top.do("/admin/calendar", **notice())
    top.do("/admin/calendar/preview", to="/admin/calendar/import")

    page = top.get(top.do("/admin/calendar", **notice())).main()

    assert "完全相同" in page


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"\xff\xfe", b'{"year": 2027, "papers": [], "days": []}', b"[" * 600_000]
)
def test_a_file_that_is_no_notice_is_refused_with_the_reason(top: Visitor, content: bytes) -> None:
    page = top.refused("/admin/calendar", 400, file=(BytesIO(content), "2027.json"))

    assert page.tree.find(".//*[@role='alert']") is not None


def test_a_preview_that_is_not_ones_own_cannot_be_loaded(top: Visitor, store: Store) -> None:
    top.do("/admin/calendar", **notice())
    before = rows.snapshot(store)

    top.refused("/admin/calendar/preview", 409, to="/admin/calendar/import", digest="0" * 64)

    assert rows.snapshot(store) == before


def test_verification_names_the_case_that_does_not_hold(top: Visitor, store: Store, case_no: str) -> None:
    top.do("/admin/verify")
    assert "全部相符" in top.get("/admin/verify").main()

    rows.run(store, "UPDATE cases SET status = 'archived'")
    top.do("/admin/verify")

    page = top.get("/admin/verify").main()
    assert case_no in page
    assert "台账行与经过不符" in page
    assert "管理top" in page


def test_a_backup_is_taken_listed_and_never_handed_out(
    top: Visitor, store: Store, case_no: str, app: Flask
) -> None:
    assert "超过两天没有备份" in top.get("/admin/backup").main()
    top.refused("/admin/backup", 400)
    top.refused("/admin/backup", 400, passphrase="short", again="short")
    top.refused("/admin/backup", 400, passphrase="correct horse battery", again="another")

    top.do("/admin/backup", passphrase="correct horse battery", again="correct horse battery")

    [path] = (store.home / "backups").glob("*.backup")
    page = top.get("/admin/backup")
    assert path.name in page.main()
    assert "超过两天没有备份" not in page.main()
    assert not [link for link in page.links() if ".backup" in link]
    assert backup.check(path, backup.Secret.passphrase("correct horse battery")).faults == ()
    assert [rule.rule for rule in app.url_map.iter_rules() if "backup" in rule.rule] == ["/admin/backup"] * 2


def test_a_backup_without_a_passphrase_is_asked_for_on_purpose(top: Visitor, store: Store) -> None:
    top.do("/admin/backup", unlocked="1")

    [path] = (store.home / "backups").glob("*.backup")
    assert backup.check(path).faults == ()
    assert kinds(store)[-1] == "backed_up"


@pytest.mark.parametrize("address", ["/admin/calendar/import", "/admin/verify", "/admin/backup"])
def test_an_administrator_below_starts_none_of_this(
    own: Visitor,
    store: Store,
    address: str,
) -> None:
    assert press(own, address) == 403
    assert not (store.home / "backups").exists()
