"""Provisions in English: each law, article, paragraph and item that the rules cite."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from workflow import citing

CONFIG = Path(__file__).parents[2] / "config"


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("条例第三十三条第二款", "Regulations art. 33 para. 2"),
        ("条例（2007）第二十一条第三项", "Regulations (2007) art. 21 item 3"),
        ("条例第十四条、第三十六条第三项", "Regulations art. 14, art. 36 item 3"),
        (
            "行政复议法第二十条、第二十三条，行政诉讼法第四十五条",
            "Reconsideration Law art. 20, art. 23, Litigation Law art. 45",
        ),
        (
            "国办公开办函〔2016〕235号、邮政法第五十五条",
            "Disclosure Office of the State Council [2016] No. 235, Postal Law art. 55",
        ),
        (
            "国办公开办函〔2021〕30号附件三（五）5",
            "Disclosure Office of the State Council [2021] No. 30, annex 3 (5) 5",
        ),
        ("最高人民法院指导案例26号", "Supreme People's Court, guiding case No. 26"),
        ("本机关内部时限", "this office's own limit"),
    ],
)
def test_a_provision_is_cited_by_law_and_number(zh: str, en: str) -> None:
    assert citing.english(zh) == en


@pytest.mark.parametrize(
    ("zh", "n"), [("一", 1), ("十", 10), ("十七", 17), ("二十", 20), ("一百零一", 101), ("一百一十", 110)]
)
def test_numbers_are_read_as_laws_write_them(zh: str, n: int) -> None:
    assert citing.number(zh) == n


def test_a_rule_of_the_office_stays_as_it_is_written() -> None:
    assert citing.english("示例市查询规定第三条") == "示例市查询规定 art. 3"


def test_every_provision_of_the_shipped_rules_has_its_english() -> None:
    cited = {
        text
        for file in CONFIG.rglob("*.toml")
        for text in _provisions(tomllib.loads(file.read_text("utf-8")))
    }

    assert len(cited) > 50
    assert [text for text in cited if re.search("[一-鿿]", citing.english(text))] == []


def _provisions(value: Any, name: str = "") -> list[str]:
    """Every text under a key named provision."""
    if isinstance(value, dict):
        return [
            text
            for key, held in value.items()
            for text in _provisions(held, name if key in ("value", "values") else key)
        ]
    if isinstance(value, list):
        return [text for held in value for text in _provisions(held, name)]
    return [value] if isinstance(value, str) and name == "provision" and value else []
