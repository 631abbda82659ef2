"""The processing fee: the check values of both tariffs, the bands that add up, the date it begins."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.errors import BadInput, RuleMissing
from workflow.fees import Tariffs

CONFIG = Path(__file__).parents[2] / "config"
TARIFFS = Tariffs.load(CONFIG / "fees.toml")


@pytest.mark.parametrize(
    ("count", "yuan"),
    [(0, 0), (10, 0), (11, 100), (30, 2000), (31, 2200), (40, 4000), (41, 4300), (50, 7000), (51, 7400)],
)
def test_the_month_of_one_applicant_costs(count: int, yuan: int) -> None:
    assert TARIFFS.per_case(count).yuan == yuan


@pytest.mark.parametrize(
    ("pages", "yuan"),
    [(0, 0), (30, 0), (31, 10), (100, 700), (101, 720), (200, 2700), (201, 2740), (250, 4700)],
)
def test_the_pages_of_one_application_cost(pages: int, yuan: int) -> None:
    assert TARIFFS.per_page(pages).yuan == yuan


def test_the_steps_show_each_band_with_its_provision() -> None:
    fee = TARIFFS.per_case(41)

    assert [(s.from_no, s.to_no, s.yuan_each, s.yuan) for s in fee.steps] == [
        (1, 10, 0, 0),
        (11, 30, 100, 2000),
        (31, 40, 200, 2000),
        (41, 41, 300, 300),
    ]
    assert {s.provision for s in fee.steps} == {"办法第四条"}


@given(st.integers(0, 5000))
def test_bands_join_without_gap_and_add_up(number: int) -> None:
    for fee in (TARIFFS.per_case(number), TARIFFS.per_page(number)):
        assert sum(step.items for step in fee.steps) == number
        assert sum(step.yuan for step in fee.steps) == fee.yuan
        assert all(a.to_no + 1 == b.from_no for a, b in zip(fee.steps, fee.steps[1:], strict=False))


@given(st.integers(1, 2000))
def test_each_application_adds_what_the_month_grows_by(nth: int) -> None:
    assert sum(TARIFFS.for_nth_case(n) for n in range(max(1, nth - 3), nth + 1)) == (
        TARIFFS.per_case(nth).yuan - TARIFFS.per_case(max(0, nth - 4)).yuan
    )


def test_the_measure_begins_on_new_year_2021() -> None:
    assert TARIFFS.per_case(11, date(2021, 1, 1)).yuan == TARIFFS.per_case(11, date(2021, 1, 2)).yuan == 100
    with pytest.raises(RuleMissing):
        TARIFFS.per_case(11, date(2020, 12, 31))


@pytest.mark.parametrize("number", [-1, 100_001])
def test_a_number_beyond_reason_is_refused(number: int) -> None:
    with pytest.raises(BadInput):
        TARIFFS.per_page(number)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("yuan = 100 }]", "yuan = -100 }]"),
        ("{ through = 10, yuan = 0 }", "{ through = 40, yuan = 0 }"),
        ("since = 2021-01-01\n", ""),
        ('provision = "办法第四条"', 'provision = ""'),
        ("[[per_page]]", "[[per_sheet]]"),
        ("[choices]", "[other]"),
        ("beyond = { yuan = 40 }", "beyond = 40"),
        ("since", "since ="),
        ("since = 2021-01-01", "colour = 1\nsince = 2021-01-01"),
    ],
)
def test_a_faulty_tariff_is_refused(tmp_path: Path, old: str, new: str) -> None:
    text = (CONFIG / "fees.toml").read_text(encoding="utf-8")
    (tmp_path / "fees.toml").write_text(text.replace(old, new), encoding="utf-8")

    with pytest.raises(BadInput, match="fees.toml"):
        Tariffs.load(tmp_path / "fees.toml")
