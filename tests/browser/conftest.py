"""One browser for each worker, and the demonstration office served to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import chromium_at, with_axe
from crawling import Stop, crawl
from keyboard import SignIn, keyboards
from playwright.sync_api import Browser
from serving import NOW, Office, copied, made_once, served, whole_office

from web import create_app


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """The system's Chromium, started once."""
    with chromium_at(chromium) as running:
        yield running


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run see."""
    own = tmp_path_factory.getbasetemp()
    return (own.parent if own.name.startswith("popen-") else own) / "shared"


@pytest.fixture(scope="session")
def filled(shared: Path) -> Office:
    """The demonstration office with a case for every act, to be copied."""
    return whole_office(shared)


@pytest.fixture(scope="session")
def office(filled: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """This worker's copy, which no test changes."""
    return copied(filled, tmp_path_factory.mktemp("office") / "home")


@pytest.fixture(scope="session")
def address(office: Office) -> Iterator[str]:
    """Where it is served, on this machine alone."""
    with office.desk() as desk, served(with_axe(create_app(desk, now=lambda: NOW))) as url:
        yield url


@pytest.fixture(scope="module")
def at_keyboard(
    browser: Browser, filled: Office, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SignIn]:
    """People at the keyboard in a copy of the office; each test has cases of its own."""
    office = copied(filled, tmp_path_factory.mktemp("keyboard") / "home")
    with (
        office.desk() as desk,
        served(create_app(desk, now=lambda: NOW)) as url,
        keyboards(browser, office, url) as sign_in,
    ):
        yield sign_in


@pytest.fixture(scope="session")
def stops(shared: Path, office: Office) -> list[Stop]:
    """Every page somebody can open, found once for all workers."""
    return [Stop(*stop) for stop in made_once(shared / "stops", lambda _: _walked(office))]


def _walked(office: Office) -> list[Stop]:
    with office.desk() as desk:
        return crawl(create_app(desk, now=lambda: NOW), office.passwords)
