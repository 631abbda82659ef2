"""Letters as files: made once, kept by their digest, the same for ever, and always a download."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import quote

import pytest
from pages import Visitor, read
from pypdf import PdfReader

from workflow.desk import Desk

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)


def pdf_text(content: bytes) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_the_receipt_names_the_day_of_receipt_and_the_deadline(ana: Visitor, case_no: str) -> None:
    response = ana.client.get(f"/cases/{case_no}/letters/receipt.pdf")

    assert response.mimetype == "application/pdf"
    assert "2026年11月4日" in pdf_text(response.data)
    assert "2026年12月2日" in pdf_text(response.data)


def test_the_receipt_stays_as_it_was_handed_over(
    ana: Visitor, visit: Callable[[str], Visitor], desk: Desk, case_no: str
) -> None:
    first = ana.client.get(f"/cases/{case_no}/letters/receipt.pdf").data
    ana.do(f"/cases/{case_no}/extension", reason="档案多")
    visit("qian").do(f"/cases/{case_no}/extension-approval")
    ana.do(f"/cases/{case_no}/extension-notice")

    assert ana.client.get(f"/cases/{case_no}/letters/receipt.pdf").data == first
    assert len(desk.view(1, case_no, NOW).case.letters) == 1


def test_before_confirmation_there_is_no_receipt(ana: Visitor) -> None:
    ana.do("/intake/fax", **{"application": "甲", "applicants-0-name": "李样七"})

    page = ana.get("/cases/示例-2026-0001/letters/receipt.pdf", 404)

    assert "示例-2026-0001 没有登记回执" in page.main()


def test_the_signed_reply_is_frozen_once_and_served_from_the_store(
    ana: Visitor, visit: Callable[[str], Visitor], desk: Desk, awaiting_approval: str
) -> None:
    visit("qian").do(f"/cases/{awaiting_approval}/approval")

    pdf = [ana.client.get(f"/cases/{awaiting_approval}/letters/reply.pdf").data for _ in range(2)]

    case = desk.view(1, awaiting_approval, NOW).case
    assert pdf[0] == pdf[1]
    assert [letter.pdf_sha256 for letter in case.letters] == [sha256(pdf[0]).hexdigest()]
    assert case.letters[0].content_sha256 == case.reply_content_sha256
    words = pdf_text(pdf[0])
    assert "示例公开〔2026〕1号" in words
    assert "2026年11月20日" in words
    assert "出让批准文件（示例土批〔2026〕1号）" in words


def test_a_file_changed_on_disk_is_not_handed_out(
    ana: Visitor, visit: Callable[[str], Visitor], desk: Desk, awaiting_approval: str
) -> None:
    visit("qian").do(f"/cases/{awaiting_approval}/approval")
    letter = desk.view(1, awaiting_approval, NOW).case.letters[0]
    desk.store.documents.path(letter.pdf_sha256).write_bytes(b"%PDF forged")

    page = read(ana.client.get(f"/cases/{awaiting_approval}/letters/reply.pdf"))

    assert page.status == 500
    assert "错误编号" in page.main()


def test_before_approval_there_is_no_reply(ana: Visitor, awaiting_approval: str) -> None:
    page = ana.get(f"/cases/{awaiting_approval}/letters/reply.pdf", 404)

    assert f"{awaiting_approval} 的答复尚未签发" in page.main()


def test_the_preview_can_neither_run_nor_load_anything(ana: Visitor, awaiting_approval: str) -> None:
    response = ana.client.get(f"/cases/{awaiting_approval}/reply/preview")

    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script" not in policy
    assert "政府信息公开答复书" in response.text


def test_a_file_is_downloaded_under_its_chinese_name(ana: Visitor, case_no: str) -> None:
    header = ana.client.get(f"/cases/{case_no}/letters/receipt.pdf").headers["Content-Disposition"]

    assert header.startswith("attachment; ")
    assert f"filename*=UTF-8''{quote(f'{case_no} 登记回执.pdf')}" in header
    assert header.isascii()


def add(ana: Visitor, case_no: str, name: str, content: bytes, **values: str) -> object:
    """Send a file by the form of documents."""
    address = f"/cases/{case_no}/document"
    sent = ana.get(address).values() | {"not_secret": "1", "file": (io.BytesIO(content), name)} | values
    return ana.client.post(address, data=sent, content_type="multipart/form-data")


def test_a_document_is_kept_and_comes_back_byte_for_byte(ana: Visitor, desk: Desk, case_no: str) -> None:
    content = "身份证明，与原件一致。\n".encode()
    add(ana, case_no, "身份证明.txt", content)

    digest = desk.view(1, case_no, NOW).case.documents[0]
    response = ana.client.get(f"/cases/{case_no}/documents/{digest}")

    assert response.data == content
    assert quote("身份证明.txt") in response.headers["Content-Disposition"]
    assert "身份证明.txt" in ana.get(f"/cases/{case_no}").main()


@pytest.mark.parametrize("name", ["run.exe", "page.html", "image.svg", "noending", ""])
def test_what_could_run_is_not_taken(ana: Visitor, desk: Desk, case_no: str, name: str) -> None:
    response = add(ana, case_no, name, b"x")

    assert response.status_code == 400  # type: ignore[attr-defined]
    assert desk.view(1, case_no, NOW).case.documents == ()


def test_a_document_is_taken_only_with_the_word_that_it_is_not_secret(
    ana: Visitor, desk: Desk, case_no: str
) -> None:
    response = add(ana, case_no, "a.pdf", b"x", not_secret="")

    assert response.status_code == 400  # type: ignore[attr-defined]
    assert desk.view(1, case_no, NOW).case.documents == ()


def test_a_document_of_another_case_is_not_found(ana: Visitor, case_no: str) -> None:
    content, other = "另一件的材料。".encode(), "示例-2026-0002"
    ana.do("/intake/counter", **{"application": "乙", "applicants-0-name": "李样七"})
    add(ana, other, "乙.txt", content)
    digest = sha256(content).hexdigest()

    page = ana.get(f"/cases/{case_no}/documents/{digest}", 404)

    assert "本件没有这份材料" in page.main()
    assert ana.client.get(f"/cases/{other}/documents/{digest}").data == content
