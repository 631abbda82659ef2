"""The drill: a backup is taken while people work, restored on an empty machine, and proved; damage is refused."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import postgres
import pytest
from builders import DISPATCH, REPLY, RULES, TAKE, drive, enter, moment
from databases import Databases, PostgresDatabases
from people import FRONT

from workflow import acts as a
from workflow import backup, verifying
from workflow.backup import Secret
from workflow.backup.locks import BackupDamaged, SecretWrong
from workflow.backup.taking import NoRoom
from workflow.desk import Desk
from workflow.errors import BadInput
from workflow.store import Store, repository, snapshot
from workflow.store.personal import Vault
from workflow.viewing import Filter

NOW = moment(date(2026, 7, 2))
WORDS = Secret.passphrase("correct horse battery")
PDF = b"%PDF-1.7 " + bytes(range(256)) * 40


@pytest.fixture
def worked(desk: Desk) -> Desk:
    """Three cases, one answered and one with a document; a seal."""
    for number in range(3):
        enter(desk, f"form-{number}")
    drive(desk, "示发改-2026-0001", (TAKE, *REPLY, DISPATCH))
    digest = desk.store.documents.put(PDF)
    added = a.AddDocument(name="授权书.pdf", sha256=digest, media_type="application/pdf", size=len(PDF))
    drive(desk, "示发改-2026-0002", (TAKE, added))
    seal = desk.store.home / "seals" / "示发改.png"
    seal.parent.mkdir()
    seal.write_bytes(b"\x89PNG seal")
    return desk


@pytest.fixture
def empty(databases: Databases, store: Store, tmp_path: Path) -> Iterator[Store]:
    """An empty machine of the same kind, with the key file in its place."""
    home = tmp_path / "new-home"
    yield from _machine(home, databases.fresh(), store)


def _machine(home: Path, url: str, like: Store) -> Iterator[Store]:
    home.mkdir()
    shutil.copy(like.home / "key", home / "key")
    made = Store.open(home, url=url, key=home / "key")
    yield made
    made.close()


def _everything(store: Store) -> dict[str, list[str]]:
    with snapshot.opened(store.database) as connection:
        return {
            table.name: [snapshot.as_text(row) for row in snapshot.rows(connection, table)]
            for table in snapshot.tables(connection)
        }


def _restored(store: Store, path: Path, secret: Secret | None = None) -> backup.Restored:
    return backup.restore(store, path, secret, store.home / "key")


def _found_by_words(store: Store) -> int:
    return Desk(store, RULES).ledger(FRONT, NOW, Filter(text="示例大道")).total


def _left(store: Store) -> set[str]:
    """What stands in a folder that nothing was restored into."""
    return {path.name for path in store.home.iterdir()} - {"mingfu.db", "mingfu.db-wal", "mingfu.db-shm"}


@pytest.mark.parametrize("secret", [None, WORDS], ids=["open", "encrypted"])
def test_a_restored_store_holds_everything_and_is_proved(
    worked: Desk, empty: Store, tmp_path: Path, secret: Secret | None
) -> None:
    taken = backup.take(worked.store, tmp_path / "a.backup", NOW, secret)

    restored = _restored(empty, tmp_path / "a.backup", secret)

    assert _everything(empty) == _everything(worked.store)
    assert (restored.rows, restored.documents, restored.faults) == (taken.rows, 1, ())
    assert (empty.home / "seals" / "示发改.png").read_bytes() == b"\x89PNG seal"
    assert verifying.verify(empty, RULES) == []
    assert _found_by_words(empty) == _found_by_words(worked.store) == 3
    with empty.database.reading() as connection:
        applicants = repository.applicants(connection, empty.vault, 1)
    assert next(iter(applicants.values())).id_no == "11010519491231002X"


def test_the_restored_office_goes_on_where_the_other_stopped(
    worked: Desk, empty: Store, tmp_path: Path
) -> None:
    backup.take(worked.store, tmp_path / "a.backup", NOW)
    _restored(empty, tmp_path / "a.backup")

    case_no = enter(Desk(empty, RULES), "form-4", NOW)

    assert case_no == "示发改-2026-0004"
    assert verifying.verify(empty, RULES) == []


def test_a_backup_is_of_one_moment_while_people_work(worked: Desk, empty: Store, tmp_path: Path) -> None:
    stop, logged = threading.Event(), []

    def work() -> None:
        number = 100
        while not stop.is_set():
            content = f"%PDF {number}".encode()
            case_no = enter(worked, f"form-{number}")
            digest = worked.store.documents.put(content)
            worked.perform(
                FRONT,
                case_no,
                a.AddDocument(name="a.pdf", sha256=digest, media_type="application/pdf", size=len(content)),
                NOW,
            )
            logged.append(case_no)
            number += 1

    writer = threading.Thread(target=work)
    writer.start()
    try:
        for number in range(3):
            backup.take(worked.store, tmp_path / f"{number}.backup", NOW)
    finally:
        stop.set()
        writer.join()

    restored = _restored(empty, tmp_path / "2.backup")

    now, then = _everything(worked.store), _everything(empty)
    assert restored.faults == ()
    assert verifying.verify(empty, RULES) == []
    assert 3 < len(then["cases"]) <= len(now["cases"])
    assert set(then["entries"]) <= set(now["entries"])
    assert len(logged) > 3


def test_a_backup_restores_into_the_other_kind_of_database(
    worked: Desk, postgres_cluster: postgres.Cluster, tmp_path: Path
) -> None:
    backup.take(worked.store, tmp_path / "a.backup", NOW)
    others = PostgresDatabases(postgres_cluster, {})
    url = others.fresh() if worked.store.database.is_sqlite else f"sqlite:///{tmp_path / 'other.db'}"

    for machine in _machine(tmp_path / "other", url, worked.store):
        _restored(machine, tmp_path / "a.backup")
        assert _everything(machine) == _everything(worked.store)
        assert verifying.verify(machine, RULES) == []
        assert enter(Desk(machine, RULES), "form-4", NOW) == "示发改-2026-0004"
    others.drop_all()


def test_no_key_and_no_password_file_is_in_a_backup(worked: Desk, tmp_path: Path) -> None:
    home = worked.store.home
    (home / "web.key").write_text("a signing key")
    (home / "demo-accounts.txt").write_text("a password")
    backup.take(worked.store, tmp_path / "a.backup", NOW)

    with (tmp_path / "a.backup").open("rb") as file:
        members = {
            member.name: member.file.read()
            for member in backup.restoring.Unpacking(file, None).members()
            if not member.name.startswith("documents/")
        }

    for secret in ((home / "key").read_bytes(), b"a signing key", b"a password", b"11010519491231002X"):
        assert not any(secret in content for content in members.values())
    assert "files/seals/示发改.png" in members
    assert "files/config/approvals.toml" in members


def test_an_encrypted_backup_tells_nothing_and_opens_by_its_passphrase_alone(
    worked: Desk, empty: Store, tmp_path: Path
) -> None:
    path = tmp_path / "a.backup"
    backup.take(worked.store, path, NOW, WORDS)

    assert "示例大道".encode() not in path.read_bytes()
    with pytest.raises(SecretWrong):
        _restored(empty, path, Secret.passphrase("another horse entirely"))
    for wrong in (None, Secret("key", b"k" * 32)):
        with pytest.raises(BadInput, match="已加密"):
            _restored(empty, path, wrong)
    assert _left(empty) == {"key"}
    assert snapshot.is_empty(empty.database)


@pytest.mark.parametrize("secret", [None, WORDS], ids=["open", "encrypted"])
def test_a_damaged_byte_is_found_wherever_it_stands(
    worked: Desk, empty: Store, tmp_path: Path, secret: Secret | None
) -> None:
    whole, path = tmp_path / "a.backup", tmp_path / "damaged.backup"
    backup.take(worked.store, whole, NOW, secret)
    content = whole.read_bytes()
    places = {*range(0, 60, 7), *range(60, len(content), len(content) // 12), len(content) - 1}

    for place in sorted(places):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        with pytest.raises((BackupDamaged, SecretWrong, BadInput)):
            backup.check(path, secret)
    with pytest.raises(BackupDamaged):
        _restored(empty, path, secret)
    assert _left(empty) == {"key"}
    assert snapshot.is_empty(empty.database)


def test_a_backup_cut_short_is_refused_and_leaves_nothing(worked: Desk, empty: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.backup"
    backup.take(worked.store, path, NOW)
    content = path.read_bytes()

    for length in (0, 10, 200, len(content) // 2, len(content) - 1):
        path.write_bytes(content[:length])
        with pytest.raises(BackupDamaged):
            _restored(empty, path)
    path.write_bytes(content + b"more")
    with pytest.raises(BackupDamaged):
        _restored(empty, path)
    assert _left(empty) == {"key"}
    assert snapshot.is_empty(empty.database)


def test_nothing_is_restored_over_a_store_or_beside_other_files(
    worked: Desk, empty: Store, tmp_path: Path
) -> None:
    path = tmp_path / "a.backup"
    backup.take(worked.store, path, NOW)
    before = _everything(worked.store)

    with pytest.raises(BadInput, match="数据库不是空的"):
        _restored(worked.store, path)
    (empty.home / "documents").mkdir()
    with pytest.raises(BadInput, match="documents"):
        _restored(empty, path)

    assert _everything(worked.store) == before


def test_the_key_of_the_data_has_to_be_there_first(
    worked: Desk, databases: Databases, tmp_path: Path
) -> None:
    path, home = tmp_path / "a.backup", tmp_path / "new-home"
    backup.take(worked.store, path, NOW)
    stranger = Store.open(home, url=databases.fresh(), key=home / "key")

    with pytest.raises(SecretWrong, match="密钥文件"):
        _restored(stranger, path)

    assert snapshot.is_empty(stranger.database)
    stranger.close()
    assert isinstance(stranger.vault, Vault)


def test_a_restore_that_broke_off_can_be_begun_again(worked: Desk, empty: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.backup"
    backup.take(worked.store, path, NOW)
    for left in (".restoring/documents", "documents/ab", "seals"):
        (empty.home / left).mkdir(parents=True)

    _restored(empty, path)

    assert _everything(empty) == _everything(worked.store)
    assert verifying.verify(empty, RULES) == []
    assert not (empty.home / ".restoring").exists()


def test_a_missing_or_changed_document_is_named_and_the_rest_is_saved(
    worked: Desk, empty: Store, tmp_path: Path
) -> None:
    [document] = worked.store.documents.folder.glob("??/??/*")
    document.unlink()
    missing = backup.take(worked.store, tmp_path / "missing.backup", NOW)
    document.write_bytes(b"%PDF of somebody else")

    taken = backup.take(worked.store, tmp_path / "a.backup", NOW)

    assert [f for f in verifying.verify(worked.store, RULES) if document.name[:12] in f.zh]
    for found in (missing, taken):
        assert [fault for fault in found.faults if document.name[:12] in fault]
        assert found.documents == 0
    assert _restored(empty, tmp_path / "a.backup").faults == taken.faults
    assert _everything(empty)["entries"] == _everything(worked.store)["entries"]


def test_a_full_disk_leaves_nothing_half_written(worked: Desk, tmp_path: Path) -> None:
    class Full:
        """A disk with room for a little."""

        def __init__(self, file: object) -> None:
            self.room = 3000

        def write(self, content: bytes) -> int:
            self.room -= len(content)
            if self.room < 0:
                raise OSError(28, "No space left on device")
            return len(content)

    def fill(path: Path) -> None:
        with backup.taking.appearing(path) as file:
            packing = backup.members.Packing(Full(file), None)  # type: ignore[arg-type]
            packing.add("rows/x/1", bytes(range(256)) * 20000)
            packing.finish({})

    folder = tmp_path / "backups"
    with pytest.raises(NoRoom, match="No space left"):
        fill(folder / "a.backup")

    assert list(folder.iterdir()) == []


def test_an_existing_file_is_never_overwritten(worked: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.backup"
    path.write_text("something dear")

    with pytest.raises(BadInput, match="不覆盖"):
        backup.take(worked.store, path, NOW)

    assert path.read_text() == "something dear"


def test_a_passphrase_that_is_soon_guessed_is_refused() -> None:
    with pytest.raises(BadInput, match="12"):
        Secret.passphrase("short")


def test_every_table_is_kept_or_known_to_follow_from_others(store: Store) -> None:
    with snapshot.opened(store.database) as connection:
        kept = {table.name for table in snapshot.tables(connection)}

    assert {"cases", "entries", "texts", "applicants", "people", "grants", "office_entries"} <= kept
    assert not kept & snapshot.DERIVED
