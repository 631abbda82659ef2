"""What is filled in for the outgoing post: numbers pasted, and what a returned slip says."""

from __future__ import annotations

from typing import Any

from wtforms.validators import ValidationError

from notices.labels import SHEETS
from web.acts.receiving import TODAY
from web.forms import Form, because, choice, line, number, on_day, text
from workflow import acts as a
from workflow.outgoing import REPLY
from workflow.postal import number_fault, plain
from workflow.store.letters.outgoing_rows import Posted
from workflow.terms import Way
from workflow.wording import Words

CARRIERS = {
    "EMS": Words("邮政特快专递（EMS）", "EMS"),
    "registered": Words("邮政挂号信", "Registered letter"),
}
SIGNED = {
    "self": Words("本人签收", "Signed by the addressee"),
    "other": Words("他人代收", "Signed by someone else for them"),
    "stamp": Words("单位收发章", "Stamped by the organisation's mail room"),
}
RETURNED = {
    "unknown": Words("查无此人", "Unknown at the address"),
    "address": Words("地址不详、有误", "Address incomplete or wrong"),
    "moved": Words("迁移新址不明", "Moved, new address unknown"),
    "uncollected": Words("逾期未领", "Not collected in time"),
    "refused": Words("拒收", "Refused"),
    "otherwise": Words("其他", "Other"),
}


#: what became of a letter after the day it stands under in the register
ENDED = {
    "returned": Words("已退回，已再次寄发", "Came back, sent again"),
    "recalled": Words("已撤回", "Recalled"),
    "annulled": Words("被责令重新答复", "A new reply was ordered"),
    "voided": Words("已作废", "Voided"),
}


def carrier_of(code: str) -> str:
    """The kind of mail as the history names it."""
    return code if code == "EMS" else CARRIERS[code].zh


class Paste(Form):
    """Tracking numbers, one a line."""

    carrier: Any = choice("邮件种类", "Kind of mail", CARRIERS, default="EMS")
    on: Any = on_day("交邮日期", "Posted on", TODAY)
    numbers: Any = text(
        "邮件编号",
        "Tracking numbers",
        Words(
            "每行一个，按列表顺序，空行跳过一份；或者每行写“案件编号或文号，空格或制表符，邮件编号”",
            "One a line in the order of the list, an empty line passes one over; or on each line the case or "
            "document number, a space or tab, and the tracking number",
        ),
        verbatim=True,
    )


class Labels(Form):
    """Which sheet of labels, and where it begins."""

    class Meta:
        """Only a file is asked for."""

        csrf = False

    sheet: Any = choice(
        "标签纸",
        "Label sheet",
        {
            "2x7": Words("A4 每页14枚（99.1×38.1毫米）", "A4, 14 a page (99.1 × 38.1 mm)"),
            "3x8": Words("A4 每页24枚（70×37毫米）", "A4, 24 a page (70 × 37 mm)"),
        },
        default="2x7",
    )
    skip: Any = number("已用去的枚数", "Labels used up", default=0, needed=False)

    def validate_skip(self, field: Any) -> None:
        """Within one page."""
        form = SHEETS.get(self.sheet.data or "")
        if form and (field.data or 0) >= form.across * form.down:
            raise ValidationError(Words("超出一页", "Beyond one page"))


class Arrived(Form):
    """The slip came back signed."""

    how: Any = choice("签收情况", "Signed", SIGNED, default="self")
    on: Any = on_day("签收日期", "Received on", Words("以回执上的日期为准", "As the slip says"), needed=True)

    def to_act(self, posted: Posted) -> a.Act:
        """Service of that letter: remedy periods run from here."""
        how = f"{posted.out.tracking_no} {SIGNED[self.how.data].zh}".strip()
        if posted.out.ref == REPLY:
            return a.RecordService(how=how, on=self.on.data)
        return a.RecordNoticeService(ref=posted.out.ref, how=how, on=self.on.data)


class Returned(Form):
    """The letter came back."""

    why: Any = choice("退件原因", "Returned because", RETURNED)
    note: Any = line("说明", "Note", needed=False)
    on: Any = on_day("退件日期", "Returned on", TODAY)

    def to_act(self, posted: Posted) -> a.Act:
        """Failed service of that letter."""
        reason = RETURNED[self.why.data].zh + (f"：{self.note.data}" if self.note.data else "")
        if posted.out.ref == REPLY:
            return a.RecordFailedService(reason=reason, on=self.on.data)
        return a.RecordFailedNoticeService(ref=posted.out.ref, reason=reason, on=self.on.data)


class Again(Form):
    """It is posted once more."""

    carrier: Any = choice("邮件种类", "Kind of mail", CARRIERS, default="EMS")
    number: Any = line("新的邮件编号", "New tracking number")
    on: Any = on_day("再次交邮日期", "Posted again on", TODAY)

    def validate_number(self, field: Any) -> None:
        """A number the postal enterprise gives."""
        field.data = plain(field.data or "")
        fault = number_fault(field.data)
        if fault:
            raise ValidationError(because(fault))

    def to_act(self, posted: Posted) -> a.Act:
        """The later posting of that letter."""
        carrier, number, on = carrier_of(self.carrier.data), self.number.data, self.on.data
        if posted.out.ref == REPLY:
            return a.SendAgain(way=Way.POST, carrier=carrier, tracking_no=number, on=on)
        return a.SendNoticeAgain(ref=posted.out.ref, way=Way.POST, carrier=carrier, tracking_no=number, on=on)
