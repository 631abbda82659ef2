"""The answer guide: every outcome can be reached, every answer leads somewhere, nothing goes in circles."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from notices.catalogue import CONFIG
from notices.guide import Guide, shipped_guide
from workflow.errors import BadInput
from workflow.outcomes import Outcomes
from workflow.terms import CaseKind

OUTCOMES = Outcomes.load(CONFIG / "outcomes.toml")
GUIDES = [
    ("prc-2019", CaseKind.APPLICATION),
    ("prc-2019", CaseKind.RECORD_CORRECTION),
    ("prc-2007", CaseKind.APPLICATION),
]
CLEAN = dict.fromkeys(
    ("secret", "ban", "securities", "third_party", "internal", "process", "enforcement"), "no"
)
OURS = {
    "stands": "yes",
    "clear": "yes",
    "nature": "no",
    "publication": "no",
    "excessive": "no",
    "repeat": "no",
    "reissue": "no",
    "information": "yes",
    "ours": "yes",
    "special": "no",
    "held": "yes",
    "processing": "no",
    "public": "no",
}


@pytest.mark.parametrize(("regime", "kind"), GUIDES)
def test_every_outcome_of_a_regime_is_reached_and_no_other(regime: str, kind: CaseKind) -> None:
    reached = {a.outcome for q in shipped_guide().reached(regime, kind) for a in q.answers} - {""}

    assert reached == {o.code for o in OUTCOMES.for_regime(regime, kind)}


@pytest.mark.parametrize(("regime", "kind"), GUIDES)
def test_every_answer_leads_to_an_end_within_the_questions_there_are(regime: str, kind: CaseKind) -> None:
    guide = shipped_guide()
    questions = guide.reached(regime, kind)

    for question, answer in [(q, a) for q in questions for a in q.answers]:
        walk = guide.walk(
            regime, kind, {q.code: q.answers[0].code for q in questions} | {question.code: answer.code}
        )
        assert walk.open is None
        assert len(walk.steps) <= len(questions)


def test_what_nothing_speaks_against_is_disclosed() -> None:
    walk = shipped_guide().walk("prc-2019", CaseKind.APPLICATION, OURS | CLEAN | {"together": "no"})

    assert walk.end is not None
    assert walk.end.outcome == "disclosed"


def test_the_articles_come_in_their_order() -> None:
    asked = [q.code for q in shipped_guide().reached("prc-2019", CaseKind.APPLICATION)]

    assert asked.index("held") < asked.index("public") < asked.index("secret") < asked.index("internal")


def test_an_answer_nobody_offered_asks_the_question_again() -> None:
    walk = shipped_guide().walk("prc-2019", CaseKind.APPLICATION, {"stands": "perhaps", "clear": "yes"})

    assert walk.open is not None
    assert walk.open.code == "stands"
    assert walk.steps == ()


def test_answers_to_questions_that_are_not_asked_change_nothing() -> None:
    walk = shipped_guide().walk("prc-2019", CaseKind.APPLICATION, {"stands": "withdrawn", "secret": "yes"})

    assert walk.end is not None
    assert walk.end.outcome == "withdrawn"


BROKEN = [
    ('to = "clear"', 'to = "nowhere"', "nowhere"),
    ('to = "together"', 'to = "stands"', "loop"),
    ('outcome = "petition"', 'outcome = "gone"', "gone"),
    ('outcome = "petition"', 'outcome = "repeat"', "petition"),
    ('outcome = "petition"', 'outcome = "old_disclosed"', "old_disclosed"),
    ('act = "ask_for_reasons"', 'act = "sing"', "sing"),
    ('to = "clear"', 'to = "clear", outcome = "other"', "exactly one"),
    ('bears = ["month"]', 'bears = ["weather"]', "bears"),
    ('first = "stands"', 'first = "begin"', "begin"),
]


@pytest.mark.parametrize(("old", "new", "named"), BROKEN)
def test_a_guide_with_a_fault_is_refused_by_name(tmp_path: Path, old: str, new: str, named: str) -> None:
    words = (CONFIG / "guide.toml").read_text("utf-8")
    assert old in words
    (tmp_path / "guide.toml").write_text(words.replace(old, new, 1), "utf-8")

    with pytest.raises(BadInput, match=named):
        Guide.load(tmp_path / "guide.toml", OUTCOMES)


def test_every_question_speaks_both_languages_and_names_its_provision() -> None:
    for question, field in product(shipped_guide(), ("words", "why")):
        words = getattr(question, field)
        assert words.zh
        assert words.en.isascii()
        assert question.provision
