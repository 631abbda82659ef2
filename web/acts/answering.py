"""Forms of the reply: draft, review, approval, dispatch, service."""

from __future__ import annotations

import json
from dataclasses import replace

from notices.examining import examine, subject_of
from web.access import desk
from web.acts.form import ActForm, At
from web.acts.receiving import TODAY
from web.drafting.forms import DraftReply, ReplyForm, ReviseReply
from web.forms import choice, line, on_day, several, text, tick
from workflow import acts as a
from workflow.acts import Act
from workflow.errors import MoveRefused, Reason
from workflow.mail.queueing import usable
from workflow.mail.settings import is_set_up
from workflow.outcomes import Outcome
from workflow.terms import Way
from workflow.wording import Words


class ReplyOnSpot(ReplyForm):
    act, noun = a.ReplyOnSpot, "spot-reply"
    about = Words("能够当场答复的，当场予以答复。", "What can be answered at once is answered at once.")
    warnings_accepted = text(
        "有提示时的理由",
        "Why in spite of warnings",
        Words("核查有提示的，须写明理由", "Where a check warns, say why it is given"),
        needed=False,
    )
    on = on_day("答复日期", "Replied on", TODAY)

    def offered(self, at: At) -> tuple[Outcome, ...]:
        """Those the office gives at the counter."""
        approvals = desk().rules.approvals
        return tuple(o for o in super().offered(at) if approvals.on_the_spot(o.code))


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
            self.items.data = _supplied(at)


def _supplied(at: At) -> tuple[str, ...]:
    draft = at.view.case.draft
    held = json.loads(at.view.texts[draft.content_sha256]) if draft else {}
    return tuple(held.get("supplied", ()))


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
        subject = subject_of(desk(), at.view)
        findings = examine(subject) if subject else ()
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
    carrier = line(
        "承运单位",
        "Carrier",
        Words("邮寄的，只能交邮政企业", "By post only the postal enterprise"),
        needed=False,
    )
    tracking_no = line("邮件编号", "Tracking number", needed=False)
    mail = tick(
        "电子邮件由本系统发出，附答复书",
        "Send the e-mail from here, with the reply attached",
        Words("方式为电子邮件时有效；送出的凭证记入经过", "By e-mail only; the history keeps the proof"),
    )
    on = on_day("寄发、交付日期", "Sent on", TODAY)

    def prepare(self, at: At) -> None:
        """As the applicant wished."""
        self.way.data = self.way.data or at.view.case.supply_way
        if not (is_set_up() and any(usable(who.email) for who in at.view.applicants)):
            del self.mail
        elif not self.is_submitted():
            self.mail.data = self.way.data is Way.EMAIL

    def to_act(self, at: At) -> Act:
        """Whatever travels otherwise is not mailed."""
        mailed = "mail" in self._fields and self.mail.data and self.way.data is Way.EMAIL
        made = super().to_act(at)
        assert isinstance(made, a.Dispatch)
        return replace(made, mail=bool(mailed))


class RecordService(ActForm):
    act, noun = a.RecordService, "service"
    how = line("怎样送达", "How", Words("如：本人签收", "Such as: signed for in person"))
    on = on_day("送达日期", "Served on", TODAY)


class RecordFailedService(ActForm):
    act, noun = a.RecordFailedService, "failed-service"
    reason = line("原因", "Reason", Words("如：查无此人退回", "Such as: unknown at the address"))
    on = on_day("退件日期", "Returned on", TODAY)


class SendAgain(ActForm):
    act, noun = a.SendAgain, "dispatch-again"
    about = Words(
        "退回的答复核对地址后再次寄发；首次寄发之日仍是答复日期。",
        "A reply that came back is sent again once the address is checked; the day it was first sent stands.",
    )
    way = choice("方式", "Way", Way, default=Way.POST)
    carrier = line(
        "承运单位",
        "Carrier",
        Words("邮寄的，只能交邮政企业", "By post only the postal enterprise"),
        needed=False,
    )
    tracking_no = line("邮件编号", "Tracking number", needed=False)
    on = on_day("再次寄发、交付日期", "Sent again on", TODAY)


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
    SendAgain,
)
