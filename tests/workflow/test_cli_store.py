"""`mingfu init`, `verify`, `rebuild`: made once, proved at any time, derived anew the same."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import mingfu
from databases import Databases
from demonstration import case_in, everything, visited
from rows import run

from workflow.rules import Rules
from workflow.store import Store


@pytest.fixture
def office(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The demonstration office, on each kind of database."""
    with visited(databases, tmp_path, monkeypatch) as store:
        yield store


def files(folder: Path) -> list[Path]:
    """Everything below the folder."""
    return sorted(folder.rglob("*"))


def test_init_makes_database_key_and_calendar_once(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGFU_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("MINGFU_DATABASE_URL", database_url)

    first, second = mingfu("init", "--json").json, mingfu("init", "--json").json

    years = sorted(int(path.stem) for path in Rules.load().holidays.glob("2*.json"))
    assert (first["made"], first["upgraded"], first["years"]) == (True, True, years)
    assert (second["made"], second["upgraded"], second["years"], second["moved"]) == (False, False, [], 0)
    assert mingfu("verify").status == 0


def test_the_data_folder_and_the_key_are_their_owners_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGFU_HOME", str(tmp_path / "home"))

    mingfu("init")

    modes = [stat.S_IMODE((tmp_path / "home" / name).stat().st_mode) for name in (".", "mingfu.key")]
    assert modes == [0o700, 0o600]


@pytest.mark.parametrize(
    "command",
    [
        ("verify",),
        ("rebuild",),
        ("worker",),
        ("ledger", "--as", "lihua"),
        ("overdue", "--as", "lihua"),
        ("case", "show", "示府办-2026-0001", "--as", "lihua"),
        ("case", "log", "-", "--as", "lihua"),
    ],
)
def test_a_command_without_a_store_says_so_and_makes_none(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGFU_HOME", str(tmp_path / "home"))

    done = mingfu(*command, given={})

    assert done.refused
    assert "mingfu init" in done.err
    assert files(tmp_path) == []


def test_verify_passes_on_a_store_nobody_touched(office: Store) -> None:
    done = mingfu("verify", "--json")

    assert (done.status, done.json) == (0, {"holds": True, "faults": []})


def test_verify_names_the_first_broken_link_of_a_case(office: Store) -> None:
    case_no = case_in(office, "served")
    _lift_the_guard(office)
    run(
        office,
        "UPDATE entries SET data = replace(data, '秘书一科', '秘书二科'), at = '2020-01-01T00:00:00.000000Z'"
        " WHERE seq = 3 AND case_id = (SELECT case_id FROM cases WHERE case_no = :case_no)",
        case_no=case_no,
    )

    done = mingfu("verify", "--json")

    assert done.status == 1
    assert [(f["case_no"], f["seq"]) for f in done.json["faults"]] == [(case_no, 3)]
    assert f"{case_no} 第 3 条" in mingfu("verify").out


def _lift_the_guard(office: Store) -> None:
    """What only an intruder with the database itself could do."""
    if office.database.is_sqlite:
        for (name,) in run(office, "SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            run(office, f"DROP TRIGGER {name}")
    else:
        run(office, "ALTER TABLE entries DISABLE TRIGGER ALL")


def test_rebuild_gives_the_rows_there_were(office: Store) -> None:
    before = everything(office)

    done = mingfu("rebuild", "--json")

    assert done.json == {"rows": int(before["cases"].split()[0])}
    assert everything(office) == before


def test_rebuild_mends_a_row_that_verify_found_wrong(office: Store) -> None:
    before = everything(office)
    run(
        office,
        "UPDATE cases SET status = 'archived', summary = 'x' WHERE case_no = :n",
        n=case_in(office, "in_hand"),
    )

    found = mingfu("verify")
    mingfu("rebuild")

    assert found.status == 1
    assert everything(office) == before
    assert mingfu("verify").status == 0
