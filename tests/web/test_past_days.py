"""Past days in the address of a page: typed in the words of offices, said back, and refused at the field."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from pages import Page, Visitor

import web

#: the page, its field
PAGES = [("/cases/{}", "as_of"), ("/cases/{}/known", "on"), ("/personal-views", "from_on")]

OTHERS = ["/cases/{}/known.pdf?on=never", "/personal-views.csv?to_on=never", "/cases/{}/days?as_of=never"]


def box(page: Page, name: str) -> dict[str, str]:
    """The attributes of the field."""
    return next(dict(e.attrib) for e in page.all("input") if e.get("name") == name)


def said(page: Page, name: str) -> str:
    """What stands below it."""
    return next("".join(e.itertext()) for e in page.all("div") if e.get("id") == f"{name}-said")


@pytest.mark.parametrize(("at", "name"), PAGES)
@pytest.mark.parametrize("typed", ["2026.11.19", "11月19日", "昨天", "yesterday"])
def test_a_past_day_is_typed_as_offices_write_it_and_said_back(
    visit: Callable[[str], Visitor], case_no: str, at: str, name: str, typed: str
) -> None:
    page = visit("su").get(f"{at.format(case_no)}?{name}={quote(typed)}")

    assert box(page, name)["value"] == typed
    assert "data-day" in box(page, name)
    assert "2026年11月19日 星期四" in said(page, name)


@pytest.mark.parametrize(("at", "name"), PAGES)
@pytest.mark.parametrize("typed", ["someday", "2026-13-01", "2026-11-21"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_no_past_day_is_refused_at_the_field(
    visit: Callable[[str], Visitor], case_no: str, at: str, name: str, typed: str, language: str
) -> None:
    su = visit("su")
    su.client.set_cookie("lang", language)

    page = su.get(f"{at.format(case_no)}?{name}={typed}", 400)

    assert box(page, name)["aria-invalid"] == "true"
    assert box(page, name)["value"] == typed
    assert f"#{name}" in page.links()


@pytest.mark.parametrize(
    "at", ["/cases/{}/known.pdf?on=never", "/personal-views.csv?to_on=never", "/cases/{}/days?as_of=never"]
)
def test_a_file_or_a_page_without_the_field_says_so_too(
    visit: Callable[[str], Visitor], case_no: str, at: str
) -> None:
    assert visit("su").client.get(at.format(case_no)).status_code == 400


def test_a_span_of_days_runs_forward(visit: Callable[[str], Visitor]) -> None:
    page = visit("su").get("/personal-views?from_on=2026-11-19&to_on=2026-11-18", 400)

    assert "早于前一格" in page.main()
    assert "没有符合条件" not in page.main()


def test_no_page_has_a_date_box_of_the_browser() -> None:
    """It shows days in the order of the browser's own language, and takes no words."""
    pages = Path(web.__file__).parent.rglob("*.html")

    assert [page.name for page in pages if 'type="date"' in page.read_text("utf-8")] == []
