"""A signature over a warning keeps what was warned of and why; a remark where nothing warns is only a remark."""

from __future__ import annotations

import pytest
from builders import RECEIVED, RULES, TAKE, drive, enter, moment
from people import APPROVER, HANDLER, OFFICERS, OWN

from workflow import acts as a
from workflow import entries as e
from workflow.desk import Desk
from workflow.errors import MoveRefused
from workflow.examining import Finding
from workflow.store import Store
from workflow.terms import Role
from workflow.verifying import verify

NOW = moment(RECEIVED)
LAWYER, LEADER = OFFICERS[OWN, Role.LEGAL_REVIEWER], OFFICERS[OWN, Role.LEADER]
LATE = Finding("warn", "期限已过", "The deadline has passed", "条例第三十三条")
FINE = Finding("ok", "没有问题", "Nothing wrong")
SAID = "期限已过（条例第三十三条） / The deadline has passed"


def office(store: Store, *found: Finding) -> Desk:
    """A desk whose checks find this on every draft."""
    return Desk(store, RULES, examine=lambda _subject: found)


def answered(desk: Desk) -> str:
    """A case whose answer to the organ of review has passed legal review."""
    case_no = enter(desk)
    drive(
        desk,
        case_no,
        (TAKE, a.DraftNotice(kind="review_answer", content={"claim": "撤销"}), a.SubmitNotice(ref="1")),
    )
    desk.perform(LAWYER, case_no, a.PassNoticeLegal(ref="1"), NOW)
    return case_no


def test_who_agrees_and_who_signs_both_leave_what_they_were_warned_of(store: Store) -> None:
    desk = office(store, LATE, FINE)
    case_no = answered(desk)

    desk.perform(APPROVER, case_no, a.EndorseNotice(ref="1", remark="已核对"), NOW)
    desk.perform(LEADER, case_no, a.SignNotice(ref="1", warnings_accepted="同意主任意见"), NOW)

    view = desk.view(HANDLER, case_no, NOW)
    agreed, signed = (entry.fact for entry in view.history[-2:])
    assert isinstance(agreed, e.NoticeEndorsed)
    assert isinstance(signed, e.NoticeSigned)
    assert view.texts[agreed.warned_sha256] == view.texts[signed.warned_sha256] == SAID
    assert (agreed.remark, signed.warnings_accepted, signed.remark) == ("已核对", "同意主任意见", "")
    assert verify(store, RULES) == []


def test_without_a_reason_nothing_is_signed_and_nothing_is_kept(store: Store) -> None:
    desk = office(store, LATE)
    case_no = answered(desk)
    before = desk.view(HANDLER, case_no, NOW).case.version

    with pytest.raises(MoveRefused, match="须写明理由"):
        desk.perform(APPROVER, case_no, a.EndorseNotice(ref="1", remark=" "), NOW)

    assert desk.view(HANDLER, case_no, NOW).case.version == before


@pytest.mark.parametrize(("found", "kept"), [((LATE,), SAID), ((FINE,), "")])
def test_an_answer_at_the_counter_keeps_it_too(store: Store, found: tuple[Finding, ...], kept: str) -> None:
    desk = office(store, *found)
    case_no = enter(desk)

    desk.perform(HANDLER, case_no, a.ReplyOnSpot(outcome="disclosed", warnings_accepted="当面说明"), NOW)

    view = desk.view(HANDLER, case_no, NOW)
    fact = view.history[-1].fact
    assert isinstance(fact, e.RepliedOnSpot)
    assert view.texts.get(fact.warned_sha256, "") == kept
    assert (fact.warnings_accepted, fact.remark) == (("当面说明", "") if kept else ("", "当面说明"))
