"""Bad input at the desk: a reason, and nothing changed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import rows
from builders import CONSULT, RECEIVED, RULES, SAMPLES, TAKE, drive, enter, form, moment
from people import (
    APPROVER,
    FRONT,
    HANDLER,
    OFFICERS,
    PARENT,
    SECOND_HANDLER,
    SISTER,
    doer,
)

from workflow import acts as a
from workflow import verifying
from workflow.desk import Desk
from workflow.errors import BadInput, DeskError, NotFound
from workflow.store import Store
from workflow.terms import FeeMode, Relation, Role, Way

NOW = moment(RECEIVED)
DAY = timedelta(days=1)
NEXT = "示发改-2026-0002"


BAD_FORMS: list[dict[str, Any]] = [
    {"application": ""},
    {"applicants": ()},
    {"applicants": (a.Applicant(name=" "),)},
    {"applicants": (a.Applicant(name="李样七", id_no="110105194912310021"),)},
    {"applicants": (a.Applicant(name="李样七", id_kind="library_card"),)},
    {"arrived_on": RECEIVED + DAY},
    {"arrived_on": date(1999, 1, 1)},
    {"arrived_on": date.max},
    {"signed_on": RECEIVED - DAY},
    {"confirmed_on": RECEIVED + DAY},
    {"submission_key": ""},
    {"agency": SISTER},
    {"agency": PARENT},
    {"agency": 999},
    {"application": "一\x00二"},
    {"application": "一\ud800二"},
    {"applicants": (a.Applicant(name="李\x00"),)},
    {"applicants": (a.Applicant(name="李", phone="1\x00"),)},
    {"submission_key": "k\x00"},
    {"summary": "\ud800"},
]
BAD_ACTS: list[a.Act] = [
    a.Reassign(handler=999, reason="无此人"),
    a.Reassign(handler=10**20, reason="无此人"),
    a.Reassign(handler=OFFICERS[SISTER, Role.HANDLER], reason="外单位"),
    a.Reassign(handler=APPROVER, reason="不是承办人"),
    a.Reassign(handler=SECOND_HANDLER, reason="一\x00二"),
    a.Note(note="一\x00二"),
    a.Note(note="\ud800"),
    a.AskUnit(unit="规\x00划", what="文件"),
    a.Link(case_no="no such case"),
    a.Link(case_no="示教育-2026-0001", relation=Relation.GROUP),
    a.ChargeFee(mode=FeeMode.PER_PAGE, count=10**9),
    a.ReturnDraft(reason=" "),
    a.ProposeExtension(reason="档案多", working_days=-5),
    a.FixDelayedPeriod(until=date.max, reason="很多"),
    a.AskForCorrection(items="年份", answer_by=date.max),
    a.AddDocument(name="a", sha256="x", media_type="application/pdf", size=-1),
    a.DraftReply(outcome=""),
    a.DraftReply(outcome="disclosed", content={"text": "\x00"}),
    a.OpenConsultation(party=CONSULT.party, name="", subject="合同"),
    a.RecordSearch(places=("档案室",), keywords=(), searcher="钱进", hits=-1),
    a.Dispatch(way=Way.POST, on=date.min),
]


@pytest.mark.parametrize("change", BAD_FORMS, ids=str)
def test_a_bad_form_gets_a_reason_and_changes_nothing(
    desk: Desk, store: Store, change: dict[str, Any]
) -> None:
    before = rows.snapshot(store)

    with pytest.raises(DeskError) as told:
        enter(desk, **change)

    assert str(told.value)
    assert "\n" not in str(told.value)
    assert rows.snapshot(store) == before


@pytest.mark.parametrize("act", BAD_ACTS, ids=str)
def test_a_bad_act_gets_a_reason_and_changes_nothing(desk: Desk, store: Store, act: a.Act) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (TAKE,))
    desk.log(OFFICERS[SISTER, Role.FRONT_DESK], form(agency=SISTER), NOW)
    before = rows.snapshot(store)

    with pytest.raises(DeskError) as told:
        desk.perform(doer(act), case_no, act, NOW)

    assert str(told.value)
    assert rows.snapshot(store) == before


@pytest.mark.parametrize(
    "case_no", ["", "no such case", "示发改-2026-0002", "x\x00", "' OR 1=1 --", "\ud800"]
)
def test_an_unknown_case_is_not_found(desk: Desk, case_no: str) -> None:
    enter(desk)

    with pytest.raises(NotFound):
        desk.perform(HANDLER, case_no, SAMPLES["note"], NOW)


def test_a_moment_without_a_time_zone_is_refused(desk: Desk) -> None:
    with pytest.raises(BadInput, match="time zone"):
        desk.log(FRONT, form(), NOW.replace(tzinfo=None))


def test_a_clock_that_was_set_back_leaves_a_history_that_can_be_proved(desk: Desk, store: Store) -> None:
    case_no = enter(desk, now=NOW + 5 * DAY)
    drive(desk, case_no, (TAKE, CONSULT), NOW + 5 * DAY)

    desk.perform(FRONT, case_no, SAMPLES["note"], NOW + 2 * DAY)

    assert verifying.verify(store, RULES) == []
    moments = [at for (at,) in rows.run(store, "SELECT at FROM entries ORDER BY seq")]
    assert moments == sorted(moments)
