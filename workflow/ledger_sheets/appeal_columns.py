"""The columns of the ledger of appeals: whose, before whom, how far, by when, with what result."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from workflow.appeal.clock import ACTS
from workflow.appeal.law import shipped
from workflow.appeal.terms import AppealKind, AppealStatus, Procedure, ResultKind
from workflow.ledger_sheets.lines import (
    Column,
    Group,
    Kind,
    Line,
    Value,
    day,
    picked,
    term,
    text,
    ticked,
)
from workflow.wording import Words

_INSTANCES: Final = {1: Words("一审", "First"), 2: Words("二审", "Second")}


def _instance(line: Line) -> Value:
    return _INSTANCES.get(line.row.instance) if line.row.kind == AppealKind.LITIGATION.value else None


def _limit(line: Line) -> Value:
    return ACTS.get(line.row.next_limit_act) if line.row.is_pending else None


def _whose(line: Line) -> Value:
    if not line.row.is_pending or not line.row.next_limit_act:
        return None
    ours = line.row.next_limit_ours
    return (
        Words("本机关", "This agency") if ours else Words("对方或者办理机关", "The other side or the organ")
    )


def _result(line: Line) -> Value:
    code: str = line.row.result
    found = shipped().result(AppealKind(line.row.kind), code)
    return found.words if found else code


def _reasons(line: Line) -> Value:
    words, codes = shipped().reasons, [code for code in line.row.reasons.split(",") if code]
    said = [words.get(code, Words(code, code)) for code in codes]
    return Words("；".join(w.zh for w in said), "; ".join(w.en for w in said)) if said else None


GROUPS: Final = (
    Group(
        Words("案件", "Case"),
        (
            Column("number", Words("序号", "No."), 6, lambda line: line.number, Kind.NUMBER),
            text("case_no", "登记编号", "Case", 18),
            text("agency_name", "机关", "Agency", 24),
            text("summary", "申请内容", "Application", 48),
            text("against", "争议的文书", "Letter disputed", 22),
        ),
    ),
    Group(
        Words("复议、诉讼、投诉", "Appeal"),
        (
            term("kind", "种类", "Kind", 14, AppealKind),
            text("appeal_no", "案号", "Number", 22),
            text("organ", "复议机关、法院", "Organ", 24),
            term("procedure", "程序", "Procedure", 12, Procedure),
            text("instance", "审级", "Instance", 8, _instance, "instance", "kind"),
            ticked("after_review", "复议后起诉", "After reconsideration"),
            text("appellant", "申请人、原告", "Appellant", 16),
            ticked("by_third_party", "第三方提出", "By a third party"),
            day("filed_on", "受理、立案", "Taken up"),
            day("received_on", "收到材料", "Papers received"),
        ),
    ),
    Group(
        Words("状态和期限", "Status and limits"),
        (
            term("status", "状态", "Status", 16, AppealStatus),
            text("next_limit_act", "下一期限", "Next limit", 24, _limit),
            day("next_limit_on", "期限截止", "Limit ends"),
            text("next_limit_ours", "由谁办理", "Whose", 16, _whose),
            Column(
                "remaining",
                Words("剩余工作日", "Days left"),
                9,
                lambda line: line.remaining if line.row.next_limit_ours else None,
                Kind.NUMBER,
            ),
            ticked("provisional", "期限暂定", "Provisional"),
        ),
    ),
    Group(
        Words("结果", "Result"),
        (
            text("result", "结果", "Result", 20, _result),
            term("result_kind", "年报口径", "Counted as", 12, ResultKind),
            text("document_no", "决定、裁判文号", "Number of the decision", 22),
            day("decided_on", "作出、送达日期", "Decided"),
            day("ended_on", "办结日期", "Ended"),
            ticked("redo", "责令重新答复", "New reply ordered"),
            text("reasons", "被纠正的原因", "Why corrected", 40, _reasons),
        ),
    ),
)
COLUMNS: Final = {column.name: column for group in GROUPS for column in group.columns}
#: what a ledger of appeals has always had, where nobody chose otherwise
USUAL: Final = (
    *("case_no", "agency_name", "kind", "appeal_no", "organ", "appellant", "against", "filed_on", "status"),
    *("next_limit_act", "next_limit_on", "remaining", "result", "document_no", "decided_on", "reasons"),
)


def chosen(names: Iterable[str]) -> tuple[Column, ...]:
    """These columns in this order, each once. Raises BadInput for one there is not."""
    return picked(COLUMNS, names)
