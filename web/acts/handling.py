"""Forms of the work itself: consultation, extension, fee, other units, searches."""

from __future__ import annotations

from typing import Any

from web.acts import fee
from web.acts.foreseeing import Ahead
from web.acts.form import ActForm, At
from web.acts.receiving import TODAY
from web.acts.stated import Sending, around_of
from web.forms import choice, line, number, on_day, several, text
from workflow import acts as a
from workflow.case import Consultation
from workflow.terms import ClosingGround, FeeMode, Party, Stance
from workflow.wording import Words


class OpenConsultation(Sending):
    act, noun = a.OpenConsultation, "consultation"
    about = Words(
        "征求意见所需时间不计算在期限内，从发出次日起到收到意见之日止。",
        "The time of consultation does not count: from the day after dispatch until the opinion arrives.",
    )
    party = choice("征求谁的意见", "Who is asked", Party)
    name = line("名称", "Name")
    subject = text("征求意见的内容", "What is asked")
    on = on_day("发出日期", "Sent on", TODAY)
    foresees = ("party",)

    def leads_to(self, at: At) -> tuple[a.Act, ...]:
        """Sent, and served the same day: the earliest its answer can be due."""
        ref, on = str(len(at.view.case.consultations) + 1), self.on.data
        served = a.RecordConsultationService(ref=ref, on=on)
        return self.to_act(at), served

    def more_ahead(self, at: At, told: Any) -> list[Any]:
        """The day of service is an assumption, and said to be one."""
        return [
            Ahead(
                Words("以上按发出当日送达计算；实际送达后重新计算", "Reckoned as served the day it is sent")
            )
        ]


class _OfConsultation(ActForm):
    """An act on one consultation; the only one is taken without asking."""

    ref: Any

    def prepare(self, at: At) -> None:
        self.ref.choices = [(c.ref, _named(c, at)) for c in self.offered(at)]
        if len(self.ref.choices) == 1:
            self.ref.data = self.ref.choices[0][0]

    def offered(self, at: At) -> tuple[Consultation, ...]:
        """Which consultations the act may be about."""
        return at.view.case.open_consultations


def _named(asked: Consultation, at: At) -> str:
    return f"{asked.ref}  {at.view.texts.get(asked.name_sha256, '')}"


class RecordConsultationService(_OfConsultation):
    act, noun = a.RecordConsultationService, "consultation-service"
    ref = choice("征求意见书", "Letter")
    on = on_day("送达日期", "Served on", TODAY)
    foresees = ("ref",)


class RecordOpinion(_OfConsultation):
    act, noun = a.RecordOpinion, "opinion"
    ref = choice("征求意见书", "Letter")
    stance = choice("意见", "Opinion", Stance)
    opinion = text("意见原文", "In their words", needed=False, verbatim=True)
    on = on_day("收到日期", "Received on", TODAY)
    foresees = ("ref", "stance")

    def leads_to(self, at: At) -> tuple[a.Act, ...]:
        """The opinion ends the consultation."""
        ended = a.CloseConsultation(ref=self.ref.data, ground=ClosingGround.OPINION, on=self.on.data)
        return self.to_act(at), ended


class CloseConsultation(_OfConsultation):
    act, noun = a.CloseConsultation, "consultation-end"
    ref = choice("征求意见书", "Letter")
    ground = choice("怎样结束", "How it ended", ClosingGround)
    foresees = ("ref", "ground")

    def prepare(self, at: At) -> None:
        """An opinion on file, or a period that has run out, tells how it ended."""
        super().prepare(at)
        if self.ground.data is None and self.ref.data:
            self.ground.data = _ground(at, str(self.ref.data))


def _ground(at: At, ref: str) -> ClosingGround | None:
    asked, clock = at.view.case.consultation(ref), at.view.clock
    if asked is not None and asked.opinion_on:
        return ClosingGround.OPINION
    limits = clock.limits if clock else ()
    by = next((limit.due_on for limit in limits if limit.act.endswith(f":{ref}")), None)
    return ClosingGround.SILENCE if by and by < at.view.today else None


class TellThirdParty(Sending, _OfConsultation):
    act, noun = a.TellThirdParty, "third-party-notice"
    about = Words(
        "第三方不同意而决定公开的，书面告知决定公开的内容和理由。",
        "A third party who objected is told in writing what is disclosed and why.",
    )
    ref = choice("征求意见书", "Letter")
    reason = text("公开的内容和理由", "What is disclosed, and why")
    on = on_day("告知日期", "Told on", TODAY)

    def offered(self, at: At) -> tuple[Consultation, ...]:
        """Those who objected, in whole or in part."""
        objected = (Stance.OBJECTS, Stance.PARTLY)
        return tuple(c for c in at.view.case.consultations if c.stance in objected)


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
        return [Ahead(Words(f"金额 {yuan} 元", f"Amount: {yuan} yuan"), provision="办法第四条、第五条")]


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
    OpenConsultation,
    RecordConsultationService,
    RecordOpinion,
    CloseConsultation,
    TellThirdParty,
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
