"""Forms of the first days: confirmation, handling, splitting, correction, reasons."""

from __future__ import annotations

from typing import Any

from web.acts.form import ActForm, At
from web.acts.stated import Sending
from web.forms import choice, line, on_day, several, text, tick
from workflow import acts as a
from workflow.terms import LapseGround, Status
from workflow.wording import Words

TODAY = Words("不填则为今天", "Left empty, today")


class ConfirmReceipt(ActForm):
    act, noun = a.ConfirmReceipt, "confirmation"
    about = Words(
        "确认之日为收到申请之日，期限从次日起算。", "The day of confirmation is the day of receipt."
    )
    on = on_day("确认日期", "Confirmed on", TODAY)
    how = line("怎样确认", "How", Words("如：电话 139 开头，本人接听", "Such as: by phone, spoke in person"))
    foresees = ()


class RecordConfirmationAttempt(ActForm):
    act, noun = a.RecordConfirmationAttempt, "confirmation-attempt"
    on = on_day("联系日期", "Tried on", TODAY)
    how = line("怎样联系", "How")
    result = line("结果", "Result", Words("如：无人接听", "Such as: no answer"))


class _Handler(ActForm):
    """Whom a case is given to."""

    def prepare(self, at: At) -> None:
        self.handler.choices = [(str(person), name) for person, name in at.handlers.items()]
        self.handler.coerce = int


class TakeInHand(_Handler):
    act, noun = a.TakeInHand, "handling"
    handler: Any = choice("承办人", "Handler")
    unit = line("承办科室", "Unit", needed=False)

    def prepare(self, at: At) -> None:
        """Whoever opens the form is proposed, where they handle cases."""
        super().prepare(at)
        if self.handler.data is None and at.view.officer.id in at.handlers:
            self.handler.data = str(at.view.officer.id)


class Reassign(_Handler):
    act, noun = a.Reassign, "handler"
    handler: Any = choice("转交给", "Hand to")
    unit = line("承办科室", "Unit", needed=False)
    reason = line("原因", "Reason")


class Split(ActForm):
    act, noun = a.Split, "parts"
    about = Words(
        "一事一申请：每行成为一个新案件，收到日、申请人与本件相同。",
        "Each line becomes a case of its own, received the same day from the same applicant.",
    )
    parts = several("各项内容", "Parts", Words("每行一项，照录原文", "One a line, word for word"))


class AskForCorrection(Sending):
    act, noun = a.AskForCorrection, "correction-request"
    about = Words(
        "补正只能一次性告知；补正后期限重新计算。", "Asked once only; after it a full new period begins."
    )
    items = text("需要补正的内容", "What to correct", Words("一次写明全部事项", "Name everything at once"))
    answer_by = on_day(
        "补正期限",
        "To be answered by",
        Words("不填则按本机关惯例", "Left empty, the usual period"),
        ahead=True,
    )
    on = on_day("告知日期", "Told on", TODAY)
    foresees = ()


class ReceiveCorrection(ActForm):
    act, noun = a.ReceiveCorrection, "correction"
    application = text(
        "补正后的申请", "Application as corrected", Words("照录原文", "Word for word"), verbatim=True
    )
    on = on_day("收到日期", "Received on", TODAY)
    late_because = line(
        "逾期的正当理由",
        "Good reason for lateness",
        Words("逾期补正时填写", "Where it came late"),
        needed=False,
    )
    foresees = ()


class Lapse(ActForm):
    act, noun, danger = a.Lapse, "lapse", True
    about = Words("期限全部届满以后才可以视为放弃。", "Only after the whole period has run out.")
    ground = choice("事由", "Ground", LapseGround)

    def prepare(self, at: At) -> None:
        """The status tells the ground."""
        fee = at.view.case.status is Status.AWAITING_PAYMENT
        self.ground.data = self.ground.data or (LapseGround.FEE if fee else LapseGround.CORRECTION)


class AskForReasons(Sending):
    act, noun = a.AskForReasons, "reasons-request"
    facts = text("申请数量、频次明显超过合理范围的事实", "Facts of the excessive number or frequency")
    answer_by = on_day(
        "说明期限",
        "To be answered by",
        Words("不填则按本机关惯例", "Left empty, the usual period"),
        ahead=True,
    )
    on = on_day("告知日期", "Told on", TODAY)


class ReceiveReasons(ActForm):
    act, noun = a.ReceiveReasons, "reasons"
    reasons = text("申请人说明的理由", "The applicant's reasons", verbatim=True)
    reasonable = tick("理由合理", "The reasons are found reasonable")
    on = on_day("收到日期", "Received on", TODAY)


class EndReasons(ActForm):
    act, noun = a.EndReasons, "reasons-end"
    about = Words("申请人在期限内没有说明理由，继续办理。", "No reasons came in the period set.")


class FixDelayedPeriod(Sending):
    act, noun = a.FixDelayedPeriod, "delayed-period"
    until = on_day("延迟到", "Until", needed=True, ahead=True)
    reason = text("理由", "Reason")
    on = on_day("告知日期", "Told on", TODAY)
    foresees = ("until",)


FORMS = (
    ConfirmReceipt,
    RecordConfirmationAttempt,
    TakeInHand,
    Reassign,
    Split,
    AskForCorrection,
    ReceiveCorrection,
    Lapse,
    AskForReasons,
    ReceiveReasons,
    EndReasons,
    FixDelayedPeriod,
)
