"""The account of a person, and moments after the first."""

from __future__ import annotations

from datetime import datetime, timedelta

from builders import RECEIVED, moment
from people import HANDLER

from workflow.sign_in.sessions import Limits
from workflow.store import Store
from workflow.store.offices import office_rows
from workflow.store.offices.office_rows import Account

NOW = moment(RECEIVED)
LIMITS = Limits()


def account(store: Store, person: int = HANDLER) -> Account:
    """The account of a person as it stands."""
    with store.database.reading() as connection:
        found = office_rows.person_account(connection, person)
    assert found is not None
    return found


def after(**time: float) -> datetime:
    """So long after the beginning."""
    return NOW + timedelta(**time)
