"""Forms beside the acts sent empty, in both languages: each mistake at its field, and above with a link to it."""

from __future__ import annotations

import pytest
from emptying import emptied, wrong_with
from pages import Visitor, read

ANA = ("/intake/letter", "/intake/counter", "/intake/fax", "/account/password")
OWN = ("/admin/agencies/2/people/new", "/admin/publications", "/admin/agencies/2/new", "/phrases/new")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_empty_form_says_what_is_missing(ana: Visitor, own: Visitor, language: str) -> None:
    found = {}
    for someone, addresses in ((ana, ANA), (own, OWN)):
        someone.client.set_cookie("lang", language)
        for address in addresses:
            answer = someone.client.post(address, data=emptied(someone.get(address)))
            assert answer.status_code == 400, address
            found[address] = wrong_with(read(answer), language)

    assert {address: wrong for address, wrong in found.items() if wrong} == {}
