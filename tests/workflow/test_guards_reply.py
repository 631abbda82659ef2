"""Guards on search, reply and what comes after: each refuses what it says, and lets the neighbouring case through."""

from __future__ import annotations

from datetime import date

import pytest
from builders import (
    DRAFT,
    DUE,
    RECEIVED,
    REDO,
    REPLY,
    SAMPLES,
    SEARCH,
    SUBMIT,
    TAKE,
    at,
    logged,
)
from guard_rules import DAY, NOT_HELD, UNIT, Rule, against, in_hand, rule

from workflow import acts as a
from workflow.terms import Relation, Status, Way

RULES = [
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
    [reason] = against(case)

    assert reason.provision == case.law
    assert reason.zh
    assert case.allowed.reasons(case.neighbour) == ()
