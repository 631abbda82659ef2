"""The page of rules names every check that stands in config/checks.toml, in both languages."""

from __future__ import annotations

from pages import Visitor

from notices.levels import CHECKS
from web.rules import naming


def test_every_check_has_its_name_on_the_page_of_rules(ana: Visitor) -> None:
    page = ana.get("/rules/checks").main()

    assert naming.CHECKS.keys() == CHECKS
    assert all(words.zh in page for words in naming.CHECKS.values())
    assert not any(code in page for code in CHECKS)
