"""Forms of those who review and sign: the reply's legal review and endorsement, and each step of a letter's route."""

from __future__ import annotations

from web.acts.form import ActForm, At
from web.acts.letters import OfLetter
from web.forms import choice, text
from workflow import acts as a
from workflow.case import Notice
from workflow.store.letters.waiting_rows import TAKERS
from workflow.terms import Role
from workflow.wording import Words


class PassNoticeLegal(OfLetter):
    act, noun = a.PassNoticeLegal, "letter-legal-pass"
    ref = choice("文书", "Letter")
    remark = text("审核意见", "Remark", needed=False)

    def fits(self, notice: Notice, _at: At) -> bool:
        """Those the legal review is waited for."""
        return notice.next_step == "legal"


class ReturnNoticeFromLegal(OfLetter):
    act, noun, danger = a.ReturnNoticeFromLegal, "letter-legal-return", True
    ref = choice("文书", "Letter")
    reason = text("退回理由", "Reason")

    def fits(self, notice: Notice, _at: At) -> bool:
        """Those the legal review is waited for."""
        return notice.next_step == "legal"


class EndorseNotice(OfLetter):
    act, noun = a.EndorseNotice, "letter-endorsement"
    ref = choice("文书", "Letter")
    remark = text(
        "审核意见",
        "Remark",
        Words("有提示而同意，须写明理由", "Where a check warns, say why it is agreed to"),
        needed=False,
    )

    def fits(self, notice: Notice, _at: At) -> bool:
        """Those the leader signs after the head of the disclosure office."""
        return notice.next_step == "approval" and not notice.at_signature


class SignNotice(OfLetter):
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

    def fits(self, notice: Notice, at: At) -> bool:
        """Those whose signature is a role of this person's."""
        role = Role.LEADER if notice.next_step == "leader" else Role.APPROVER
        return notice.at_signature and role in at.view.officer.roles_in(notice.issuer or at.view.case.agency)


class ReturnNotice(OfLetter):
    act, noun, danger = a.ReturnNotice, "letter-return", True
    ref = choice("文书", "Letter")
    reason = text("退回修改的理由", "What to change")

    def fits(self, notice: Notice, _at: At) -> bool:
        """Those past the legal review."""
        return notice.next_step in ("approval", "leader")


class TakeOverNotice(OfLetter):
    act, noun = a.TakeOverNotice, "letter-takeover"
    about = Words(
        "接手以后由你修改并重新送审签；四眼原则：你不能再审核、签发这份文书，须由他人办理。",
        "You then write it on and submit it again. Four eyes: somebody else reviews and signs this letter.",
    )
    ref = choice("文书", "Letter")
    reason = text("接手的理由", "Why you take it over")

    def fits(self, notice: Notice, at: At) -> bool:
        """Those whose next step is a role of this person's."""
        role = TAKERS.get(notice.next_step)
        return role is not None and role in at.view.officer.roles_in(notice.issuer or at.view.case.agency)


class PassLegal(ActForm):
    act, noun = a.PassLegal, "legal-pass"
    remark = text("审核意见", "Remark", needed=False)


class ReturnFromLegal(ActForm):
    act, noun, danger = a.ReturnFromLegal, "legal-return", True
    reason = text("退回理由", "Reason")


class Endorse(ActForm):
    act, noun = a.Endorse, "endorsement"
    remark = text("审核意见", "Remark", needed=False)


class TakeOverDraft(ActForm):
    act, noun = a.TakeOverDraft, "takeover"
    about = Words(
        "接手以后由你修改并重新送审；四眼原则：你不能再审查、签发这份答复，须由他人办理。",
        "You then write it on and submit it again. Four eyes: somebody else reviews and signs this reply.",
    )
    reason = text("接手的理由", "Why you take it over")


FORMS = (
    PassNoticeLegal,
    ReturnNoticeFromLegal,
    EndorseNotice,
    SignNotice,
    ReturnNotice,
    TakeOverNotice,
    PassLegal,
    ReturnFromLegal,
    Endorse,
    TakeOverDraft,
)
