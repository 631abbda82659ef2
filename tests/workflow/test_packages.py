"""A package proves itself: what was changed, lost, added or put in the place of another is named."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from builders import SAMPLES, at
from command_line import mingfu

from workflow.bundle.checking import check, check_file
from workflow.bundle.package import BUNDLE, MANIFEST, TRANSFER, File, lines, numbered, pack
from workflow.errors import BadInput
from workflow.store import Store
from workflow.terms import Status

AT = datetime(2026, 11, 22, 3, tzinfo=UTC)
RECORDS = at(Status.SERVED).do(SAMPLES["archive"]).records
CASE_NO = "示发改-2026-0001"
TEXT = "请求公开批复。"
Contents = dict[str, bytes]


def package() -> bytes:
    """A small court file."""
    texts = lines([{"sha256": sha256(TEXT.encode()).hexdigest(), "body": TEXT}])
    files = [
        File("案卷.pdf", b"%PDF-1.7 pages"),
        File("history.jsonl", lines(record._asdict() for record in RECORDS)),
        File("texts.jsonl", texts),
        File("originals/001-授权书.pdf", b"original"),
    ]
    facts = {
        "format": BUNDLE,
        "case_no": CASE_NO,
        "history": {"entries": len(RECORDS), "head": RECORDS[-1].digest},
    }
    return pack(files, facts, AT).content


def contents(packed: bytes) -> Contents:
    """Name -> bytes, the manifest too."""
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: Contents) -> BytesIO:
    """The same as a ZIP again, whatever its manifest says."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made


def resealed(files: Contents) -> BytesIO:
    """With a manifest that fits: only what a manifest cannot say is then wrong."""
    facts = json.loads(files.pop(MANIFEST))
    del facts["files"]
    return BytesIO(pack([File(*item) for item in files.items()], facts, AT).content)


def faults(opened: BytesIO) -> list[tuple[str, str]]:
    """Name and English of each."""
    return [(fault.name, fault.said.en) for fault in check(opened).faults]


def test_an_untouched_package_has_no_fault_and_names_its_manifest() -> None:
    packed = package()

    found = check(BytesIO(packed))

    assert found.faults == ()
    assert found.files == 4
    assert found.manifest_sha256 == sha256(contents(packed)[MANIFEST]).hexdigest()


def test_equal_files_make_an_equal_package() -> None:
    assert package() == package()


def test_two_files_of_one_name_are_no_package() -> None:
    with pytest.raises(ValueError, match="one name"):
        pack([File("a", b"1"), File("a", b"2")], {}, AT)


@pytest.mark.parametrize("name", ["案卷.pdf", "history.jsonl", "texts.jsonl", "originals/001-授权书.pdf"])
def test_one_changed_byte_is_named(name: str) -> None:
    files = contents(package())
    files[name] = bytes([files[name][0] ^ 1]) + files[name][1:]

    assert faults(zipped(files)) == [(name, "differs from its digest: it was changed")]


@pytest.mark.parametrize("change", [lambda b: b + b" ", lambda b: b[:-1], lambda _: b""])
def test_a_file_that_grew_or_shrank_is_named(change: Callable[[bytes], bytes]) -> None:
    files = contents(package())
    files["案卷.pdf"] = change(files["案卷.pdf"])

    assert faults(zipped(files)) == [("案卷.pdf", "differs from its digest: it was changed")]


def test_a_missing_file_and_a_surplus_one_are_named() -> None:
    files = contents(package())
    del files["案卷.pdf"]
    files["后加.pdf"] = b"x"

    assert faults(zipped(files)) == [
        ("后加.pdf", "is not in the manifest: surplus"),
        ("案卷.pdf", "is missing"),
    ]


def test_a_name_that_points_outside_is_a_fault() -> None:
    files = contents(package())
    files["../案卷.pdf"] = b"x"

    assert ("../案卷.pdf", "its name points outside the package") in faults(zipped(files))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_stands_twice_is_a_fault() -> None:
    made = BytesIO(package())
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("案卷.pdf", b"another")

    assert ("案卷.pdf", "stands in the package twice") in faults(made)


@pytest.mark.parametrize(
    "changed",
    [package() + b"more", b"more" + package(), package()[:-2] + b"\x04\x00more"],
    ids=["behind", "before", "comment"],
)
def test_what_stands_beside_the_files_is_a_fault(changed: bytes) -> None:
    assert faults(BytesIO(changed)) == [("ZIP", "holds something beside its files: surplus")]


def test_a_history_changed_together_with_the_manifest_breaks_its_chain() -> None:
    files = contents(package())
    rows = files["history.jsonl"].decode().splitlines()
    files["history.jsonl"] = "\n".join([rows[0].replace('"by": ', '"by": 9'), *rows[1:]]).encode()

    assert faults(resealed(files)) == [("history.jsonl", "the chain breaks at entry 1")]


def test_a_history_cut_short_together_with_the_manifest_does_not_end_where_it_should() -> None:
    files = contents(package())
    files["history.jsonl"] = b"\n".join(files["history.jsonl"].splitlines()[:-1])

    assert faults(resealed(files)) == [("history.jsonl", "the history does not end where the manifest says")]


def test_a_text_changed_together_with_the_manifest_differs_from_its_digest() -> None:
    files = contents(package())
    files["texts.jsonl"] = files["texts.jsonl"].replace("批复".encode(), "合同".encode())

    [(name, said)] = faults(resealed(files))
    assert name == "texts.jsonl"
    assert said.endswith("differs from its digest")


@pytest.mark.parametrize("content", [b"\xff", b"[1]", b'{"seq": 1}', b""])
def test_a_history_that_is_none_is_a_fault_and_no_crash(content: bytes) -> None:
    files = contents(package())
    files["history.jsonl"] = content

    [(name, _said)] = faults(resealed(files))
    assert name == "history.jsonl"


def test_a_fault_inside_a_package_for_the_archives_names_both() -> None:
    inner = contents(package())
    del inner["案卷.pdf"]
    name = numbered("files", 1, "示发改-2026-0001.zip")
    outer = pack([File(name, zipped(inner).getvalue())], {"format": TRANSFER, "cases": 1}, AT)

    assert faults(BytesIO(outer.content)) == [(f"{name}/案卷.pdf", "is missing")]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no zip at all",
        zipped({}).getvalue(),
        zipped({MANIFEST: b"{"}).getvalue(),
        zipped({MANIFEST: b'{"format": "other", "files": {}}'}).getvalue(),
        zipped({MANIFEST: b'{"format": "mingfu-bundle-1", "files": {"a": 1}}'}).getvalue(),
    ],
)
def test_what_is_no_package_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(BadInput):
        check(BytesIO(content))


def test_a_package_cut_anywhere_is_never_taken_for_whole() -> None:
    packed = package()

    for end in range(0, len(packed), 97):
        try:
            assert check(BytesIO(packed[:end])).faults
        except BadInput:
            continue


def test_the_command_says_what_holds_and_leaves_by_its_status(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.zip", tmp_path / "bad.zip"
    good.write_bytes(package())
    bad.write_bytes(zipped(contents(package()) | {"案卷.pdf": b"x"}).getvalue())

    held, broken = mingfu("verify", str(good), "--json"), mingfu("verify", str(bad))

    assert (held.status, held.json["holds"], held.json["case_no"]) == (0, True, CASE_NO)
    assert broken.status == 1
    assert "案卷.pdf：内容与清单的摘要不符" in broken.out
    assert mingfu("verify", str(tmp_path / "none.zip")).refused
    with pytest.raises(BadInput):
        check_file(tmp_path)


def test_a_store_of_another_release_keeps_no_package_from_being_proved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGFU_HOME", str(tmp_path))
    monkeypatch.delenv("MINGFU_DATABASE_URL", raising=False)
    Store.open(tmp_path).close()  # a key and a database without tables
    (tmp_path / "mingfu.db").touch()
    good = tmp_path / "good.zip"
    good.write_bytes(package())

    found = mingfu("verify", str(good), "--json").json

    assert (found["holds"], found["made_here"]) == (True, None)
