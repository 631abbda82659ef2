"""Files before they come in: really what they say, safely named, bearing no mark, and never a danger to the reader."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.errors import BadInput, NotFound
from workflow.papers import limits
from workflow.papers.limits import Limits
from workflow.papers.looking import NotTaken, Paper, look_at
from workflow.papers.marks import marks_in
from workflow.papers.names import LONGEST, ending_of, safe_name
from workflow.papers.reading import CPU_SECONDS
from workflow.papers.staging import Staging

LIMITS = limits.load()
NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 60
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\0" * 60
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def packed(method: int = zipfile.ZIP_DEFLATED, **members: str | bytes) -> bytes:
    """A packed file; `word_document` is word/document.xml."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_", "/", 1) + ("" if "." in name else ".xml"), content)
    return made.getvalue()


def pdf(*lines: str) -> bytes:
    """One page with those lines, set as offices set them."""
    from weasyprint import HTML

    words = "".join(f"<p>{line}</p>" for line in lines)
    return bytes(HTML(string=f"<body style='font-family: Noto Sans CJK SC'>{words}").write_pdf() or b"")


def refusal(name: str, content: bytes, held: Limits = LIMITS) -> str:
    """Why a file may not come in."""
    with pytest.raises(NotTaken) as refused:
        look_at(name, content, held)
    assert refused.value.reason.en
    return refused.value.reason.zh


@pytest.mark.parametrize(
    ("name", "content", "media"),
    [
        ("申请表.png", PNG, "image/png"),
        ("扫描.JPG", JPEG, "image/jpeg"),
        ("扫描.tif", b"II*\x00" + b"\0" * 60, "image/tiff"),
        ("照片.heic", b"\x00\x00\x00\x18ftypheic" + b"\0" * 60, "image/heic"),
        ("说明.txt", "请公开。".encode(), "text/plain; charset=utf-8"),
        ("说明.txt", "请公开。".encode("gb18030"), "text/plain; charset=utf-8"),
        ("说明.docx", packed(word_document="<w:p>请公开</w:p>"), LIMITS.kinds[5].media),
        ("表.xlsx", packed(xl_workbook="<x/>"), LIMITS.kinds[6].media),
        ("公文.ofd", packed(**{"OFD.xml": "<x/>"}), "application/ofd"),
        ("旧.doc", OLD, "application/msword"),
        ("邮件.eml", b"From: a@example.org\r\nSubject: hi\r\n\r\nhello", "message/rfc822"),
    ],
)
def test_a_file_that_is_what_it_says_comes_in(name: str, content: bytes, media: str) -> None:
    paper = look_at(name, content, LIMITS)

    assert (paper.media_type, paper.size, paper.warnings) == (media, len(content), ())


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("申请.pdf", b"MZ\x90\x00" + b"\0" * 60, "内容不是 pdf"),
        ("申请.pdf", PNG, "内容不是 pdf"),
        ("申请.png", b"<html><script>", "内容不是 png"),
        ("说明.txt", b"\x7fELF\x01\x01\x00\x00", "内容不是 txt"),
        ("说明.docx", packed(xl_workbook="<x/>"), "内容与扩展名不符"),
        ("说明.docx", packed(word_document="<x/>", **{"word_vbaProject.bin": b"x"}), "宏"),
        ("旧.doc", OLD + "_VBA_PROJECT".encode("utf-16-le"), "宏"),
        ("邮件.eml", b"just some words", "内容与扩展名不符"),
        ("程序.exe", b"MZ", "不能添加这种文件"),
        ("材料.zip", packed(a="x"), "压缩包请解开"),
        ("网页.html", b"<html>", "不能添加这种文件"),
        ("pdf", b"%PDF-1.7", "不能添加这种文件"),
        ("空.pdf", b"", "空的"),
    ],
)
def test_a_file_that_is_something_else_is_refused_and_what_to_do(name: str, content: bytes, why: str) -> None:
    assert why in refusal(name, content)


def test_a_file_that_is_too_large_is_refused() -> None:
    small = LIMITS._replace(sizes=LIMITS.sizes._replace(file_bytes=50))

    assert "请压缩或分开" in refusal("扫描.png", PNG, small)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("通知.txt", "机密★10年\n关于……的通知".encode()),
        ("通知.txt", "  机　密 ★ 10 年  ".encode()),
        ("通知.txt", "绝密★启用前".encode("gb18030")),
        ("通知.txt", "秘密3年".encode()),
        ("通知.txt", "密级：机密".encode()),
        (
            "通知.docx",
            packed(word_document="<w:p><w:r>机</w:r><w:r><w:t>密★</w:t></w:r>长期</w:p><w:p>通知</w:p>"),
        ),
        (
            "表.xlsx",
            packed(xl_workbook="<x/>", xl_sharedStrings="<si><t>秘密★1年</t></si><si><t>甲</t></si>"),
        ),
        ("公文.ofd", packed(**{"OFD.xml": "<x/>", "Doc_0/Content.xml": "<TextObject>机密★5年</TextObject>"})),
        ("旧.doc", OLD + "\r机密★10年\r".encode("utf-16-le")),
        ("旧.doc", OLD + b"\0" + "\r机密★10年\r".encode("utf-16-le")),
        (
            "邮件.eml",
            "From: a@example.org\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n机密★10年\r\n".encode(),
        ),
        ("机密★1年 通知.png", PNG),
    ],
)
def test_what_bears_a_mark_stays_out_and_it_is_said_what_to_do(name: str, content: bytes) -> None:
    why = refusal(name, content)

    assert "不得录入本系统" in why
    assert "保密工作机构" in why


def test_a_mark_is_found_in_a_pdf() -> None:
    assert "不得录入本系统" in refusal("通知.pdf", pdf("机密★10年", "关于某某的通知"))


def test_an_ordinary_pdf_comes_in() -> None:
    assert look_at("申请.pdf", pdf("政府信息公开申请表", "请求公开某某规划。"), LIMITS).warnings == ()


@pytest.mark.parametrize(
    "words",
    [
        "内部资料 注意保存",
        "机密",
        "不得外传",
        "申请公开你机关标注为“机密★10年”的关于某某街道某某村土地征收的会议纪要全文及附件",
    ],
)
def test_what_looks_like_a_mark_asks_for_the_officers_word(words: str) -> None:
    paper = look_at("说明.txt", f"说明\n{words}\n请公开。".encode(), LIMITS)

    assert len(paper.warnings) == 1


@pytest.mark.parametrize(
    "words", ["涉及商业秘密的除外", "不涉及国家秘密", "保守工作秘密是公务员的义务", "秘密花园小区规划"]
)
def test_words_about_secrets_are_no_mark(words: str) -> None:
    assert marks_in("说明.txt", words, LIMITS) == ()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("坏.pdf", b"%PDF-1.7\n1 0 obj\n<<" + b"/A [" * 50_000),
        ("坏.pdf", pdf("请公开")[:600]),
        ("坏.docx", packed(word_document="<w:p>甲</w:p>")[:-30]),
        ("炸弹.docx", packed(word_document=b"<w:t>" * (80 << 20 >> 2))),
        (
            "邮件.eml",
            b"From: a\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n\r\n\r\n" * 5_000,
        ),
        ("旧.xls", OLD + "机".encode("utf-16-le") * 4_000_000),
    ],
)
def test_a_hostile_file_ends_in_seconds_and_what_was_not_read_is_said(name: str, content: bytes) -> None:
    started = time.monotonic()

    paper = look_at(name, content, LIMITS)

    assert time.monotonic() - started < 3 * CPU_SECONDS
    assert name.endswith(".xls") or "检查密级标志" in paper.warnings[0].zh


@settings(max_examples=20)
@given(content=st.binary(max_size=400))
def test_whatever_stands_in_a_file_gets_an_answer(content: bytes) -> None:
    for name in ("a.pdf", "a.png", "a.txt"):
        assert answer(name, content)


def answer(name: str, content: bytes) -> str:
    """The name it is kept by, or why it is not."""
    try:
        return look_at(name, content, LIMITS).name
    except NotTaken as refused:
        return refused.reason.zh


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("申请表.PDF", "申请表.pdf"),
        ("C:\\桌面\\申请表.pdf", "申请表.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("申请\u202efdp.exe.txt", "申请fdp_exe.txt"),
        ("通知.pdf.exe.pdf", "通知.pdf_exe.pdf"),
        ("2026.3.5 申请.pdf", "2026.3.5 申请.pdf"),
        ("a\x00b\nc\u200b.pdf", "ab c.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("lpt1.tar.txt", "_lpt1.tar.txt"),
        ('a<b>:"|?*.pdf', "a_b______.pdf"),
        ("  . .pdf", "file.pdf"),
        ("..", "file"),
        ("", "file"),
    ],
)
def test_a_name_is_made_safe(sent: str, kept: str) -> None:
    assert safe_name(sent) == kept


@given(name=st.text(max_size=300))
def test_a_safe_name_is_short_visible_and_stays_as_it_is(name: str) -> None:
    kept = safe_name(name)

    assert kept
    assert len(kept) <= LONGEST + 1 or ending_of(name)
    assert len(kept.encode()) <= 1200
    assert not set(kept) & set('/\\<>:"|?*\0\n\u202e')
    assert safe_name(kept) == kept


@pytest.fixture
def staging(tmp_path: Path) -> Staging:
    """Room for three small files a form."""
    sizes = LIMITS.sizes._replace(files=3, case_bytes=2_000, person_bytes=2_500, all_bytes=20_000)
    return Staging(tmp_path, LIMITS._replace(sizes=sizes))


def test_a_file_waits_for_its_form_and_only_for_who_sent_it(staging: Staging) -> None:
    staged = staging.add(1, "form", "扫描.png", PNG)

    assert staging.of_form(1, "form") == (staged,)
    assert staging.content(1, "form", staged) == PNG
    assert staging.of_form(2, "form") == ()
    with pytest.raises(NotFound):
        staging.content(2, "form", staged)


def test_the_same_file_again_is_one(staging: Staging) -> None:
    first, second = staging.add(1, "form", "甲.png", PNG), staging.add(1, "form", "乙.png", PNG)

    assert staging.of_form(1, "form") == (first,)
    assert first.id == second.id


def test_a_file_taken_back_is_gone(staging: Staging) -> None:
    staged = staging.add(1, "form", "甲.png", PNG)

    staging.drop(1, "form", staged.id)
    staging.drop(1, "form", "../../other")

    assert staging.of_form(1, "form") == ()


def test_what_waits_is_bounded_by_number_by_form_and_by_person(staging: Staging) -> None:
    for n in range(3):
        staging.add(1, "form", f"{n}.png", PNG + bytes([n]))
    staging.add(1, "other", "3.png", PNG + b"3")

    with pytest.raises(NotTaken, match="一次最多添加 3 份"):
        staging.add(1, "form", "4.png", PNG + b"4")
    with pytest.raises(NotTaken, match="合计超过"):
        staging.add(1, "third", "5.png", PNG * 28)
    with pytest.raises(NotTaken, match="合计超过"):
        staging.add(2, "form", "6.png", PNG * 40)


def test_a_form_never_sent_loses_its_files_after_days(staging: Staging) -> None:
    staging.add(1, "form", "甲.png", PNG)

    assert staging.tidy(datetime.now(UTC) + timedelta(days=6)) == 0
    assert staging.tidy(datetime.now(UTC) + timedelta(days=8)) == 1
    assert staging.of_form(1, "form") == ()


def test_a_paper_kept_says_what_was_found(staging: Staging) -> None:
    staged = staging.add(1, "form", "说明.txt", "机密\n请公开。".encode())

    assert isinstance(staging.of_form(1, "form")[0].paper, Paper)
    assert staging.of_form(1, "form")[0].paper.warnings == staged.paper.warnings


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("file_bytes = 41_943_040", "file_bytes = 0"),
        ('reads = "old"', 'reads = "guess"'),
        ('level = "stop"', 'level = "maybe"'),
        ('endings = ["png"]', 'endings = ["pdf"]'),
        ('media = "image/png"', ""),
        ("files = 30", "files = 30\nmore = 1"),
    ],
)
def test_a_mistake_in_the_file_of_limits_is_named(tmp_path: Path, old: str, new: str) -> None:
    wrong = tmp_path / "uploads.toml"
    wrong.write_text(limits.PATH.read_text("utf-8").replace(old, new, 1), "utf-8")

    with pytest.raises(BadInput, match=r"uploads\.toml"):
        limits.load(wrong)
