"""A letter is held to its declaration before it is drawn; data from a file and from a form become the same facts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from notices.amounts import capitals
from notices.catalogue import shipped
from notices.cli import letter as letter_command
from notices.cli import letters
from notices.fact_input import from_text, to_text
from notices.facts import Facts, Held
from notices.letter import Letter, Notice, Organ, Receipt, Reply, check_kind
from notices.reading import read_letter
from notices.render import html
from notices.specimens import ORGAN, specimens
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


# -- from a file ---------------------------------------------------------------------------------------------


def on_file(**changed: Any) -> str:
    held = {
        "organ": {"name": ORGAN.name, "review_organ": ORGAN.review_organ, "court": ORGAN.court},
        "number": "示例公开〔2026〕12号",
        "case_no": "示例-2026-0199",
        "applicant": "王小明",
        "received_on": "2026-11-10",
        "request": "专题会议记录",
        "dated_on": "2026-11-20",
        "facts": {"process_kind": "discussion", "reason": "属于讨论记录。", "inseparable": "通篇为讨论。"},
    }
    return json.dumps(held | changed)


def test_provision_and_remedy_follow_from_kind_and_dates() -> None:
    letter = read_letter("refusal_process", on_file(), CONFIG)
    before = read_letter("refusal_process", on_file(received_on="2023-12-01", dated_on="2023-12-29"), CONFIG)

    assert isinstance(letter, Notice)
    assert isinstance(before, Notice)
    assert letter.provision == "条例第十六条第二款、第三十六条第三项"
    assert "应当先自收到本答复书之日起六十日内" in letter.remedy
    assert "应当先" not in before.remedy


def test_a_case_received_before_15_may_2019_is_answered_under_the_text_of_2007() -> None:
    facts = {"searched": "检索了档案室。"}
    for received, cited in (
        ("2019-05-14", "条例（2007）第二十一条第三项"),
        ("2019-05-15", "条例第三十六条第四项"),
    ):
        letter = read_letter(
            "not_held", on_file(received_on=received, dated_on="2019-06-03", facts=facts), CONFIG
        )

        assert isinstance(letter, Notice)
        assert letter.provision == cited


def test_an_extension_cites_the_text_in_force_on_the_day_of_receipt() -> None:
    facts = {"reason": "需要核对。", "extend_days": 15, "new_due_on": "2019-06-25"}
    letter = read_letter(
        "extension", on_file(received_on="2019-05-14", dated_on="2019-06-03", facts=facts), CONFIG
    )

    assert isinstance(letter, Notice)
    assert letter.provision == "条例（2007）第二十四条第二款"
    assert letter.remedy == ""


@pytest.mark.parametrize(
    ("kind", "change", "named"),
    [
        ("refusal_process", {"outcome": "refused_internal"}, "refusal_internal"),
        ("refusal_process", {"facts": {"reason": "甲"}}, "process_kind"),
        ("refusal_process", {"facts": ["甲"]}, "facts"),
        ("refusal_process", {"facts": {"process_kind": "其他"}}, "process_kind"),
        ("refusal_process", {"received_on": None}, "received_on"),
        ("refusal_process", {"dated_on": "2026-11-31"}, "dated_on"),
        ("refusal_process", {"outcome": "nothing"}, "nothing"),
        ("extension", {"facts": {"new_due_on": "明天"}}, "new_due_on"),
        ("reply_other_kind", {}, "reply_other_kind"),
    ],
)
def test_a_file_that_cannot_be_such_a_letter_is_refused_by_name(
    kind: str, change: dict[str, Any], named: str
) -> None:
    with pytest.raises(BadInput, match=named):
        read_letter(kind, on_file(**change), CONFIG)


def test_a_letter_of_any_kind_is_drawn_from_a_file(tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"

    result = CliRunner().invoke(letter_command, ["refusal_process", "-", "-o", str(out)], input=on_file())

    assert result.exit_code == 0
    assert "讨论记录" in "".join(page.extract_text() for page in PdfReader(out).pages)


def test_the_kinds_are_listed_with_what_each_must_state() -> None:
    listed = json.loads(CliRunner().invoke(letters, ["kinds", "--json"]).output)["kinds"]

    facts = next(kind["facts"] for kind in listed if kind["code"] == "refusal_process")
    assert len(listed) == len(shipped())
    assert [f["name"] for f in facts if f["required"]] == ["process_kind", "reason", "inseparable"]
    assert facts[0]["options"]["draft"] == ["过程稿", "Draft"]


# -- from a form ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NOTICES)
def test_a_fact_written_into_a_form_comes_back_as_it_was(name: str) -> None:
    letter = NOTICES[name]
    for fact in shipped()[letter.kind].declared(letter.old):
        assert from_text(fact, to_text(letter.facts[fact.name])) == letter.facts[fact.name]


@pytest.mark.parametrize(
    ("kind", "fact", "said"),
    [
        ("extension", "extend_days", "二十"),
        ("extension", "new_due_on", "2026-13-01"),
        ("fee_notice", "fee_steps", "第1件 | 1"),
        ("fee_notice", "charge_by", "both"),
        ("fee_notice", "amount", "-100"),
    ],
)
def test_a_field_that_cannot_be_read_names_its_fact(kind: str, fact: str, said: str) -> None:
    declared = {f.name: f for f in shipped()[kind].facts}[fact]

    with pytest.raises(BadInput, match=f"“{declared.zh}”"):
        from_text(declared, said)


@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        (0, "零"),
        (10, "壹拾"),
        (100, "壹佰"),
        (101, "壹佰零壹"),
        (1010, "壹仟零壹拾"),
        (4300, "肆仟叁佰"),
        (10005, "壹万零伍"),
        (100500, "壹拾万零伍佰"),
        (110000, "壹拾壹万"),
        (10010010, "壹仟零壹万零壹拾"),
        (200003000, "贰亿零叁仟"),
    ],
)
def test_a_sum_is_written_in_capital_numerals(yuan: int, words: str) -> None:
    assert capitals(yuan) == f"人民币{words}元整"


@pytest.mark.parametrize("sum_", [-1, 1.5, "100", True, 10**12])
def test_a_sum_that_no_bill_can_show_is_refused(sum_: object) -> None:
    with pytest.raises(BadInput):
        capitals(sum_)
