"""The regime files: both read and checked on load, each value in force on its dates and with its provision."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from workflow.clock.regime import PERIODS, Regimes
from workflow.errors import BadInput, RuleMissing

ROOT = Path(__file__).parents[2]
REGIMES = Regimes.load(ROOT / "config" / "regimes")

GOOD = """
id = "law"
title_zh = "法"
title_en = "Law"
received_from = 2020-01-01
[rules]
reply = [{ since = 2020-01-01, value = 20, unit = "working_days", provision = "第一条" }]
"""
VALUE = '{ since = 2020-01-01, value = 20, unit = "working_days", provision = "第一条" }'


def load(folder: Path, text: str) -> Regimes:
    (folder / "law.toml").write_text(text, encoding="utf-8")
    return Regimes.load(folder)


@pytest.mark.parametrize(
    ("received_on", "regime"),
    [
        (date(2008, 5, 1), "prc-2007"),
        (date(2019, 5, 14), "prc-2007"),
        (date(2019, 5, 15), "prc-2019"),
        (date(2019, 5, 16), "prc-2019"),
    ],
)
def test_the_receipt_date_chooses_the_regime(received_on: date, regime: str) -> None:
    assert REGIMES.for_receipt(received_on).id == regime


def test_no_regime_governs_before_the_first() -> None:
    with pytest.raises(RuleMissing):
        REGIMES.for_receipt(date(2008, 4, 30))


def test_a_timeline_cannot_choose_a_regime_against_its_receipt_date() -> None:
    with pytest.raises(BadInput, match="prc-2019"):
        REGIMES.for_timeline("prc-2007", date(2019, 5, 15))

    assert REGIMES.for_timeline("prc-2007", date(2019, 5, 14)) is REGIMES["prc-2007"]


def test_an_unknown_regime_is_refused_with_the_known_ones() -> None:
    with pytest.raises(BadInput, match="prc-2007、prc-2019"):
        REGIMES["prc-1999"]


@pytest.mark.parametrize(
    ("name", "on", "value", "unit"),
    [
        ("reconsideration_answer", date(2023, 12, 31), 10, "days"),
        ("reconsideration_answer", date(2024, 1, 1), 10, "working_days"),
        ("reconsideration_answer", date(2024, 1, 2), 10, "working_days"),
    ],
)
def test_a_value_changes_on_its_day(name: str, on: date, value: int, unit: str) -> None:
    rule = REGIMES["prc-2019"].rule(name, on)

    assert (rule.value, rule.unit) == (value, unit)


def test_the_fee_measure_has_no_value_before_2021() -> None:
    regime = REGIMES["prc-2019"]

    assert [regime.holds("fee_notice", date(2021, 1, 1) + timedelta(n)) for n in (-1, 0, 1)] == [
        False,
        True,
        True,
    ]
    with pytest.raises(RuleMissing, match="fee_notice"):
        regime.rule("fee_notice", date(2020, 12, 31))


@pytest.mark.parametrize("regime", list(REGIMES), ids=lambda regime: regime.id)
def test_every_note_speaks_both_languages_and_every_value_names_its_provision(regime: object) -> None:
    rules = [rule for name in regime.names for rule in regime.values(name)]  # type: ignore[attr-defined]

    assert rules
    assert all(rule.provision for rule in rules)
    assert all(" / " in rule.note for rule in rules if rule.note)


def test_limits_of_the_office_are_choices_shorter_than_the_law() -> None:
    for regime in REGIMES:
        reply = regime.rule("reply", regime.received_from)
        own = [regime.rule(name, regime.received_from) for name in ("unit_answer", "draft", "submission")]

        assert all(rule.office_choice and rule.value < reply.value for rule in own)
        assert not reply.office_choice
        assert reply.unit in PERIODS


def test_open_points_of_the_law_are_marked_as_choices() -> None:
    regime, on = REGIMES["prc-2019"], date(2026, 1, 1)
    names = (
        "correction_answer",
        "consultation_suspension",
        "fee_restart",
        "reasons_request",
        "reasons_answer",
        "redo",
    )

    assert all(regime.rule(name, on).office_choice for name in names)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("id = ", "TOML"),
        (GOOD.replace('title_en = "Law"', ""), "title_en"),
        (GOOD + "\n[extra]\n", "extra"),
        (GOOD.replace('provision = "第一条"', 'provision = ""'), "provision"),
        (GOOD.replace(', provision = "第一条"', ""), "provision"),
        (GOOD.replace('unit = "working_days"', 'unit = "weeks"'), "weeks"),
        (GOOD.replace("value = 20", "value = -1"), "-1"),
        (GOOD.replace("value = 20", 'value = "20"'), "20"),
        (GOOD.replace("value = 20", "value = true"), "True"),
        (GOOD.replace("value = 20", "value = 20, colour = 1"), "colour"),
        (GOOD.replace("since = 2020-01-01, value", 'since = "2020-01-01", value'), "since"),
        (GOOD.replace("value = 20", "until = 2019-01-01, value = 20"), "2019-01-01"),
        (GOOD.replace(f"[{VALUE}]", f"[{VALUE}, {VALUE}]"), "重叠"),
        (GOOD.replace(f"[{VALUE}]", "20"), "列表"),
        (GOOD.replace("value = 20", "value = 20, office_choice = 1"), "office_choice"),
    ],
)
def test_a_faulty_file_is_refused_with_file_and_fault(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(BadInput, match="law.toml") as refusal:
        load(tmp_path, text)

    assert complaint in str(refusal.value)


def test_regimes_that_overlap_or_leave_a_gap_are_refused(tmp_path: Path) -> None:
    (tmp_path / "next.toml").write_text(
        GOOD.replace('"law"', '"next"').replace("2020", "2021"), encoding="utf-8"
    )

    with pytest.raises(BadInput, match="不衔接"):
        load(tmp_path, GOOD)


def test_an_empty_folder_holds_no_law(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="没有法规文件"):
        Regimes.load(tmp_path)
