"""What the ledger of appeals can be narrowed to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from web.forms import Form, choice, line, number, tick
from workflow.appeal.law import shipped
from workflow.appeal.terms import AppealKind, AppealStatus, ResultKind
from workflow.appeal_ledger import AppealFilter, Place
from workflow.wording import Words

STANDS: Final = {"pending": Words("未办结", "Pending"), "over": Words("已办结", "Over")}
EVERY: Final = ("", Words("全部", "All"))


class FilterForm(Form):
    """Read from the address of the page, so that a list can be kept as a link."""

    class Meta:
        csrf = False  # it changes nothing

    text = line("查找", "Find", needed=False)
    kind = choice("种类", "Kind", AppealKind, needed=False)
    stand = choice("是否办结", "Pending or over", STANDS, needed=False)
    status = choice("状态", "Status", AppealStatus, needed=False)
    due_within = number("几个工作日内到期", "Due within working days", needed=False)
    result_kind = choice("结果", "Result", ResultKind, needed=False)
    reason = choice("被纠正的原因", "Why corrected", shipped().reasons, needed=False)
    agency = choice("被申请（被告）机关", "Agency", needed=False)
    organ = choice("复议机关、法院", "Organ", needed=False)
    filed_in = number("受理、立案年份", "Year taken up", needed=False)
    overdue = tick("只看超期", "Overdue only")
    third_party = tick("第三方提出", "By a third party")

    def offer(self, agencies: dict[int, str], organs: Iterable[str]) -> None:
        """Fill the lists; an empty choice stands first in each."""
        self.agency.choices = [(str(key), name) for key, name in agencies.items()]
        self.organ.choices = [(name, name) for name in organs]
        for name in ("kind", "stand", "status", "result_kind", "reason", "agency", "organ"):
            self[name].choices = [EVERY, *self[name].choices]

    def filter(self, after: Place | None) -> AppealFilter:
        """What the form asks for, but for the days ahead, which the calendar counts."""
        stand = self.stand.data
        return AppealFilter(
            text=self.text.data or "",
            kind=self.kind.data or "",
            status=self.status.data or "",
            pending=None if not stand else stand == "pending",
            overdue=bool(self.overdue.data),
            result_kind=self.result_kind.data or "",
            reason=self.reason.data or "",
            agency=int(self.agency.data) if self.agency.data else None,
            organ=self.organ.data or "",
            filed_in=self.filed_in.data,
            third_party=bool(self.third_party.data),
            after=after,
        )

    @property
    def asked(self) -> dict[str, Any]:
        """The address of the same list, for the next page."""
        held = {name: getattr(field.data, "value", field.data) for name, field in self._fields.items()}
        return {name: str(value) for name, value in held.items() if value not in (None, "", False)}

    @property
    def narrowing(self) -> list[tuple[str, Any, Any]]:
        """What narrows the list beside the text: the name of the field, its label, the value in words."""
        named = [field for name, field in self._fields.items() if name != "text"]
        return [(field.name, field.label.text, _said(field)) for field in named if field.name in self.asked]


def _said(field: Any) -> Any:
    if field.type == "TickField":
        return ""
    value = str(getattr(field.data, "value", field.data))
    return dict(getattr(field, "choices", ())).get(value, value)
