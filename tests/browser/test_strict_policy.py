"""Every page under the strict policy: its headers, and nothing in it that the policy would have to excuse."""

from __future__ import annotations

import re
from typing import Any

import html5lib
import pytest
from crawling import Stop, signed_in
from serving import NOW, Office

from web import create_app
from web.security import LETTER_POLICY, POLICY

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
ELSEWHERE = re.compile(r"^([a-z]+:)?//|^(javascript|vbscript):", re.IGNORECASE)
LOADING = {"src", "action", "formaction", "data", "poster", "srcset"}


@pytest.fixture(scope="module")
def answers(office: Office, stops: list[Stop]) -> list[tuple[str, Any]]:
    """Address and answer of every page."""
    with office.desk() as desk:
        app = create_app(desk, now=lambda: NOW)
        clients = {"": app.test_client()}
        for account in {stop.account for stop in stops} - {""}:
            clients[account] = signed_in(app, account, office.passwords[account])
        return [(stop.address, clients[stop.account].get(stop.address)) for stop in stops]


def test_every_answer_carries_every_header(answers: list[tuple[str, Any]]) -> None:
    lacking = {
        (address, name)
        for address, answer in answers
        for name, value in HEADERS.items()
        if answer.headers.get(name) != value
    }

    assert len(answers) > 100
    assert lacking == set()
    assert {"camera=()" in a.headers["Permissions-Policy"] for _, a in answers} == {True}
    assert {a.headers["Content-Security-Policy"] for _, a in answers} == {POLICY, LETTER_POLICY}


def test_no_page_holds_script_style_or_handlers_of_its_own(answers: list[tuple[str, Any]]) -> None:
    found = {
        (address, what)
        for address, answer in answers
        if answer.headers["Content-Security-Policy"] != LETTER_POLICY and not is_file(answer)
        for what in inline(answer.get_data(as_text=True))
    }

    assert found == set()


def test_a_letter_shown_holds_its_own_style_and_nothing_that_runs(answers: list[tuple[str, Any]]) -> None:
    letters = [a for _, a in answers if a.headers["Content-Security-Policy"] == LETTER_POLICY]

    runs = {what for a in letters for what in inline(a.get_data(as_text=True)) if "style" not in what}

    assert letters
    assert runs == set()


def is_file(answer: Any) -> bool:
    """Saved, never shown on this site."""
    return str(answer.headers.get("Content-Disposition", "")).startswith("attachment")


def inline(source: str) -> set[str]:
    """What a page carries within it, or loads from elsewhere."""
    tree = html5lib.parse(source, namespaceHTMLElements=False)
    found = set()
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in ("style", "base", "object", "embed"):
            found.add(element.tag)
        if element.tag == "script" and (not element.get("src") or (element.text or "").strip()):
            found.add("script")
        found |= {f"{element.tag} {n}" for n in element.attrib if n == "style" or str(n).startswith("on")}
        found |= {f"{n}={v}" for n, v in element.attrib.items() if n in LOADING and ELSEWHERE.match(v)}
        if element.tag in ("a", "link") and ELSEWHERE.match(element.get("href", "")):
            found.add(f"href={element.get('href')}")
    return found


@pytest.mark.parametrize(
    "source",
    [
        "<script>x()</script>",
        '<script src="https://elsewhere.example/x.js"></script>',
        "<style>p{}</style>",
        '<p style="color:red">',
        '<a href="javascript:x()">x</a>',
        '<button onclick="x()">x</button>',
        '<img src="//elsewhere.example/x.png">',
    ],
)
def test_the_search_finds_what_it_looks_for(source: str) -> None:
    assert inline(source)
