"""How moves and entries read, in both languages."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from builders import SAMPLES, at
from hypothesis import given
from hypothesis import strategies as st

from workflow.entries import KINDS, Fact
from workflow.entry_wording import ENTRIES, say, sentence
from workflow.said import day_zh
from workflow.terms import Status
from workflow.wording import MOVES


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.__name__)
def test_a_sentence_names_only_fields_its_entry_has(kind: type[Fact]) -> None:
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    for words in ENTRIES[kind.__name__]:
        assert set(re.findall(r"\{(\w+)\}", words)) <= known


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_every_entry_reads_as_a_sentence_in_both_languages(kind: type[Fact], data: st.DataObject) -> None:
    said = sentence(data.draw(st.builds(kind)))

    assert said.zh
    assert said.en


def test_dates_and_words_of_the_field_are_filled_in() -> None:
    first, second, *_ = at(Status.RECEIVED).history

    assert sentence(first.fact) == (
        "登记：当面提交，2026年7月1日到达",
        "Logged: At the counter, arrived 2026-07-01",
    )
    assert sentence(second.fact).zh == "收到日定为2026年7月1日（条例第三十一条第一项）"


def test_an_empty_remark_leaves_no_hanging_colon() -> None:
    passed = at(Status.AWAITING_APPROVAL).history[-1]

    assert sentence(passed.fact).zh == "保密审查通过"


@pytest.mark.parametrize("name", [*SAMPLES, *ENTRIES])
def test_every_move_and_entry_has_a_plain_name(name: str) -> None:
    assert say(name).zh
    assert say(name).en


def test_no_two_moves_are_called_the_same() -> None:
    assert (
        len({words.zh for words in MOVES.values()})
        == len({words.en for words in MOVES.values()})
        == len(MOVES)
    )


def test_a_day_reads_as_official_documents_write_it() -> None:
    assert day_zh(at(Status.RECEIVED).today) == "2026年7月1日"
