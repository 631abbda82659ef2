"""Every page, in both languages, at a desk, at 200 % and on a phone: nothing that WCAG 2.2 AA forbids."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browsing import DESK, PHONE, ZOOMED, cut_off, faults, in_language, sign_in, wider_than_window
from crawling import Stop
from flask import Flask
from playwright.sync_api import Browser, Page
from serving import NOW, Office

from web import create_app

PARTS = 8
#: answers that are no page: files, fragments, and addresses that lead on
NO_PAGES = {
    "static", "sign_in.choose_language", "account.picture", "checks.day", "drafting.preview",
    "drafting.letter_unsaved", "importing.report", "reports.file", "letters.receipt", "letters.reply",
    "letters.letter_file", "letters.document", "sheets.file", "admin.seal_picture", "post.label_sheet",
}  # fmt: skip
#: pages that open only between two steps; their own tests go there
BETWEEN = {
    "sign_in.code",
    "admin.preview_notice",
    "review.letter",
    "admin.roles",
    "importing.show",
    "reports.close",
}


def is_letter(stop: Stop) -> bool:
    """Paper has its own width, and its sandbox lets no script run, axe's neither."""
    return stop.endpoint.rpartition(".")[2].endswith("preview")


def visits(
    browser: Browser, address: str, office: Office, stops: list[Stop], language: str
) -> Iterator[tuple[Stop, Page, list[str]]]:
    """Each of these pages, opened by whoever can; with what the browser complained of."""
    for account, letter in dict.fromkeys((stop.account, is_letter(stop)) for stop in stops):
        context = browser.new_context(base_url=address, viewport=DESK, bypass_csp=letter)
        in_language(context, address, language)
        page, said = context.new_page(), list[str]()
        page.on("console", lambda told: said.append(told.text) if told.type == "error" else None)  # noqa: B023
        if account:
            sign_in(page, account, office.passwords[account])
        for stop in stops:
            if (stop.account, is_letter(stop)) == (account, letter):
                said.clear()
                response = page.goto(stop.address)
                assert response is not None
                said += [f"answers {response.status}"] * (response.status != 200)
                yield stop, page, said
        context.close()


def wrong_with(stop: Stop, page: Page) -> Iterator[str]:
    """What is wrong with the page that is open."""
    for size in (DESK, PHONE, ZOOMED):
        page.set_viewport_size(size)
        found = [] if size is ZOOMED else faults(page)
        found += [] if is_letter(stop) else wider_than_window(page) + cut_off(page)
        yield from (f"{stop.address} {size['width']}: {line}" for line in found)
    page.set_viewport_size(DESK)


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_is_open_to_everybody_at_every_width(
    browser: Browser, address: str, office: Office, stops: list[Stop], language: str, part: int
) -> None:
    found: list[str] = []
    for stop, page, said in visits(browser, address, office, stops[part::PARTS], language):
        found += wrong_with(stop, page)
        found += [f"{stop.account} {stop.address}: {line}" for line in said if not is_letter(stop)]

    assert found == []


def test_the_walk_leaves_no_page_out(stops: list[Stop], office: Office) -> None:
    with office.desk() as desk:
        wanted = pages_of(create_app(desk, now=lambda: NOW))

    assert wanted - {stop.endpoint for stop in stops} == BETWEEN


def pages_of(app: Flask) -> set[str]:
    """The endpoints that answer a page."""
    return {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())} - NO_PAGES
