"""Forms of the letters beside the reply: drafting what a kind must state, signing, sending, service, voiding."""

from __future__ import annotations

from typing import Any

from flask import request

from notices.catalogue import shipped
from notices.facts import Fact
from web.acts.form import ActForm, At
from web.acts.receiving import TODAY
from web.forms import choice, line, number, on_day, several, text
from web.letters import compose
from workflow import acts as a
from workflow.acts import Act
from workflow.case import Notice
from workflow.terms import NoticeStatus, Way
from workflow.wording import Words

FIELD = "fact_"


class _Stated(ActForm):
    """A letter's facts as its kind declares them, one field each."""

    kind: Any

    def kind_of(self, at: At) -> str:
        """The kind the form is about, empty while it is being chosen."""
        raise NotImplementedError

    def prepare(self, at: At) -> None:
        """Add a field for every declared fact, filled with what the last draft said."""
        kind = self.kind_of(at)
        if not kind:
            return
        held = self.held(at)
        for fact in shipped()[kind].declared(at.view.case.regime == "prc-2007"):
            self._add(fact, held.get(fact.name))

    def held(self, at: At) -> dict[str, Any]:
        """The facts of the draft there is."""
        return {}

    def _add(self, fact: Fact, value: Any) -> None:
        name = FIELD + fact.name
        field = _field(fact).bind(form=self, name=name, prefix="", translations=None, _meta=self.meta)
        field.process(
            request.form if self.is_submitted() else None, *(() if value in (None, "") else (value,))
        )
        self._fields[name] = field

    def facts(self) -> dict[str, Any]:
        """What was filled in, as the letter holds it."""
        return {
            name.removeprefix(FIELD): field.data
            for name, field in self._fields.items()
            if name.startswith(FIELD) and field.data not in (None, "", ())
        }


def _field(fact: Fact) -> Any:
    hint = Words(*fact.help.split(" / ", 1))
    makers: dict[str, Any] = {
        "text": line,
        "long_text": text,
        "date": on_day,
        "lines": several,
        "money": number,
        "count": number,
        "table": several,
    }
    if fact.type == "choice":
        options = {code: Words(zh, en) for code, zh, en in fact.options}
        return choice(fact.zh, fact.en, options, hint, needed=fact.required)
    more = {"ahead": True} if fact.type == "date" else {}
    return makers[fact.type](fact.zh, fact.en, hint, needed=fact.required, **more)


class DraftNotice(_Stated):
    act, noun = a.DraftNotice, "letter-draft"
    about = Words("先选文书种类，再填写内容。", "Choose the kind of letter, then fill in what it states.")
    kind = choice("文书种类", "Kind of letter")

    def kind_of(self, at: At) -> str:
        """From the address or the form."""
        kind = request.values.get("kind", "")
        return kind if kind in at.notices else ""

    def prepare(self, at: At) -> None:
        """Offer the kinds that are drafted beside the reply."""
        listed = shipped()
        self.kind.choices = [
            (code, Words(listed[code].zh, listed[code].en)) for code in at.notices if code in listed
        ]
        self.kind.data = self.kind.data or self.kind_of(at) or None
        super().prepare(at)

    def to_act(self, at: At) -> Act:
        """The letter complete but for number and date; refused where a fact is missing."""
        content = compose.notice_content(at.view, self.kind.data, self.facts())
        return a.DraftNotice(kind=self.kind.data, content=content)


class _OfLetter(ActForm):
    """An act on one letter; the only one fitting is taken without asking."""

    ref: Any
    wanted: tuple[NoticeStatus, ...] = ()

    def prepare(self, at: At) -> None:
        self.ref.choices = [(n.ref, named(n)) for n in self.offered(at)]
        if len(self.ref.choices) == 1:
            self.ref.data = self.ref.choices[0][0]

    def offered(self, at: At) -> tuple[Notice, ...]:
        """Letters that are that far."""
        return tuple(n for n in at.view.case.notices if n.status in self.wanted)


def named(notice: Notice) -> Words:
    """A letter by its kind and number."""
    kind = shipped()[notice.kind]
    mark = f" {notice.document_no}" if notice.document_no else f" #{notice.ref}"
    return Words(kind.zh + mark, kind.en + mark)


class ReviseNotice(_Stated, _OfLetter):
    act, noun = a.ReviseNotice, "letter-revision"
    ref = choice("文书", "Letter")
    wanted = (NoticeStatus.DRAFTED,)

    def kind_of(self, at: At) -> str:
        """That of the letter chosen."""
        notice = at.view.case.notice(self.ref.data or "")
        return notice.kind if notice else ""

    def held(self, at: At) -> dict[str, Any]:
        """What the draft says now."""
        notice = at.view.case.notice(self.ref.data or "")
        return compose.notice_facts(at.view, notice) if notice else {}

    def prepare(self, at: At) -> None:
        """The letter first, then its facts."""
        _OfLetter.prepare(self, at)
        if request.values.get("ref"):
            self.ref.data = request.values["ref"]
        _Stated.prepare(self, at)

    def to_act(self, at: At) -> Act:
        """The same letter, said anew."""
        content = compose.notice_content(at.view, self.kind_of(at), self.facts())
        return a.ReviseNotice(ref=self.ref.data, content=content)


class SubmitNotice(_OfLetter):
    act, noun = a.SubmitNotice, "letter-submission"
    ref = choice("文书", "Letter")
    wanted = (NoticeStatus.DRAFTED,)


class SignNotice(_OfLetter):
    act, noun = a.SignNotice, "letter-signature"
    about = Words(
        "签发后取得文号，内容不能再改。", "Signing gives the number; the words are fixed from then on."
    )
    ref = choice("文书", "Letter")
    warnings_accepted = text(
        "签发意见",
        "Remark",
        Words("有提示时签发，须写明理由", "Where a check warns, say why it is signed"),
        needed=False,
    )
    wanted = (NoticeStatus.SUBMITTED,)


class ReturnNotice(_OfLetter):
    act, noun, danger = a.ReturnNotice, "letter-return", True
    ref = choice("文书", "Letter")
    reason = text("退回修改的理由", "What to change")
    wanted = (NoticeStatus.SUBMITTED,)


class SendNotice(ActForm):
    act, noun = a.SendNotice, "letter-dispatch"
    letter = choice("文书", "Letter")
    way = choice("方式", "Way", Way)
    carrier = line(
        "承运单位",
        "Carrier",
        Words("邮寄的，只能交邮政企业", "By post only the postal enterprise"),
        needed=False,
    )
    tracking_no = line("邮件编号", "Tracking number", needed=False)
    on = on_day("发出日期", "Sent on", TODAY)

    def prepare(self, at: At) -> None:
        """Signed letters that no other act sends."""
        signed = [n for n in at.view.case.notices if n.status is NoticeStatus.SIGNED]
        self.letter.choices = [(n.ref, named(n)) for n in signed]
        self.way.data = self.way.data or at.view.case.supply_way


class RecordNoticeService(_OfLetter):
    act, noun = a.RecordNoticeService, "letter-service"
    ref = choice("文书", "Letter")
    how = line("怎样送达", "How", Words("如：本人签收", "Such as: signed for in person"))
    on = on_day("送达日期", "Served on", TODAY)
    wanted = (NoticeStatus.SENT,)


class RecordFailedNoticeService(_OfLetter):
    act, noun = a.RecordFailedNoticeService, "letter-failed-service"
    ref = choice("文书", "Letter")
    reason = line("原因", "Reason", Words("如：查无此人退回", "Such as: unknown at the address"))
    on = on_day("退件日期", "Returned on", TODAY)
    wanted = (NoticeStatus.SENT,)


class VoidNotice(_OfLetter):
    act, noun, danger = a.VoidNotice, "letter-void", True
    about = Words("文号保留，注明作废理由。", "The number stays taken, with the reason.")
    ref = choice("文书", "Letter")
    reason = text("作废理由", "Why it is void")
    wanted = (NoticeStatus.SIGNED, NoticeStatus.SENT)


class PassLegal(ActForm):
    act, noun = a.PassLegal, "legal-pass"
    remark = text("审核意见", "Remark", needed=False)


class ReturnFromLegal(ActForm):
    act, noun, danger = a.ReturnFromLegal, "legal-return", True
    reason = text("退回理由", "Reason")


class Endorse(ActForm):
    act, noun = a.Endorse, "endorsement"
    remark = text("审核意见", "Remark", needed=False)


class RecallReply(ActForm):
    act, noun, danger = a.RecallReply, "recall", True
    about = Words(
        "已签发的答复不能改动；撤回后重新拟写，原文号保留。",
        "A signed reply is never changed: it is recalled and drafted anew; its number stays taken.",
    )
    reason = text("撤回理由", "Why it is recalled")
    on = on_day("撤回日期", "Recalled on", TODAY)


FORMS = (
    DraftNotice,
    ReviseNotice,
    SubmitNotice,
    SignNotice,
    ReturnNotice,
    SendNotice,
    RecordNoticeService,
    RecordFailedNoticeService,
    VoidNotice,
    PassLegal,
    ReturnFromLegal,
    Endorse,
    RecallReply,
)
