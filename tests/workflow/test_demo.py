"""`mingfu demo`: an imaginary city whose cases came about by real acts, whatever the day it is made on."""

from __future__ import annotations

import json
import shutil
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from command_line import mingfu
from databases import Databases
from demonstration import everything, visited
from rows import run

from notices.composing import signed_letter
from notices.examining import examine, subject_of
from notices.issuing import freeze_pending
from workflow import office as people
from workflow import redating, verifying
from workflow.days.office_time import today_of
from workflow.demo.filling import FOLDER, fill
from workflow.demo.scenes import read_stage
from workflow.desk import Desk
from workflow.errors import BadInput
from workflow.identity import id_fault
from workflow.rules import Rules
from workflow.store import Store, schema
from workflow.terms import Channel, Role, Status
from workflow.viewing import Filter

DAYS = ["2026-01-01", "2026-02-24", "2026-11-22"]


@pytest.fixture
def office(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The demonstration office, on each kind of database."""
    with visited(databases, tmp_path, monkeypatch) as store:
        yield store


@pytest.fixture(scope="module", params=DAYS)
def made(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Desk, datetime]]:
    """The demonstration as made on a day when the notices up to 2026 were out."""
    home = tmp_path_factory.mktemp("demo")
    shutil.copytree(Rules.load().holidays, home / "holidays")
    for later in (home / "holidays").glob("202[7-9].json"):
        later.unlink()
    now = datetime.fromisoformat(f"{request.param}T00:30:00+08:00")
    store, rules = Store.open(home), replace(Rules.load(), holidays=home / "holidays")
    schema.upgrade(store.database)
    redating.sync_folder(Desk(store, rules), now)
    fill(store, rules, now)
    yield Desk(store, rules), now
    store.close()


def rows(made: tuple[Desk, datetime], **asked: Any) -> Any:
    """The supervisor's ledger of that day."""
    desk, now = made
    sunli = run(desk.store, "SELECT person_id FROM people WHERE account = 'sunli'")[0][0]
    return desk.ledger(sunli, now, Filter(limit=500, **asked)).rows


def test_every_status_and_every_channel_occurs(made: tuple[Desk, datetime]) -> None:
    found = rows(made)

    assert len(found) >= 40
    assert {row.status for row in found} == set(Status)
    assert {row.channel for row in found} == {channel.value for channel in Channel}


def test_some_are_overdue_some_suspended_and_one_reaches_into_a_year_not_announced(
    made: tuple[Desk, datetime],
) -> None:
    found, year = rows(made), today_of(made[1]).year

    assert len(rows(made, overdue=True)) >= 2
    assert len([row for row in found if row.clock_status == "suspended"]) >= 2
    assert [row for row in found if row.due_on and row.due_on.year > year and row.provisional]


def test_every_reply_can_be_read_and_what_waits_for_signature_may_be_signed(
    made: tuple[Desk, datetime],
) -> None:
    desk, now = made
    sunli = run(desk.store, "SELECT person_id FROM people WHERE account = 'sunli'")[0][0]
    views = [desk.view(sunli, row.case_no, now) for row in rows(made)]

    signed = [view for view in views if view.case.reply_content_sha256]
    letters = [signed_letter(json.loads(v.texts[v.case.reply_content_sha256])) for v in signed]
    waiting = [view for view in views if view.case.status is Status.AWAITING_APPROVAL]
    subjects = [subject for view in waiting if (subject := subject_of(desk, view))]
    found = [finding for subject in subjects for finding in examine(subject)]

    assert len(letters) >= 10
    assert len({letter.kind for letter in letters}) >= 4
    assert len(subjects) >= 2
    assert [finding for finding in found if finding.level == "stop"] == []


def test_one_reply_was_late_and_says_why(made: tuple[Desk, datetime]) -> None:
    late = run(made[0].store, "SELECT case_id FROM cases WHERE timely = :no", no=False)
    explained = run(made[0].store, "SELECT case_id FROM entries WHERE kind = 'LatenessExplained'")

    assert late
    assert set(explained) <= set(late)
    assert explained


def test_no_entry_is_of_today_or_later_and_the_store_proves_itself(made: tuple[Desk, datetime]) -> None:
    desk, now = made
    moments = [datetime.fromisoformat(at) for (at,) in run(desk.store, "SELECT at FROM entries")]

    assert max(map(today_of, moments)) < today_of(now)
    assert verifying.verify(desk.store, desk.rules) == []


def test_numbers_follow_the_order_in_which_letters_were_logged(made: tuple[Desk, datetime]) -> None:
    logged = run(
        made[0].store,
        "SELECT c.agency_id, c.case_no FROM cases c JOIN entries e ON e.case_id = c.case_id AND e.seq = 1"
        " ORDER BY c.agency_id, e.at, c.case_id",
    )

    assert logged == sorted(logged)


def test_every_letter_that_an_act_sent_was_signed_by_someone_else_and_can_be_rendered(
    made: tuple[Desk, datetime],
) -> None:
    desk, now = made
    sunli = run(desk.store, "SELECT person_id FROM people WHERE account = 'sunli'")[0][0]
    waiting = [row.case_no for row in rows(made) if desk.view(sunli, row.case_no, now).case.notices]

    done = freeze_pending(desk, now)

    assert len(waiting) >= 10
    assert set(waiting) <= set(done)
    assert freeze_pending(desk, now) == []


def test_the_accounts_sign_in_and_are_kept_for_the_owner_alone(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGFU_HOME", str(tmp_path))
    monkeypatch.setenv("MINGFU_DATABASE_URL", database_url)

    accounts = mingfu("demo", "--json").json["accounts"]

    kept = tmp_path / "demo-accounts.txt"
    store = Store.open()
    names = {
        people.sign_in(store, a["name"], a["password"]).name
        for a in accounts
        if a["agency"] == "示例市人民政府办公室"
    }
    store.close()
    assert names >= {"李华", "王敏", "周洁", "赵强", "孙立", "管理员", "审计"}
    assert {key for account in accounts for key in account} == {"name", "role", "agency", "password"}
    assert {a["role"] for a in accounts} == {role.value for role in Role}
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert all(f"{a['name']}\t{a['password']}\t" in kept.read_text("utf-8") for a in accounts)
    assert len({a["password"] for a in accounts}) == len(accounts)


def test_an_office_that_works_already_is_never_filled_with_it(office: Store) -> None:
    before = everything(office)

    done = mingfu("demo", "--json")

    assert done.refused
    assert everything(office) == before
    assert not (office.home / "demo-accounts.txt").exists()


def test_a_demonstration_cut_short_leaves_nothing(database_url: str, tmp_path: Path) -> None:
    cases = (FOLDER / "cases.toml").read_text("utf-8")
    for name in ("office", "stories"):
        shutil.copy(FOLDER / f"{name}.toml", tmp_path)
    (tmp_path / "cases.toml").write_text(cases.replace('outcome = "repeat"', 'outcome = "nothing"'), "utf-8")
    store, rules = Store.open(tmp_path / "home", url=database_url), Rules.load()
    schema.upgrade(store.database)
    before = everything(store)

    with pytest.raises(Exception, match="nothing"):
        fill(store, rules, datetime.now(UTC), tmp_path)

    assert everything(store) == before
    store.close()


@pytest.mark.parametrize("change", [("age = 11", "age = 4"), ('story = "fresh"', 'story = "none"')])
def test_data_that_tells_of_the_future_or_of_no_story_is_refused(
    tmp_path: Path, change: tuple[str, str]
) -> None:
    for name in ("office", "stories", "cases"):
        text = (FOLDER / f"{name}.toml").read_text("utf-8")
        (tmp_path / f"{name}.toml").write_text(text.replace(*change), "utf-8")
    store = Store.open(tmp_path / "home")
    schema.upgrade(store.database)

    with pytest.raises(BadInput, match="演示数据"):
        fill(store, Rules.load(), datetime.now(UTC), tmp_path)
    store.close()


def test_nobody_in_it_can_be_a_living_person() -> None:
    stage = read_stage(FOLDER)
    applicants = [who for matter in stage.matters for who in matter.form["applicants"]]

    for who in applicants:
        kind, number = who.get("id_kind", "resident"), who.get("id_no", "")
        assert id_fault(kind, number) is None
        assert kind in ("none", "credit_code") or number[6:8] == "18"
        assert who.get("phone", "010-0000").startswith("010-0000")
        assert who.get("email", "@example.com").endswith("@example.com")
