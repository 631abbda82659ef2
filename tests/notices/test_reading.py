"""Letters from a file and facts from a form: every field named, nothing guessed."""

from __future__ import annotations

import json
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
from notices.letter import Notice
from notices.reading import read_letter
from notices.specimens import ORGAN, specimens
from workflow.errors import BadInput

CONFIG = Path(__file__).parents[2] / "config"
NOTICES = {name: letter for name, (_, letter) in specimens(CONFIG).items() if isinstance(letter, Notice)}


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
