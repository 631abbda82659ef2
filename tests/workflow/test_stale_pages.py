"""What a stale page says of whoever acted meanwhile: what was done, filled in, never a form with holes."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from string import ascii_letters

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.entries import KINDS, Entry, Fact, LetterFrozen
from workflow.permission import since

AT = datetime(2026, 7, 1, 3, tzinfo=UTC)
WRITTEN = st.text(ascii_letters + "示例 /", max_size=8)
TYPED = {"str": WRITTEN, "tuple[str, ...]": st.lists(WRITTEN, max_size=2).map(tuple)}


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.__name__)
@settings(max_examples=10)
@given(data=st.data())
def test_no_stale_page_shows_a_brace_and_each_language_stands_once(
    kind: type[Fact], data: st.DataObject
) -> None:
    typed = {field.name: field.type for field in fields(kind)}  # type: ignore[arg-type]
    written = {name: TYPED[said] for name, said in typed.items() if said in TYPED}
    fact = data.draw(st.builds(kind, **written))

    told = since([Entry(2, AT, 7, fact, "")], {7: "示例一"})

    assert not set(told) & {"{", "}"}
    assert told.count(" / ") == 1


def test_a_letter_frozen_meanwhile_is_named_by_its_number() -> None:
    frozen = LetterFrozen(letter="reply", document_no="示例公开〔2026〕8号", content_sha256="", pdf_sha256="")

    assert "系统：文书示例公开〔2026〕8号定稿存档" in since([Entry(2, AT, 0, frozen, "")], {})
