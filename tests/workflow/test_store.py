"""What the store keeps, and what it refuses even to those who go past the program."""

from __future__ import annotations

from pathlib import Path

import pytest
import rows
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from builders import LI, RECEIVED, RULES, SAMPLES, TAKE, drive, enter, moment
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from workflow import verifying
from workflow.acts import Applicant
from workflow.desk import Desk
from workflow.store import Store, repository, schema, word_index
from workflow.store.database import Database
from workflow.store.documents import DocumentChanged
from workflow.store.personal import KeyWrong, Vault
from workflow.terms import Channel

NOW = moment(RECEIVED)
CHANGES = [
    "UPDATE entries SET data = '{}'",
    "UPDATE entries SET digest = digest",
    "DELETE FROM entries",
    "DELETE FROM entries WHERE seq > 1",
]


def test_the_migrations_make_the_tables_the_program_knows(store: Store) -> None:
    with store.database.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": _is_a_table_of_ours}
        )
        differences = compare_metadata(context, SQLModel.metadata)

    assert differences == []


def _is_a_table_of_ours(name: str | None, kind: str, _parents: object) -> bool:
    """The index of words is written in each database's own way and stands in no model."""
    return kind != "table" or not str(name).startswith((word_index.CASES, word_index.PUBLICATIONS))


def test_migrating_again_changes_nothing(store: Store) -> None:
    before = schema.revision(store.database)
    schema.upgrade(store.database)

    schema.require_current(store.database)
    assert schema.revision(store.database) == before


def test_an_empty_database_is_said_to_need_its_tables(database_url: str) -> None:
    database = Database(database_url)

    with pytest.raises(schema.SchemaOld, match="mingfu init"):
        schema.require_current(database)
    database.close()


@pytest.mark.parametrize("statement", CHANGES)
def test_the_database_itself_refuses_to_change_a_history(desk: Desk, store: Store, statement: str) -> None:
    enter(desk)
    before = rows.run(store, "SELECT * FROM entries ORDER BY seq")

    with pytest.raises(DBAPIError, match="append-only"):
        rows.run(store, statement)

    assert rows.run(store, "SELECT * FROM entries ORDER BY seq") == before


def test_a_history_cannot_be_truncated(desk: Desk, store: Store) -> None:
    enter(desk)
    truncate = "DELETE FROM entries" if store.database.is_sqlite else "TRUNCATE entries"

    with pytest.raises(DBAPIError, match="append-only"):
        rows.run(store, truncate)


def test_a_history_entry_cannot_be_replaced_by_another_of_its_place(desk: Desk, store: Store) -> None:
    enter(desk)
    again = "INSERT INTO entries SELECT * FROM entries WHERE seq = 1"
    if store.database.is_sqlite:
        again = again.replace("INSERT", "INSERT OR REPLACE")

    with pytest.raises(DBAPIError):
        rows.run(store, again)

    assert verifying.verify(store, RULES) == []


@pytest.mark.parametrize("secret", [LI.id_no, LI.phone, LI.address, LI.email])
def test_personal_data_stands_nowhere_in_the_clear(desk: Desk, store: Store, secret: str) -> None:
    drive(desk, enter(desk), (TAKE, SAMPLES["draft_reply"]), NOW)

    found = rows.raw_texts(store)

    assert [column for column, values in found.items() if any(secret in value for value in values)] == []
    assert any(LI.name in value for value in found["applicants.name"])  # names stay searchable
    if store.database.is_sqlite:
        assert secret.encode() not in rows.raw_bytes(store)


def test_the_name_of_an_applicant_or_third_party_stands_in_no_history(desk: Desk, store: Store) -> None:
    drive(desk, enter(desk), (TAKE, SAMPLES["open_consultation"]), NOW)

    history = " ".join(data for (data,) in rows.run(store, "SELECT data FROM entries"))

    assert LI.name not in history
    assert "样品公司" not in history


def test_sealed_values_open_with_their_key_alone(desk: Desk, store: Store, tmp_path: Path) -> None:
    enter(desk)
    with store.database.reading() as connection:
        assert list(repository.applicants(connection, store.vault, 1).values()) == [LI]
        with pytest.raises(KeyWrong):
            repository.applicants(connection, Vault.from_file(tmp_path / "another"), 1)


def test_the_same_value_is_sealed_differently_each_time(store: Store) -> None:
    assert store.vault.seal(LI.id_no) != store.vault.seal(LI.id_no)


def test_a_changed_sealed_value_does_not_open(store: Store) -> None:
    sealed = store.vault.seal(LI.phone)
    forged = sealed[:-6] + ("AAAAAA" if sealed[-6:] != "AAAAAA" else "BBBBBB")

    with pytest.raises(KeyWrong):
        store.vault.open(forged)


@pytest.mark.parametrize("written", ["11010519491231002X", " 110105 19491231 002x", "110105-19491231-002X"])
def test_an_identity_number_is_found_by_its_digest_however_it_is_written(
    desk: Desk, store: Store, written: str
) -> None:
    enter(desk)
    enter(desk, "form-2", applicants=(Applicant(name="王五", id_no=""),))

    found = rows.run(
        store,
        "SELECT name FROM applicants WHERE id_no_digest = :digest",
        digest=store.vault.digest(written),
    )

    assert found == [(LI.name,)]


def test_the_key_is_readable_by_its_owner_alone_and_is_not_in_the_database(store: Store) -> None:
    key = store.home / "key"

    assert key.stat().st_mode & 0o777 == 0o600
    assert key.read_text() not in " ".join(v for values in rows.raw_texts(store).values() for v in values)


def test_a_second_start_finds_the_same_key(tmp_path: Path) -> None:
    first, second = Vault.from_file(tmp_path / "key"), Vault.from_file(tmp_path / "key")

    assert second.open(first.seal("13900001234")) == "13900001234"


def test_erasing_a_text_leaves_every_proof_standing(desk: Desk, store: Store) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (TAKE, SAMPLES["note"]), NOW)
    rows.run(store, "DELETE FROM texts WHERE body LIKE '%来电%'")

    assert verifying.verify(store, RULES) == []


def test_a_changed_text_is_found(desk: Desk, store: Store) -> None:
    case_no = enter(desk)
    rows.run(store, "UPDATE texts SET body = '另一项申请' WHERE body LIKE '%拓宽%'")

    assert {fault.case_no for fault in verifying.verify(store, RULES)} == {case_no}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE cases SET status = 'replied'",
        "UPDATE cases SET due_on = '2027-01-01'",
        "UPDATE cases SET version = 1",
    ],
)
def test_a_changed_row_is_found_and_rebuilt(desk: Desk, store: Store, change: str) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (TAKE,), NOW)
    before = rows.snapshot(store)
    rows.run(store, change)
    assert [fault.case_no for fault in verifying.verify(store, RULES)] == [case_no]

    assert verifying.rebuild(store, RULES) == 1

    assert rows.snapshot(store) == before
    assert verifying.verify(store, RULES) == []


def test_a_forged_entry_is_named_by_case_and_place(desk: Desk, store: Store) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (TAKE, SAMPLES["note"]), NOW)
    _past_the_trigger(store, "UPDATE entries SET by_id = 5 WHERE seq = 3")

    [fault] = verifying.verify(store, RULES)

    assert (fault.case_no, fault.seq) == (case_no, 3)


def test_a_history_cut_short_is_found(desk: Desk, store: Store) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (TAKE, SAMPLES["note"]), NOW)
    _past_the_trigger(store, "DELETE FROM entries WHERE seq = 4")

    assert {fault.case_no for fault in verifying.verify(store, RULES)} == {case_no}


def test_a_case_that_vanished_is_found_by_its_number(desk: Desk, store: Store) -> None:
    enter(desk)
    gone = enter(desk, "form-2")
    enter(desk, "form-3")
    rows.run(store, "DELETE FROM cases WHERE case_no = :no", no=gone)

    assert gone in {fault.case_no for fault in verifying.verify(store, RULES)}


def _past_the_trigger(store: Store, statement: str) -> None:
    """As somebody would who owns the database."""
    if store.database.is_sqlite:
        for act in ("update", "delete"):
            rows.run(store, f"DROP TRIGGER entries_no_{act}")
    else:
        rows.run(store, "ALTER TABLE entries DISABLE TRIGGER ALL")
    rows.run(store, statement)


def test_a_document_comes_back_and_a_changed_one_does_not(store: Store) -> None:
    digest = store.documents.put(b"%PDF-1.7 reply")
    assert store.documents.get(digest) == b"%PDF-1.7 reply"

    store.documents.path(digest).write_bytes(b"%PDF-1.7 other")

    with pytest.raises(DocumentChanged):
        store.documents.get(digest)


def test_rebuilding_gives_the_same_rows_for_cases_of_every_channel(desk: Desk, store: Store) -> None:
    for channel in Channel:
        enter(desk, f"form-{channel}", channel=channel)
    before = rows.snapshot(store)

    assert verifying.rebuild(store, RULES) == len(Channel)

    assert rows.snapshot(store) == before
