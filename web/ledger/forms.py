"""What the ledger can be narrowed to."""

from __future__ import annotations

from typing import Any

from web.forms import Form, choice, line, number, tick
from workflow.outcomes import Outcomes
from workflow.terms import Channel, Status
from workflow.viewing import Filter
from workflow.wording import Words


class FilterForm(Form):
    """Read from the address of the page, so that a list can be kept as a link."""

    class Meta:
        csrf = False  # it changes nothing

    text = line("查找", "Find", needed=False)
    status = choice("状态", "Status", Status, needed=False)
    due_within = number("几个工作日内", "Due within days", needed=False)
    agency = choice("机关", "Agency", needed=False)
    channel = choice("渠道", "Channel", Channel, needed=False)
    outcome = choice("结果", "Outcome", needed=False)
    overdue = tick("只看超期", "Overdue only")

    def offer(self, agencies: dict[int, str], outcomes: Outcomes) -> None:
        """Fill the lists; an empty choice stands first in each."""
        self.agency.choices = [(str(key), name) for key, name in agencies.items()]
        self.outcome.choices = [(o.code, Words(o.zh, o.en)) for o in outcomes]
        for field in (self.status, self.agency, self.channel, self.outcome):
            field.choices = [("", Words("全部", "All")), *field.choices]

    def filter(self, after: tuple[str, int] | None) -> Filter:
        """What the form asks for."""
        return Filter(
            text=self.text.data or "",
            status=self.status.data,
            due_within=self.due_within.data,
            agency=int(self.agency.data) if self.agency.data else None,
            channel=self.channel.data or "",
            outcome=self.outcome.data or "",
            overdue=bool(self.overdue.data),
            after=after,
        )

    @property
    def asked(self) -> dict[str, Any]:
        """The address of the same list, for the next page."""
        return {name: str(field.data) for name, field in self._fields.items() if field.data}
