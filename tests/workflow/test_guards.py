"""Each guard refuses what it says, names its provision, and lets the neighbouring case through."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import pytest
from builders import (
    ARCHIVE,
    ASK_UNIT,
    CHARGE,
    CONSULT,
    CORRECT,
    CORRECTION_LAST,
    DRAFT,
    DUE,
    OBJECTION,
    RECEIVED,
    REDO,
    REPLY,
    SAMPLES,
    SEARCH,
    SILENCE_LAST,
    SUBMIT,
    TAKE,
    Paper,
    at,
    later,
    logged,
)
from people import APPROVER, EVERY_ROLE, HANDLER, SECOND_APPROVER

from workflow import acts as a
from workflow import moves
from workflow.terms import Channel, ClosingGround, FeeMode, LapseGround, Party, Relation, Stance, Status, Way

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

RULES = [
    rule(
        "A day that has not come is refused",
        at(Status.IN_HAND),
        a.AskUnit(unit="规划科", what="文件", on=RECEIVED + DAY),
        "2026-07-02 lies in the future",
        "",
        at(Status.IN_HAND),
        a.AskUnit(unit="规划科", what="文件", on=RECEIVED),
    ),
    rule(
        "A day before receipt is refused",
        at(Status.IN_HAND),
        a.AskUnit(unit="规划科", what="文件", on=RECEIVED - DAY),
        "2026-06-30 is before receipt on 2026-07-01",
        "",
        at(Status.IN_HAND),
        a.AskUnit(unit="规划科", what="文件", on=RECEIVED),
    ),
    rule(
        "A case is handed to somebody else, not to the same person",
        at(Status.IN_HAND),
        a.Reassign(handler=HANDLER, reason="分工"),
        "This person handles the case already",
        "",
        at(Status.IN_HAND),
        SAMPLES["reassign"],
    ),
    rule(
        "A split has two parts at least",
        at(Status.RECEIVED),
        a.Split(parts=("批复",)),
        "A split needs two or more parts with text",
        "",
        at(Status.RECEIVED),
        SAMPLES["split"],
    ),
    rule(
        "No part of a split is empty",
        at(Status.RECEIVED),
        a.Split(parts=("批复", " ")),
        "A split needs two or more parts with text",
        "",
        at(Status.RECEIVED),
        SAMPLES["split"],
    ),
    rule(
        "A letter is split once",
        at(Status.RECEIVED).do(SAMPLES["split"]),
        SAMPLES["split"],
        "The case has been split already",
        "",
        at(Status.RECEIVED),
    ),
    rule(
        "Correction is asked once and for all",
        ASKED.do(CORRECTED),
        CORRECT,
        "Asked once on 2026-07-01",
        "条例第三十条",
        at(Status.IN_HAND),
    ),
    rule(
        "Correction is asked within 7 working days of receipt",
        TOO_LATE,
        CORRECT,
        "The 7 working days for asking ended on 2026-07-10",
        "条例第三十条",
        ON_TIME,
    ),
    rule(
        "The answer to a correction notice lies after its sending",
        at(Status.IN_HAND),
        a.AskForCorrection(items="年份", answer_by=RECEIVED),
        "The answer date must lie after the day of sending",
        "",
        at(Status.IN_HAND),
        a.AskForCorrection(items="年份", answer_by=RECEIVED + DAY),
    ),
    rule(
        "A correction does not come before its notice",
        at(Status.IN_HAND).on(RECEIVED + DAY).do(CORRECT),
        a.ReceiveCorrection(application="全文", on=RECEIVED),
        "Before the correction notice of 2026-07-02",
        "",
        at(Status.IN_HAND).on(RECEIVED + DAY).do(CORRECT),
        a.ReceiveCorrection(application="全文", on=RECEIVED + DAY),
    ),
    rule(
        "A correction after its period needs its good reason",
        ASKED.on(ANSWER_BY + DAY),
        CORRECTED,
        f"The period ended on {ANSWER_BY}: give the good reason",
        "条例第三十条",
        ASKED.on(ANSWER_BY),
    ),
    rule(
        "A late correction with its good reason is taken",
        ASKED.on(ANSWER_BY + DAY),
        CORRECTED,
        f"The period ended on {ANSWER_BY}: give the good reason",
        "条例第三十条",
        ASKED.on(ANSWER_BY + DAY),
        a.ReceiveCorrection(application="全文", late_because="住院"),
    ),
    rule(
        "An uncorrected application lapses after the whole period",
        ASKED.on(ANSWER_BY),
        LAPSED_CORRECTION,
        f"The period runs to {ANSWER_BY}",
        "条例第三十条",
        ASKED.on(ANSWER_BY + DAY),
    ),
    rule(
        "A ground of lapsing fits what is waited for",
        ASKED.on(ANSWER_BY + DAY),
        LAPSED_FEE,
        "The ground does not fit the status",
        "",
        ASKED.on(ANSWER_BY + DAY),
        LAPSED_CORRECTION,
    ),
    rule(
        "An unpaid application lapses after the 20th working day",
        CHARGED.on(PAY_BY),
        LAPSED_FEE,
        f"The period runs to {PAY_BY}",
        "办法第六条",
        CHARGED.on(PAY_BY + DAY),
    ),
    rule(
        "No payment period runs before the fee notice is served",
        UNSERVED.on(PAY_BY + DAY),
        LAPSED_FEE,
        "The fee notice has not been served",
        "",
        UNSERVED.do(SAMPLES["record_fee_service"]).on(PAY_BY + DAY),
    ),
    rule(
        "Reasons are asked once",
        ACCEPTED,
        SAMPLES["ask_for_reasons"],
        "Reasons have been asked for already",
        "条例第三十五条",
        at(Status.IN_HAND),
    ),
    rule(
        "The regulation of 2007 asked for no reasons",
        logged(arrived_on=date(2018, 7, 2)).do(TAKE),
        SAMPLES["ask_for_reasons"],
        "This regime knows no request for reasons",
        "",
        at(Status.IN_HAND),
    ),
    rule(
        "Missing reasons are noted after their period",
        REASONED.on(REASONS_BY),
        a.EndReasons(),
        f"The applicant has until {REASONS_BY}",
        "",
        REASONED.on(REASONS_BY + DAY),
    ),
    rule(
        "A delayed period needs reasons found reasonable",
        REJECTED,
        SAMPLES["fix_delayed_period"],
        "A delayed period needs reasons found reasonable",
        "条例第三十五条",
        ACCEPTED,
    ),
    rule(
        "A delayed period ends after the present deadline",
        ACCEPTED,
        a.FixDelayedPeriod(until=DUE, reason="数量很大"),
        f"Must lie after {DUE}",
        "",
        ACCEPTED,
        a.FixDelayedPeriod(until=DUE + DAY, reason="数量很大"),
    ),
    rule(
        "An unknown consultation is not answered",
        consulted(),
        a.RecordOpinion(ref="2", stance=Stance.AGREES),
        "No consultation 2",
        "",
        consulted(),
        a.RecordOpinion(ref="1", stance=Stance.AGREES),
    ),
    rule(
        "A closed consultation is not answered",
        consulted(CONSULT, OBJECTION[1], OPINION),
        a.RecordOpinion(ref="1", stance=Stance.AGREES),
        "Consultation 1 is closed",
        "",
        consulted(CONSULT, OBJECTION[1], OPINION),
        a.RecordOpinion(ref="2", stance=Stance.AGREES),
    ),
    rule(
        "A letter is not served before it was sent",
        at(Status.IN_HAND).on(RECEIVED + DAY).do(CONSULT),
        a.RecordConsultationService(ref="1", on=RECEIVED),
        "Before the letter was sent on 2026-07-02",
        "",
        at(Status.IN_HAND).on(RECEIVED + DAY).do(CONSULT),
        a.RecordConsultationService(ref="1", on=RECEIVED + DAY),
    ),
    rule(
        "A consultation is closed on an opinion that came",
        consulted(),
        OPINION,
        "No opinion has been recorded",
        "",
        consulted(OBJECTION[1]),
    ),
    rule(
        "Silence is stated after the 15th working day",
        consulted(SERVED).on(SILENCE_LAST),
        SILENCE,
        f"The party has until {SILENCE_LAST}",
        "条例第三十二条",
        consulted(SERVED).on(SILENCE_LAST + DAY),
    ),
    rule(
        "Silence of a co-producing agency rests on its own article",
        at(Status.IN_HAND)
        .all((a.OpenConsultation(party=Party.CO_PRODUCER, name="规划局", subject="发文"), SERVED))
        .on(SILENCE_LAST),
        SILENCE,
        f"The party has until {SILENCE_LAST}",
        "条例第三十四条",
        consulted(SERVED).on(SILENCE_LAST + DAY),
    ),
    rule(
        "Who was not served is not silent",
        consulted().on(SILENCE_LAST + DAY),
        SILENCE,
        "Not served, so its period has not begun",
        "条例第三十二条",
        consulted(SERVED).on(SILENCE_LAST + DAY),
    ),
    rule(
        "Who answered is not silent",
        consulted(SERVED, OBJECTION[1]).on(SILENCE_LAST + DAY),
        SILENCE,
        "The party has answered",
        "",
        consulted(SERVED, OBJECTION[1]).on(SILENCE_LAST + DAY),
        OPINION,
    ),
    rule(
        "A third party is told only where it objected",
        AGREED,
        TOLD_THIRD,
        "Told only where the third party objected",
        "条例第三十二条",
        OBJECTED,
    ),
    rule(
        "A third party that objected to a part is told as well",
        AGREED,
        TOLD_THIRD,
        "Told only where the third party objected",
        "条例第三十二条",
        PARTLY,
    ),
    rule(
        "One extension is decided at a time",
        in_hand(PROPOSE),
        PROPOSE,
        "An extension is being decided already",
        "",
        at(Status.IN_HAND),
    ),
    rule(
        "A period is extended once",
        in_hand(PROPOSE, AGREE, TELL),
        PROPOSE,
        "Extended once already",
        "条例第三十三条第二款",
        at(Status.IN_HAND),
    ),
    rule(
        "An extension has 20 working days at most",
        at(Status.IN_HAND),
        a.ProposeExtension(reason="档案多", working_days=21),
        "At most 20 working days",
        "条例第三十三条第二款",
        at(Status.IN_HAND),
        a.ProposeExtension(reason="档案多", working_days=20),
    ),
    rule(
        "An extension has a day at least",
        at(Status.IN_HAND),
        a.ProposeExtension(reason="档案多", working_days=0),
        "At most 20 working days",
        "条例第三十三条第二款",
        at(Status.IN_HAND),
        a.ProposeExtension(reason="档案多", working_days=1),
    ),
    rule(
        "An extension is proposed on the last day at the latest",
        at(Status.IN_HAND).on(DUE + DAY),
        PROPOSE,
        f"The deadline {DUE} has passed",
        "条例第三十三条第二款",
        at(Status.IN_HAND).on(DUE),
    ),
    rule(
        "An extension is approved on the last day at the latest",
        in_hand(PROPOSE).on(DUE + DAY),
        AGREE,
        f"The deadline {DUE} has passed",
        "条例第三十三条第二款",
        in_hand(PROPOSE).on(DUE),
    ),
    rule(
        "An extension is notified on the last day at the latest",
        in_hand(PROPOSE, AGREE).on(DUE + DAY),
        TELL,
        f"Must be notified by {DUE}",
        "条例第三十三条第二款",
        in_hand(PROPOSE, AGREE).on(DUE),
    ),
    rule(
        "An extension notified in time may be recorded the day after",
        in_hand(PROPOSE, AGREE).on(DUE + DAY),
        TELL,
        f"Must be notified by {DUE}",
        "条例第三十三条第二款",
        in_hand(PROPOSE, AGREE).on(DUE + DAY),
        a.NotifyExtension(on=DUE),
    ),
    rule(
        "What nobody proposed is not approved",
        at(Status.IN_HAND),
        AGREE,
        "No extension awaits a decision",
        "条例第三十三条第二款",
        in_hand(PROPOSE),
    ),
    rule(
        "What was approved is not refused afterwards",
        in_hand(PROPOSE, AGREE),
        SAMPLES["refuse_extension"],
        "No extension awaits a decision",
        "条例第三十三条第二款",
        in_hand(PROPOSE),
    ),
    rule(
        "What was not approved is not notified",
        in_hand(PROPOSE),
        TELL,
        "No approved extension waits to be notified",
        "条例第三十三条第二款",
        in_hand(PROPOSE, AGREE),
    ),
    rule(
        "A fee is charged once",
        in_hand(CHARGE, a.RecordPayment(yuan=100)),
        CHARGE,
        f"Charged on {RECEIVED}",
        "",
        at(Status.IN_HAND),
    ),
    rule(
        "A fee is charged within the reply period",
        at(Status.IN_HAND).on(DUE + DAY),
        CHARGE,
        f"The deadline {DUE} has passed",
        "办法第六条",
        at(Status.IN_HAND).on(DUE),
    ),
    rule(
        "No fee before the tariff of 2021",
        logged(arrived_on=date(2020, 7, 1)).do(TAKE),
        a.ChargeFee(mode=FeeMode.PER_PAGE, count=50),
        "No processing fee under this law",
        "",
        at(Status.IN_HAND),
    ),
    rule(
        "A fee is charged for something",
        at(Status.IN_HAND),
        a.ChargeFee(mode=FeeMode.PER_PAGE, count=0),
        "The count must be positive",
        "",
        at(Status.IN_HAND),
        a.ChargeFee(mode=FeeMode.PER_PAGE, count=50),
    ),
    rule(
        "A fee notice is served once",
        CHARGED,
        SAMPLES["record_fee_service"],
        f"Served on {RECEIVED}",
        "",
        UNSERVED,
    ),
    rule(
        "A fee notice is not served before it was sent",
        at(Status.IN_HAND).on(RECEIVED + DAY).do(a.ChargeFee(mode=FeeMode.PER_PAGE, count=50)),
        a.RecordFeeService(on=RECEIVED),
        "Before the fee notice",
        "",
        at(Status.IN_HAND).on(RECEIVED + DAY).do(a.ChargeFee(mode=FeeMode.PER_PAGE, count=50)),
        a.RecordFeeService(on=RECEIVED + DAY),
    ),
    rule(
        "A fee is paid in full",
        CHARGED,
        a.RecordPayment(yuan=99),
        "100 yuan are due",
        "办法第六条",
        CHARGED,
        a.RecordPayment(yuan=100),
    ),
    rule(
        "A fee is paid on the 20th working day at the latest",
        CHARGED.on(PAY_BY + DAY),
        a.RecordPayment(yuan=100),
        f"Payment was due by {PAY_BY}",
        "办法第六条",
        CHARGED.on(PAY_BY),
    ),
    rule(
        "A unit that was not asked does not answer",
        at(Status.IN_HAND),
        SAMPLES["record_unit_answer"],
        "No such request waits for an answer",
        "",
        UNIT,
    ),
    rule(
        "A unit that has answered is not chased",
        UNIT.do(SAMPLES["record_unit_answer"]),
        SAMPLES["chase_unit"],
        "No such request waits for an answer",
        "",
        UNIT,
    ),
    rule(
        "A search record says where was searched",
        at(Status.IN_HAND),
        a.RecordSearch(places=(), keywords=("示例",), searcher="钱进", hits=0),
        "Say where was searched, by whom, with how many hits",
        "指导案例101号",
        at(Status.IN_HAND),
        SEARCH,
    ),
    rule(
        "A search record says who searched",
        at(Status.IN_HAND),
        a.RecordSearch(places=("档案室",), keywords=("示例",), searcher=" ", hits=0),
        "Say where was searched, by whom, with how many hits",
        "指导案例101号",
        at(Status.IN_HAND),
        SEARCH,
    ),
    rule(
        "A second draft is a revision",
        in_hand(DRAFT),
        DRAFT,
        "There is a draft: revise it",
        "",
        at(Status.IN_HAND),
    ),
    rule(
        "There is something to revise",
        at(Status.IN_HAND),
        SAMPLES["revise_reply"],
        "There is no draft",
        "",
        in_hand(DRAFT),
    ),
    rule(
        "There is something to submit",
        at(Status.IN_HAND),
        SUBMIT,
        "There is no draft",
        "",
        in_hand(DRAFT),
    ),
    rule(
        "An outcome exists",
        at(Status.IN_HAND),
        a.DraftReply(outcome="no_such"),
        "No such outcome: no_such",
        "",
        at(Status.IN_HAND),
        DRAFT,
    ),
    rule(
        "An outcome of 2007 does not end a case of 2026",
        at(Status.IN_HAND),
        a.DraftReply(outcome="old_disclosed"),
        "does not belong to this regime or kind of case",
        "",
        logged(arrived_on=date(2018, 7, 2)).do(TAKE),
        a.DraftReply(outcome="old_disclosed"),
    ),
    rule(
        "A lapse is not given by a reply",
        at(Status.IN_HAND),
        a.DraftReply(outcome="no_payment"),
        "is not given by a reply",
        "",
        at(Status.IN_HAND),
        DRAFT,
    ),
    rule(
        "That nothing is held needs the record of the search",
        in_hand(NOT_HELD),
        SUBMIT,
        "Missing from the file: ",
        "条例第三十六条第四项",
        in_hand(SEARCH, NOT_HELD),
    ),
    rule(
        "A letter is frozen once",
        at(Status.APPROVED).do(SAMPLES["freeze_letter"]),
        SAMPLES["freeze_letter"],
        "The letter is frozen already",
        "",
        at(Status.APPROVED),
    ),
    rule(
        "A refusal is not given on the spot",
        at(Status.RECEIVED),
        a.ReplyOnSpot(outcome="refused_internal"),
        "This outcome may not be given on the spot",
        "",
        at(Status.RECEIVED),
        a.ReplyOnSpot(outcome="disclosed"),
    ),
    rule(
        "A reply does not leave before it was decided",
        at(Status.AWAITING_APPROVAL).on(RECEIVED + DAY).do(REPLY[3]),
        a.Dispatch(way=Way.POST, on=RECEIVED),
        "Before the decision of 2026-07-02",
        "",
        at(Status.AWAITING_APPROVAL).on(RECEIVED + DAY).do(REPLY[3]),
        SAMPLES["dispatch"],
    ),
    rule(
        "A reply is not received before it left",
        at(Status.APPROVED).on(RECEIVED + DAY).do(SAMPLES["dispatch"]),
        a.RecordService(how="签收", on=RECEIVED),
        "Before dispatch on 2026-07-02",
        "",
        at(Status.APPROVED).on(RECEIVED + DAY).do(SAMPLES["dispatch"]),
        a.RecordService(how="签收", on=RECEIVED + DAY),
    ),
    rule(
        "Only disclosed information is published",
        at(Status.IN_HAND, in_hand=(SEARCH, NOT_HELD, SUBMIT, REPLY[3], SAMPLES["dispatch"])),
        SAMPLES["mark_for_publication"],
        "Only disclosed information can be published",
        "条例第四十四条",
        at(Status.REPLIED),
    ),
    rule(
        "A case is not linked to itself",
        at(Status.IN_HAND),
        a.Link(case_no="示发改-2026-0001", relation=Relation.GROUP),
        "A case cannot be linked to itself",
        "",
        at(Status.IN_HAND),
        SAMPLES["link"],
    ),
    rule(
        "Two cases are linked once",
        in_hand(SAMPLES["link"]),
        SAMPLES["link"],
        "Linked to 示发改-2026-0009 already",
        "",
        at(Status.IN_HAND),
    ),
    rule(
        "Lateness is explained once there is some",
        at(Status.IN_HAND).on(DUE),
        SAMPLES["explain_lateness"],
        "The case is not late",
        "",
        at(Status.IN_HAND).on(DUE + DAY),
    ),
    rule(
        "An ordered new reply has a day at least",
        at(Status.SERVED),
        a.RedoAfterAppeal(organ="市政府", document_no="1号", working_days=0),
        "The ordered period must be a working day or more",
        "条例第三十三条第二款",
        at(Status.SERVED),
        a.RedoAfterAppeal(organ="市政府", document_no="1号", working_days=1),
    ),
    rule(
        "A new reply is not ordered before the first was given",
        at(Status.AWAITING_APPROVAL).on(RECEIVED + DAY).all((REPLY[3], SAMPLES["dispatch"])),
        a.RedoAfterAppeal(organ="市政府", document_no="1号", on=RECEIVED),
        "Before the decision of 2026-07-02",
        "",
        at(Status.AWAITING_APPROVAL).on(RECEIVED + DAY).all((REPLY[3], SAMPLES["dispatch"])),
        REDO,
    ),
]


@pytest.mark.parametrize("case", RULES, ids=lambda case: case.sentence)
def test_rule(case: Rule) -> None:
    around = case.refused.around(case.act)
    reasons = moves.refusals(case.refused.case, case.act, around)

    matching = [reason for reason in reasons if case.why in reason.en]
    assert len(matching) == 1, reasons
    assert matching[0].provision == case.law
    assert matching[0].zh
    assert case.allowed.reasons(case.neighbour) == ()


@pytest.mark.parametrize(
    ("status", "act"),
    [
        (Status.UNDER_REVIEW, SAMPLES["pass_secrecy"]),
        (Status.UNDER_REVIEW, SAMPLES["return_from_secrecy"]),
        (Status.AWAITING_APPROVAL, SAMPLES["approve"]),
        (Status.AWAITING_APPROVAL, SAMPLES["return_draft"]),
    ],
)
def test_the_drafter_reviews_and_approves_nothing_of_their_own(status: Status, act: a.Act) -> None:
    drafted = at(Status.IN_HAND).do(DRAFT, by=EVERY_ROLE).do(SUBMIT)
    paper = drafted if status is Status.UNDER_REVIEW else drafted.do(SAMPLES["pass_secrecy"])

    assert paper.reasons(act, by=EVERY_ROLE) == ("The drafter may not review or approve the draft",)
    assert paper.reasons(act, by=SECOND_APPROVER) == ()


def test_whoever_revised_last_is_the_drafter() -> None:
    first = at(Status.IN_HAND).do(DRAFT, by=HANDLER)
    revised = first.do(SAMPLES["revise_reply"], by=EVERY_ROLE).all((SUBMIT, SAMPLES["pass_secrecy"]))

    assert revised.reasons(SAMPLES["approve"], by=EVERY_ROLE)
    assert revised.reasons(SAMPLES["approve"], by=APPROVER) == ()


def test_whoever_proposed_an_extension_does_not_approve_it() -> None:
    paper = at(Status.IN_HAND).do(PROPOSE, by=EVERY_ROLE)

    assert paper.reasons(AGREE, by=EVERY_ROLE) == ("Whoever proposed it may not approve it",)
    assert paper.reasons(AGREE, by=APPROVER) == ()


def test_a_refusal_names_every_reason_at_once() -> None:
    paper = ASKED.do(CORRECTED).on(CORRECTION_LAST + DAY)
    act = a.AskForCorrection(items="年份", answer_by=RECEIVED)

    assert paper.reasons(act) == (
        "Asked once on 2026-07-01",
        "The 7 working days for asking ended on 2026-07-10",
        "The answer date must lie after the day of sending",
    )


def test_a_disclosure_that_skipped_the_secrecy_review_is_not_signed() -> None:
    paper = at(Status.AWAITING_APPROVAL)
    unreviewed = paper.case.__class__(
        **{n: getattr(paper.case, n) for n in paper.case.__slots__} | {"secrecy_passed": False}
    )

    reasons = paper._replace(case=unreviewed).reasons(SAMPLES["approve"])

    assert reasons == ("Disclosure needs the secrecy review",)


def test_an_unconfirmed_letter_is_confirmed_no_earlier_than_it_came() -> None:
    paper = logged(channel=Channel.PLAIN_POST)
    early = a.ConfirmReceipt(how="电话", on=RECEIVED - DAY)

    assert paper.reasons(early) == ("2026-06-30 is before receipt on 2026-07-01",)
    assert paper.reasons(a.ConfirmReceipt(how="电话", on=RECEIVED)) == ()


def test_an_archived_case_takes_no_more_work() -> None:
    paper = at(Status.SERVED).do(ARCHIVE)

    assert paper.reasons(DRAFT) == ("Not open while the case is 'Archived'",)
