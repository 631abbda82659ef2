"""Walking every page by its links, as each role in turn: one stop for each page and each shape it takes."""

from __future__ import annotations

import html
import re
from collections import deque
from collections.abc import Collection, Iterator
from itertools import product
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from web.acts.table import BY_NOUN

#: in this order: who acts most comes first, so that a page is met with its buttons
ACCOUNTS = (
    "wangmin",
    "hedong2",
    "jiaoyu2",
    "lihua",
    "zhoujie",
    "guming",
    "zhaoqiang",
    "hongtao",
    "admin",
    "sunli",
    "audit",
)
#: what tells a page from another of the same address; every other value is one of many alike
TELLING = {"noun", "tab", "kind", "regime_id"}
#: lists that are asked for in many ways and look the same in all
ALIKE = {
    *("supervision.figure_cases", "supervision.figure_appeals", "supervision.assessed_cases"),
    *("supervision.cases", "supervision.figures", "appeals.listed"),
}
ASKED = {"overdue", "party"}
#: each outcome and each kind of letter has its own fields
THOROUGH = ASKED | {"outcome", "kind"}
_LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]+)"')
_STATUS = re.compile(r'<main.*?<span class="chip[^"]*">([^<]+)', re.DOTALL)
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Stop(NamedTuple):
    """A page somebody can open."""

    account: str
    address: str
    endpoint: str


def crawl(app: Flask, passwords: dict[str, str], asked: Collection[str] = ASKED) -> list[Stop]:
    """Every page the accounts reach from their first page by links, and every act, each shape once."""
    seen: set[tuple[str, ...]] = set()
    stops = [Stop("", "/sign-in", "sign_in.sign_in")]
    for account in ACCOUNTS:
        client = signed_in(app, account, passwords[account])
        stops += _round(app, client, account, seen, asked)
        stops += _unlinked(app, client, account, stops, seen)
    return stops


def signed_in(app: Flask, account: str, password: str) -> FlaskClient:
    """That person's client."""
    client = app.test_client()
    token = _TOKEN.search(client.get("/sign-in").get_data(as_text=True))
    assert token
    sent = {"csrf_token": token.group(1), "account": account, "password": password}
    assert client.post("/sign-in", data=sent).status_code == 303
    return client


def _round(
    app: Flask, client: FlaskClient, account: str, seen: set[tuple[str, ...]], asked: Collection[str]
) -> Iterator[Stop]:
    ahead, known = deque([("/", 0)]), {"/"}
    while ahead:
        address, depth = ahead.popleft()
        shape = shape_of(app, address, account, asked)
        if shape is None or (shape in seen and depth > 1):  # what the first page links to differs by person
            continue
        source = _read(client, address)
        here = (*shape, _status(source)) if shape[0] == "cases.show" else shape
        if source and here not in seen:
            yield Stop(account, address, shape[0])
        seen.add(here)
        new = [link for link in map(html.unescape, _LINK.findall(source)) if link not in known]
        known.update(new)
        ahead.extend((link, depth + 1) for link in new if link.startswith("/"))


def _read(client: FlaskClient, address: str) -> str:
    """The page, empty where it is a file or leads elsewhere; a page that fails is a page too."""
    response = client.get(address)
    moved = 300 <= response.status_code < 400
    kept = "attachment" in response.headers.get("Content-Disposition", "")
    return "" if moved or kept or response.mimetype != "text/html" else response.get_data(as_text=True)


def _unlinked(
    app: Flask, client: FlaskClient, account: str, stops: list[Stop], seen: set[tuple[str, ...]]
) -> Iterator[Stop]:
    """Acts that no case of this person offers today: their page says why; and what opens after a form."""
    cases = [stop.address for stop in stops if stop.endpoint == "cases.show" and stop.account == account][:2]
    for case, noun in product(cases, (*BY_NOUN, "receipt")):
        shape = shape_of(app, f"{case}/{noun}", account, ASKED)
        if shape and shape not in seen and client.get(f"{case}/{noun}").status_code == 200:
            seen.add(shape)
            yield Stop(account, f"{case}/{noun}", shape[0])


def _status(source: str) -> str:
    found = _STATUS.search(source)
    return found.group(1) if found else ""


def shape_of(app: Flask, address: str, account: str, asked: Collection[str]) -> tuple[str, ...] | None:
    """What tells this page from the others, None where it is no page of the application."""
    parts = urlsplit(address)
    try:
        endpoint, values = app.url_map.bind("localhost").match(parts.path)
    except (HTTPException, RequestRedirect):
        return None
    if endpoint in ("static", "sign_in.choose_language"):
        return None
    query = [] if endpoint in ALIKE else parse_qsl(parts.query)
    own = account if endpoint == "work.mine" else ""
    telling = [f"{k}={v}" for k, v in values.items() if k in TELLING]
    return (endpoint, own, *telling, *sorted(f"{k}={v}" if k in asked else k for k, v in query))
