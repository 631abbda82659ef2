"""Forms sent empty: what is sent, and what a refused page fails to say."""

from __future__ import annotations

from pages import Page

SUMMARY = {"zh": "请改正下列内容", "en": "Please put these right"}


def emptied(page: Page) -> dict[str, str]:
    """The form with nothing in it but what it carries unseen."""
    unseen = {e.get("name") for e in page.all("input") if e.get("type") == "hidden"}
    return {name: value if name in unseen else "" for name, value in page.values().items()}


def wrong_with(page: Page, language: str) -> list[str]:
    """What a refused form fails to say."""
    marked = {e.get("id", "") for e in page.tree.iter() if e.get("aria-invalid") == "true"}
    ids = {e.get("id") for e in page.tree.iter()}
    above = [e for e in page.all("div") if e.get("role") == "alert"]
    linked = {a.attrib["href"].lstrip("#") for e in above for a in e.iter("a")}
    found = [f"{field} says nothing" for field in marked if f"{field}-fault" not in ids]
    found += [f"{field} has no link" for field in marked - linked]
    found += [] if marked else ["no field is marked"]
    return found + ([] if SUMMARY[language] in page.words else ["no summary"])
