"""What the ledger can be narrowed to."""

from __future__ import annotations

from typing import Any, Final

from web.forms import Form, choice, line, number, tick
from workflow.outcomes import Outcomes
from workflow.store.lists.narrowing import NOTHING, Narrowing
from workflow.terms import Channel, Status
from workflow.viewing import Filter
from workflow.wording import Words

STANDS: Final = {"open": Words("在办", "Open"), "closed": Words("已办结", "Closed")}
ORDERS: Final = {
    "due": Words("在办在前、期限近在前", "Open first, soonest deadline"),
    "newest": Words("最新登记在前", "Newest first"),
}
DEFAULT: Final = "due"
Place = tuple[str, int]


class FilterForm(Form):
    """Read from the address of the page, so that a list can be kept as a link."""

    class Meta:
        csrf = False  # it changes nothing

    text = line("查找", "Find", needed=False)
    stand = choice("在办、办结", "Open or closed", STANDS, needed=False)
    status = choice("状态", "Status", Status, needed=False)
    due_within = number("几个工作日内到期", "Due within working days", needed=False)
    agency = choice("机关", "Agency", needed=False)
    channel = choice("渠道", "Channel", Channel, needed=False)
    outcome = choice("结果", "Outcome", needed=False)
    order = choice("排序", "Order", ORDERS, needed=False)
    overdue = tick("只看超期", "Overdue only")

    def offer(self, agencies: dict[int, str], outcomes: Outcomes) -> None:
        """Fill the lists; an empty choice stands first in each."""
        self.agency.choices = [(str(key), name) for key, name in agencies.items()]
        self.outcome.choices = [(o.code, Words(o.zh, o.en)) for o in outcomes]
        for field in (self.stand, self.status, self.agency, self.channel, self.outcome):
            field.choices = [("", Words("全部", "All")), *field.choices]
        self.order.data = self.order.data or DEFAULT

    def filter(self, after: Place | None, before: Place | None) -> Filter:
        """What the form asks for."""
        return self._filter(after, before, NOTHING)

    def _filter(self, after: Place | None, before: Place | None, more: Narrowing) -> Filter:
        return Filter(
            text=self.text.data or "",
            status=self.status.data,
            due_within=self.due_within.data,
            agency=int(self.agency.data) if self.agency.data else None,
            channel=self.channel.data or "",
            outcome=self.outcome.data or "",
            overdue=bool(self.overdue.data),
            open_only=self.stand.data == "open",
            closed_only=self.stand.data == "closed",
            more=more,
            order=self.order.data,
            after=after,
            before=before,
        )

    @property
    def asked(self) -> dict[str, Any]:
        """The address of the same list, for the next page."""
        said = {name: str(field.data) for name, field in self._fields.items() if field.data}
        return {name: value for name, value in said.items() if (name, value) != ("order", DEFAULT)}

    @property
    def narrowing(self) -> list[tuple[str, Any, Any]]:
        """What narrows the list beside the text: the name of the field, its label, the value in words."""
        named = [field for name, field in self._fields.items() if name not in ("text", "order")]
        return [(field.name, field.label.text, _said(field)) for field in named if field.data]


def _said(field: Any) -> Any:
    """The value as the form words it; a ticked box says it by its label."""
    if field.type == "TickField":
        return ""
    value = str(getattr(field.data, "value", field.data))
    return dict(getattr(field, "choices", ())).get(value, value)
