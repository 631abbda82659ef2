"""Cases for the tests: on paper (the pure engine alone) or in a store, and a sample of every act.

Applications arrive on 1 July 2026, a Wednesday; July and August of that year hold no holiday, so that working
days can be counted on a wall calendar: 7 end on 10 July, 15 on 22 July, 20 on 29 July.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from databases import Databases
from people import FRONT, HANDLER, OWN, SECOND_HANDLER, build_office, doer

from workflow import acts as a
from workflow import intake, moves, records
from workflow.appeal.terms import AppealKind, AppealStep, PaperKind
from workflow.case import Case
from workflow.days.working_days import WorkingDays
from workflow.desk import Desk
from workflow.entries import Entry
from workflow.folding import fold, fold_on
from workflow.guards import Around, Numbered
from workflow.records import Record
from workflow.rules import Rules
from workflow.store import Store
from workflow.terms import (
    Channel,
    ClosingGround,
    FeeMode,
    LapseGround,
    Party,
    Reevaluation,
    Stance,
    Status,
    UrgingKind,
    Way,
)

_LOADED = Rules.load()
#: an office that keeps its procedural letters elsewhere; what needs a signed letter is tested in test_letters
LONGEST_ROUTE = "special_query"  #: here the outcome that every step must pass
RULES = replace(
    _LOADED,
    approvals=_LOADED.approvals.without_letters().with_steps(
        LONGEST_ROUTE, ("secrecy", "legal", "approval", "leader")
    ),
)
DAYS = WorkingDays.load(RULES.holidays)
RECEIVED = date(2026, 7, 1)
CORRECTION_LAST, SILENCE_LAST, DUE = date(2026, 7, 10), date(2026, 7, 22), date(2026, 7, 29)
SERVE_DAY = date(2026, 7, 3)
LI = a.Applicant(
    name="李样七",
    id_no="11010519491231002X",
    phone="13900001234",
    address="示例市样本路7号",
    email="li.yangqi@example.org",
)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def moment(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """That hour in the office."""
    return datetime.combine(day, time(hour, minute), SHANGHAI)


def later(day: date, working_days: int) -> date:
    """So many working days on."""
    return DAYS.add_working_days(day, working_days)


def form(key: str = "form-1", **changes: Any) -> a.Log:
    """A counter application of 1 July 2026, ready to be logged."""
    values = {
        "agency": OWN,
        "channel": Channel.COUNTER,
        "arrived_on": RECEIVED,
        "application": "请求公开示例大道拓宽工程的环境影响评价批复。",
        "applicants": (LI,),
        "submission_key": key,
    }
    return a.Log(**(values | changes))


def around(today: date = RECEIVED, actor: int = HANDLER, **changes: Any) -> Around:
    """The law of this repository on that day, with that person at the desk."""
    made = Around(today, actor, DAYS, RULES.regimes, RULES.outcomes, RULES.approvals, RULES.fees)
    return made._replace(**changes)


class Paper(NamedTuple):
    """A case on paper: the pure engine without a store. Every act answers a new one."""

    case: Case
    records: tuple[Record, ...]
    history: tuple[Entry, ...]
    texts: Mapping[str, str]
    today: date

    def do(self, act: a.Act, *, by: int | None = None, today: date | None = None) -> Paper:
        """The case after the act. Raises MoveRefused as the desk does."""
        here = self.around(act, by=by, today=today)
        decision = moves.decide(self.case, act, here)
        made = records.chain(
            self.case.case_no, decision.facts, after=self.history[-1], at=moment(here.today), by=here.actor
        )
        entries = tuple(entry for _record, entry in made)
        return Paper(
            fold_on(self.case, entries),
            (*self.records, *(record for record, _entry in made)),
            (*self.history, *entries),
            {**self.texts, **decision.texts},
            here.today,
        )

    def all(self, acts: Sequence[a.Act]) -> Paper:
        """The case after these acts, each by the person whose role it is."""
        paper = self
        for act in acts:
            paper = paper.do(act)
        return paper

    def on(self, today: date) -> Paper:
        """The same case on another day."""
        return self._replace(today=today)

    def around(self, act: a.Act, *, by: int | None = None, today: date | None = None) -> Around:
        """What that act would be judged against."""
        actor = doer(act) if by is None else by
        parts = ("示发改-2026-0101", "示发改-2026-0102") if isinstance(act, a.Split) else ()
        return around(
            today or self.today,
            actor,
            texts=self.texts,
            number=Numbered("示发改公开〔2026〕1号", "letter", 1),
            split_into=parts,
            mail=True,
            mail_to=self.case.applicants[:1],
        )

    def reasons(self, act: a.Act, *, by: int | None = None, today: date | None = None) -> tuple[str, ...]:
        """The English of every reason against the act; empty when it is open."""
        return tuple(r.en for r in moves.refusals(self.case, act, self.around(act, by=by, today=today)))


def logged(**changes: Any) -> Paper:
    """A logged case on paper, on the day it arrived."""
    act = form(**changes)
    given = intake.Given("示发改-2026-0001", "ABCD2345", tuple(f"key{n}" for n in range(len(act.applicants))))
    today = max(day for day in (act.arrived_on, act.signed_on, act.confirmed_on) if day)
    decision = intake.log(act, given, around(today, FRONT))
    made = records.chain(given.case_no, decision.facts, after=None, at=moment(act.arrived_on), by=FRONT)
    entries = tuple(entry for _record, entry in made)
    return Paper(
        fold(entries), tuple(record for record, _entry in made), entries, decision.texts, act.arrived_on
    )


# what leads from one status to the next --------------------------------------------------------

TAKE = a.TakeInHand(handler=HANDLER, unit="综合科")
CORRECT = a.AskForCorrection(items="请说明所需文件的年份")
REASONS = a.AskForReasons(facts="本月第三十一件")
CONSULT = a.OpenConsultation(party=Party.THIRD_PARTY, name="样品公司", subject="合同价格")
CHARGE = a.ChargeFee(mode=FeeMode.PER_CASE, count=11, served_on=RECEIVED)
DRAFT = a.DraftReply(outcome="disclosed", content={"items": ["批复一份"]})
SUBMIT, PASS, APPROVE = a.Submit(), a.PassSecrecy(), a.Approve()
DISPATCH = a.Dispatch(way=Way.POST, tracking_no="XA123")
SERVE, ARCHIVE = a.RecordService(how="签收"), a.Archive()
WITHDRAW = a.Withdraw(reason="已自行查到")
SEARCH = a.RecordSearch(places=("档案系统",), keywords=("示例大道",), searcher="钱进", hits=0)
ASK_UNIT = a.AskUnit(unit="规划科", what="是否持有批复")
REDO = a.RedoAfterAppeal(organ="示例市人民政府", document_no="示政复〔2026〕3号")
#: the third party objects, and the case is in hand again
OBJECTION: tuple[a.Act, ...] = (
    CONSULT,
    a.RecordOpinion(ref="1", stance=Stance.OBJECTS, opinion="涉及商业秘密"),
    a.CloseConsultation(ref="1", ground=ClosingGround.OPINION),
)
REPLY: tuple[a.Act, ...] = (DRAFT, SUBMIT, PASS, APPROVE)
#: from `in_hand` to each status behind it
_ONWARD: dict[Status, tuple[a.Act, ...]] = {
    Status.IN_HAND: (),
    Status.AWAITING_CORRECTION: (CORRECT,),
    Status.AWAITING_REASONS: (REASONS,),
    Status.CONSULTING: (CONSULT,),
    Status.AWAITING_PAYMENT: (CHARGE,),
    Status.UNDER_REVIEW: REPLY[:2],
    Status.AWAITING_APPROVAL: REPLY[:3],
    Status.APPROVED: REPLY,
    Status.REPLIED: (*REPLY, DISPATCH),
    Status.SERVED: (*REPLY, DISPATCH, SERVE),
    Status.WITHDRAWN: (WITHDRAW,),
    Status.ARCHIVED: (*REPLY, DISPATCH, SERVE, ARCHIVE),
}


def at(status: Status, *, received: Sequence[a.Act] = (), in_hand: Sequence[a.Act] = ()) -> Paper:
    """A case brought to that status by real acts, after further acts as soon as it was received and in hand."""
    if status is Status.AWAITING_CONFIRMATION:
        return logged(channel=Channel.WEB)
    paper = logged().all(received)
    if status is Status.RECEIVED:
        return paper
    paper = paper.do(TAKE).all(in_hand)
    if status is Status.LAPSED:
        paper = paper.do(CORRECT)
        assert paper.case.correction_answer_by is not None
        over = paper.case.correction_answer_by + timedelta(days=1)
        return paper.on(over).do(a.Lapse(ground=LapseGround.CORRECTION))
    return paper.all(_ONWARD[status])


#: one of every act, as a desk would send it for a case with one consultation and one unit asked
SAMPLES: dict[str, a.Act] = {
    type(act).move: act
    for act in (
        form(),
        a.ConfirmReceipt(how="电话"),
        a.RecordConfirmationAttempt(how="电话", result="无人接听"),
        TAKE,
        a.Reassign(handler=SECOND_HANDLER, reason="休假", unit="规划科"),
        a.Split(parts=("批复", "合同")),
        CORRECT,
        a.ReceiveCorrection(application="二〇二五年的批复"),
        a.Lapse(ground=LapseGround.CORRECTION),
        REASONS,
        a.ReceiveReasons(reasons="研究所需", reasonable=True),
        a.EndReasons(),
        a.FixDelayedPeriod(until=date(2026, 9, 30), reason="数量很大"),
        CONSULT,
        a.RecordConsultationService(ref="1"),
        OBJECTION[1],
        OBJECTION[2],
        a.TellThirdParty(ref="1", reason="公共利益需要"),
        a.ProposeExtension(reason="档案多"),
        a.ApproveExtension(),
        a.RefuseExtension(reason="尚有时间"),
        a.NotifyExtension(),
        CHARGE,
        a.RecordFeeService(),
        a.RecordPayment(yuan=100),
        ASK_UNIT,
        a.ChaseUnit(ref="1"),
        a.RecordUnitAnswer(ref="1", answer="持有"),
        a.Urge(kind=UrgingKind.URGE, demands="尽快答复", answer_by=date(2027, 1, 4)),
        a.AnswerUrging(ref="1", answer="已经拟稿"),
        SEARCH,
        DRAFT,
        a.ReviseReply(outcome="disclosed", content={"items": ["批复两份"]}),
        SUBMIT,
        PASS,
        a.ReturnFromSecrecy(reason="第二页须遮盖"),
        APPROVE,
        a.ReturnDraft(reason="依据不全"),
        a.TakeOverDraft(reason="由我改写"),
        a.DraftNotice(kind="correction", content={"items": "年份"}),
        a.ReviseNotice(ref="1", content={"items": "年份、文号"}),
        a.SubmitNotice(ref="1"),
        a.PassNoticeLegal(ref="1", remark="同意"),
        a.ReturnNoticeFromLegal(ref="1", reason="写明依据"),
        a.EndorseNotice(ref="1", remark="同意"),
        a.SignNotice(ref="1"),
        a.ReturnNotice(ref="1", reason="写明依据"),
        a.TakeOverNotice(ref="1", reason="由我改写"),
        a.SendNotice(),
        a.RecordNoticeService(ref="1", how="签收"),
        a.RecordFailedNoticeService(ref="1", reason="查无此人"),
        a.SendNoticeAgain(ref="1", tracking_no="XA125"),
        a.VoidNotice(ref="1", reason="日期有误"),
        a.PassLegal(remark="同意"),
        a.ReturnFromLegal(reason="理由不足"),
        a.Endorse(remark="同意"),
        a.RecallReply(reason="附件有误"),
        a.FreezeLetter(letter="receipt", document_no="", content_sha256="c" * 64, pdf_sha256="d" * 64),
        a.ReplyOnSpot(outcome="disclosed"),
        DISPATCH,
        SERVE,
        a.RecordFailedService(reason="查无此人"),
        a.SendAgain(tracking_no="XA124"),
        WITHDRAW,
        ARCHIVE,
        a.MarkForPublication(reason="多人申请"),
        a.ChangeRetention(retention="永久", reason="涉及重大行政决策"),
        a.RecordPublication(title="示例大道拓宽工程规划方案", where_found="示例市人民政府网站"),
        a.Reevaluate(result=Reevaluation.STILL_WITHHELD, reason="定密期限未满"),
        REDO,
        a.SendMail(letter="receipt"),
        a.RecordMailSent(ref="1", message_id="<1@example.org>", answer="250 OK"),
        a.RecordMailFailed(ref="1", reason="550 no such user"),
        a.Link(case_no="示发改-2026-0009"),
        a.ExplainLateness(reason="人手不足", unit="综合科"),
        a.AddDocument(name="授权书.pdf", sha256="e" * 64, media_type="application/pdf", size=1000),
        a.Note(note="申请人来电询问"),
        a.RegisterAppeal(
            kind=AppealKind.REVIEW, organ="示例市人民政府", appeal_no="示政复〔2026〕5号", appellant="李样七"
        ),
        a.StepAppeal(ref="1", step=AppealStep.ANSWER),
        a.DecideAppeal(ref="1", result="upheld", document_no="示政复决〔2026〕5号"),
        a.AddAppealPaper(
            ref="1",
            what=PaperKind.NOTICE,
            name="答复通知.pdf",
            sha256="b" * 64,
            media_type="application/pdf",
            size=9,
        ),
    )
}


# in a store ------------------------------------------------------------------------------------


@contextmanager
def opened(databases: Databases, home: Path) -> Iterator[Store]:
    """A store with the people of `people`, in a database of its own."""
    store = Store.open(home, url=databases.fresh(build_office), key=home / "key")
    try:
        yield store
    finally:
        store.close()


def enter(desk: Desk, key: str = "form-1", now: datetime | None = None, **changes: Any) -> str:
    """Log a case and answer its number."""
    return desk.log(FRONT, form(key, **changes), now or moment(RECEIVED)).case_no


def drive(desk: Desk, case_no: str, acts: Sequence[a.Act], now: datetime | None = None) -> Case | None:
    """Do acts at the desk, each by the person whose role it is."""
    case = None
    for act in acts:
        case = desk.perform(doer(act), case_no, act, now or moment(RECEIVED))
    return case
