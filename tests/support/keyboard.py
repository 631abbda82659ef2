"""A person at the desk without a mouse: Tab, Enter, Space, arrows and typing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from browsing import DESK
from playwright.sync_api import Browser, Locator, Page, expect
from serving import Office

FARTHEST = 150  # stops of the Tab key
PATIENCE = 10_000  # ms


class Keyboard:
    """That person's keyboard, and the page before them."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def main(self) -> Locator:
        """The main part of the page."""
        return self.page.get_by_role("main")

    def reach(self, wanted: Locator) -> None:
        """Press Tab until the focus is there."""
        for _ in range(FARTHEST):
            if wanted.evaluate("e => e === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"the Tab key does not reach {wanted}")

    def press(self, wanted: Locator) -> None:
        """Reach it and press Enter, and wait for the page that follows."""
        self.reach(wanted)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def unfold(self, words: str) -> None:
        """Open what is folded under those words."""
        self.reach(self.main.locator("summary", has_text=words).first)
        self.page.keyboard.press("Enter")

    def go(self, name: str) -> None:
        """Follow a link of the navigation."""
        self.press(self.page.get_by_role("navigation").get_by_role("link", name=name).first)

    def link(self, name: str) -> None:
        """Follow a link of the main part."""
        self.press(self.main.get_by_role("link", name=name).first)

    def button(self, name: str) -> None:
        """Press a button of the main part."""
        self.press(self.main.get_by_role("button", name=name, exact=True).first)

    def type(self, label: str, text: str) -> None:
        """Type into the field of that label, over what stands there."""
        self.reach(self.main.get_by_label(label).first)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def tick(self, label: str) -> None:
        """Tick the box of that label."""
        self.reach(self.main.get_by_label(label).first)
        self.page.keyboard.press("Space")

    def choose(self, label: str, wanted: str) -> None:
        """Walk the list of that label with the arrows until it says so."""
        field = self.main.get_by_label(label, exact=True).first
        self.reach(field)
        self.page.keyboard.press("Home")
        for _ in range(40):
            if wanted in field.evaluate("e => e.selectedOptions[0].label"):
                return
            self.page.keyboard.press("ArrowDown")
        pytest.fail(f"{label} offers no {wanted}")

    def find(self, words: str) -> None:
        """Search, and open the first case found."""
        self.reach(self.page.get_by_role("searchbox").first)
        self.page.keyboard.type(words)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.press(self.main.locator("tbody a[href^='/cases/']").first)

    def act(self, name: str) -> None:
        """Open an act of the case, wherever its page keeps it."""
        wanted = self.main.get_by_role("link", name=name, exact=True).first
        if not wanted.is_visible():
            self.unfold("其他事项")
        self.press(wanted)

    @property
    def told(self) -> Locator:
        """What the page answers to what was done."""
        return self.main.get_by_role("status").first


SignIn = Callable[[str], Keyboard]


@contextmanager
def keyboards(browser: Browser, office: Office, url: str) -> Iterator[SignIn]:
    """Signs people in by keyboard, everybody in a window of their own; once each while it lasts."""
    held: dict[str, Keyboard] = {}

    def signed_in(account: str) -> Keyboard:
        if account not in held:
            page = browser.new_context(base_url=url, viewport=DESK).new_page()
            page.set_default_timeout(PATIENCE)
            page.goto("/sign-in")
            held[account] = keyboard = Keyboard(page)
            keyboard.type("账号", account)
            keyboard.type("密码", office.passwords[account])
            page.keyboard.press("Enter")
        else:
            held[account].page.goto("/")
        expect(held[account].page.get_by_role("heading", level=1)).to_contain_text("我的工作")
        return held[account]

    yield signed_in
    for keyboard in held.values():
        keyboard.page.context.close()
