"""Forms of the reply: draft, review, approval, dispatch, service."""

from __future__ import annotations

from typing import Any

from notices.letter import YOU
from web.acts.form import ActForm, At
from web.acts.receiving import TODAY
from web.forms import choice, line, on_day, several, text
from web.letters import compose
from web.letters.examine import examine
from workflow import acts as a
from workflow.acts import Act
from workflow.errors import MoveRefused, Reason
from workflow.terms import Way
from workflow.wording import Words


class _Reply(ActForm):
    """The facts the letter needs; only outcomes whose letter exists can be chosen."""

    outcome: Any = choice("答复结果", "Outcome")
    request = text(
        "申请的信息",
        "What was asked for",
        Words("写入答复书的引号中", "Stands in quotation marks in the letter"),
    )
    supplied = several(
        "所提供的信息", "Supplied", Words("文件名称，每行一份，作为附件列出", "Documents by name, one a line")
    )
    supply = line("提供的形式", "Form", Words("如：纸质复印件", "As the letter says it, in Chinese"))
    way = choice("提供的方式", "Way", Way)
    you = choice("称谓", "Form of address", {you: you for you in YOU})
    note = text("补充说明", "Note in the letter", needed=False)

    def prepare(self, at: At) -> None:
        """Begin with the draft there is, else with what the application says."""
        self.outcome.choices = compose.outcomes_of(at.view, at.outcomes)
        if not self.is_submitted():
            self.outcome.data = self.outcome.choices[0][0] if len(self.outcome.choices) == 1 else None
            for name, value in compose.first_values(at.view).items():
                self[name].data = value

    def to_act(self, at: At) -> Act:
        """The content is complete: whatever changes later, the letter says what was drafted."""
        chosen = {name: self[name].data for name in ("request", "supplied", "supply", "way", "you", "note")}
        outcome = at.outcomes[self.outcome.data]
        return self.act(outcome=outcome.code, content=compose.content(at.view, outcome, **chosen))  # type: ignore[call-arg]


class DraftReply(_Reply):
    act, noun = a.DraftReply, "draft"


class ReviseReply(_Reply):
    act, noun = a.ReviseReply, "revision"


class ReplyOnSpot(_Reply):
    act, noun = a.ReplyOnSpot, "spot-reply"
    about = Words("能够当场答复的，当场予以答复。", "What can be answered at once is answered at once.")
    on = on_day("答复日期", "Replied on", TODAY)


class Submit(ActForm):
    act, noun = a.Submit, "submission"
    about = Words(
        "送审以后，拟稿人不能审查、签发自己的稿件。", "The drafter reviews and approves nothing of it."
    )


class PassSecrecy(ActForm):
    act, noun = a.PassSecrecy, "secrecy-pass"
    about = Words(
        "逐件审查拟公开的信息，确认不含国家秘密、工作秘密。",
        "Each item is found free of secrets before it leaves.",
    )
    items = several(
        "已审查的信息",
        "Items reviewed",
        Words("逐项列明，每行一项", "One a line, item by item"),
        needed=False,
    )
    remark = text("审查意见", "Remark", needed=False)

    def prepare(self, at: At) -> None:
        """Begin with the documents the draft supplies, for the reviewer to go through."""
        if not self.is_submitted():
            self.items.data = compose.supplied(at.view)


class ReturnFromSecrecy(ActForm):
    act, noun, danger = a.ReturnFromSecrecy, "secrecy-return", True
    reason = text("退回理由", "Reason")


class Approve(ActForm):
    act, noun = a.Approve, "approval"
    warnings_accepted = text(
        "签发意见",
        "Remark",
        Words("有提示时签发，须写明理由", "Where a check warns, say why it is signed"),
        needed=False,
    )

    def judge(self, at: At) -> None:
        """A letter with a fault is not signed; one with a warning only with a reason."""
        findings = examine(at.view, at.outcomes)
        stops = [Reason(f.zh, f.en, f.provision) for f in findings if f.level == "stop"]
        if stops:
            raise MoveRefused(*stops)
        if any(f.level == "warn" for f in findings) and not self.warnings_accepted.data:
            fault = Words("有提示，请写明签发的理由", "A check warns: say why it is signed")
            self.warnings_accepted.errors = [*self.warnings_accepted.errors, fault]


class ReturnDraft(ActForm):
    act, noun, danger = a.ReturnDraft, "return", True
    reason = text("退回修改的理由", "What to change")


class Dispatch(ActForm):
    act, noun = a.Dispatch, "dispatch"
    about = Words("邮寄的，以交邮之日为答复日期。", "By post, the day of posting is the day of reply.")
    way = choice("方式", "Way", Way)
    tracking_no = line("邮件编号", "Tracking number", needed=False)
    on = on_day("寄发、交付日期", "Sent on", TODAY)

    def prepare(self, at: At) -> None:
        """As the applicant wished."""
        self.way.data = self.way.data or at.view.case.supply_way


class RecordService(ActForm):
    act, noun = a.RecordService, "service"
    how = line("怎样送达", "How", Words("如：本人签收", "Such as: signed for in person"))
    on = on_day("送达日期", "Served on", TODAY)


class RecordFailedService(ActForm):
    act, noun = a.RecordFailedService, "failed-service"
    reason = line("原因", "Reason", Words("如：查无此人退回", "Such as: unknown at the address"))
    on = on_day("退件日期", "Returned on", TODAY)


FORMS = (
    DraftReply,
    ReviseReply,
    ReplyOnSpot,
    Submit,
    PassSecrecy,
    ReturnFromSecrecy,
    Approve,
    ReturnDraft,
    Dispatch,
    RecordService,
    RecordFailedService,
)
