"""Codes to ask after a case: eight signs, every sign at every place, none like another."""

from __future__ import annotations

from workflow import query_codes


def test_a_code_has_eight_signs_that_are_not_mistaken() -> None:
    codes = {query_codes.new() for _ in range(3000)}

    assert {len(code) for code in codes} == {8}
    assert not set("".join(codes)) & set("01IOoilL")
    assert len(codes) == 3000


def test_every_sign_comes_at_every_place() -> None:
    codes = [query_codes.new() for _ in range(3000)]

    for place in range(query_codes.LENGTH):
        assert {code[place] for code in codes} == set(query_codes.SIGNS), place
