"""Every act's form sent empty, in both languages: each mistake stands at its field and above, nothing is done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pages import Page, Visitor, read

from web.acts.table import BY_NOUN
from web.forms import Needed, Ticked
from workflow.desk import Desk
from workflow.errors import NotAllowed

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
#: one person for every role that acts; who may do an act is found by trying
PEOPLE = ("ana", "rui", "fa", "qian", "su")


#: their needed fields begin filled from the case: sent untouched they are judged by the desk
BEGUN = {"handling", "lapse", "dispatch", "letter-revision"}
#: a letter is of one kind, which its address says
KIND = {"letter-draft": "?kind=correction"}
SUMMARY = {"zh": "请改正下列内容", "en": "Please put these right"}


class Someone(NamedTuple):
    """Who is signed in, and the token of their forms."""

    client: FlaskClient
    token: str


@pytest.fixture
def office(visit: Callable[[str], Visitor]) -> list[Someone]:
    """Each of them, signed in."""
    signed_in = [visit(account) for account in PEOPLE]
    return [Someone(v.client, v.get("/account/password").values()["csrf_token"]) for v in signed_in]


def sent(office: list[Someone], address: str, language: str) -> Any:
    """What the first who may do it is answered to a form with nothing in it."""
    for someone in office:
        someone.client.set_cookie("lang", language)
        answer = someone.client.post(address, data={"csrf_token": someone.token, "version": "3"})
        if answer.status_code != 403:
            return answer
    raise NotAllowed(address)


def asks(app: Flask, noun: str) -> bool:
    """Whether the form cannot be sent without something in it."""
    with app.test_request_context():
        fields = list(BY_NOUN[noun]())
    return any(isinstance(check, Needed | Ticked) for field in fields for check in field.validators)


def faults(page: Page) -> set[str]:
    """The ids of the fields that say what is wrong with them."""
    marked = {e.get("id", "") for e in page.tree.iter() if e.get("aria-invalid") == "true"}
    said = {e.get("id", "") for e in page.all("div") if "".join(e.itertext()).strip()}
    return {field for field in marked if f"{field}-fault" in said}


def linked(page: Page) -> set[str]:
    """The fields that the summary at the top leads to."""
    above = next((e for e in page.all("div") if e.get("role") == "alert"), None)
    return set() if above is None else {a.attrib["href"].lstrip("#") for a in above.iter("a")}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_empty_form_says_at_each_field_and_above_what_is_missing(
    app: Flask, office: list[Someone], desk: Desk, case_no: str, language: str
) -> None:
    asking = [noun for noun in BY_NOUN if asks(app, noun)]

    at = f"/cases/{case_no}"
    told = {n: sent(office, f"{at}/{n}" + KIND.get(n, ""), language) for n in asking}

    statuses = {noun: answer.status_code for noun, answer in told.items()}
    assert statuses == {noun: 409 if noun in BEGUN else 400 for noun in asking}
    pages = {noun: read(answer) for noun, answer in told.items() if noun not in BEGUN}
    assert [noun for noun, page in pages.items() if not faults(page) or faults(page) - linked(page)] == []
    assert [noun for noun, page in pages.items() if SUMMARY[language] not in page.words] == []
    assert desk.view(1, case_no, NOW).case.version == 3
    assert len(pages) > 30


def test_what_would_follow_from_an_empty_form_is_told_without_failing(
    office: list[Someone], case_no: str
) -> None:
    told = {noun: sent(office, f"/cases/{case_no}/{noun}/ahead", "zh").status_code for noun in BY_NOUN}

    assert {noun: status for noun, status in told.items() if status not in (200, 404, 409)} == {}
