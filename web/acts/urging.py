"""Forms of supervision notices: urging a case, and answering it."""

from __future__ import annotations

from typing import Any

from notices.composing import notice_content
from web.access import desk, now
from web.acts.form import ActForm, At
from web.acts.receiving import TODAY
from web.acts.stated import around_of
from web.forms import choice, line, on_day, text, tick
from workflow import acts as a
from workflow.acts import Act
from workflow.days.office_time import today_of
from workflow.errors import MoveRefused, Reason
from workflow.from_above import supervising
from workflow.guards.urging import LETTERS
from workflow.store import agency_rows
from workflow.store.agency_rows import AgencyView
from workflow.terms import UrgingKind
from workflow.viewing import View
from workflow.wording import Words

ANSWER_DAYS = 3  # working days, unless another day is said


class Urge(ActForm):
    act, noun = a.Urge, "urging"
    about = Words(
        "承办人会收到提醒；到期未答复的，列入期限和监督。",
        "The handler is reminded; an answer that does not come shows among the limits.",
    )
    kind: Any = choice("种类", "Kind", UrgingKind, default=UrgingKind.URGE)
    demands: Any = text("要求", "What is asked", Words("每行一项", "One a line"))
    problem: Any = text(
        "存在的问题", "What was found wrong", Words("督办须写明", "An order states it"), needed=False
    )
    answer_by: Any = on_day("最迟答复日期", "To be answered by", needed=True, ahead=True)
    with_letter: Any = tick("同时拟写通知书并送签发", "Draft the letter too and submit it")
    issuer: Any = choice(
        "发文机关",
        "Issued by",
        (),
        Words(
            "用该机关的文号和印章，由其负责人签发", "Its number and seal, signed by its own head and leader"
        ),
        needed=False,
    )
    addressee: Any = line("收件单位", "Addressee of the letter", needed=False)

    def prepare(self, at: At) -> None:
        """A few working days ahead; the letter in the name of an agency one supervises in, the nearest first."""
        view = at.view
        names = _issuers(view)
        own = bool(names) and names[0].agency_id == view.case.agency
        if not self.is_submitted():
            self.answer_by.data = around_of(view).days.add_working_days(today_of(now()), ANSWER_DAYS)
            self.addressee.data = view.case.unit if own and view.case.unit else view.agency.name
            self.issuer.data = str(names[0].agency_id) if names else ""
        self.issuer.choices = [
            (str(one.agency_id), Words(one.name, one.name_en or one.name)) for one in names
        ]
        if not names:
            for name in ("with_letter", "issuer", "addressee"):
                del self[name]

    def to_act(self, at: At) -> Act:
        """With the letter complete but for number and date, where one is wanted."""
        wanted = "with_letter" in self._fields and self.with_letter.data
        return a.Urge(
            kind=UrgingKind(self.kind.data),
            demands=self.demands.data,
            problem=self.problem.data or "",
            answer_by=self.answer_by.data,
            content=self._letter(at) if wanted else {},
            issuer=self._named(at).agency_id if wanted else 0,
        )

    def _named(self, at: At) -> AgencyView:
        """The agency chosen, else the nearest."""
        names = _issuers(at.view)
        return next((one for one in names if str(one.agency_id) == self.issuer.data), names[0])

    def _letter(self, at: At) -> dict[str, Any]:
        view, kind = at.view, UrgingKind(self.kind.data)
        demands = tuple(filter(None, (said.strip() for said in self.demands.data.splitlines())))
        facts: dict[str, Any] = {"demands": demands, "answer_by": self.answer_by.data}
        if kind is UrgingKind.ORDER:
            facts["problem"] = self.problem.data or ""
        else:
            facts |= _lateness(at)
        to = self.addressee.data or view.agency.name
        return notice_content(view, LETTERS[kind], facts, to=to, issuer=self._named(at))


def _issuers(view: View) -> list[AgencyView]:
    """In whose name this person may write, the nearest to the case first."""
    with desk().store.database.reading() as connection:
        return [agency_rows.agency(connection, one) for one in supervising(view.officer, view.agency.path)]


def _lateness(at: At) -> dict[str, Any]:
    """The deadline and the working days past it. Raises MoveRefused while no day is certain."""
    clock = at.view.clock
    if clock is None or clock.due_on is None:
        raise MoveRefused(
            Reason(
                "期限现在不确定，催办通知书无法写明", "No deadline is certain: the letter could not state it"
            )
        )
    late = around_of(at.view).days.days_between(clock.due_on, today_of(now()))
    return {"due_on": clock.due_on, "overdue_days": max(late, 0)}


class AnswerUrging(ActForm):
    act, noun = a.AnswerUrging, "urging-answer"
    ref: Any = choice("催办、督办", "Which one")
    answer: Any = text("办理情况", "What was done")
    on: Any = on_day("答复日期", "Answered on", TODAY)

    def prepare(self, at: At) -> None:
        """Those that wait; the only one is taken without asking."""
        waiting = [u for u in at.view.case.urgings if u.answered_on is None]
        self.ref.choices = [(u.ref, f"{u.ref}  {u.kind.zh} {u.on}") for u in waiting]
        if len(waiting) == 1:
            self.ref.data = waiting[0].ref


FORMS = (Urge, AnswerUrging)
