"""A letter is held to its declaration before it is drawn; data from a file and from a form become the same facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from notices.catalogue import shipped
from notices.facts import Facts, Held
from notices.letter import Letter, Notice, Organ, Receipt, Reply, check_kind
from notices.render import html, text
from notices.specimens import specimens
from workflow.errors import BadInput

CONFIG = Path(__file__).parents[2] / "config"
SPECIMENS = specimens(CONFIG)
NOTICES = {name: letter for name, (_, letter) in SPECIMENS.items() if isinstance(letter, Notice)}
EXTENSION = NOTICES["extension"]
REPLY, RECEIPT = SPECIMENS["reply_disclosed"][1], SPECIMENS["receipt"][1]


def with_facts(letter: Notice, **changed: Any) -> Notice:
    facts: Mapping[str, Held] = {**letter.facts, **changed}
    return replace(letter, facts=facts)


@pytest.mark.parametrize("name", NOTICES)
def test_a_letter_without_one_of_its_required_facts_is_refused_by_name(name: str) -> None:
    letter = NOTICES[name]
    for fact in shipped()[letter.kind].declared(letter.old):
        kept = {k: v for k, v in letter.facts.items() if k != fact.name}
        if fact.required:
            with pytest.raises(BadInput, match=f"缺少“{fact.zh}”.*{fact.en} \\({fact.name}\\)"):
                replace(letter, facts=kept)
        else:
            assert replace(letter, facts=kept).facts[fact.name] == fact.empty()


@pytest.mark.parametrize(
    ("kind", "fact", "value"),
    [
        ("extension", "extend_days", "20"),
        ("extension", "extend_days", -1),
        ("extension", "extend_days", True),
        ("extension", "new_due_on", "2026-12-31"),
        ("extension", "reason", 7),
        ("lapse_correction", "asked_no", "甲\n乙"),
        ("correction", "unclear", ["甲"]),
        ("correction", "unclear", ("甲", " ")),
        ("refusal_internal", "internal_kind", "人事管理"),
        ("fee_notice", "fee_steps", (("第1件", "1"),)),
        ("fee_notice", "fee_steps", (("", "", "", ""),)),
        ("fee_notice", "amount", 4300.5),
    ],
)
def test_a_fact_of_the_wrong_type_is_refused_by_name(kind: str, fact: str, value: Any) -> None:
    declared = {f.name: f for f in shipped()[kind].facts}[fact]

    with pytest.raises(BadInput, match=f"“{declared.zh}”内容类型不对.*{declared.en} \\({fact}\\)"):
        with_facts(NOTICES[kind], **{fact: value})


def test_a_fact_the_kind_does_not_know_is_refused() -> None:
    with pytest.raises(BadInput, match="unknown fact: colour"):
        with_facts(EXTENSION, colour="red")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"number": ""}, "number"),
        ({"case_no": " "}, "case_no"),
        ({"request": ""}, "request"),
        ({"received_on": None}, "received_on"),
        ({"provision": ""}, "provision"),
        ({"remedy": "如对本答复不服，可以申请行政复议。"}, "no remedy paragraph"),
        ({"dated_on": date(2026, 11, 9)}, "before the application was received"),
        ({"applicant": ""}, "applicant"),
        ({"you": "尔"}, "form of address"),
        ({"attachments": ("",)}, "attachment"),
        ({"attachments": ["目录"]}, "attachments"),
        ({"kind": "nothing"}, "no such letter"),
        ({"organ": "示例县政府"}, "organ"),
        ({"received_on": "2026-11-10"}, "received_on"),
    ],
)
def test_a_letter_with_a_gap_in_its_frame_is_refused(change: dict[str, Any], named: str) -> None:
    with pytest.raises(BadInput, match=named):
        replace(EXTENSION, **change)


def test_an_answer_needs_its_remedy_paragraph() -> None:
    with pytest.raises(BadInput, match="remedy"):
        replace(NOTICES["not_held"], remedy="")


def test_a_letter_to_a_third_party_needs_no_request_of_the_applicant() -> None:
    assert NOTICES["consult_third_party"].request == ""


def test_facts_are_never_changed() -> None:
    facts = EXTENSION.facts
    assert isinstance(facts, Facts)

    with pytest.raises(TypeError):
        facts["reason"] = "另有理由"
    with pytest.raises(TypeError):
        facts.update(reason="另有理由")


def test_a_letter_under_the_text_of_2007_is_held_to_its_own_facts() -> None:
    old = NOTICES["still_unclear-old"]

    assert "asked_on" not in old.facts
    with pytest.raises(BadInput, match="how"):
        replace(old, facts={"remains": "不明确。"})


@pytest.mark.parametrize(
    "change",
    [
        {"supplied": ()},
        {"applicant": "  "},
        {"remedy": ""},
        {"dated_on": date(2026, 11, 9)},
        {"number": None},
    ],
)
def test_a_reply_with_a_gap_is_refused_before_it_is_drawn(change: dict[str, Any]) -> None:
    assert isinstance(REPLY, Reply)
    with pytest.raises(BadInput):
        replace(REPLY, **change)


@pytest.mark.parametrize("change", [{"due_on": date(2026, 11, 9)}, {"reply_days": 0}, {"received_on": None}])
def test_a_receipt_with_an_impossible_fact_is_refused(change: dict[str, Any]) -> None:
    assert isinstance(RECEIPT, Receipt)
    with pytest.raises(BadInput):
        replace(RECEIPT, **change)


@pytest.mark.parametrize("name", ["reply_disclosed", "reply_disclosed-ten", "receipt", "receipt-provisional"])
def test_a_reply_and_a_receipt_say_the_same_as_a_notice(name: str) -> None:
    kind, letter = SPECIMENS[name]
    frame = {f.name: getattr(letter, f.name) for f in fields(Notice) if hasattr(letter, f.name)}
    provision = getattr(letter, "provision", shipped()[kind].provision(letter.dated_on))

    notice = Notice(**frame | {"kind": kind, "facts": letter.facts, "provision": provision})

    assert html(kind, notice) == html(kind, letter)


@pytest.mark.parametrize(
    ("kind", "letter"), [("receipt", REPLY), ("nothing", RECEIPT), ("petition", EXTENSION)]
)
def test_values_of_another_kind_are_refused(kind: str, letter: Letter) -> None:
    with pytest.raises(BadInput):
        check_kind(kind, letter)


def test_an_agency_without_review_organ_or_court_is_refused() -> None:
    with pytest.raises(BadInput, match="review_organ"):
        Organ(name="示例县政府", review_organ=" ", court="示例县人民法院")


def test_an_agency_without_a_disclosure_office_is_named_itself_as_contact() -> None:
    bare = replace(RECEIPT, organ=replace(RECEIPT.organ, office=""))

    said = text("receipt", bare).splitlines()

    assert f"联系方式：{bare.organ.name}" in said
