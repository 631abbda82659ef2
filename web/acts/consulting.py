"""Forms of consultation: several at once, served, answered, ended, and what a third party is told (arts. 32, 34)."""

from __future__ import annotations

from typing import Any

from web.acts.foreseeing import Ahead
from web.acts.form import ActForm, At
from web.acts.receiving import TODAY
from web.acts.stated import Sending
from web.forms import choice, line, on_day, text
from workflow import acts as a
from workflow.case import Consultation
from workflow.terms import ClosingGround, Party, Stance
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


FORMS = (
    OpenConsultation,
    RecordConsultationService,
    RecordOpinion,
    CloseConsultation,
    TellThirdParty,
)
