"""Where courts decline a matter, an agency may name the review alone; it says so once, in config/remedies.toml."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pages import Visitor
from pypdf import PdfReader

from notices import composing
from notices.catalogue import CONFIG
from notices.remedies import Remedies
from workflow.errors import BadInput

REPEAT = {
    "outcome": "repeat",
    "earlier": "2026年3月2日 | 示例公开〔2026〕8号 | 予以公开",
    "reason": "两次申请的内容相同。",
}


def load(folder: Path, review_only: str) -> Remedies:
    """The shipped paragraphs with that list of agencies."""
    text = (CONFIG / "remedies.toml").read_text("utf-8")
    assert "review_only = []" in text
    file = folder / "remedies.toml"
    file.write_text(text.replace("review_only = []", f"review_only = {review_only}"), "utf-8")
    return Remedies.load(file)


@pytest.mark.parametrize(("agencies", "court"), [('["示例"]', False), ('["别处"]', True), ("[]", True)])
def test_the_agency_named_there_prints_the_review_alone_and_may_sign_it(
    agencies: str,
    court: bool,
    visit: Callable[[str], Visitor],
    ana: Visitor,
    case_no: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    changed = replace(composing.wording(), remedies=load(tmp_path, agencies))
    monkeypatch.setattr(composing, "wording", lambda: changed)
    at = f"/cases/{case_no}"

    ana.do(f"{at}/draft?outcome=repeat", to=f"{at}/draft", **REPEAT)
    ana.do(f"{at}/submission")
    visit("qian").do(f"{at}/approval")

    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(reply_of(ana, at))).pages)
    assert "行政复议" in words
    assert ("行政诉讼" in words) == court


def reply_of(someone: Visitor, at: str) -> bytes:
    return bytes(someone.client.get(f"{at}/letters/reply.pdf").data)


@pytest.mark.parametrize("listed", ['"示例"', "[1]", '[""]'])
def test_a_list_that_is_none_is_refused(listed: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="remedies.toml"):
        load(tmp_path, listed)
