"""Every column the ledger can be narrowed by, beyond the few that stand on its first page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.forms import choice
from web.ledger.by_column import ByColumn, named_fields, with_fields
from web.ledger.forms import FilterForm, Place
from workflow.archiving import retention
from workflow.ledger_sheets.columns import RECEIVED
from workflow.outcomes import REGIMES
from workflow.terms import ApplicantType, CaseKind, FeeMode, SupplyForm, Way
from workflow.viewing import Filter
from workflow.wording import Words

#: columns with a day, and what each is called
DAYS: Final = {
    "received_on": Words("收到日期", "Received"),
    "decided_on": Words("答复日期", "Decided"),
    "due_on": Words("法定期限", "Deadline"),
    "arrived_on": Words("到达日期", "Arrived"),
    "dispatched_on": Words("发出日期", "Dispatched"),
    "served_on": Words("送达日期", "Served"),
    "signed_on": Words("签发日期", "Signed"),
    "correction_asked_on": Words("补正告知", "Correction asked"),
    "correction_answer_by": Words("补正期限", "To be corrected by"),
    "correction_received_on": Words("收到补正", "Corrected"),
    "consulted_on": Words("征求意见发出", "Consultation sent"),
    "consultation_served_on": Words("征求意见送达", "Consultation served"),
    "opinion_on": Words("收到意见", "Opinion received"),
    "extended_on": Words("延期告知", "Extension told"),
    "fee_charged_on": Words("收费通知", "Fee notified"),
    "fee_paid_on": Words("缴费日期", "Fee paid"),
    "limit_on": Words("其他时限截止", "Other limit ends"),
    "archived_on": Words("归档日期", "Archived"),
}
#: what a case has or has not
FACTS: Final = {
    "corrected": Words("要求过补正", "Correction was asked for"),
    "consulted": Words("征求过意见", "Others were consulted"),
    "extended": Words("延期", "Extended"),
    "charged": Words("收费", "A fee was charged"),
    "late": Words("逾期答复", "Answered late"),
    "for_publication": Words("转主动公开", "For publication"),
    "appealed": Words("有复议、诉讼或者投诉", "Appealed or complained of"),
    "overturned": Words("被纠正", "Corrected on appeal"),
    "numbered": Words("有归档号", "Has an archive number"),
    "remarked": Words("有备注", "Has remarks"),
    "imported": Words("原台账导入", "From an old register"),
    "provisional": Words("期限暂定", "Provisional deadline"),
}
CHOICES: Final = (
    *("kind", "applicant_type", "handler_id", "unit", "regime"),
    *("supply_way", "supply_form", "dispatch_way", "receipt_rule", "fee_mode", "signed_by", "retention"),
)
PEOPLE: Final = ("handler_id", "signed_by")
_REGULATIONS: Final = dict(
    zip(REGIMES, (Words("2007年条例", "Of 2007"), Words("2019年条例", "Of 2019")), strict=True)
)


@with_fields
class ConditionsForm(ByColumn, FilterForm):
    """All of them."""

    choices_by_column = CHOICES
    days = DAYS
    facts = FACTS
    numbers = PEOPLE
    kind = choice("事项", "Kind", CaseKind, needed=False)
    applicant_type = choice("申请人类型", "Kind of applicant", ApplicantType, needed=False)
    handler_id = choice("承办人", "Handler", needed=False)
    unit = choice("承办部门", "Unit", needed=False)
    regime = choice("适用条例", "Regulation", _REGULATIONS, needed=False)
    supply_way = choice("获取方式", "Way of supply", Way, needed=False)
    supply_form = choice("获取形式", "Form of supply", SupplyForm, needed=False)
    dispatch_way = choice("送达方式", "Sent by", Way, needed=False)
    receipt_rule = choice("收到日期的依据", "Receipt counted from", RECEIVED, needed=False)
    fee_mode = choice("计费方式", "Charged by", FeeMode, needed=False)
    signed_by = choice("签发人", "Signed by", needed=False)
    retention = choice(
        "保管期限", "Kept for", {one.value: one.said for one in retention.load().classes}, needed=False
    )

    def offer_more(self, people: Mapping[str, Mapping[int, str]], units: list[str]) -> None:
        """Fill the lists that depend on the office; what the address asks for is always among them."""
        asked = self.unit.data
        for name in PEOPLE:
            self[name].choices = [(str(key), said) for key, said in people.get(name, {}).items()]
        self.unit.choices = [(unit, unit) for unit in sorted({*units, *([asked] if asked else [])})]
        for name in CHOICES:
            listed = [choice for choice in self[name].choices if choice[0]]
            self[name].choices = [("", Words("全部", "All")), *listed]

    def filter(self, after: Place | None, before: Place | None) -> Filter:
        """With the columns beyond the first page."""
        return self._filter(after, before, self.narrowed())


#: fields of the first page, and the columns they are about
NAMED: Final = {"status": "status", "channel": "channel", "outcome": "outcome", "agency": "agency_id"}
MORE: Final = named_fields(ConditionsForm)
