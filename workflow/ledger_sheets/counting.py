"""Beside each condition, how many cases of the list fit it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from workflow import listing
from workflow.installation import Installation
from workflow.store.lists import search, tallying
from workflow.store.lists.narrowing import HAS
from workflow.store.lists.queries import Filter
from workflow.store.lists.tallying import Tally
from workflow.store.offices import office_rows

COUNTED: Final = (
    *("status", "channel", "outcome", "agency_id", "kind", "applicant_type", "handler_id", "unit"),
    *("regime", "supply_way", "supply_form", "dispatch_way", "receipt_rule", "fee_mode", "signed_by"),
    "retention",
)


def figures(here: Installation, person: int, now: datetime, asked: Filter) -> Tally:
    """For every column with few words in it, and for what a case has or has not. Raises BadInput as the list does."""
    with here.store.database.reading() as connection:
        view = listing.narrowed(here, connection, person, now, asked)
        ids = None
        if asked.text.strip():
            ids = search.find(connection, here.store.vault, asked.text, view.agencies).ids
        return tallying.tally(connection, asked, view.agencies, view.where, (*COUNTED, *HAS), ids)


def names(here: Installation, people: Iterable[Any]) -> dict[int, str]:
    """What these people are called."""
    with here.store.database.reading() as connection:
        return office_rows.names(connection, [person for person in people if person])
