"""Every page as rendered: an English one says nothing in Chinese, a Chinese one nothing in English, data apart.

The demonstration is filled in with its data in Hangul, so that whatever is Chinese on a page is the program's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from crawling import THOROUGH, Stop, crawl, signed_in
from flask import Flask
from foreign import HAN, LATIN, foreign_stage, hangul, said_on
from serving import NOW, Office, demonstration

from web import create_app
from workflow.demo.filling import FOLDER

#: what stands in Chinese letters as it is: document numbers, gaps and columns of the letter being written,
#: and how the letter addresses its reader
QUOTED = re.compile(
    r"\S*公开〔(\d{4}|\{year\}|年)〕\S*号|【[^】]*】|答复日期 \| 文号 \| 答复内容|^(你|你们|你单位|您)$"
    r"|编号 \| 证据名称 \| 来源 \| 证明对象 \| 页码"
)
#: names of things that Chinese offices write in Latin letters, and of settings, files and commands
LATIN_NAMES = {
    *("PDF", "EMS", "PNG", "JSON", "CSV", "XLSX", "SHA", "MB", "json", "xlsx", "Ctrl", "Enter", "Tab"),
    *("holidays", "zh", "CN", "year", "papers", "days", "name", "date", "isOffDay", "backups", "of"),
    *("Edge", "QQ", "Chrome", "Firefox", "Safari", "Windows", "Linux", "Android", "macOS"),
    *("mingfu", "verify"),
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office whose data is in Hangul."""
    folder = tmp_path_factory.mktemp("foreign")
    return demonstration(folder / "home", foreign_stage(folder / "stage"))


@pytest.fixture(scope="module")
def pages(office: Office) -> dict[str, list[tuple[str, str]]]:
    """Language -> address and source of every page."""
    with office.desk() as desk:
        app = create_app(desk, now=lambda: NOW)
        stops = [
            stop for stop in crawl(app, office.passwords, THOROUGH) if not stop.endpoint.endswith("preview")
        ]
        return {language: list(_pages(app, office, stops, language)) for language in ("zh", "en")}


def _pages(app: Flask, office: Office, stops: list[Stop], language: str) -> Iterator[tuple[str, str]]:
    """Every page in that language; the letters themselves are in Chinese and stay out."""
    for account in dict.fromkeys(stop.account for stop in stops):
        client = signed_in(app, account, office.passwords[account]) if account else app.test_client()
        client.set_cookie("lang", language)
        for stop in stops:
            if stop.account == account:
                yield stop.address, client.get(stop.address).get_data(as_text=True)


def test_an_english_page_says_nothing_in_chinese(pages: dict[str, list[tuple[str, str]]]) -> None:
    chinese = {
        (said.text, address.split("/")[-1])
        for address, source in pages["en"]
        for said in said_on(source)
        if said.where != "title"  # the first heading says the same, and is looked at
        and not said.language.startswith("zh")
        and HAN.search(QUOTED.sub("", said.text))
    }

    assert len(pages["en"]) > 150
    assert chinese == set()


def test_a_chinese_page_says_nothing_in_english(pages: dict[str, list[tuple[str, str]]]) -> None:
    data = {word for file in FOLDER.glob("*.toml") for word in LATIN.findall(hangul(file.read_text("utf-8")))}
    english = {
        (said.text, address.split("/")[-1])
        for address, source in pages["zh"]
        for said in said_on(source)
        if said.language.startswith("zh") and _english(said.text, data)
    }

    assert english == set()


def _english(text: str, data: set[str]) -> list[str]:
    """Words of a sentence in Latin letters; capitals and digits together are codes, not words."""
    words = [word for word in LATIN.findall(text) if word not in LATIN_NAMES | data]
    return [word for word in words if not word.isupper()]
