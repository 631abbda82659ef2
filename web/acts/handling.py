"""Forms of the work itself: consultation (see `consulting`), extension, fee, other units, searches."""

from __future__ import annotations

from typing import Any

from web.acts import consulting, fee
from web.acts.foreseeing import Ahead
from web.acts.form import ActForm, At
from web.acts.receiving import TODAY
from web.acts.stated import Sending, around_of
from web.forms import choice, line, number, on_day, several, text
from workflow import acts as a
from workflow import fees
from workflow.terms import FeeMode
from workflow.wording import Words


class ProposeExtension(ActForm):
    act, noun = a.ProposeExtension, "extension"
    about = Words(
        "延期须经政府信息公开工作机构负责人同意，并在期限届满前告知申请人。",
        "The head of the disclosure office agrees to it, and the applicant is told before the period ends.",
    )
    working_days = number("延长工作日", "Working days more", default=20)
    reason = text("延期理由", "Reason")
    foresees = ("working_days",)

    def prepare(self, at: At) -> None:
        """The most the text of the case allows is proposed: 20 working days, 15 under that of 2007."""
        rule = around_of(at.view).rule(at.view.case, "extension")
        if rule is not None and not self.is_submitted():
            self.working_days.data = int(rule.value)

    def leads_to(self, at: At) -> tuple[a.Act, ...]:
        """Agreed to and told to the applicant today."""
        return self.to_act(at), a.ApproveExtension(), a.NotifyExtension()


class ApproveExtension(ActForm):
    act, noun = a.ApproveExtension, "extension-approval"
    about = Words(
        "同意后还须在期限届满前告知申请人，延期才生效。",
        "It takes effect only once the applicant is told, before the period ends.",
    )
    foresees = ()

    def leads_to(self, at: At) -> tuple[a.Act, ...]:
        """Agreed to, and told to the applicant today."""
        return self.to_act(at), a.NotifyExtension()


class RefuseExtension(ActForm):
    act, noun, danger = a.RefuseExtension, "extension-refusal", True
    reason = text("不同意的理由", "Reason")


class NotifyExtension(Sending):
    act, noun = a.NotifyExtension, "extension-notice"
    on = on_day("告知申请人的日期", "Applicant told on", TODAY)
    foresees = ()


class ChargeFee(Sending):
    act, noun = a.ChargeFee, "fee"
    about = Words(
        "按件：填申请人本月第几件；按量：填页数。金额由系统按收费办法计算。",
        "Per case: which application of the month; per page: pages. The amount follows from the tariff.",
    )
    mode = choice("计收方式", "Mode", FeeMode)
    count = number("件数或页数", "Cases or pages")
    on = on_day("收费通知日期", "Notified on", TODAY)
    served_on = on_day("通知送达日期", "Served on", Words("未送达的先不填", "Left empty until served"))
    foresees = ("mode", "count")

    def prepare(self, at: At) -> None:
        """As the signed fee notice has it."""
        super().prepare(at)
        held = fee.as_signed(at)
        if held and not self.is_submitted():
            self.mode.data, self.count.data = held

    def more_ahead(self, at: At, told: Any) -> list[Any]:
        """What it comes to."""
        yuan = told.case.fee_yuan
        return [Ahead(Words(f"金额 {yuan} 元", f"Amount: {yuan} yuan"), provision=fees.MEASURES)]


class RecordFeeService(ActForm):
    act, noun = a.RecordFeeService, "fee-service"
    on = on_day("送达日期", "Served on", TODAY)
    foresees = ()


class RecordPayment(ActForm):
    act, noun = a.RecordPayment, "payment"
    yuan = number("金额（元）", "Amount (yuan)")
    on = on_day("缴费日期", "Paid on", TODAY)
    foresees = ("yuan",)

    def prepare(self, at: At) -> None:
        """The amount charged is proposed."""
        if not self.is_submitted():
            self.yuan.data = at.view.case.fee_yuan


class AskUnit(ActForm):
    act, noun = a.AskUnit, "unit-request"
    unit = line("协办单位", "Unit")
    what = text("请协办的事项", "What is asked")
    answer_by = on_day(
        "答复期限",
        "To be answered by",
        Words("不填则按本机关惯例", "Left empty, the usual period"),
        ahead=True,
    )
    on = on_day("交办日期", "Asked on", TODAY)


class _OfUnit(ActForm):
    """An act on one request to a unit that still waits for its answer."""

    ref: Any

    def prepare(self, at: At) -> None:
        waiting = [u for u in at.view.case.units_asked if u.answered_on is None]
        self.ref.choices = [(u.ref, f"{u.ref}  {u.unit}") for u in waiting]
        if len(waiting) == 1:
            self.ref.data = waiting[0].ref


class ChaseUnit(_OfUnit):
    act, noun = a.ChaseUnit, "unit-reminder"
    ref = choice("协办", "Request")


class RecordUnitAnswer(_OfUnit):
    act, noun = a.RecordUnitAnswer, "unit-answer"
    ref = choice("协办", "Request")
    answer = text("答复", "Answer", needed=False)
    on = on_day("收到日期", "Received on", TODAY)


class RecordSearch(ActForm):
    act, noun = a.RecordSearch, "search"
    about = Words(
        "写清在哪里、用什么词、谁检索、命中多少，复议和诉讼时凭此证明已尽检索义务。",
        "Where, with which words, by whom, how many: this proves the search on appeal.",
    )
    places = several(
        "检索的系统、档案",
        "Systems and archives",
        Words(
            "每行一处；凡可能保存该信息的都要列，如：公文系统、业务系统、文书档案",
            "One a line: every place that may hold it",
        ),
    )
    period = line(
        "检索的时间段",
        "Period searched",
        Words("所检文件的形成时间，如：2019年1月至2021年12月", "When the documents were made"),
        needed=False,
    )
    keywords = several("关键词", "Words searched", Words("每行一个", "One a line"), needed=False)
    searcher = line("检索人", "By")
    on = on_day("检索日期", "Searched on", TODAY)
    hits = number("命中份数", "Hits", Words("没有查到的填 0", "0 where nothing was found"))
    finding = text(
        "结果",
        "Finding",
        Words("查到什么、核对情况；没有的写明可能的原因", "What was found; where nothing, why that may be"),
        needed=False,
    )
    signed_off_by = line(
        "业务机构核实人",
        "Vouched for by",
        Words("负责此项业务的机构和人员", "The unit in charge, and who there"),
        needed=False,
    )

    def prepare(self, at: At) -> None:
        """Whoever records it is proposed."""
        if not self.is_submitted():
            self.searcher.data = at.view.officer.name


FORMS = (
    *consulting.FORMS,
    ProposeExtension,
    ApproveExtension,
    RefuseExtension,
    NotifyExtension,
    ChargeFee,
    RecordFeeService,
    RecordPayment,
    AskUnit,
    ChaseUnit,
    RecordUnitAnswer,
    RecordSearch,
)
