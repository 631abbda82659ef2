"""The catalogue of outcomes and the approval routes that go with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from workflow.approvals import Approvals
from workflow.errors import BadInput, RuleMissing
from workflow.outcomes import FORMS, ROWS_2021, Outcomes, read_toml
from workflow.terms import CaseKind

CONFIG = Path(__file__).parents[2] / "config"
OUTCOMES = Outcomes.load(CONFIG / "outcomes.toml")
APPROVALS = Approvals.load(CONFIG / "approvals.toml", OUTCOMES)


def test_every_row_of_table_three_can_be_reached_in_both_forms() -> None:
    new = OUTCOMES.for_regime("prc-2019")

    assert {o.report_row("2021") for o in new} == ROWS_2021
    assert {o.report_row("2019") for o in new} == FORMS["2019"]


@pytest.mark.parametrize(
    ("code", "provision", "row"),
    [
        ("already_public", "条例第三十六条第一项", "granted"),
        ("disclosed", "条例第三十六条第二项", "granted"),
        ("partly_disclosed", "条例第三十七条", "partial"),
        ("refused_state_secret", "条例第十四条、第三十六条第三项", "denied_state_secret"),
        ("refused_third_party", "条例第十五条、第三十六条第三项", "denied_third_party"),
        ("special_query", "条例第三十六条第七项", "denied_admin_query"),
        ("not_held", "条例第三十六条第四项", "unable_not_held"),
        ("not_ours", "条例第三十六条第五项", "unable_not_held"),
        ("needs_processing", "条例第三十八条", "unable_needs_making"),
        ("repeat", "条例第三十六条第六项", "notproc_repeat"),
        ("excessive", "条例第三十五条", "notproc_excessive"),
        ("no_payment", "办法第六条", "other_no_payment"),
    ],
)
def test_an_outcome_knows_its_article_and_its_row(code: str, provision: str, row: str) -> None:
    outcome = OUTCOMES[code]

    assert outcome.provision(date(2026, 11, 21)) == provision
    assert outcome.report_row("2021") == row


@pytest.mark.parametrize("code", ["refused_state_secret", "refused_internal", "partly_disclosed"])
def test_refusals_are_review_first_from_2024_on(code: str) -> None:
    refusal = OUTCOMES[code]

    assert refusal.remedy_class(date(2023, 12, 31)) == "B"
    assert refusal.remedy_class(date(2024, 1, 1)) == "A"
    assert refusal.remedy_class(date(2025, 6, 1)) == "A"


def test_special_query_is_a_refusal_in_the_table_but_not_review_first() -> None:
    assert OUTCOMES["special_query"].report_row("2021") == "denied_admin_query"
    assert OUTCOMES["special_query"].remedy_class(date(2026, 1, 1)) == "C"


def test_what_cannot_be_supplied_leaves_a_free_choice_of_remedy() -> None:
    free = (
        "disclosed",
        "already_public",
        "not_held",
        "not_ours",
        "still_unclear",
        "excessive",
        "no_correction",
    )

    assert {OUTCOMES[code].remedy_class(date(2026, 1, 1)) for code in free} == {"B"}


def test_the_text_of_2007_keeps_its_own_answers() -> None:
    old = OUTCOMES.for_regime("prc-2007")

    assert {o.provision(date(2018, 1, 1)) for o in old if o.closes == "replied"} >= {
        "条例（2007）第二十一条第一项",
        "条例（2007）第二十一条第三项",
        "条例（2007）第二十一条第四项",
    }
    assert not {o.code for o in old} & {o.code for o in OUTCOMES.for_regime("prc-2019")}


def test_record_corrections_are_outside_table_three() -> None:
    corrections = OUTCOMES.for_regime("prc-2019", CaseKind.RECORD_CORRECTION)

    assert {o.code for o in corrections} == {"record_corrected", "record_not_corrected", "record_transferred"}
    assert {o.report_row("2021") for o in corrections} == {None}


def test_no_outcome_has_a_provision_before_its_law() -> None:
    with pytest.raises(RuleMissing):
        OUTCOMES["disclosed"].provision(date(2019, 5, 14))


def test_an_unknown_outcome_regime_or_form_is_refused() -> None:
    for ask in (
        lambda: OUTCOMES["granted"],
        lambda: OUTCOMES.for_regime("prc-2030"),
        lambda: OUTCOMES["disclosed"].report_row("2020"),
    ):
        with pytest.raises(BadInput):
            ask()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('2021 = "granted"', '2021 = "given"'),
        ('class = "A"', 'class = "Z"'),
        ("since = 2024-01-01", "since = 2009-01-01"),
        ("since = 2024-01-01", 'since = "2024-01-01"'),
        ('evidence = ["search_record"]', 'evidence = ["luck"]'),
        ('closes = "lapsed"', 'closes = "gone"'),
        ("discloses = true", 'discloses = "yes"'),
        ('code = "not_held"', 'code = "not_ours"'),
        ('zh = "予以公开"\n', ""),
        ("[[outcome]]", "[[outcome]"),
        ('secrecy_review = { zh = "保密审查记录", en = "secrecy review" }', 'secrecy_review = "yes"'),
        ('kind = "application"', 'kind = "petition"'),
        ('regime = "prc-2019"', 'regime = "prc-1999"'),
    ],
)
def test_a_faulty_catalogue_is_refused(tmp_path: Path, old: str, new: str) -> None:
    text = (CONFIG / "outcomes.toml").read_text("utf-8")
    assert old in text
    (tmp_path / "outcomes.toml").write_text(text.replace(old, new, 1), "utf-8")

    with pytest.raises(BadInput, match="outcomes.toml"):
        Outcomes.load(tmp_path / "outcomes.toml")


def test_every_disclosure_passes_secrecy_review_before_approval() -> None:
    routes = {o.code: APPROVALS.steps(o.code) for o in OUTCOMES if o.discloses}
    assert all(route[0] == "secrecy" and route[-1] == "approval" for route in routes.values())
    assert routes["partly_disclosed"] == ("secrecy", "legal", "approval")  # what is withheld is a refusal
    assert APPROVALS.steps("refused_internal") == ("legal", "approval")
    assert APPROVALS.steps("not_held") == ("approval",)
    assert APPROVALS.steps("already_public") == ("approval",)


def test_every_refusal_of_either_text_is_reviewed_by_a_lawyer_and_nothing_else_is() -> None:
    """What the catalogue of letters calls a refusal is one for its outcome too, whichever text it rests on."""
    routes = {kind["code"]: kind["route"] for kind in read_toml(CONFIG / "notices.toml")["notice"]}
    replies = [outcome for outcome in OUTCOMES if outcome.closes == "replied"]

    reviewed = {outcome.code for outcome in replies if "legal" in APPROVALS.steps(outcome.code)}

    assert reviewed == {outcome.code for outcome in replies if routes[outcome.letter] == "refusal"}
    assert reviewed >= {"old_refused_state_secret", "old_refused_third_party", "old_refused_securities"}


def test_only_what_is_given_can_be_given_on_the_spot() -> None:
    at_once = {o.code for o in OUTCOMES if APPROVALS.on_the_spot(o.code)}

    assert at_once == {"already_public", "disclosed", "old_already_public", "old_disclosed"}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda t: t.replace('disclosed = ["secrecy", "approval"]', 'disclosed = ["approval"]', 1),
        lambda t: t.replace('"secrecy", "approval"', '"secrecy", "luck"', 1),
        lambda t: t.replace("partly_disclosed =", "half_disclosed =", 1),
        lambda t: re.sub(r"default = .*", "", t),
    ],
)
def test_a_faulty_route_is_refused(tmp_path: Path, spoil: Callable[[str], str]) -> None:
    text = (CONFIG / "approvals.toml").read_text("utf-8")
    (tmp_path / "approvals.toml").write_text(spoil(text), "utf-8")

    with pytest.raises(BadInput, match="approvals.toml"):
        Approvals.load(tmp_path / "approvals.toml", OUTCOMES)
