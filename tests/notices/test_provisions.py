"""What a letter cites is found in its words and explained beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from notices.catalogue import shipped
from notices.items import shipped_grounds
from notices.provisions import cited_in, gist, load, split
from workflow.errors import BadInput
from workflow.rules import Rules

RULES = Rules.load()
LAWS = re.compile(r"(条例（2007）|条例|办法|行政复议法|行政诉讼法)第")


def provisions() -> set[str]:
    """What outcomes, grounds and letters rest on, as far as the present laws are named."""
    short = {dated.value for outcome in RULES.outcomes for dated in outcome.provisions}
    short |= {ground.provision for ground in shipped_grounds().values()}
    short |= {dated.value for kind in shipped() for dated in kind.provisions}
    return {one for provision in short for one in split(provision) if LAWS.match(one)}


@pytest.mark.parametrize("provision", sorted(provisions()))
def test_everything_an_outcome_or_a_letter_rests_on_is_explained(provision: str) -> None:
    assert all(gist(provision))


def test_articles_joined_behind_one_title_are_found_one_by_one() -> None:
    text = "根据《中华人民共和国政府信息公开条例》第十六条第二款、第三十六条第三项的规定，不予公开。"

    assert [c.provision for c in cited_in(text)] == ["条例第十六条第二款", "条例第三十六条第三项"]


def test_what_the_outcome_rests_on_stands_first_and_once() -> None:
    text = "依照《中华人民共和国行政复议法》第二十条和《中华人民共和国政府信息公开条例》第三十七条。"

    found = [c.provision for c in cited_in(text, ("条例第三十七条",))]
    assert found == ["条例第三十七条", "行政复议法第二十条"]


def test_the_text_of_2007_is_not_taken_for_that_of_2019() -> None:
    text = "根据《中华人民共和国政府信息公开条例》（国务院令第492号）第二十二条。"

    assert [c.provision for c in cited_in(text)] == ["条例（2007）第二十二条"]


def test_an_item_without_words_of_its_own_is_explained_by_its_article() -> None:
    assert gist("条例第三十三条第二款") == gist("条例第三十三条")
    assert gist("条例第三十六条第一项") != gist("条例第三十六条第二项")


def test_words_in_one_language_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "provisions.toml"
    file.write_text('[provision]\n"条例第十条" = { zh = "某", en = "" }\n', "utf-8")

    with pytest.raises(BadInput, match="both languages"):
        load(file)
