"""Identity proofs: what cannot be right is said, and what is shown is masked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.identity import ID_KINDS, id_fault, mask_id, mask_phone

RIGHT = [
    ("resident", "11010519491231002X"),
    ("resident", "11010519491231002x"),
    ("resident", " 110105 19491231 002X "),
    ("resident", "１１０１０５１９４９１２３１００２Ｘ"),
    ("resident", "110105491231002"),
    ("credit_code", "91110000600037341L"),
    ("passport", "E12345678"),
    ("foreign_residence", "USA110083072112"),
    ("hk_macau", "H12345678"),
    ("taiwan", "12345678"),
    ("none", ""),
    ("none", "whatever is written here"),
    ("resident", ""),
]
WRONG = [
    ("resident", "110105194912310021"),
    ("resident", "11010519491331002X"),
    ("resident", "1101051949123100"),
    ("credit_code", "91110000600037341M"),
    ("resident", "110105491331002"),
    ("hk_macau", "X12345678"),
    ("taiwan", "1234567"),
    ("foreign_residence", "12345678"),
    ("passport", "E1"),
    ("passport", "护照12345"),
    ("library_card", "12345678"),
]


@pytest.mark.parametrize(("kind", "number"), RIGHT)
def test_a_number_that_can_be_right_is_taken(kind: str, number: str) -> None:
    assert id_fault(kind, number) is None


@pytest.mark.parametrize(("kind", "number"), WRONG)
def test_a_number_that_cannot_be_right_is_refused_in_both_languages(kind: str, number: str) -> None:
    fault = id_fault(kind, number)

    assert fault is not None
    assert fault.zh
    assert fault.en


@given(place=st.integers(0, 16), digit=st.sampled_from("0123456789"))
def test_one_wrong_digit_of_an_identity_number_is_noticed(place: int, digit: str) -> None:
    number = "11010519491231002X"
    changed = number[:place] + digit + number[place + 1 :]

    assert (id_fault("resident", changed) is None) == (changed == number)


@given(kind=st.sampled_from(sorted(ID_KINDS)), number=st.text(max_size=30))
def test_whatever_is_typed_gets_an_answer(kind: str, number: str) -> None:
    fault = id_fault(kind, number)

    assert fault is None or fault.zh


@pytest.mark.parametrize(
    ("number", "shown"),
    [("11010519491231002X", "1101**********002X"), ("E12345678", "*******78"), ("", ""), ("7", "7")],
)
def test_a_number_is_shown_masked(number: str, shown: str) -> None:
    assert mask_id(number) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [("13900001234", "139****1234"), ("010-6000 1234", "010****1234"), ("12345", "*****")],
)
def test_a_telephone_is_shown_masked(number: str, shown: str) -> None:
    assert mask_phone(number) == shown


@given(number=st.text("0123456789X", min_size=12, max_size=18))
def test_at_most_eight_characters_of_a_long_number_are_shown(number: str) -> None:
    assert sum(letter != "*" for letter in mask_id(number)) <= 8
    assert len(mask_id(number)) == len(number)
