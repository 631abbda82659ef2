"""Filling an empty store with the demonstration office, whole or not at all."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from workflow.days.office_time import today_of
from workflow.demo.one_transaction import one_transaction
from workflow.demo.people import DemoAccount, take_the_stage, write_accounts
from workflow.demo.performing import Performance
from workflow.demo.scenes import read_stage
from workflow.desk import Desk
from workflow.errors import BadInput
from workflow.examining import examiner
from workflow.rules import ROOT, Rules
from workflow.store import Store
from workflow.store.offices import office_rows

FOLDER = ROOT / "config" / "demo"


def fill(store: Store, rules: Rules, now: datetime, folder: Path = FOLDER) -> tuple[DemoAccount, ...]:
    """Set up the office and perform its cases as of now; answers who can sign in.

    The passwords are also kept in demo-accounts.txt of the store's folder. Raises BadInput where the store has
    agencies already, and then changes nothing.
    """
    stage = read_stage(folder)
    with one_transaction(store) as inside:
        with inside.database.reading() as connection:
            if not office_rows.is_empty(connection):
                raise BadInput(
                    "数据库中已有机关，不能装入演示单位 / the store has agencies already: no demonstration"
                )
        desk = Desk(inside, rules, examine=examiner())
        cast = take_the_stage(inside, stage.places)
        with inside.database.reading() as connection:
            days = desk.calendars.at_version(connection, desk.calendars.newest(connection))
        Performance(desk, cast, days, today_of(now)).perform(stage.matters)
        write_accounts(store.home, cast.accounts)
    return cast.accounts
