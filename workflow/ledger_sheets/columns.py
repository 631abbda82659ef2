"""The columns of the register (台账各栏): what each is called, what stands in it, how wide it is in a workbook.

Identity numbers and phones are masked here as everywhere that is not one case (个人信息保护法第五十一条).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from workflow.appeal.terms import AppealKind, ResultKind
from workflow.archiving import retention
from workflow.choices import WAITING_FOR
from workflow.ledger_sheets.lines import (
    Asker,
    Column,
    Group,
    Kind,
    Line,
    Value,
    asker,
    day,
    number,
    person,
    picked,
    term,
    text,
    ticked,
)
from workflow.terms import ApplicantType, CaseKind, Channel, FeeMode, Party, Status, SupplyForm, Way
from workflow.wording import Words

RECEIVED: Final = {
    "submitted": Words("提交", "Submitted"),
    "signed": Words("签收", "Signed for"),
    "confirmed": Words("与申请人确认", "Confirmed with the applicant"),
    "system": Words("进入系统", "Entered the system"),
}
_REGULATIONS: Final = {
    "prc-2007": Words("2007年条例", "Regulation of 2007"),
    "prc-2019": Words("2019年条例", "Regulation of 2019"),
}
_LIMITS: Final = {
    "correction_notice": Words("要求补正", "Ask for correction"),
    "correction_answer": Words("申请人补正", "Correction by the applicant"),
    "fee_payment": Words("申请人缴费", "Payment by the applicant"),
}
_CONSULTATION: Final = Words("被征求意见方答复", "Answer of those consulted")


def _confirmed_on(line: Line) -> Value:
    """Only where the confirmation is what fixed the day of receipt (条例第三十一条)."""
    return line.row.received_on if line.row.receipt_rule == "confirmed" else None


def _appeals(line: Line) -> Value:
    """Each with its column of table four."""
    pairs = [one.split(":") for one in line.row.appeals.split(",") if one]
    said = [(AppealKind(kind), ResultKind(result)) for kind, result in pairs]
    if not said:
        return None
    zh = "、".join(f"{kind.zh}（{result.zh}）" for kind, result in said)
    return Words(zh, ", ".join(f"{kind.en} ({result.en.lower()})" for kind, result in said))


def _retention(line: Line) -> Value:
    found = retention.load().of(line.row.retention)
    return found.said if found else line.row.retention


def _waiting_for(line: Line) -> Value:
    return WAITING_FOR.get(Status(line.row.status))


def _outcome(line: Line) -> Value:
    code: str = line.row.outcome
    outcomes = line.rules.outcomes
    return Words(outcomes[code].zh, outcomes[code].en) if code in outcomes else code


def _regime(line: Line) -> Value:
    regime: str = line.row.regime
    return _REGULATIONS.get(regime, regime)


def _received_by(line: Line) -> Value:
    return RECEIVED.get(line.row.receipt_rule)


def _parties(line: Line) -> Value:
    named = [Party(code) for code in line.row.consulted.split(",") if code]
    return Words("、".join(p.zh for p in named), ", ".join(p.en for p in named)) if named else None


def _limit(line: Line) -> Value:
    """The act, without what tells several apart."""
    act: str = line.row.limit_act.partition(":")[0]
    return _LIMITS.get(act, _CONSULTATION) if act else None


def _timely(line: Line) -> Value:
    if line.row.is_open:
        late = line.row.clock_status == "running" and line.remaining is not None and line.remaining < 0
        return Words("超期", "Overdue") if late else None
    if line.row.timely is None:
        return None
    return Words("按期", "In time") if line.row.timely else Words("逾期", "Late")


GROUPS: Final = (
    Group(
        Words("案件", "Case"),
        (
            Column("number", Words("序号", "No."), 6, lambda line: line.number, Kind.NUMBER),
            text("case_no", "登记编号", "Number", 18),
            text("agency_name", "机关", "Agency", 24),
            term("kind", "事项", "Kind", 14, CaseKind),
            text("summary", "申请内容", "Application", 48),
            term("status", "状态", "Status", 12, Status),
            text("waiting_for", "在等", "Waits for", 20, _waiting_for, "status"),
            text("unit", "承办部门", "Unit", 16),
            text("handler_name", "承办人", "Handler", 10),
            ticked("imported", "原台账导入", "From an old register"),
        ),
    ),
    Group(
        Words("申请人", "Applicant"),
        (
            text("applicant", "申请人", "Applicant", 16),
            term("applicant_type", "申请人类型", "Kind of applicant", 14, ApplicantType),
            asker("id_kind", "证件类型", "Identity paper", 12),
            asker("id_no", "证件号码（掩码）", "Identity number (masked)", 20),
            asker("phone", "联系电话（掩码）", "Phone (masked)", 16),
            asker("agent", "代理人", "Agent", 12),
        ),
    ),
    Group(
        Words("收到", "Receipt"),
        (
            term("channel", "渠道", "Channel", 18, Channel),
            day("arrived_on", "到达日期", "Arrived"),
            Column(
                "confirmed_on",
                Words("确认日期", "Confirmed"),
                12,
                _confirmed_on,
                Kind.DAY,
                reads=("receipt_rule", "received_on"),
            ),
            day("received_on", "收到日期", "Received"),
            text("receipt_rule", "收到日期的依据", "Receipt counted from", 18, _received_by),
            term("supply_way", "获取方式", "Way of supply", 16, Way),
            term("supply_form", "获取形式", "Form of supply", 12, SupplyForm),
            text("regime", "适用条例", "Regulation", 12, _regime),
        ),
    ),
    Group(
        Words("补正、征求意见、延期、收费", "Correction, consultation, extension, fee"),
        (
            day("correction_asked_on", "补正告知", "Correction asked"),
            day("correction_answer_by", "补正期限", "To be corrected by"),
            day("correction_received_on", "收到补正", "Corrected"),
            text("consulted", "征求意见对象", "Consulted", 16, _parties),
            day("consulted_on", "征求意见发出", "Consultation sent"),
            day("consultation_served_on", "征求意见送达", "Consultation served"),
            day("opinion_on", "收到意见", "Opinion received"),
            number("extension_days", "延期工作日", "Days of extension"),
            day("extended_on", "延期告知", "Extension told"),
            person("extension_by", "延期批准人", "Extension approved by"),
            text("extension_no", "延期文号", "Extension letter", 22),
            term("fee_mode", "计费方式", "Charged by", 12, FeeMode),
            number("fee_yuan", "收费（元）", "Fee (yuan)", adds_up=True),
            day("fee_charged_on", "收费通知", "Fee notified"),
            day("fee_paid_on", "缴费日期", "Fee paid"),
        ),
    ),
    Group(
        Words("期限", "Limits"),
        (
            day("due_on", "法定期限", "Deadline"),
            Column(
                "remaining", Words("剩余工作日", "Days left"), 9, lambda line: line.remaining, Kind.NUMBER
            ),
            text("timely", "是否超期", "In time", 9, _timely),
            ticked("provisional", "期限暂定", "Provisional"),
            text("limit_act", "其他时限", "Other limit", 18, _limit),
            day("limit_on", "其他时限截止", "Other limit ends"),
        ),
    ),
    Group(
        Words("答复和送达", "Reply and service"),
        (
            text("outcome", "答复结果", "Outcome", 24, _outcome),
            text("document_no", "答复文号", "Letter number", 22),
            person("reviewed_by", "审查人", "Reviewed by"),
            person("signed_by", "签发人", "Signed by"),
            day("signed_on", "签发日期", "Signed"),
            day("decided_on", "答复日期", "Decided"),
            day("dispatched_on", "发出日期", "Dispatched"),
            term("dispatch_way", "送达方式", "Sent by", 16, Way),
            text("tracking_no", "邮件号", "Tracking number", 16),
            day("served_on", "送达日期", "Served"),
            ticked("for_publication", "转主动公开", "For publication"),
        ),
    ),
    Group(
        Words("复议诉讼、归档、备注", "Appeals, archive, remarks"),
        (
            text("appeals", "复议、诉讼、投诉及结果", "Appeals and results", 28, _appeals),
            day("archived_on", "归档日期", "Archived"),
            text("archive_no", "归档号", "Archive number", 16),
            text("retention", "保管期限", "Kept for", 10, _retention),
            Column(
                "remark",
                Words("备注", "Remarks"),
                30,
                lambda line: line.beside.remarks.get(line.row.case_id),
                reads=("remark_sha256",),
            ),
        ),
    ),
)
COLUMNS: Final = {column.name: column for group in GROUPS for column in group.columns}
#: what an office's register has always had, where nobody chose otherwise
USUAL: Final = (
    *("case_no", "agency_name", "applicant", "applicant_type", "channel", "received_on", "summary", "unit"),
    *("handler_name", "status", "due_on", "remaining", "timely", "outcome", "document_no", "decided_on"),
    *("dispatched_on", "served_on"),
)
#: what each line needs to say how many days are left
_ALWAYS: Final = ("case_id", "case_no", "is_open", "clock_status", "due_on", "days_left", "timely")
#: what is read from the applicants beside the row, and where names of people are looked up
OF_ASKER: Final = frozenset(Asker._fields)
OF_PEOPLE: Final = frozenset({"extension_by", "reviewed_by", "signed_by"})


def chosen(names: Iterable[str]) -> tuple[Column, ...]:
    """These columns in this order, each once. Raises BadInput for one there is not."""
    return picked(COLUMNS, names)


def reads(columns: Iterable[Column]) -> tuple[str, ...]:
    """What the store has to read of each case for these columns."""
    own = {"number", "remaining", *OF_ASKER}
    named = (name for column in columns for name in column.reads or (column.name,))
    return tuple(dict.fromkeys((*_ALWAYS, *(name for name in named if name not in own))))
