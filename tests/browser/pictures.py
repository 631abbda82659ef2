"""Photographs every page of the demonstration office, for people to look at: `make pictures DIR=folder`.

The same walk as test_every_page takes: as each account, in both languages, at a desk and on a phone. The folder
gets one picture for each and an index.html that shows them side by side.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby, product
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

sys.path[:0] = [str(Path(__file__).parents[1] / "support"), str(Path(__file__).parents[2])]

from browsing import DESK, PHONE, chromium_at, in_language, sign_in  # noqa: E402  the folder must be on the path first
from chromium import find_chromium  # noqa: E402
from crawling import Stop, crawl  # noqa: E402
from playwright.sync_api import Browser, Page  # noqa: E402
from serving import NOW, Office, served, whole_office  # noqa: E402

from web import create_app  # noqa: E402

LOCALES = {"zh": "zh-CN", "en": "en-GB"}
_HEIGHT = "document.documentElement.scrollHeight"
_INDEX = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>明复：全部页面</title>
<style>body {{ font: 15px sans-serif; margin: 24px }} figure {{ display: inline-block; margin: 0 16px 24px 0;
vertical-align: top }} img {{ height: 420px; max-width: 640px; object-fit: cover; object-position: top;
border: 1px solid #999 }}</style><h1>全部页面 / Every page</h1>
{rows}
</html>
"""


class Picture(NamedTuple):
    """One photograph: which page, in which language, how wide (pixels), and its file's name."""

    stop: Stop
    language: str
    width: int
    name: str


def photograph(folder: Path, home: Path) -> list[Picture]:
    """Fill `folder` with the pictures of the office made in `home`."""
    office = whole_office(home)
    folder.mkdir(parents=True, exist_ok=True)
    with office.desk() as desk:
        app = create_app(desk, now=lambda: NOW)
        stops = list(enumerate(crawl(app, office.passwords)))
        with served(app) as url, chromium_at(find_chromium()) as browser:
            return [
                picture
                for language, (account, own) in product(LOCALES, _by_account(stops))
                for picture in _visits(browser, url, office, account, own, language, folder)
            ]


def _by_account(stops: list[tuple[int, Stop]]) -> list[tuple[str, list[tuple[int, Stop]]]]:
    return [(account, list(own)) for account, own in groupby(stops, key=lambda numbered: numbered[1].account)]


def _visits(
    browser: Browser,
    url: str,
    office: Office,
    account: str,
    stops: Iterable[tuple[int, Stop]],
    language: str,
    folder: Path,
) -> Iterator[Picture]:
    context = browser.new_context(base_url=url, viewport=DESK, locale=LOCALES[language])
    in_language(context, url, language)
    page = context.new_page()
    if account:
        sign_in(page, account, office.passwords[account])
    for number, stop in stops:
        page.goto(stop.address)
        yield from _taken(page, folder, number, stop, language)
    context.close()


def _taken(page: Page, folder: Path, number: int, stop: Stop, language: str) -> Iterator[Picture]:
    for size in (DESK, PHONE):
        page.set_viewport_size(
            size
        )  # and then as high as the page: what sticks to the edge would hide the middle
        page.set_viewport_size(
            {"width": size["width"], "height": max(size["height"], page.evaluate(_HEIGHT))}
        )
        name = f"{number:03}-{stop.endpoint}-{language}-{size['width']}.png"
        page.screenshot(path=folder / name, full_page=True)
        yield Picture(stop, language, size["width"], name)
    page.set_viewport_size(DESK)


def index(pictures: Iterable[Picture]) -> str:
    """The page that shows them, one row for each page."""
    rows = groupby(sorted(pictures, key=lambda picture: picture.name[:3]), key=lambda picture: picture.stop)
    return _INDEX.format(rows="\n".join(_row(stop, list(taken)) for stop, taken in rows))


def _row(stop: Stop, pictures: list[Picture]) -> str:
    title = escape(f"{stop.account or '—'} {unquote(stop.address)}")
    return f"<h2>{title}</h2>" + "".join(
        f'<figure><a href="{escape(p.name)}"><img loading="lazy" src="{escape(p.name)}" alt=""></a>'
        f"<figcaption>{p.language} {p.width}</figcaption></figure>"
        for p in pictures
    )


def main() -> None:
    """Read the command line, photograph, and say where the index is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    with tempfile.TemporaryDirectory(prefix="mingfu-pictures-") as home:
        pictures = photograph(folder, Path(home))
    (folder / "index.html").write_text(index(pictures), "utf-8")
    print(f"{len(pictures)} 张，见 / pictures, see {folder / 'index.html'}")


if __name__ == "__main__":
    main()
