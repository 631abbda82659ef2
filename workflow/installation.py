"""One installation: its store, its rules, its calendar, and the circumstances they give an act or a page."""

from __future__ import annotations

from datetime import datetime

from workflow.calendars import Calendars
from workflow.days.office_time import today_of
from workflow.guards import Around
from workflow.mail import settings as mail_settings
from workflow.rules import Rules
from workflow.store import Connection, Store
from workflow.store.repository import WORKER, Officer


class Installation:
    """What reading and acting have in common."""

    def __init__(self, store: Store, rules: Rules) -> None:
        self.store, self.rules = store, rules
        self.calendars = Calendars(rules.holidays)

    def around(self, connection: Connection, officer: Officer | None, now: datetime) -> Around:
        """The circumstances of an act at that moment."""
        version = officer.calendar if officer else self.calendars.newest(connection)
        return Around(
            today=today_of(now),
            actor=officer.id if officer else WORKER,
            days=self.calendars.at_version(connection, version),
            regimes=self.rules.regimes,
            outcomes=self.rules.outcomes,
            approvals=self.rules.approvals,
            fees=self.rules.fees,
            mail=mail_settings.is_set_up(),
        )
