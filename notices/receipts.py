"""The receipt (登记回执) of a case, from the facts of its receipt."""

from __future__ import annotations

from dataclasses import replace

from notices.composing import addressee, form_of_address, organ, short
from notices.letter import Receipt
from workflow.case import Case
from workflow.days.office_time import today_of
from workflow.entries import ReceiptFixed
from workflow.errors import NotFound
from workflow.folding import fold
from workflow.guards import Around
from workflow.terms import CaseKind, SupplyForm
from workflow.viewing import View

SUPPLIED_AS = {
    SupplyForm.PAPER: "纸质复印件",
    SupplyForm.ELECTRONIC: "电子文档",
    SupplyForm.VIEWING: "查阅、抄录",
}

RECEIVED_HOW = {
    "submitted": "以当面提交之日为收到申请之日",
    "signed": "以本机关签收之日为收到申请之日",
    "confirmed": "以双方确认之日为收到申请之日",
    "system": "以进入系统之日为收到申请之日",
}


def wanted(case: Case) -> str:
    """In which form and by which way the information was wanted; nothing that an old register left open."""
    form = "" if "supply_form" in case.unsaid else SUPPLIED_AS[case.supply_form]
    way = "" if "supply_way" in case.unsaid else short(case.supply_way.zh)
    return "，".join(filter(None, (form, way))) or "原台账没有记载"


def receipt(view: View, around: Around) -> Receipt:
    """The receipt as it stood when receipt was fixed. Raises NotFound before that, and for record corrections."""
    fixed = next((entry for entry in view.history if isinstance(entry.fact, ReceiptFixed)), None)
    if fixed is None or view.case.kind is CaseKind.RECORD_CORRECTION:
        raise NotFound(f"{view.case.case_no} 没有登记回执 / there is no receipt for this case")
    case = replace(fold(view.history[: fixed.seq]), unsaid=view.case.unsaid)
    fact = fixed.fact
    assert isinstance(fact, ReceiptFixed)
    clock = around._replace(today=fact.received_on).clock(case)
    law = around.regimes[fact.regime].rule("reply", fact.received_on)
    assert clock is not None
    assert clock.due_on is not None
    return Receipt(
        organ=organ(view.agency),
        case_no=case.case_no,
        query_code=f"{case.query_code[:4]}-{case.query_code[4:]}",
        applicant=addressee(view.applicants),
        channel=short(case.channel.zh),
        received_on=fact.received_on,
        received_how=RECEIVED_HOW[fact.rule],
        received_provision=fact.provision,
        due_on=clock.due_on,
        reply_days=law.value,
        reply_provision=law.provision,
        provisional_from=clock.provisional_from,
        request=view.texts[case.application_sha256].strip(),
        supply=wanted(case),
        dated_on=max(fact.received_on, today_of(fixed.at)),
        you=form_of_address(view.applicants),
    )
