"""The columns of the register (台账各栏): what each is called, what stands in it, how wide it is in a workbook.

Identity numbers and phones are masked here as everywhere that is not one case (个人信息保护法第五十一条).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import Any, Final, NamedTuple

from workflow.choices import WAITING_FOR
from workflow.errors import BadInput
from workflow.rules import Rules
from workflow.terms import ApplicantType, CaseKind, Channel, Party, Status, SupplyForm, Term, Way
from workflow.wording import Words

_RECEIVED: Final = {
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

Value = str | int | date | Term | Words | None


class Kind(StrEnum):
    """How a cell is written."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"


class Asker(NamedTuple):
    """The first applicant, masked."""

    id_kind: str = ""
    id_no: str = ""
    phone: str = ""
    agent: str = ""


class Line(NamedTuple):
    """One case in its place of the list, as it stands today; `row` is the projection with the names."""

    number: int
    row: Any
    remaining: int | None
    asker: Asker
    rules: Rules


class Column(NamedTuple):
    """One column. `wide` counts characters; `adds_up` where a total under it says something."""

    name: str
    words: Words
    wide: int
    value: Callable[[Line], Value]
    kind: Kind = Kind.TEXT
    adds_up: bool = False
    reads: tuple[str, ...] = ()  #: columns of the store, where it is not the one of its name


class Group(NamedTuple):
    """Columns that belong together."""

    words: Words
    columns: tuple[Column, ...]


def _text(
    name: str, zh: str, en: str, wide: int, value: Callable[[Line], Value] | None = None, *reads: str
) -> Column:
    return Column(
        name, Words(zh, en), wide, value or (lambda line: getattr(line.row, name) or ""), reads=reads
    )


def _day(name: str, zh: str, en: str) -> Column:
    return Column(name, Words(zh, en), 12, lambda line: getattr(line.row, name), Kind.DAY)


def _number(name: str, zh: str, en: str, *, adds_up: bool = False) -> Column:
    return Column(name, Words(zh, en), 9, lambda line: getattr(line.row, name) or None, Kind.NUMBER, adds_up)


def _term(name: str, zh: str, en: str, wide: int, terms: type[Term]) -> Column:
    by_value = {term.value: term for term in terms}

    def named(line: Line) -> Value:
        return by_value.get(getattr(line.row, name))

    return Column(name, Words(zh, en), wide, named)


def _ticked(name: str, zh: str, en: str) -> Column:
    return Column(
        name, Words(zh, en), 8, lambda line: Words("是", "Yes") if getattr(line.row, name) else None
    )


def _asker(name: str, zh: str, en: str, wide: int) -> Column:
    return Column(name, Words(zh, en), wide, lambda line: getattr(line.asker, name))


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
    return _RECEIVED.get(line.row.receipt_rule)


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
            _text("case_no", "登记编号", "Number", 18),
            _text("agency_name", "机关", "Agency", 24),
            _term("kind", "事项", "Kind", 14, CaseKind),
            _text("summary", "申请内容", "Application", 48),
            _term("status", "状态", "Status", 12, Status),
            _text("waiting_for", "在等", "Waits for", 20, _waiting_for, "status"),
            _text("unit", "承办部门", "Unit", 16),
            _text("handler_name", "承办人", "Handler", 10),
            _ticked("imported", "原台账导入", "From an old register"),
        ),
    ),
    Group(
        Words("申请人", "Applicant"),
        (
            _text("applicant", "申请人", "Applicant", 16),
            _term("applicant_type", "申请人类型", "Kind of applicant", 14, ApplicantType),
            _asker("id_kind", "证件类型", "Identity paper", 12),
            _asker("id_no", "证件号码（掩码）", "Identity number (masked)", 20),
            _asker("phone", "联系电话（掩码）", "Phone (masked)", 16),
            _asker("agent", "代理人", "Agent", 12),
        ),
    ),
    Group(
        Words("收到", "Receipt"),
        (
            _term("channel", "渠道", "Channel", 18, Channel),
            _day("arrived_on", "到达日期", "Arrived"),
            _day("received_on", "收到日期", "Received"),
            _text("receipt_rule", "收到日期的依据", "Receipt counted from", 18, _received_by),
            _term("supply_way", "获取方式", "Way of supply", 16, Way),
            _term("supply_form", "获取形式", "Form of supply", 12, SupplyForm),
            _text("regime", "适用条例", "Regulation", 12, _regime),
        ),
    ),
    Group(
        Words("补正、征求意见、延期、收费", "Correction, consultation, extension, fee"),
        (
            _day("correction_asked_on", "补正告知", "Correction asked"),
            _day("correction_answer_by", "补正期限", "To be corrected by"),
            _day("correction_received_on", "收到补正", "Corrected"),
            _text("consulted", "征求意见对象", "Consulted", 16, _parties),
            _day("consulted_on", "征求意见发出", "Consultation sent"),
            _day("consultation_served_on", "征求意见送达", "Consultation served"),
            _day("opinion_on", "收到意见", "Opinion received"),
            _number("extension_days", "延期工作日", "Days of extension"),
            _day("extended_on", "延期告知", "Extension told"),
            _number("fee_yuan", "收费（元）", "Fee (yuan)", adds_up=True),
            _day("fee_charged_on", "收费通知", "Fee notified"),
            _day("fee_paid_on", "缴费日期", "Fee paid"),
        ),
    ),
    Group(
        Words("期限", "Limits"),
        (
            _day("due_on", "法定期限", "Deadline"),
            Column(
                "remaining", Words("剩余工作日", "Days left"), 9, lambda line: line.remaining, Kind.NUMBER
            ),
            _text("timely", "是否超期", "In time", 9, _timely),
            _ticked("provisional", "期限暂定", "Provisional"),
            _text("limit_act", "其他时限", "Other limit", 18, _limit),
            _day("limit_on", "其他时限截止", "Other limit ends"),
        ),
    ),
    Group(
        Words("答复和送达", "Reply and service"),
        (
            _text("outcome", "答复结果", "Outcome", 24, _outcome),
            _text("document_no", "答复文号", "Letter number", 22),
            _day("decided_on", "答复日期", "Decided"),
            _day("dispatched_on", "发出日期", "Dispatched"),
            _term("dispatch_way", "送达方式", "Sent by", 16, Way),
            _text("tracking_no", "邮件号", "Tracking number", 16),
            _day("served_on", "送达日期", "Served"),
            _ticked("for_publication", "转主动公开", "For publication"),
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
#: what is read from the applicants beside the row
OF_ASKER: Final = frozenset(Asker._fields)


def chosen(names: Iterable[str]) -> tuple[Column, ...]:
    """These columns in this order, each once. Raises BadInput for one there is not."""
    asked = list(dict.fromkeys(names))
    for name in asked:
        if name not in COLUMNS:
            raise BadInput(f"台账没有这一栏：{name} / the ledger has no such column")
    return tuple(COLUMNS[name] for name in asked)


def reads(columns: Iterable[Column]) -> tuple[str, ...]:
    """What the store has to read of each case for these columns."""
    own = {"number", "remaining", *OF_ASKER}
    named = (name for column in columns for name in column.reads or (column.name,))
    return tuple(dict.fromkeys((*_ALWAYS, *(name for name in named if name not in own))))
