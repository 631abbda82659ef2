"""Visiting the pages as a person would: every page fetched is parsed strictly and held to the rules of all pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient

PASSWORD = "correct horse battery"


@dataclass
class Page:
    """A page as parsed: its status, address, tree, and its words."""

    status: int
    tree: Element
    source: str
    headers: Any

    @property
    def words(self) -> str:
        """Everything a reader sees, spaces joined."""
        return " ".join("".join(self.tree.itertext()).split())

    def all(self, tag: str) -> list[Element]:
        """Every element of that name."""
        return list(self.tree.iter(tag))

    def main(self) -> str:
        """The words of the main part."""
        return " ".join("".join(self.all("main")[0].itertext()).split())

    def links(self) -> list[str]:
        """Every address linked to."""
        return [a.attrib["href"] for a in self.all("a")]

    def values(self, to: str = "") -> dict[str, str]:
        """The last form of the main part, or the last of those to `to`, as a browser would send it untouched."""
        forms = [f for f in self.all("main")[0].iter("form") if f.get("method") == "post"]
        return dict(_sent([f for f in forms if unquote(f.get("action", "")) == to or not to][-1]))


def _sent(form: Element) -> Iterator[tuple[str, str]]:
    for field in form.iter():
        name = field.get("name")
        if field.tag == "input" and name and (field.get("type") != "checkbox" or "checked" in field.attrib):
            yield name, field.get("value", "")
        elif field.tag == "textarea" and name:
            yield name, (field.text or "").removeprefix("\n")
        elif field.tag == "select" and name:
            options = list(field.iter("option"))
            chosen = [o for o in options if "selected" in o.attrib] or options[:1]
            yield name, chosen[0].get("value", "") if chosen else ""


def read(response: Any) -> Page:
    """Parse strictly and check what holds for every page."""
    assert response.status_code < 300 or response.status_code >= 400, f"leads to {response.location}"
    source = response.get_data(as_text=True)
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    page = Page(response.status_code, parser.parse(source), source, response.headers)
    _check(page)
    return page


def _check(page: Page) -> None:
    headings = page.all("h1")
    assert len(headings) == 1
    title = _words(page.all("title")[0])
    assert title.startswith(_words(headings[0])), f"title {title!r}, heading {_words(headings[0])!r}"
    ids = [e.get("id") for e in page.tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids)), "an id twice"
    labelled = {label.get("for") for label in page.all("label")}
    for field in (*page.all("input"), *page.all("select"), *page.all("textarea")):
        named = field.get("type") == "hidden" or field.get("aria-label") or field.get("id") in labelled
        assert named, f"no label: {field.attrib}"
    for form in page.all("form"):
        assert form.get("action"), "a form without action"
        names = [field.get("name") for field in form.iter("input")]
        assert form.get("method") != "post" or "csrf_token" in names, "a form that could be forged"
    for element in page.tree.iter():
        odd = [name for name in element.attrib if name == "style" or name.startswith("on")]
        assert not odd, f"inline {odd} would be refused by the policy"
    for target in page.links():
        assert not target.startswith("#") or target[1:] in ids, f"{target} leads nowhere"
    assert page.all("html")[0].get("lang")
    assert "非涉密系统" in page.words or "Non-classified system" in page.words


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


class Visitor:
    """One person's browser."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def sign_in(self, account: str, password: str = PASSWORD, next: str | None = None) -> Any:
        """Sign in by the form and answer the response."""
        address = f"/sign-in?next={next}" if next else "/sign-in"
        token = self.get(address).values()["csrf_token"]
        sent = {"csrf_token": token, "account": account, "password": password}
        return self.client.post(address, data=sent)

    def get(self, address: str, status: int = 200) -> Page:
        """A page, which must answer that status."""
        page = read(self.client.get(address))
        assert page.status == status, page.main()
        return page

    def send(self, address: str, *, to: str = "", **values: Any) -> Any:
        """Open the form at `address`, fill in, send it (to `to` where that differs)."""
        page = self.get(address)
        return self.client.post(to or address, data=page.values() | values)

    def do(self, address: str, *, to: str = "", **values: Any) -> str:
        """Send a form that must be accepted, and answer where it leads."""
        response = self.send(address, to=to, **values)
        assert response.status_code == 303, read(response).main()
        return str(response.headers["Location"])

    def refused(self, address: str, status: int, *, to: str = "", **values: Any) -> Page:
        """Send a form that must come back with that status."""
        page = read(self.send(address, to=to, **values))
        assert page.status == status, page.main()
        return page
