"""Forms of acts on appeals: registering, the next step, the result, a paper."""

from __future__ import annotations

from typing import Any, ClassVar

from flask import request

from web.access import desk
from web.acts.afterwards import AddDocument
from web.acts.foreseeing import Ahead
from web.acts.form import ActForm, At
from web.acts.receiving import TODAY
from web.acts.stated import around_of
from web.appeals.fields import checks
from web.forms import Needed, choice, line, number, on_day, text, tick
from workflow import acts as a
from workflow.acts import Act
from workflow.appeal import clock
from workflow.appeal.law import shipped
from workflow.appeal.lifecycle import open_steps
from workflow.appeal.terms import AppealKind, AppealStep, PaperKind, Procedure
from workflow.appeal.value import Appeal
from workflow.case import Case
from workflow.papers.names import safe_name
from workflow.wording import Words

PAGE = "appeals.of_case"


class RegisterAppeal(ActForm):
    act, noun, back = a.RegisterAppeal, "appeal", PAGE
    foresees = ("kind", "organ", "appellant")
    about = Words(
        "收到答复通知、应诉通知或者投诉材料的当天登记；期限从收到之日的次日起算。",
        "Register it the day the papers come: the period begins the day after.",
    )
    kind = choice("种类", "Kind", AppealKind)
    organ = line("复议机关、法院或者受理投诉的机关", "Review organ, court, or who takes the complaint")
    appeal_no = line("案号", "Case number", needed=False)
    appellant = line("复议申请人、原告或者投诉人", "Appellant")
    by_third_party = tick(
        "由第三方提出（不是本件的申请人）", "Brought by a third party, not by the applicant"
    )
    procedure = choice("审理程序", "Procedure", Procedure, default=Procedure.ORDINARY)
    after_review = tick("复议后起诉", "Sued after reconsideration", Words("只用于诉讼", "Suits only"))
    against = line(
        "针对的文书",
        "Letter disputed",
        Words("不填则为现有答复；未作答复的留空", "Left empty, the reply as it stands"),
        needed=False,
    )
    claim = text("请求和主要理由", "Claim and main grounds", needed=False)
    filed_on = on_day(
        "受理、立案日期",
        "Taken up on",
        Words("不填则同收到日期；年度报告按此计数", "Left empty, as received; the report counts by it"),
    )
    on = on_day("收到材料日期", "Papers received on", TODAY)
    answer_by = on_day(
        "机关指定的答复日期",
        "Answer by, where the organ says so",
        Words("不填则按法定期限", "Left empty, as the law says"),
        ahead=True,
    )

    def prepare(self, at: At) -> None:
        """The applicant, and what the file tells of a review before."""
        if self.is_submitted():
            return
        wanted = request.args.get("kind", "")
        self.kind.data = AppealKind(wanted) if wanted in set(AppealKind) else None
        self.appellant.data = "、".join(who.name for who in at.view.applicants)
        reviewed = [
            held for held in at.view.case.appeals if held.kind is AppealKind.REVIEW and held.judgments
        ]
        self.organ.data = _usual_organ(at, self.kind.data)
        self.after_review.data = self.kind.data is AppealKind.LITIGATION and bool(reviewed)

    def more_ahead(self, at: At, told: Any) -> list[Any]:
        """The limits that begin."""
        return _limits(at, told.case, str(len(told.case.appeals)))


def _usual_organ(at: At, kind: AppealKind | None) -> str:
    """Who hears appeals against this agency, as its letters say; complaints go to several."""
    agency = at.view.agency
    named = {AppealKind.REVIEW: agency.review_organ, AppealKind.LITIGATION: agency.court}
    return named.get(kind, "") if kind else ""


def _limits(at: At, case: Case, ref: str) -> list[Any]:
    """The limits of an appeal as they would be after the act, its own first."""
    appeal = case.appeal(ref)
    found = clock.limits(appeal, shipped(), around_of(at.view).days) if appeal else ()
    return [
        Ahead(
            Words(f"{limit.words.zh}最迟", f"Last day: {limit.words.en.lower()}"),
            limit.due_on,
            provision=limit.provision,
            provisional=limit.provisional,
        )
        for limit in found
    ]


class _OfAppeal(ActForm):
    """An act on one appeal; the only one is taken without asking, another one by the address."""

    back = PAGE
    ref: Any

    def prepare(self, at: At) -> None:
        self.ref.choices = [(held.ref, named(held)) for held in at.view.case.appeals if self.fits(held)]
        wanted = request.values.get("ref", "")
        if len(self.ref.choices) == 1:
            self.ref.data = self.ref.choices[0][0]
        elif wanted in dict(self.ref.choices):
            self.ref.data = wanted

    def fits(self, appeal: Appeal) -> bool:
        """Whether the act may be about it."""
        return appeal.is_open

    def more_ahead(self, at: At, told: Any) -> list[Any]:
        """The limits as they then stand."""
        return _limits(at, told.case, str(self.ref.data))

    def chosen(self, at: At) -> Appeal | None:
        """The appeal it is about, once that is said."""
        return at.view.case.appeal(self.ref.data or "")

    def keep(self, names: tuple[str, ...], needed: tuple[str, ...] = ()) -> None:
        """Ask for these alone, and for some of them without fail."""
        for name in list(self._fields):
            if name not in ("csrf_token", "ref", "step", *names):
                del self[name]
        for name in needed:
            field: Any = self[name]
            field.validators = [Needed(field.label.text), *field.validators]
            field.flags.required = True


def named(appeal: Appeal) -> Words:
    """An appeal by its kind, organ and number."""
    tail = f" {appeal.organ} {appeal.appeal_no}".rstrip()
    return Words(f"{appeal.ref}　{appeal.kind.zh}{tail}", f"{appeal.ref} {appeal.kind.en}{tail}")


#: step -> what it asks for, and what of it is needed
ASKS: dict[AppealStep, tuple[tuple[str, ...], tuple[str, ...]]] = {
    AppealStep.ANSWER: (("on", "document_no", "said"), ()),
    AppealStep.CHANGE_PROCEDURE: (("on", "procedure", "until", "said"), ("procedure",)),
    AppealStep.FIX_HEARING: (("on", "until", "place", "said"), ("until", "place")),
    AppealStep.HOLD_HEARING: (("on", "said"), ()),
    AppealStep.EXTEND_DECISION: (("on", "days", "said"), ("days",)),
    AppealStep.STAY: (("on", "said"), ("said",)),
    AppealStep.RESUME: (("on", "said"), ()),
    AppealStep.TAKE_FURTHER: (("on", "organ", "appeal_no", "until", "said"), ("organ",)),
    AppealStep.TAKE_FURTHER_OURSELVES: (("on", "organ", "appeal_no", "said"), ("organ",)),
    AppealStep.TAKE_EFFECT: (("on", "said"), ()),
    AppealStep.RECTIFY: (("on", "said"), ()),
    AppealStep.STRIKE: (("on", "said"), ("said",)),
}
#: what the day and its companion mean in a step
DAYS: dict[AppealStep, Words] = {
    AppealStep.FIX_HEARING: Words("听证、开庭日期", "Day of the hearing"),
}


class StepAppeal(_OfAppeal):
    act, noun = a.StepAppeal, "appeal-step"
    foresees: ClassVar[tuple[str, ...] | None] = ("ref", "step")
    ref = choice("哪一项", "Which one")
    step: Any = choice("进展", "What happened", AppealStep)
    on = on_day("日期", "On", TODAY)
    until: Any = on_day(
        "机关指定的答复日期",
        "Answer by, where the organ says so",
        Words("不填则按法定期限", "Left empty, as the law says"),
        ahead=True,
    )
    place = line("地点", "Place", needed=False)
    organ = line("二审法院", "Court of second instance", needed=False)
    appeal_no = line("二审案号", "Its case number", needed=False)
    document_no = line("答复书、答辩状编号", "Number of the answer", needed=False)
    procedure = choice("变更为", "Changed to", Procedure, needed=False)
    days = number("延长天数", "Days more", Words("自然日", "Calendar days"), needed=False)
    said = text("说明", "Remark", needed=False)

    def prepare(self, at: At) -> None:
        """Ask what the step needs; the choice of steps is what is open to the appeal."""
        super().prepare(at)
        appeal = self.chosen(at)
        rows = open_steps(appeal.kind, appeal.status) if appeal else ()
        self.step.choices = [(row.name.value, row.name) for row in rows if not row.decides]
        wanted = request.values.get("step", "")
        self.step.data = wanted if wanted in dict(self.step.choices) else None
        asked, needed = ASKS[AppealStep(self.step.data)] if self.step.data else ((), ())
        if self.step.data in DAYS:  # a hearing: nothing is known ahead before its day is
            self.until.label.text = DAYS[AppealStep(self.step.data)]
            self.until.description = ""
            self.foresees = ("ref", "step", "until")  # type: ignore[misc]
        self.keep(asked, needed)


class DecideAppeal(_OfAppeal):
    act, noun = a.DecideAppeal, "appeal-result"
    foresees = ("ref", "result")
    about = Words(
        "责令重新答复的，本件从收到之日起重新计算期限；一审裁判生效时才计算。",
        "An order to reply anew begins the clock of the case; that of a first judgment once it takes effect.",
    )
    ref = choice("哪一项", "Which one")
    result: Any = choice("结果", "Result")
    document_no = line("决定书、裁判文书编号", "Number of the decision", needed=False)
    on = on_day("送达本机关日期", "Served here on", TODAY)
    reasons = checks(
        "被纠正的原因",
        "Why it was corrected",
        shipped().reasons,
        Words("结果为纠正的选，可选几项", "Where it was corrected; several may apply"),
    )
    redo: Any = tick("责令重新答复、限期履行", "A new reply is ordered")
    working_days: Any = number(
        "限期工作日",
        "Within working days",
        Words("不填则按条例", "Left empty, as the law says"),
        needed=False,
    )
    rectify_by: Any = on_day("整改期限", "To be rectified by", ahead=True)
    said = text("主要理由", "Main grounds", needed=False)

    def prepare(self, at: At) -> None:
        """The results such an appeal can have."""
        super().prepare(at)
        appeal = self.chosen(at)
        results = shipped().results_of(appeal.kind) if appeal else ()
        self.result.choices = [(result.code, result.words) for result in results]
        if appeal and appeal.kind is not AppealKind.COMPLAINT:
            del self.rectify_by


class AddAppealPaper(_OfAppeal, AddDocument):
    act: ClassVar[type[Act]] = a.AddAppealPaper  # type: ignore[assignment]
    noun = "appeal-paper"
    ref = choice("哪一项", "Which one")
    what = choice("材料种类", "Kind of paper", PaperKind)

    def fits(self, appeal: Appeal) -> bool:
        """Also after its end: decisions and proofs come late."""
        return appeal.status.value != "struck"

    def to_act(self, at: At) -> Act:
        """The bytes go to the document store first: an entry never names what is not there."""
        desk().store.documents.put(self.content)
        return a.AddAppealPaper(
            ref=self.ref.data,
            what=self.what.data,
            name=safe_name(self.name.data) if self.name.data else self.paper.name,
            sha256=self.paper.sha256,
            media_type=self.paper.media_type,
            size=self.paper.size,
            cleared_because=self.cleared_because.data if self.paper.warnings else "",
        )


FORMS = (RegisterAppeal, StepAppeal, DecideAppeal, AddAppealPaper)
