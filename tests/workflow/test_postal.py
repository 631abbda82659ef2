"""Numbers on mail: the check digit, the couriers that may not carry official letters, the usual shapes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.postal import check_digit, is_usual, number_fault, plain


@pytest.mark.parametrize("number", ["EX123456785CN", "RR473124829GB", "EE123456785CN", "RB123456785SG"])
def test_an_international_number_with_its_check_digit_is_sound(number: str) -> None:
    assert number_fault(number) is None
    assert is_usual(number)


@pytest.mark.parametrize("number", ["EX123456784CN", "EX123456795CN", "EX213456785CN"])
def test_a_mistyped_number_names_the_digit_that_would_fit(number: str) -> None:
    fault = number_fault(number)

    assert fault is not None
    assert str(check_digit(number[2:10])) in fault.zh


@given(st.text("0123456789", min_size=8, max_size=8), st.integers(0, 7), st.integers(1, 9))
def test_one_digit_typed_wrong_is_always_found(serial: str, place: int, by: int) -> None:
    """Except where two remainders share one check digit (UPU S10: 10 gives 0, 0 gives 5)."""
    digit = (int(serial[place]) + by) % 10
    wrong = serial[:place] + str(digit) + serial[place + 1 :]

    found = number_fault(f"EX{wrong}{check_digit(serial)}CN") is not None
    assert found == (check_digit(wrong) != check_digit(serial))


@pytest.mark.parametrize(
    "number", ["SF1234567890123", "YT1234567890123", "JDVB01234567890", "JT1234567890123", "DPK123456789"]
)
def test_a_courier_number_is_refused_with_the_rule(number: str) -> None:
    fault = number_fault(number)

    assert fault is not None
    assert "邮政法第五十五条" in fault.provision


@pytest.mark.parametrize("number", ["1100123456789", "XA12345678933", "9912345678901"])
def test_a_domestic_number_of_the_postal_enterprise_is_usual(number: str) -> None:
    assert (number_fault(number), is_usual(number)) == (None, True)


@pytest.mark.parametrize("number", ["12345", "ABC", "EX12345678CN", ""])
def test_anything_else_is_unusual_and_left_to_the_eye(number: str) -> None:
    assert (number_fault(number), is_usual(number)) == (None, False)


def test_blanks_hyphens_and_full_width_signs_do_not_count() -> None:
    assert plain(" ＥＸ 1234-5678 ５ cn ") == "EX123456785CN"
