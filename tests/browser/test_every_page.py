"""Every page, in both languages, at a desk, at 200 % and on a phone: nothing that WCAG 2.2 AA forbids.

Each page of the walk (every template in every state the demonstration office holds) is opened once in Chinese at a
desk and once in English on a phone. Both times it must answer 200, its scripts must not complain, axe must find
nothing, and at 1440, 390 and 720 pixels nothing may stick out of the window or be cut off. The two share their
template, so each page is read by axe in both languages and at both widths, and no pair twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from browsing import DESK, PHONE, Size, in_language, overflowing, wrong_with
from crawling import Stop, signed_in
from flask import Flask
from once import SESSION
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage
from serving import NOW, Office

from web import create_app

PARTS = 4
#: answers that are no page: fragments, and addresses that lead on; files end in a dot and their kind
NO_PAGES = {
    "static",
    "sign_in.choose_language",
    "account.picture",
    "checks.day",
    "drafting.preview",
    "drafting.letter_unsaved",
    "importing.report",
    "letters.document",
    "admin.seal_picture",
}
#: pages that open only behind a step: test_between_steps goes there
BETWEEN = {"sign_in.code", "admin.preview_notice", "admin.roles", "importing.show", "reports.close"}


def is_letter(stop: Stop) -> bool:
    """Paper has its own width, and its sandbox lets no script run, axe's neither."""
    return stop.endpoint.rpartition(".")[2].endswith("preview")


Sessions = Callable[[str], list[Any]]


class Window:
    """A browser window in which one account after another is signed in, and what the browser complains of there."""

    def __init__(self, context: BrowserContext, sessions: Sessions) -> None:
        self.context = context
        self.sessions = sessions
        self.page = context.new_page()
        self.account = ""
        self.complaints: list[str] = []
        self.page.on("console", self._heard)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def open(self, stop: Stop) -> list[str]:
        """Go there as who can, and answer what the browser says of it."""
        if stop.account != self.account:
            self.context.clear_cookies(name=SESSION)
            self.context.add_cookies(self.sessions(stop.account))
            self.account = stop.account
        self.complaints.clear()
        response = self.page.goto(stop.address)
        assert response is not None
        return self.complaints + [f"answers {response.status}"] * (response.status != 200)


Windows = Callable[[bool], Window]


@pytest.fixture(scope="module")
def sessions(address: str, office: Office) -> Iterator[Sessions]:
    """Account -> the cookie of one session, begun the first time it is asked for."""
    with office.desk() as desk:
        app = create_app(desk, now=lambda: NOW)

        @cache
        def begun(account: str) -> list[Any]:
            if not account:
                return []
            cookie = signed_in(app, account, office.passwords[account]).get_cookie(SESSION)
            assert cookie is not None
            return [{"name": SESSION, "value": cookie.value, "url": address}]

        yield begun


@pytest.fixture
def windows(
    browser: Browser, address: str, sessions: Sessions, language: str, looked: Size
) -> Iterator[Windows]:
    """A window for pages, and one for letters; both closed at the end."""

    @cache
    def opened(letter: bool) -> Window:
        context = browser.new_context(base_url=address, viewport=looked, bypass_csp=letter)
        in_language(context, address, language)
        made.append(context)
        return Window(context, sessions)

    made: list[BrowserContext] = []
    yield opened
    for context in made:
        context.close()


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize(("language", "looked"), [("zh", DESK), ("en", PHONE)], ids=["zh", "en"])
def test_every_page_is_open_to_everybody_at_every_width(
    windows: Windows, stops: list[Stop], looked: Size, part: int
) -> None:
    found: list[str] = []
    for stop in share(stops, part):
        window = windows(is_letter(stop))
        said = window.open(stop)
        found += [f"{stop.account} {stop.address}: {line}" for line in said if not is_letter(stop)]
        found += [f"{stop.address} {line}" for line in wrong_with(window.page, looked, paper=is_letter(stop))]

    assert found == []


def share(stops: list[Stop], part: int) -> list[Stop]:
    """One of PARTS runs of neighbours, so that few people sign in for it."""
    each = -(-len(stops) // PARTS)
    return stops[part * each : (part + 1) * each]


def test_the_walk_leaves_no_page_out(stops: list[Stop], office: Office) -> None:
    with office.desk() as desk:
        wanted = pages_of(create_app(desk, now=lambda: NOW))

    assert wanted - {stop.endpoint for stop in stops} == BETWEEN


def pages_of(app: Flask) -> set[str]:
    """The endpoints that answer a page."""
    opened = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    return {rule.endpoint for rule in opened if "." not in rule.rule.rpartition("/")[2]} - NO_PAGES


WIDE = '<p style="width:2000px">far too wide</p>'
CUT = '<button style="width:20px;overflow:hidden;white-space:nowrap">never read to the end</button>'


@pytest.mark.parametrize(
    ("shown", "found"),
    [
        (WIDE, ["wider: P.: far too wide"]),
        (CUT, ["cut: BUTTON.: never read to the end"]),
        ("<p>fits</p>", []),
    ],
)
def test_what_sticks_out_and_what_is_cut_off_is_found(browser: Browser, shown: str, found: list[str]) -> None:
    page = browser.new_page(viewport=PHONE)
    page.set_content(shown)

    assert overflowing(page) == found
    page.close()
