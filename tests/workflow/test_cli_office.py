"""`mingfu office`: an installation is set up from nothing, and bad input changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import mingfu

from workflow import office
from workflow.store import Store, repository


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database_url: str) -> Path:
    """A new store with one agency, on each database in turn."""
    monkeypatch.setenv("MINGFU_HOME", str(tmp_path))
    monkeypatch.setenv("MINGFU_DATABASE_URL", database_url)
    assert mingfu("init").status == 0
    assert mingfu("office", "agency", "示例", "示例市人民政府办公室", "--court", "示例区人民法院").status == 0
    return tmp_path


def _add(account: str, role: str = "handler") -> str:
    added = mingfu("office", "person", "示例", account, "某人", "--role", role, "--json")
    assert added.status == 0, added.err
    return str(added.json["password"])


def test_a_person_added_can_sign_in_with_the_password_shown(made: Path) -> None:
    password = _add("wangmin")

    store = Store.open()
    try:
        assert office.sign_in(store, "wangmin", password).name == "某人"
    finally:
        store.close()


def test_the_list_shows_the_tree_and_the_roles(made: Path) -> None:
    assert mingfu("office", "agency", "示例区", "示例区人民政府", "--parent", "示例").status == 0
    _add("wangmin", "approver")

    listed = mingfu("office", "list", "--json").json["agencies"]

    assert [(a["code"], a["parent"]) for a in listed] == [("示例", None), ("示例区", "示例")]
    assert listed[0]["people"] == [{"account": "wangmin", "name": "某人", "roles": ["approver"]}]
    assert "wangmin\t某人\t签发" in mingfu("office", "list").out


def test_the_department_above_an_agency_is_kept_for_its_letters(made: Path) -> None:
    assert mingfu("office", "agency", "示资规", "示例市资源局", "--upper-organ", "示例省资源厅").status == 0

    store = Store.open()
    try:
        with store.database.reading() as connection:
            kept = {agency.code: agency.upper_organ for agency in repository.agencies(connection)}
    finally:
        store.close()

    assert kept == {"示例": "", "示资规": "示例省资源厅"}


def test_a_stand_in_may_act_on_the_days_named(made: Path) -> None:
    _add("wangmin")
    _add("lihua", "front_desk")

    named = mingfu(
        "office", "stand-in", "示例", "wangmin", "lihua", "--from", "2026-12-01", "--to", "2026-12-05"
    )

    assert named.status == 0
    assert "2026-12-05" in named.out


def test_a_series_gets_numbers_of_its_own(made: Path) -> None:
    form = "示例公开征〔{year}〕{n}号"

    assert mingfu("office", "number-form", "示例", "consultation", form).status == 0
    assert mingfu("office", "number-form", "示例", "fee", form).refused
    assert mingfu("office", "number-form", "示例", "fee", "示例公开〔{year}〕{n}号").refused
    assert mingfu("office", "number-form", "示例", "nosuch", "甲〔{year}〕{n}号").refused


@pytest.mark.parametrize(
    "words",
    [
        ("agency", "示例", "重名"),
        ("agency", "新", "新机关", "--parent", "没有"),
        ("agency", "新", "新机关", "--number-template", "没有年份和号"),
        ("person", "没有", "a", "某人", "--role", "handler"),
        ("person", "示例", "a", "某人", "--role", "king"),
        ("stand-in", "示例", "无", "也无", "--from", "2026-12-01", "--to", "2026-12-05"),
        ("stand-in", "示例", "无", "也无", "--from", "12月", "--to", "2026-12-05"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_bad_input_is_refused_and_changes_nothing(made: Path, words: tuple[str, ...]) -> None:
    before = mingfu("office", "list").out

    assert mingfu("office", *words).refused
    assert mingfu("office", "list").out == before
