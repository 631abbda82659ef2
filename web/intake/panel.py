"""What stands beside the form while it is filled in: when the reply will be due, and what is known already."""

from __future__ import annotations

from typing import Any, NamedTuple

from web.access import desk, now, officer, person
from workflow.errors import CalendarUnknown, NotAllowed, RuleMissing
from workflow.hinting import CaseHint, Hints, HintsAsked, hints
from workflow.intake import Arrival, Forecast, forecast
from workflow.terms import Channel

SHOWN = 4  # of each kind: the page of a case says more
TEXT_AT_MOST = 5_000  # characters of the application that are compared
REPEAT = 0.6  # so much of the words shared may be a repeated application (art. 36 (6))


class Panel(NamedTuple):
    """`hints` is None while nothing was asked for."""

    forecast: Forecast | None
    hints: Hints | None

    @property
    def found(self) -> int:
        """How many things a reader should look at."""
        h = self.hints
        return len(h.same_applicant) + len(self.similar) + len(h.published) if h else 0

    @property
    def similar(self) -> tuple[CaseHint, ...]:
        """Of others: what the same applicant asked stands above them."""
        if self.hints is None:
            return ()
        same = {hint.case_no for hint in self.hints.same_applicant}
        return tuple(hint for hint in self.hints.similar if hint.case_no not in same)


def panel(form: Any, asked: bool) -> Panel:
    """The panel of a form as it stands, whatever is still wrong with it; `asked` looks for earlier cases too."""
    return Panel(_forecast(form), _hints(form) if asked else None)


def _forecast(form: Any) -> Forecast | None:
    arrived_on, today = form.arrived_on.data, now()
    if arrived_on is None or str(form.channel.data) not in set(Channel):
        return None
    later = [form[name].data if name in form.dates else None for name in ("signed_on", "confirmed_on")]
    arrival = Arrival(Channel(str(form.channel.data)), arrived_on, *later)
    try:
        with desk().store.database.reading() as connection:
            around = desk().around(connection, officer(), today)
        return forecast(arrival, around) if arrived_on <= around.today else None
    except (RuleMissing, CalendarUnknown):  # said when the form is sent
        return None


def _hints(form: Any) -> Hints | None:
    first = form.applicants[0].form
    agency = str(form.agency.data or "")
    asked = HintsAsked(
        agency=int(agency) if agency.isdecimal() else 0,
        name=first.name.data or "",
        id_no=first.id_no.data or "",
        phone=first.phone.data or "",
        text=(form.application.data or "")[:TEXT_AT_MOST],
    )
    if not any(asked[1:]):
        return Hints()
    try:
        return hints(desk(), person(), now(), asked)
    except NotAllowed:  # the agency sent is not theirs: the desk refuses the form itself
        return None
