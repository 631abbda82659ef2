"""The catalogue of letters: complete, consistent with outcomes, templates and law, and refused where faulty."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from notices.catalogue import Catalogue, shipped
from notices.press import TEMPLATES
from notices.render import html
from notices.specimens import specimens
from workflow.errors import BadInput
from workflow.outcomes import Outcomes
from workflow.rules import Rules

CONFIG = Path(__file__).parents[2] / "config"
FILE = CONFIG / "notices.toml"
OUTCOMES = Outcomes.load(CONFIG / "outcomes.toml")
SPECIMENS = specimens(CONFIG)


def test_every_row_of_the_list_of_letters_has_a_kind() -> None:
    assert {int(kind.number) for kind in shipped() if kind.number} == set(range(1, 41))


def test_every_outcome_has_its_letter_and_template() -> None:
    for outcome in OUTCOMES:
        assert outcome.letter in shipped()
        assert (TEMPLATES / outcome.letter / "letter.html").is_file()


def test_every_kind_has_a_template_and_every_template_a_kind() -> None:
    folders = {folder.name for folder in TEMPLATES.iterdir() if folder.is_dir()}

    assert folders == {kind.code for kind in shipped()}


def test_every_route_a_kind_names_is_one_of_the_approvals() -> None:
    assert {kind.route for kind in shipped()} <= Rules.load().approvals.letter_routes


@pytest.mark.parametrize("name", SPECIMENS)
def test_a_letter_is_headed_as_the_catalogue_says(name: str) -> None:
    kind, letter = SPECIMENS[name]

    assert f"<title>{shipped()[kind].title}</title>" in html(kind, letter)


def test_an_answer_by_outcome_ends_the_clock_and_only_such_letters_do() -> None:
    answers = {o.letter for o in OUTCOMES if o.kind == "application"}

    assert {kind.code for kind in shipped() if kind.clock == "end"} == answers


def test_a_remedy_by_outcome_is_declared_where_some_outcome_offers_one() -> None:
    offered = {o.letter for o in OUTCOMES if any(d.value != "D" for d in o.remedy)}

    assert {kind.code for kind in shipped() if kind.remedy == "outcome"} == offered


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda o: o.code)
def test_a_letter_rests_on_the_provision_of_its_outcome(outcome: object) -> None:
    """Both files date the same law; the letter follows the outcome."""
    held = OUTCOMES[getattr(outcome, "code", "")]
    for since, provision in held.provisions:
        if held.kind == "application":
            assert shipped()[held.letter].provision(since) in (provision, "")


def test_a_step_of_the_procedure_cites_the_text_of_its_day_of_receipt() -> None:
    extension = shipped()["extension"]

    assert extension.provision(date(2019, 5, 14)) == "条例（2007）第二十四条第二款"
    assert extension.provision(date(2019, 5, 15)) == "条例第三十三条第二款"
    assert extension.provision(date(2008, 4, 30)) == ""


def test_a_reconsideration_is_answered_under_the_review_law_of_its_day() -> None:
    answer = shipped()["review_answer"]

    assert answer.provision(date(2023, 12, 31)) == "行政复议法（2017）第二十三条"
    assert answer.provision(date(2024, 1, 1)) == "行政复议法第四十八条"


def test_every_provision_belongs_to_a_law_with_a_full_title_or_is_a_document_with_a_number() -> None:
    for kind in shipped():
        for _, provision in kind.provisions:
            full = shipped().full(provision)
            assert full.startswith("《") or re.search(r"函〔\d{4}〕\d+号", full)
            assert not re.search(r"(条例|办法|行政复议法|行政诉讼法)(（\d{4}）)?第", full)


def test_the_three_consultations_suspend_and_the_notice_of_correction_stops_the_clock() -> None:
    effects = {kind.code: kind.clock for kind in shipped()}

    assert {effects[c] for c in effects if c.startswith("consult_")} == {"suspend"}
    assert (effects["correction"], effects["fee_notice"], effects["extension"]) == ("stop", "stop", "extend")
    assert effects["reasons_request"] == "none"


def test_forms_carry_no_number_and_no_remedy() -> None:
    for kind in shipped():
        if kind.form:
            assert not kind.numbered
            assert kind.remedy == "none"
            leaves = kind.code == "evidence_list"  # with the answer, to the organ that hears the appeal
            assert (kind.addressee == "internal") is not leaves


def test_labels_and_help_speak_both_languages() -> None:
    for kind in shipped():
        assert re.search(r"[一-龥]", kind.zh)
        assert re.search(r"[A-Za-z]", kind.en)
        for fact in kind.facts:
            zh, en = fact.help.split(" / ", 1)
            assert re.search(r"[一-龥]", fact.zh + zh)
            assert re.search(r"[A-Za-z]", fact.en)
            assert re.search(r"[A-Za-z]", en)


def test_a_provision_is_written_out_with_the_full_title_of_its_law() -> None:
    full = shipped().full

    assert (
        full("条例第十四条、第三十六条第三项")
        == "《中华人民共和国政府信息公开条例》第十四条、第三十六条第三项"
    )
    assert full("条例（2007）第二十二条") == "《中华人民共和国政府信息公开条例》（国务院令第492号）第二十二条"
    assert full("条例第四十二条、办法第三条") == (
        "《中华人民共和国政府信息公开条例》第四十二条、《政府信息公开信息处理费管理办法》第三条"
    )
    assert full("《条例》第六条") == "《条例》第六条"
    with pytest.raises(BadInput):
        shipped().law("本机关规定")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('addressee = "third_party"', 'addressee = "everybody"', "addressee"),
        ('remedy = "F"', 'remedy = "H"', "remedy"),
        ('clock = "suspend"', 'clock = "pause"', "clock"),
        ('by = "receipt"', 'by = "moon"', "by"),
        ('route = "internal"', 'route = ""', "route"),
        ("form = true", 'form = "yes"', "form"),
        ('code = "extension"', 'code = "correction"', "specimens"),
        ('required = ["record", ', 'required = ["records", ', "records"),
        ('required = ["record", ', 'required = ["record", "record", ', "record"),
        ("since = 2019-05-15", 'since = "2019"', "类型不对"),
        ('type = "money"', 'type = "yuan"', "type"),
        ('columns = ["时间"', 'rows = ["时间"', "columns"),
        (" / document and number", "", "help"),
        ("title = ", "titel = ", "titel"),
        ('without = ["case_no"', 'without = ["applicant"', "without"),
        ("[laws]", "[statutes]", "laws"),
        (
            "[fact]\n",
            '[fact]\nspare = { zh = "备用", en = "Spare", type = "text", help = "甲 / a" }\n',
            "spare",
        ),
    ],
)
def test_a_faulty_catalogue_is_refused_with_what_is_wrong(
    tmp_path: Path, old: str, new: str, named: str
) -> None:
    text = FILE.read_text("utf-8")
    assert old in text
    (tmp_path / "notices.toml").write_text(text.replace(old, new, 1), "utf-8")

    with pytest.raises(BadInput, match=named):
        Catalogue.load(tmp_path / "notices.toml")


def test_a_kind_declared_twice_is_refused(tmp_path: Path) -> None:
    text = FILE.read_text("utf-8")
    (tmp_path / "notices.toml").write_text(text + text[text.index("[[notice]]") :], "utf-8")

    with pytest.raises(BadInput, match="twice"):
        Catalogue.load(tmp_path / "notices.toml")
