"""One line of an old ledger with what is wrong or doubtful about it so far."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from workflow.days.typed_dates import NotADay
from workflow.errors import Reason
from workflow.importing import days
from workflow.importing.judged import as_text
from workflow.importing.layout import Line
from workflow.importing.settings import Settings
from workflow.sound import is_sound_text

ERRORS: Final = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!"})
NAMES: Final = {
    "case_no": ("编号", "number"),
    "applicant": ("申请人", "applicant"),
    "received": ("收到日期", "day of receipt"),
    "applied": ("申请日期", "day of the application"),
    "channel": ("申请方式", "channel"),
    "request": ("申请内容", "request"),
    "replied": ("答复日期", "day of the reply"),
    "result": ("答复结果", "result"),
    "document_no": ("答复文号", "number of the reply"),
    "correction_asked": ("补正告知日期", "day of the correction notice"),
    "correction_received": ("收到补正日期", "day of the correction"),
    "extended": ("延期告知日期", "day of the extension notice"),
    "served": ("送达日期", "day of service"),
    "arrived": ("到达日期", "day of arrival"),
    "confirmed": ("确认日期", "day of confirmation"),
    "supply_way": ("获取方式", "way of supply"),
    "supply_form": ("获取形式", "form of supply"),
    "correction_answer_by": ("补正期限", "time for correction"),
    "consulted_on": ("征求意见发出日期", "day of the consultation"),
    "consultation_served": ("征求意见送达日期", "day the consultation was served"),
    "opinion_on": ("收到意见日期", "day of the opinion"),
    "extension_days": ("延期天数", "days of extension"),
    "fee_mode": ("计费方式", "way of charging"),
    "fee_yuan": ("收费金额", "fee"),
    "fee_charged": ("收费通知日期", "day of the fee notice"),
    "fee_paid": ("缴费日期", "day of payment"),
    "signed_on": ("签发日期", "day of signature"),
    "dispatched": ("发出日期", "day of dispatch"),
    "dispatch_way": ("送达方式", "way of sending"),
    "for_publication": ("转主动公开", "publication"),
    "appeal_review": ("行政复议", "reconsideration"),
    "appeal_litigation": ("行政诉讼", "litigation"),
    "appeal_complaint": ("投诉举报", "complaint"),
    "appeals": ("复议、诉讼、投诉及结果", "appeals"),
    "archived": ("归档日期", "day of archiving"),
    "applicant_type": ("申请人类型", "kind of applicant"),
    "id_kind": ("证件类型", "kind of identity paper"),
    "id_no": ("证件号码", "identity number"),
    "phone": ("联系电话", "phone"),
    "address": ("地址", "address"),
    "email": ("电子邮箱", "e-mail address"),
    "agent": ("代理人", "agent"),
    "unit": ("承办部门", "unit"),
    "handler": ("承办人", "handler"),
    "note": ("备注", "remarks"),
    "consulted": ("征求意见对象", "those consulted"),
    "extension_by": ("延期批准人", "who approved the extension"),
    "extension_no": ("延期文号", "number of the extension letter"),
    "reviewed_by": ("审查人", "who reviewed the reply"),
    "signed_by": ("签发人", "who signed the reply"),
    "tracking_no": ("邮件号", "tracking number"),
    "archive_no": ("归档号", "archive number"),
    "retention": ("保管期限", "retention"),
}
#: words of closed sets, which our own files may say in both languages: 予以公开 / Disclosed
_OF_SETS: Final = frozenset(
    {"applicant_type", "id_kind", "channel", "result", "supply_way", "supply_form", "dispatch_way"}
    | {"fee_mode", "consulted", "for_publication", "appeals", "retention"}
)
#: without them there is no case; the other columns only say more of it
_BEAR: Final = frozenset(
    {"case_no", "applicant", "received", "applied", "channel", "request", "replied", "result", "document_no"}
)


def _first_of_both(said: str) -> str:
    """The Chinese of 中文 / English; anything else as it stands."""
    zh, _, en = said.rpartition(" / ")
    return zh if en.isascii() and not zh.isascii() else said


class Row:
    """Reads the cells of a line and gathers faults, which refuse it, and warnings."""

    def __init__(self, line: Line, words: Settings, today: date) -> None:
        self.line, self.words, self.today = line, words, today
        self.faults: list[Reason] = []
        self.warnings: list[Reason] = []
        self._texts: dict[str, str] = {}

    def text(self, field: str) -> str:
        """A cell as words; nothing for a stroke or a 无."""
        if (held := self._texts.get(field)) is None:
            said = as_text(self.line.cells.get(field))
            if field in _OF_SETS:
                said = _first_of_both(said)
            held = self._texts[field] = "" if said in ERRORS or self.words.is_blank(said) else said
        return held

    def refuse(self, zh: str, en: str, provision: str = "") -> None:
        self.faults.append(Reason(zh, en, provision))

    def warn(self, zh: str, en: str) -> None:
        self.warnings.append(Reason(zh, en))

    def check_cells(self) -> None:
        """Errors, formulas nobody counted, characters that are no text, and what merged cells lend."""
        for field, said in self.line.cells.items():
            is_error = isinstance(said, str) and said.strip() in ERRORS
            if not is_error and field not in self.line.uncounted:
                continue
            zh, en = NAMES[field]
            tell = self.refuse if field in _BEAR else self.warn
            if is_error:
                tell(f"{zh}是错误值 {said.strip()}", f"The {en} is the error {said.strip()}")
            else:
                tell(
                    f"{zh}是公式，文件没有存下结果，请打开保存后再导入",
                    f"The {en} is a formula without a stored value: open and save the file",
                )
        if not all(is_sound_text(cell) for cell in self.line.cells.values() if isinstance(cell, str)):
            self.refuse("含有无法识别的字符", "It holds characters that are no text")
        if self.line.lent - {"case_no"}:
            zh = "、".join(NAMES.get(field, (field, field))[0] for field in sorted(self.line.lent))
            self.warn(f"合并单元格的内容沿用到本行：{zh}", "Values of merged cells are taken for this row")

    def number_cell(self, field: str) -> Any:
        cell = self.line.cells.get(field)
        return (
            cell if isinstance(cell, int | float) and not isinstance(cell, bool) else self.text(field) or None
        )

    def day(self, field: str, into: list[Reason]) -> date | None:
        """The day of a cell, None where it holds none; what cannot be read goes `into`."""
        cell = self.line.cells.get(field)
        if cell is None or (isinstance(cell, str) and (cell.strip() in ERRORS or self._is_no_day(cell))):
            return None
        zh, en = NAMES[field]
        try:
            told = days.read(cell, self.line.epoch, self.line.year)
        except NotADay as unclear:
            said = as_text(cell)[:30]
            into.append(
                Reason(f"{zh}“{said}”：{unclear.reason.zh}", f"The {en} {said!r}: {unclear.reason.en}")
            )
            return None
        if told.warning:
            self.warn(f"{zh}：{told.warning.zh}", f"The {en}: {told.warning.en}")
        if told.on > self.today:
            into.append(Reason(f"{zh} {told.on} 还没有到", f"The {en} {told.on} lies in the future"))
        return told.on

    def _is_no_day(self, cell: str) -> bool:
        return self.words.is_blank(cell) or self.words.says_not_yet(cell)
