"""Forms beside the acts sent empty, in both languages: each mistake at its field, and above with a link to it."""

from __future__ import annotations

import pytest
from pages import Page, Visitor, read

SUMMARY = {"zh": "请改正下列内容", "en": "Please put these right"}
ANA = ("/intake/letter", "/intake/counter", "/intake/fax", "/account/password")
OWN = ("/admin/agencies/2/people/new", "/admin/publications", "/admin/agencies/2/new", "/phrases/new")


def emptied(page: Page) -> dict[str, str]:
    """The form with nothing in it but what it carries unseen."""
    unseen = {e.get("name") for e in page.all("input") if e.get("type") == "hidden"}
    return {name: value if name in unseen else "" for name, value in page.values().items()}


def wrong_with(page: Page, language: str) -> list[str]:
    """What a refused form fails to say."""
    marked = {e.get("id", "") for e in page.tree.iter() if e.get("aria-invalid") == "true"}
    ids = {e.get("id") for e in page.tree.iter()}
    above = [e for e in page.all("div") if e.get("role") == "alert"]
    linked = {a.attrib["href"].lstrip("#") for e in above for a in e.iter("a")}
    found = [f"{field} says nothing" for field in marked if f"{field}-fault" not in ids]
    found += [f"{field} has no link" for field in marked - linked]
    found += [] if marked else ["no field is marked"]
    return found + ([] if SUMMARY[language] in page.words else ["no summary"])


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
