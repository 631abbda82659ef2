"""Rules of refusal as sentences: an act refused with its reason and law, and the neighbour that goes through."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from builders import (
    ASK_UNIT,
    CONSULT,
    CORRECTION_LAST,
    OBJECTION,
    RECEIVED,
    SAMPLES,
    Paper,
    at,
    later,
)

from workflow import acts as a
from workflow import moves
from workflow.errors import Reason
from workflow.terms import ClosingGround, FeeMode, LapseGround, Stance, Status

DAY = timedelta(days=1)
PROPOSE, AGREE, TELL = (SAMPLES[n] for n in ("propose_extension", "approve_extension", "notify_extension"))
SERVED = a.RecordConsultationService(ref="1")
SILENCE = a.CloseConsultation(ref="1", ground=ClosingGround.SILENCE)
OPINION = a.CloseConsultation(ref="1", ground=ClosingGround.OPINION)
LAPSED_FEE = a.Lapse(ground=LapseGround.FEE)
LAPSED_CORRECTION = a.Lapse(ground=LapseGround.CORRECTION)
ANSWER_BY = later(RECEIVED, 15)
REASONS_BY = later(RECEIVED, 7)
PAY_BY = later(RECEIVED, 20)
NOT_HELD = a.DraftReply(outcome="not_held")
CORRECTED = a.ReceiveCorrection(application="二〇二五年的批复")


def in_hand(*acts: a.Act) -> Paper:
    return at(Status.IN_HAND).all(acts)


def consulted(*acts: a.Act) -> Paper:
    return at(Status.CONSULTING).all(acts)


class Rule(NamedTuple):
    """A sentence, an act refused with `why` and `law`, and its neighbour that goes through."""

    sentence: str
    refused: Paper
    act: a.Act
    why: str
    law: str
    allowed: Paper
    neighbour: a.Act


def rule(
    sentence: str,
    refused: Paper,
    act: a.Act,
    why: str,
    law: str,
    allowed: Paper | None = None,
    neighbour: a.Act | None = None,
) -> Rule:
    return Rule(sentence, refused, act, why, law, allowed or refused, neighbour or act)


ON_TIME, TOO_LATE = at(Status.IN_HAND).on(CORRECTION_LAST), at(Status.IN_HAND).on(CORRECTION_LAST + DAY)
ASKED = at(Status.AWAITING_CORRECTION)
REASONED = at(Status.AWAITING_REASONS)
ACCEPTED = in_hand(SAMPLES["ask_for_reasons"], a.ReceiveReasons(reasons="研究", reasonable=True))
REJECTED = in_hand(SAMPLES["ask_for_reasons"], a.ReceiveReasons(reasons="无", reasonable=False))
CHARGED = at(Status.AWAITING_PAYMENT)
UNSERVED = in_hand(a.ChargeFee(mode=FeeMode.PER_PAGE, count=50))
OBJECTED = in_hand(*OBJECTION)
AGREED = in_hand(CONSULT, a.RecordOpinion(ref="1", stance=Stance.AGREES), OPINION)
PARTLY = in_hand(CONSULT, a.RecordOpinion(ref="1", stance=Stance.PARTLY), OPINION)
UNIT = at(Status.RECEIVED, received=(ASK_UNIT,))
TOLD_THIRD = a.TellThirdParty(ref="1", reason="公共利益需要")


def against(case: Rule) -> list[Reason]:
    """The reasons against the act that say what the rule says."""
    around = case.refused.around(case.act)
    return [r for r in moves.refusals(case.refused.case, case.act, around) if case.why in r.en]
