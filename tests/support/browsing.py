"""Opening pages in Chromium as one person in one language, and asking axe what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync "
    "--no-first-run"
)
Size = ViewportSize
DESK: Size = {"width": 1440, "height": 900}
ZOOMED: Size = {"width": 720, "height": 450}  # a desk at 200 %
PHONE: Size = {"width": 390, "height": 844}
AXE = "/static/axe.min.js"
WSGI = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
#: WCAG 2.2 AA
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_ASK = """tags => axe.run(document, {runOnly: tags, resultTypes: ["violations"], iframes: false}).then(found =>
    found.violations.flatMap(fault => fault.nodes.map(node =>
        `${fault.id}: ${node.target.join(" ")}: ${node.html.slice(0, 160)}: `
        + [...node.any, ...node.all, ...node.none].map(check => check.message).join("; ").slice(0, 240))))"""
#: which elements stick out of the page, the outermost first, where it can be scrolled sideways
_WIDER = """const wider = document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 4).map(e => `${e.tagName}.${e.className}: ${(e.textContent || "").trim().slice(0, 40)}`);
    if (!wider.length && document.documentElement.scrollWidth > innerWidth) wider.push("?");"""
#: words cut off by a box that hides what overflows, and words that run out of their button or chip
_CUT = """const cut = [...document.querySelectorAll("h1, h2, h3, label, .btn, button, .chip, th, dt, dd, select")]
    .filter(e => e.offsetParent && e.clientWidth && !e.closest(".over, .skip"))
    .filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== "inline")
    .map(e => `${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 60)}`);"""
_OVERFLOW = f"() => {{ {_WIDER} {_CUT} return [...wider.map(w => `wider: ${{w}}`), ...cut.map(c => `cut: ${{c}}`)]; }}"


@contextmanager
def chromium_at(path: str) -> Iterator[Browser]:
    """The browser of that path."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS.split())
        yield running
        running.close()


def sign_in(window: Page, account: str, password: str) -> None:
    """By the form and the keyboard, in either language."""
    window.goto("/sign-in")
    window.locator("[name=account]").fill(account)
    window.locator("[name=password]").fill(password)
    window.locator("[name=password]").press("Enter")
    window.wait_for_url(lambda address: "/sign-in" not in address)


def in_language(context: BrowserContext, address: str, language: str) -> None:
    """From now on that window speaks `language`."""
    context.add_cookies([{"name": "lang", "value": language, "url": address}])


def faults(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA, one line for each element."""
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(url=AXE)
    found: Any = page.evaluate(_ASK, TAGS)
    return [str(line) for line in found]


def with_axe(app: WSGI) -> WSGI:
    """The application and beside it axe, as one of its own scripts: the browser then keeps it compiled."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] != AXE:
            return app(environ, start_response)
        kept = [("Content-Type", "text/javascript"), ("Cache-Control", "max-age=86400, immutable")]
        start_response("200 OK", kept)
        return [_axe()]

    return answer


@cache
def _axe() -> bytes:
    return (files("axe_playwright_python") / "axe.min.js").read_bytes()


def overflowing(page: Page) -> list[str]:
    """What makes the page scroll sideways, and words that run out of their box; empty where nothing does."""
    return [str(line) for line in page.evaluate(_OVERFLOW)]


def wrong_with(page: Page, looked: Size, *, paper: bool = False) -> list[str]:
    """What is wrong with the page that is open: for axe in the size `looked`, for the eye in every size.

    The page is left as wide as it came. Paper, that is a letter as it prints, has its own width.
    """
    found, came = [], page.viewport_size
    for size in (looked, *(size for size in (DESK, PHONE, ZOOMED) if size != looked)):
        if page.viewport_size != size:
            page.set_viewport_size(size)
        lines = faults(page) if size == looked else []
        lines += [] if paper else overflowing(page)
        found += [f"{size['width']}: {line}" for line in lines]
    if came is not None:
        page.set_viewport_size(came)
    return found
