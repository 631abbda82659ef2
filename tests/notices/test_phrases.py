"""The shipped phrases: every outcome a reply gives has reasons to choose from, each fits its letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from notices.catalogue import CONFIG, shipped
from notices.phrases import book, load, offered, shipped_phrases
from workflow.errors import BadInput
from workflow.outcomes import Outcomes

REPLIES = sorted({o.letter for o in Outcomes.load(CONFIG / "outcomes.toml") if o.closes == "replied"})
ONE = """
[[phrase]]
code = "a"
topic = "not_held"
fact = "searched"
title = "标题"
text = "内容"
"""


@pytest.mark.parametrize("letter", REPLIES)
def test_every_reply_has_several_phrases(letter: str) -> None:
    assert sum(phrase.topic == letter for phrase in shipped_phrases()) >= 2


@pytest.mark.parametrize("letter", [letter for letter in REPLIES if letter.startswith("refusal_")])
def test_every_refusal_has_words_for_its_reason_and_for_not_parting(letter: str) -> None:
    fields = offered(shipped_phrases(), letter)

    assert {"reason", "inseparable"} <= fields.keys()


@pytest.mark.parametrize("phrase", shipped_phrases(), ids=lambda phrase: phrase.code)
def test_a_phrase_is_whole_sentences_and_cites_a_law_letters_know(phrase: object) -> None:
    body, fact, provision = phrase.body, phrase.fact, phrase.provision  # type: ignore[attr-defined]

    assert fact in ("withheld", "source") or body.endswith("。")
    assert not provision or shipped().law(provision)


def test_what_an_office_changed_stands_in_place_of_what_was_shipped() -> None:
    first = shipped_phrases()[0]

    changed = book([first._replace(body="另一种说法。"), first._replace(code="own-1", title="自己的")])

    assert [p.body for p in changed if p.code == first.code] == ["另一种说法。"]
    assert len(changed) == len(shipped_phrases()) + 1


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('topic = "not_held"', 'topic = "nothing"', "no such letter"),
        ('fact = "searched"', 'fact = "supplied"', "no such field"),
        ('title = "标题"', 'title = " "', "title"),
        ('code = "a"', 'code = "a"\nmore = 1', "unknown"),
        ('text = "内容"', "", "missing"),
    ],
)
def test_a_phrase_with_a_fault_is_refused(tmp_path: Path, old: str, new: str, named: str) -> None:
    (tmp_path / "phrases.toml").write_text(ONE.replace(old, new), "utf-8")

    with pytest.raises(BadInput, match=named):
        load(tmp_path / "phrases.toml", shipped())


def test_a_phrase_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "phrases.toml").write_text(ONE + ONE, "utf-8")

    with pytest.raises(BadInput, match="twice"):
        load(tmp_path / "phrases.toml", shipped())
