"""What the ledger of appeals can be narrowed to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Final

from web.forms import Form, choice, line, number, tick
from web.ledger.by_column import ByColumn, named_fields, with_fields
from workflow.appeal.clock import ACTS
from workflow.appeal.law import shipped
from workflow.appeal.terms import AppealKind, AppealStatus, Procedure, ResultKind
from workflow.appeal_ledger import AppealFilter, Place
from workflow.store.lists.narrowing import NOTHING, Narrowing
from workflow.wording import Words

STANDS: Final = {"pending": Words("未办结", "Pending"), "over": Words("已办结", "Over")}
PAGE: Final = 50
EVERY: Final = ("", Words("全部", "All"))
_RESULTS: Final = {result.code: result.words for result in shipped().results}


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

    def filter(self, after: Place | None, before: Place | None = None) -> AppealFilter:
        """What the form asks for, but for the days ahead, which the calendar counts."""
        return self._filter(after, before, NOTHING)

    def _filter(self, after: Place | None, before: Place | None, more: Narrowing) -> AppealFilter:
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
            more=more,
            after=after,
            before=before,
            limit=PAGE,
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


@with_fields
class ConditionsForm(ByColumn, FilterForm):
    """Every column the ledger of appeals can be narrowed by."""

    choices_by_column = ("procedure", "instance", "result", "next_limit_act")
    numbers = ("instance",)
    days: ClassVar[Mapping[str, Words]] = {
        "filed_on": Words("受理、立案", "Taken up"),
        "received_on": Words("收到材料", "Papers received"),
        "next_limit_on": Words("期限截止", "Limit ends"),
        "decided_on": Words("作出、送达日期", "Decided"),
        "ended_on": Words("办结日期", "Ended"),
    }
    facts: ClassVar[Mapping[str, Words]] = {
        "decided": Words("已有结果", "Has a result"),
        "after_review": Words("复议后起诉", "After reconsideration"),
        "redo": Words("责令重新答复", "New reply ordered"),
        "provisional": Words("期限暂定", "Provisional limit"),
    }
    procedure = choice("程序", "Procedure", Procedure, needed=False)
    instance = choice(
        "审级", "Instance", {"1": Words("一审或者复议", "First"), "2": Words("二审", "Second")}, needed=False
    )
    result = choice("结果（具体）", "Result in detail", _RESULTS, needed=False)
    next_limit_act = choice("下一期限", "Next limit", ACTS, needed=False)

    def offer(self, agencies: dict[int, str], organs: Iterable[str]) -> None:
        """Fill the lists; an empty choice stands first in each."""
        super().offer(agencies, organs)
        for name in self.choices_by_column:
            self[name].choices = [EVERY, *self[name].choices]

    def filter(self, after: Place | None, before: Place | None = None) -> AppealFilter:
        """With the columns beyond the first page."""
        return self._filter(after, before, self.narrowed())


#: what stands on the first page of the ledger
FIRST_PAGE: Final = (
    *("text", "kind", "stand", "status", "due_within", "result_kind", "reason", "agency", "organ"),
    *("filed_in", "overdue", "third_party"),
)
#: fields of the first page, and the columns they are about
NAMED: Final = {
    "kind": "kind", "status": "status", "result_kind": "result_kind", "organ": "organ", "agency": "agency_id",
}  # fmt: skip
MORE: Final = named_fields(ConditionsForm)
