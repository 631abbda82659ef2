"""The wording of every letter: golden texts, facts that must be said, and nothing said that was not given."""

from __future__ import annotations

import pickle
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from notices.catalogue import shipped
from notices.checks import Draft, check
from notices.facts import Fact, Facts, Held
from notices.letter import Letter, Notice
from notices.remedies import Remedies
from notices.render import html, text
from notices.specimens import specimens
from notices.wording import Wording
from workflow.outcomes import Outcomes

CONFIG = Path(__file__).parents[2] / "config"
GOLDEN = Path(__file__).parent / "golden"
SPECIMENS = specimens(CONFIG)
OUTCOMES = Outcomes.load(CONFIG / "outcomes.toml")
NOTICES = {name: letter for name, (_, letter) in SPECIMENS.items() if isinstance(letter, Notice)}
REQUIRED = [
    (name, fact.name)
    for name, letter in NOTICES.items()
    for fact in shipped()[letter.kind].declared(letter.old)
    if letter.facts[fact.name] != fact.empty()
]


def said(name: str) -> str:
    return text(*SPECIMENS[name])


def bare(words: str) -> str:
    return re.sub(r"\s+", "", words)


@pytest.mark.parametrize("name", SPECIMENS)
def test_a_specimen_says_exactly_what_the_golden_file_says(name: str) -> None:
    golden = (GOLDEN / f"{name}.txt").read_text("utf-8")

    assert said(name) == golden


def test_every_golden_text_belongs_to_a_specimen() -> None:
    assert {file.stem for file in GOLDEN.glob("*.txt")} == set(SPECIMENS)


def test_every_kind_has_the_specimens_it_declares() -> None:
    declared = {name: kind.code for kind in shipped() for name in kind.specimens}

    assert {name: kind for name, (kind, _) in SPECIMENS.items()} == declared


@pytest.mark.parametrize("name", SPECIMENS)
def test_a_letter_names_agency_addressee_day_and_number(name: str) -> None:
    kind, letter = SPECIMENS[name]

    words = bare(said(name))

    assert bare(letter.organ.name) in words
    assert bare(letter.applicant) in words
    assert f"{letter.dated_on.year}年{letter.dated_on.month}月{letter.dated_on.day}日" in words
    assert shipped()[kind].title in words
    assert (getattr(letter, "number", "") or letter.case_no) in said(name)


@pytest.mark.parametrize("name", NOTICES)
def test_a_letter_writes_out_its_provision_and_its_remedy_paragraph(name: str) -> None:
    letter = NOTICES[name]

    words = bare(said(name))

    assert bare(shipped().full(letter.provision)) in words
    assert bare(letter.remedy) in words
    if not letter.remedy and letter.kind not in ("proof_of_service", "evidence_list", "review_answer"):
        assert "行政复议" not in words
        assert "行政诉讼" not in words.replace("行政诉讼法", "").replace("行政诉讼答辩状", "")


@pytest.mark.parametrize("name", NOTICES)
def test_the_remedy_paragraph_is_of_the_class_of_outcome_and_day(name: str) -> None:
    letter, remedies = NOTICES[name], Remedies.load(CONFIG / "remedies.toml")
    fitting = [o for o in OUTCOMES if o.letter == letter.kind and (o.regime == "prc-2007") == letter.old]
    classes = {o.remedy_class(letter.dated_on) for o in fitting} or {shipped()[letter.kind].remedy} - {"none"}

    assert letter.remedy in {remedies.paragraph(c, letter.dated_on, letter.organ) for c in classes or {"D"}}


@pytest.mark.parametrize(("name", "fact"), REQUIRED)
def test_every_fact_given_changes_what_the_letter_says(name: str, fact: str) -> None:
    letter = NOTICES[name]
    declared = {f.name: f for f in shipped()[letter.kind].declared(letter.old)}[fact]

    changed = replace(letter, facts={**letter.facts, fact: other(declared, letter.facts[fact])})

    assert text(letter.kind, changed) != text(letter.kind, letter)


def other(fact: Fact, value: Held) -> Held:
    if isinstance(value, date):
        return value + timedelta(days=366)
    if isinstance(value, int):
        return value + 1
    if fact.options:
        return next(code for code, _, _ in fact.options if code != value)
    if isinstance(value, tuple):
        return (*value, value[-1])
    return f"另{value}"


@pytest.mark.parametrize("name", SPECIMENS)
def test_no_value_of_the_program_shows_in_a_letter(name: str) -> None:
    words = said(name)

    for leak in (
        "None",
        "Undefined",
        "{{",
        "}}",
        "()",
        "[]",
        "。。",
        "，。",
        "：。",
        "“”",
        "（）",
        "；。",
        "条例（2007）",
    ):
        assert leak not in words


@pytest.mark.parametrize(
    "name", [n for n, letter in NOTICES.items() if letter.kind.startswith(("consult_third", "slip_third"))]
)
def test_a_third_party_never_reads_who_applied(name: str) -> None:
    assert "王小明" not in said(name)


def test_letters_under_the_text_of_2007_cite_no_article_of_2019() -> None:
    old = {name: letter for name, letter in NOTICES.items() if letter.old}

    assert len(old) >= 7
    for name in old:
        assert "（国务院令第492号）" in said(name)
        assert not re.search(r"政府信息公开条例》第", said(name))


def test_a_template_holds_no_article_number() -> None:
    """Provisions are dated values of config/notices.toml; a template would keep the old one."""
    for template in (Path(__file__).parents[2] / "notices" / "templates").glob("*/letter.html"):
        assert not re.search(r"第[一二三四五六七八九十]+条", template.read_text("utf-8"))


def test_silence_of_a_third_party_is_no_consent_and_of_a_co_producer_is() -> None:
    third, co_producer = said("consult_third_party"), said("consult_co_producer")

    assert "15个工作日内" in third
    assert "逾期没有提出意见的，由本机关依法决定是否公开" in third
    assert "视为同意公开" not in third
    assert "逾期没有提出意见的，视为同意公开" in co_producer


@pytest.mark.parametrize("name", [n for n in NOTICES if n.startswith("consult_")])
def test_a_consultation_brings_its_answer_slip(name: str) -> None:
    words = said(name)

    assert "附件：政府信息公开征求意见回执" in words
    assert "□同意公开" in words
    assert NOTICES[name].number in words.split("政府信息公开征求意见回执")[-1]


def test_a_slip_marks_the_choice_that_was_made() -> None:
    answered = said("slip_third_party-answered")

    assert "☑同意部分公开" in answered
    assert answered.count("☑") == 1
    assert "☑" not in said("slip_third_party")


def test_a_fee_notice_states_basis_computation_sum_period_and_effect() -> None:
    words = said("fee_notice")

    for needed in (
        "第四十二条第一款",
        "第31至40件",
        "4300元",
        "肆仟叁佰元整",
        "20个工作日内缴纳",
        "视为放弃申请",
        "重新计算",
    ):
        assert needed in words


@pytest.mark.parametrize("name", NOTICES)
def test_a_letter_travels_whole_and_compares_by_value(name: str) -> None:
    letter = NOTICES[name]

    again = pickle.loads(pickle.dumps(letter))

    assert again == letter
    assert hash(again) == hash(letter)
    assert isinstance(again.facts, Facts)


def test_what_people_wrote_is_never_run() -> None:
    hostile = "<b>甲</b>{{ 7*7 }}"
    letter: Letter = replace(NOTICES["not_ours"], facts={**NOTICES["not_ours"].facts, "reason": hostile})

    assert hostile in text("not_ours", letter)
    assert "<b>" not in html("not_ours", letter)


@pytest.mark.parametrize("name", [n for n, le in NOTICES.items() if shipped()[le.kind].remedy == "outcome"])
def test_the_checks_before_signing_find_nothing_to_stop_in_a_specimen(name: str) -> None:
    letter, wording = NOTICES[name], Wording.load(CONFIG)
    assert letter.received_on
    draft = Draft(
        text=said(name),
        outcome=wording.outcome(letter.kind, letter.received_on),
        decided_on=letter.dated_on,
        organ=letter.organ,
        addressee=letter.applicant,
        applicant=letter.applicant,
    )

    assert [f.zh for f in check(draft, wording.catalogue, wording.remedies) if f.level == "stop"] == []
