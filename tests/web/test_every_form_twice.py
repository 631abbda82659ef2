"""Every form there is, sent again by a double click or after a lost answer: what is kept changes once.

The second sending carries the cookies of before the first, as a browser's does that never saw the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import forms_of_cases
import forms_of_office
import pytest
from flask import Flask
from forms_of_cases import Office, Ready, settled
from once import differing, is_plain, kept, sent_again
from pages import Visitor, read

from workflow.desk import Desk
from workflow.store import Store

FORMS: Final[dict[str, Ready]] = forms_of_cases.FORMS | forms_of_office.FORMS
#: sent twice in test_sent_twice, act by act
ACTS: Final = {"acts.do", "drafting.save", "drafting.letter_save"}
#: they answer and keep nothing
LOOKS: Final = {
    *("intake.look", "checks.identity", "acts.look", "review.confirm", "post.check"),
    *("bulk.ask", "reports.check"),
}
#: what a second sending writes all the same, and has to
AGAIN: Final[dict[str, set[str]]] = {
    "sign_in.enter": {"sessions"},  # nobody holds the session whose answer was lost: it ends by itself
    "sign_in.enter_code": {"sign_in_failures"},  # a code serves once; the second use counts as a try
    "account.offer_codes": {"credentials"},  # a secret only offered opens nothing
    # what is shown this once was not seen by whoever lost the answer
    "account.renew_codes": {"recovery_codes", "office_entries"},
    "reminders.make_calendar": {"calendar_feeds"},
    "admin.reset_password": {"people", "office_entries"},
    # a session begun in between ends too, and each press is on record
    "account.reset_codes": {"people", "office_entries"},
    "admin.sign_out": {"people", "office_entries"},
    "cases.full": {"personal_views"},  # each showing is on record
    "bundle.take": {"bundles"},  # each copy made is on record
    "admin.take_backup": {"files"},  # one more backup
    "admin.verify": {"office_entries"},  # proved once more
    # the same words, sealed anew
    "reminders.change": {"reminder_settings"},
    "drafting.put_aside": {"scratches"},
    "drafting.letter_aside": {"scratches"},
}


@pytest.fixture
def office(
    app: Flask,
    desk: Desk,
    store: Store,
    visit: Callable[[str], Visitor],
    case_no: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Office:
    """The pages, and a case in Ana's hands."""
    return Office(app, desk, store, visit, case_no, monkeypatch)


def test_every_address_that_takes_a_form_stands_here(app: Flask) -> None:
    there = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}

    assert {name.partition(" ")[0] for name in FORMS} | ACTS == there
    assert LOOKS | AGAIN.keys() <= FORMS.keys()


@pytest.mark.parametrize("name", FORMS)
def test_a_form_sent_twice_changes_what_is_kept_once(office: Office, name: str) -> None:
    form, but = FORMS[name](office), frozenset(AGAIN.get(name, ()))
    before, whole = kept(office.store, but), []

    def between() -> None:
        settled(office)
        whole.extend((kept(office.store, but), kept(office.store)))

    first, second = sent_again(form, between)
    settled(office)

    assert first.status_code in (200, 303), read(first).main()
    assert is_plain(first, second), (second.status_code, second.location)
    once, everything = whole
    assert differing(once, kept(office.store, but)) == set()
    assert (differing(before, once) | but == set()) is (name in LOOKS), "the first changed nothing"
    assert but <= differing(everything, kept(office.store)), "nothing was written again"
