"""Between signature and file nothing is lost: whatever fails, the letter is rendered on the next try, once."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from seals import png

from notices import issuing
from notices.issuing import freeze_notice, freeze_pending, freeze_reply
from workflow import acts as a
from workflow import office
from workflow.composing import composed
from workflow.desk import Desk
from workflow.errors import BadInput, MoveRefused, NotFound
from workflow.examining import examiner
from workflow.rules import Rules
from workflow.store import Store, schema
from workflow.terms import Channel, Role
from workflow.verifying import verify

NOW = datetime(2026, 7, 8, 3, tzinfo=UTC)
RULES = Rules.load()
HANDLER, SEAL, HEAD = 1, 2, 3
HALF_A_LETTER = 50_000  # bytes; a letter has a hundred thousand


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An office of three."""
    store = Store.open(tmp_path, url=f"sqlite:///{tmp_path / 'mingfu.db'}")
    schema.upgrade(store.database)
    named = {
        "name": "示例市人民政府办公室",
        "review_organ": "示例市人民政府",
        "court": "示例市示例区人民法院",
    }
    agency = office.add_agency(store, code="示例", **named)
    roles = ((Role.HANDLER, Role.FRONT_DESK), (Role.SECRECY_REVIEWER,), (Role.APPROVER,))
    for number, held in enumerate(roles, start=1):
        office.add_person(store, agency=agency, account=f"p{number}", name=f"职员{number}",
                          password="correct horse", roles=held)  # fmt: skip
    yield Desk(store, RULES, examine=examiner())
    store.close()


@pytest.fixture
def signed(desk: Desk) -> str:
    """A case with a signed correction notice and a signed reply, neither of them rendered."""
    who = a.Applicant(name="李样七", id_no="11010519491231002X")
    form = a.Log(agency=1, channel=Channel.COUNTER, arrived_on=date(2026, 7, 1), application="请求公开批复。",
                 applicants=(who,), submission_key="k")  # fmt: skip
    case_no = desk.log(HANDLER, form, NOW).case_no
    notice = {"unclear": ["没有写明年份"], "how": "写明年份。"}
    reply = {"supplied": ["批复"], "supply": "纸质复印件"}
    for by, act in (
        (HANDLER, a.TakeInHand(handler=HANDLER)),
        (HANDLER, a.DraftNotice(kind="correction", content=notice)),
        (HANDLER, a.SubmitNotice(ref="1")),
        (HEAD, a.SignNotice(ref="1")),
        (HANDLER, a.DraftReply(outcome="disclosed", content=reply)),
        (HANDLER, a.Submit()),
        (SEAL, a.PassSecrecy(items=("批复",))),
        (HEAD, a.Approve()),
    ):
        desk.perform(by, case_no, composed(desk, by, case_no, act, NOW), NOW)
    return case_no


def frozen(desk: Desk, case_no: str) -> list[str]:
    return [letter.content_sha256 for letter in desk.view(HANDLER, case_no, NOW).case.letters]


def test_the_worker_renders_what_was_signed_once(desk: Desk, signed: str) -> None:
    assert freeze_pending(desk, NOW) == [signed]
    assert freeze_pending(desk, NOW) == []

    case = desk.view(HANDLER, signed, NOW).case
    assert set(frozen(desk, signed)) == {case.reply_content_sha256, case.notices[0].content_sha256}
    assert verify(desk.store, RULES) == []


def broken(*_: object, **__: object) -> bytes:
    raise BadInput("字体缺失 / a font is missing")


def full(*_: object) -> str:
    raise OSError(28, "No space left on device")


def killed(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


FAILURES: dict[str, Callable[[pytest.MonkeyPatch, Desk], None]] = {
    "rendering": lambda patch, _desk: patch.setattr(issuing, "render", broken),
    "disk": lambda patch, desk: patch.setattr(desk.store.documents, "put", full),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_failure_loses_nothing_and_the_next_try_renders_the_same_content(
    failure: str, desk: Desk, signed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = desk.view(HANDLER, signed, NOW).case.reply_content_sha256
    with monkeypatch.context() as patch:
        FAILURES[failure](patch, desk)
        assert freeze_pending(desk, NOW) == []
    assert frozen(desk, signed) == []

    assert freeze_pending(desk, NOW) == [signed]

    assert content in frozen(desk, signed)
    assert len(frozen(desk, signed)) == 2
    assert verify(desk.store, RULES) == []


def test_a_disk_that_fills_while_the_file_is_written_leaves_nothing_half_written(
    desk: Desk, signed: str
) -> None:
    """The system itself refuses to write on, in the middle of the file."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (HALF_A_LETTER, before[1]))
    try:
        assert freeze_pending(desk, NOW) == []
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert frozen(desk, signed) == []
    assert [path for path in desk.store.documents.folder.rglob("*") if path.is_file()] == []

    assert freeze_pending(desk, NOW) == [signed]
    assert len(frozen(desk, signed)) == 2


def test_a_kill_between_file_and_entry_leaves_the_same_file_for_the_next_try(
    desk: Desk, signed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(desk, "perform", killed)
        with pytest.raises(KeyboardInterrupt):
            freeze_reply(desk, HEAD, signed, NOW)
    files = {path.name for path in desk.store.documents.folder.rglob("*") if path.is_file()}

    freeze_reply(desk, HEAD, signed, NOW)

    assert {letter.pdf_sha256 for letter in desk.view(HANDLER, signed, NOW).case.letters} == files


def test_a_recalled_reply_still_gets_its_file(desk: Desk, signed: str) -> None:
    desk.perform(HEAD, signed, a.RecallReply(reason="附件有误"), NOW)

    assert freeze_pending(desk, NOW) == [signed]
    assert len(frozen(desk, signed)) == 2


def test_what_was_not_signed_has_no_file(desk: Desk, signed: str) -> None:
    with pytest.raises(NotFound):
        freeze_notice(desk, HANDLER, signed, "2", NOW)


REVIEWED = "该批复印发时已经保密审查。"


def _at_the_counter(desk: Desk, content: dict[str, object], why: str = REVIEWED) -> str:
    """A case logged and answered on the spot with that content."""
    who = a.Applicant(name="李样七", id_no="11010519491231002X")
    form = a.Log(agency=1, channel=Channel.COUNTER, arrived_on=date(2026, 7, 8), application="请求公开批复。",
                 applicants=(who,), submission_key="counter")  # fmt: skip
    case_no = desk.log(HANDLER, form, NOW).case_no
    act = a.ReplyOnSpot(outcome="disclosed", content=content, warnings_accepted=why)
    return str(desk.perform(HANDLER, case_no, composed(desk, HANDLER, case_no, act, NOW), NOW).status)


def test_an_answer_at_the_counter_says_when_what_it_gives_was_reviewed(desk: Desk) -> None:
    """It passes no review of its own (条例第三十三条第一款), but nothing leaves unreviewed (第十七条)."""
    given: dict[str, object] = {"supplied": ["批复"], "supply": "纸质复印件"}

    with pytest.raises(MoveRefused, match="何时、由谁审查"):
        _at_the_counter(desk, given, why="")
    assert _at_the_counter(desk, given) == "replied"


def test_an_answer_at_the_counter_with_a_gap_in_it_is_refused(desk: Desk) -> None:
    with pytest.raises(MoveRefused, match="【"):
        _at_the_counter(desk, {"supplied": ["【待填】"], "supply": "纸质复印件"})


def test_the_seal_of_the_agency_stands_on_its_letters(desk: Desk, signed: str) -> None:
    plain = freeze_notice(desk, HANDLER, signed, "1", NOW)
    seals = desk.store.home / "seals"
    seals.mkdir()
    (seals / "示例.png").write_bytes(png())

    sealed = freeze_reply(desk, HANDLER, signed, NOW)

    assert b"/Subtype /Image" not in plain
    assert any(image for page in PdfReader(BytesIO(sealed)).pages for image in page.images)


def test_a_damaged_seal_holds_the_letter_back_until_it_is_mended(desk: Desk, signed: str) -> None:
    seals = desk.store.home / "seals"
    seals.mkdir()
    (seals / "示例.png").write_bytes(png()[:-20])

    with pytest.raises(BadInput, match="已损坏"):
        freeze_reply(desk, HANDLER, signed, NOW)
    (seals / "示例.png").write_bytes(png())

    assert PdfReader(BytesIO(freeze_reply(desk, HANDLER, signed, NOW))).pages[-1].images
