"""Forms of the letters beside the reply: drafting what a kind must state, submitting, sending, service, voiding."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flask import request

from notices.appeals import answered
from notices.catalogue import shipped
from notices.composing import APPLICANT, declared_of, notice_content, wording
from notices.facts import Fact
from notices.letter import YOU
from notices.suggesting import drafted_facts, suggested
from web.acts import fee
from web.acts.form import ActForm, At
from web.acts.receiving import TODAY
from web.acts.stated import Sending, Stated, around_of, is_theirs, issuer_of, named
from web.forms import choice, line, on_day, several, text
from workflow import acts as a
from workflow.acts import Act
from workflow.case import Notice
from workflow.errors import BadInput, RuleMissing
from workflow.guards.letters import SENDS, ready, replaceable
from workflow.terms import NoticeStatus, Way
from workflow.wording import Words


class _Notice(Stated):
    """A letter beside the reply, with its facts; `addressee` only where it does not go to the applicant."""

    prefix = "fact_"
    asked_kind = ""  # the kind its fields are asked for, nothing before one is chosen
    written: Notice | None = None  # the letter that is written anew
    declared: tuple[Fact, ...] = ()
    addressee: Any = line(
        "收件单位或者个人", "Addressee", Words("写全称", "In full, as the envelope has it"), needed=False
    )
    you: Any = choice("称谓", "Form of address", {you: you for you in YOU}, needed=False)
    attachments = several("附件", "Attachments", Words("每行一件", "One a line"), needed=False)

    def ask_for(self, at: At, kind: str, held: Mapping[str, Any]) -> None:
        """The fields of that kind, begun with the draft there is, else with what the file tells."""
        self.asked_kind = kind
        values = held.get("facts") or suggested(at.view, kind, around_of(at.view))
        declared = declared_of(kind, _provision(at, kind))
        if kind == fee.KIND:
            declared, values = fee.asked(at, declared), fee.begun(at, held, values)
        self.declared = tuple(declared)
        self.ask(declared, values)
        if shipped()[kind].addressee in APPLICANT:
            del self.addressee
        elif self.sent is None:
            self.addressee.data = held.get("to", "") or _organ(at, kind)
        if self.sent is None:
            self.you.data = held.get("you", "")
            self.attachments.data = tuple(held.get("attachments", ()))
        self.last("you", "attachments")

    def content(self, at: At, kind: str) -> dict[str, Any]:
        """The letter complete but for number and date. Raises BadInput where a fact is missing."""
        to = self.addressee.data if "addressee" in self._fields else ""
        facts, beside = self.worked_out(at, kind)
        you, attachments = self.you.data or "", self.attachments.data or ()
        above = issuer_of(self.written)
        made = notice_content(at.view, kind, facts, to=to, you=you, attachments=attachments, issuer=above)
        return made | beside

    def worked_out(self, at: At, kind: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """The facts, with the sum where a fee is due, and what is kept beside them. Raises BadInput, RuleMissing."""
        return fee.worked_out(at, self.facts()) if kind == fee.KIND else (self.facts(), {})

    def judge(self, at: At) -> None:
        """A number for which nothing is due is said at its field."""
        if self.prefix + fee.COUNT not in self._fields:
            return
        try:
            fee.worked_out(at, self.facts())
        except (BadInput, RuleMissing) as bad:
            field = self._fields[self.prefix + fee.COUNT]
            field.errors = [*field.errors, Words(*str(bad).split(" / ", 1))]


def _organ(at: At, kind: str) -> str:
    """Who hears the appeal that the letter answers."""
    appeal = answered(at.view, kind)
    return appeal.organ if appeal else ""


def _provision(at: At, kind: str) -> str:
    """Which text the case runs under decides what its letters state."""
    since = at.view.case.received_on or at.view.case.arrived_on
    return wording().catalogue[kind].provision(since)


def as_written(at: At, notice: Notice) -> dict[str, Any]:
    """What that letter says, to be written on or issued again."""
    held = json.loads(at.view.texts[notice.content_sha256])
    facts = drafted_facts(at.view, notice.content_sha256)
    frame = {"to": held.get("applicant"), "you": held.get("you"), "attachments": held.get("attachments", ())}
    return frame | {"fee": held.get("fee"), "facts": facts}


class DraftNotice(_Notice):
    act, noun, chooser = a.DraftNotice, "letter-draft", "kind"
    about = Words("先选文书种类，再填写内容。", "Choose the kind of letter, then fill in what it states.")
    kind: Any = choice("文书种类", "Kind of letter")
    supersedes: Any = choice(
        "替换已作废的文书",
        "Replaces a voided letter",
        (),
        Words("重新出具时选", "When re-issued"),
        needed=False,
    )

    def prepare(self, at: At) -> None:
        """Offer the kinds that are drafted beside the reply."""
        listed = shipped()
        self.kind.choices = [(code, Words(listed[code].zh, listed[code].en)) for code in at.notices]
        kind = request.values.get("kind", "")
        self.kind.data = kind or None
        replaced = self._offer_voided(at, kind)
        if kind in at.notices:
            self.ask_for(at, kind, as_written(at, replaced) if replaced else {})
            self.last(*(name for name in ("supersedes",) if name in self._fields))

    def _offer_voided(self, at: At, kind: str) -> Notice | None:
        """The letter it takes the place of: the one named, else the last that nothing has replaced yet."""
        voided = [n for n in at.view.case.notices if replaceable(n, at.view.case) and n.kind == kind]
        if not voided:
            del self.supersedes
            return None
        self.supersedes.choices = [("", Words("—", "—")), *((n.ref, named(n)) for n in voided)]
        said = (self.sent if self.sent is not None else request.values).get("supersedes")
        self.supersedes.data = voided[-1].ref if said is None else said
        return next((n for n in voided if n.ref == self.supersedes.data), None)

    def to_act(self, at: At) -> Act:
        """The letter complete but for number and date; refused where a fact is missing."""
        replaced = (self.supersedes.data or "") if "supersedes" in self._fields else ""
        content = self.content(at, self.kind.data)
        return a.DraftNotice(kind=self.kind.data, content=content, supersedes=replaced)


class OfLetter(ActForm):
    """An act on one letter; the only one fitting is taken without asking."""

    ref: Any
    wanted: tuple[NoticeStatus, ...] = ()

    def prepare(self, at: At) -> None:
        self.ref.choices = [(n.ref, named(n)) for n in self.offered(at)]
        wanted = request.values.get("ref", "")
        if len(self.ref.choices) == 1:
            self.ref.data = self.ref.choices[0][0]
        elif wanted in dict(self.ref.choices):
            self.ref.data = wanted

    def offered(self, at: At) -> tuple[Notice, ...]:
        """Letters that are that far."""
        return tuple(n for n in at.view.case.notices if self.fits(n, at) and is_theirs(n, at, self.act.move))

    def fits(self, notice: Notice, _at: At) -> bool:
        """Whether the act may be done on this one."""
        return notice.status in self.wanted


class ReviseNotice(_Notice, OfLetter):
    act, noun = a.ReviseNotice, "letter-revision"
    ref: Any = choice("文书", "Letter")
    wanted = (NoticeStatus.DRAFTED,)

    def prepare(self, at: At) -> None:
        """The letter first, then its facts as drafted."""
        OfLetter.prepare(self, at)
        notice = self.written = at.view.case.notice(self.ref.data or "")
        if notice is not None:
            self.ask_for(at, notice.kind, as_written(at, notice))

    def to_act(self, at: At) -> Act:
        """The same letter, said anew."""
        notice = self.written = at.view.case.notice(self.ref.data)
        assert notice is not None
        return a.ReviseNotice(ref=notice.ref, content=self.content(at, notice.kind))


class SubmitNotice(OfLetter):
    act, noun = a.SubmitNotice, "letter-submission"
    ref = choice("文书", "Letter")
    wanted = (NoticeStatus.DRAFTED,)


class SendNotice(Sending):
    act, noun = a.SendNotice, "letter-dispatch"
    on = on_day("发出日期", "Sent on", TODAY)

    def offer_letters(self, at: At) -> None:
        """Those that no other act sends; the way is the applicant's wish until said otherwise."""
        super().offer_letters(at)
        if not self.is_submitted():
            self.way.data = at.view.case.supply_way
        if "letter" in self._fields:
            elsewhere = {kind for kinds in SENDS.values() for kind in kinds}
            mine = [
                n
                for n in ready(at.view.case, ())
                if n.kind not in elsewhere and is_theirs(n, at, self.act.move)
            ]
            self.letter.choices = [(n.ref, named(n)) for n in mine]
            if len(mine) == 1:
                self.letter.data = mine[0].ref


class RecordNoticeService(OfLetter):
    act, noun = a.RecordNoticeService, "letter-service"
    ref = choice("文书", "Letter")
    how = line("怎样送达", "How", Words("如：本人签收", "Such as: signed for in person"))
    on = on_day("送达日期", "Served on", TODAY)
    wanted = (NoticeStatus.SENT,)


class RecordFailedNoticeService(OfLetter):
    act, noun = a.RecordFailedNoticeService, "letter-failed-service"
    ref = choice("文书", "Letter")
    reason = line("原因", "Reason", Words("如：查无此人退回", "Such as: unknown at the address"))
    on = on_day("退件日期", "Returned on", TODAY)
    wanted = (NoticeStatus.SENT,)


class SendNoticeAgain(OfLetter):
    act, noun = a.SendNoticeAgain, "letter-dispatch-again"
    about = Words(
        "退回的文书核对地址后再次寄发；首次寄发日期不变。",
        "A letter that came back is sent again once the address is checked; the day it was first sent stands.",
    )
    ref = choice("文书", "Letter")
    way = choice("方式", "Way", Way, default=Way.POST)
    carrier = line(
        "承运单位",
        "Carrier",
        Words("邮寄的，只能交邮政企业", "By post only the postal enterprise"),
        needed=False,
    )
    tracking_no = line("邮件编号", "Tracking number", needed=False)
    on = on_day("再次寄发、交付日期", "Sent again on", TODAY)

    def fits(self, notice: Notice, _at: At) -> bool:
        """Those that came back and were not sent again since."""
        return notice.came_back_on is not None


class VoidNotice(OfLetter):
    act, noun, danger = a.VoidNotice, "letter-void", True
    about = Words("文号保留，注明作废理由。", "The number stays taken, with the reason.")
    ref = choice("文书", "Letter")
    reason = text("作废理由", "Why it is void")
    wanted = (NoticeStatus.SIGNED, NoticeStatus.SENT)


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
    SendNotice,
    RecordNoticeService,
    RecordFailedNoticeService,
    SendNoticeAgain,
    VoidNotice,
    RecallReply,
)
