"""A supervision notice of an agency above: its own head, number, route and hands; the agency below answers."""

from __future__ import annotations

import pytest
from builders import RECEIVED, RULES, TAKE, drive, enter, later, moment
from people import APPROVER, FRONT, HANDLER, OFFICERS, OWN, PARENT, SISTER, SUPERVISOR

from workflow import acts as a
from workflow import verifying
from workflow.case import Case, Notice
from workflow.desk import Desk
from workflow.errors import MoveRefused, NotAllowed
from workflow.store import Store, proofs
from workflow.store.letters import waiting_rows
from workflow.terms import NoticeStatus, Role, UrgingKind, Way

ABOVE = OFFICERS[PARENT, Role.SUPERVISOR]
HEAD, LEADER, SCRIBE = (OFFICERS[PARENT, role] for role in (Role.APPROVER, Role.LEADER, Role.HANDLER))
ORDER = a.Urge(
    kind=UrgingKind.ORDER,
    demands="尽快答复申请人",
    problem="超过法定期限",
    answer_by=later(RECEIVED, 5),
    content={"letter": "supervision_order", "facts": {}},
    issuer=PARENT,
)
AGREE, SIGN = a.EndorseNotice(ref="1", remark="同意"), a.SignNotice(ref="1")
SEND = a.SendNotice(way=Way.AGENCY)


@pytest.fixture
def case_no(desk: Desk) -> str:
    """A case in the handler's hands, with an order of the agency above drafted and submitted."""
    number = enter(desk)
    drive(desk, number, (TAKE,))
    do(desk, ABOVE, number, ORDER)
    return number


def do(desk: Desk, person: int, case_no: str, *acts: a.Act) -> Case:
    """Those acts of one person, the next working day."""
    done = [desk.perform(person, case_no, act, moment(later(RECEIVED, 1))) for act in acts]
    return done[-1]


def letter(case: Case) -> Notice:
    return case.notices[0]


def waiting(desk: Desk, person: int) -> list[str]:
    """The steps in that person's queue."""
    with desk.store.database.reading() as connection:
        officer = desk.officer(person, moment(RECEIVED))
        found = waiting_rows.page(connection, officer, ("legal", "approval", "leader"), 9)
    return [line.place.step for line in found]


def test_it_waits_for_the_head_and_then_the_leader_above_and_for_nobody_below(
    desk: Desk, case_no: str
) -> None:
    before = waiting(desk, HEAD), waiting(desk, APPROVER)
    do(desk, HEAD, case_no, AGREE)

    assert before == (["approval"], [])
    assert (waiting(desk, HEAD), waiting(desk, LEADER)) == ([], ["leader"])


def test_its_number_is_the_next_of_the_agency_above(desk: Desk, store: Store, case_no: str) -> None:
    do(desk, HEAD, case_no, AGREE)
    signed = letter(do(desk, LEADER, case_no, SIGN))
    with store.database.reading() as connection:
        numbers = [(series.code.split()[0], series.last) for series in proofs.document_numbers(connection)]

    assert (signed.status, signed.issuer) == (NoticeStatus.SIGNED, PARENT)
    assert numbers == [("示例", 1)]
    assert verifying.verify(store, RULES) == []


@pytest.mark.parametrize(
    "person", [APPROVER, OFFICERS[OWN, Role.LEADER], OFFICERS[SISTER, Role.APPROVER], ABOVE]
)
def test_nobody_below_beside_or_without_the_role_takes_its_steps(
    desk: Desk, case_no: str, person: int
) -> None:
    with pytest.raises(NotAllowed):
        do(desk, person, case_no, AGREE)


@pytest.mark.parametrize("person", [HANDLER, FRONT, SUPERVISOR, SCRIBE])
def test_only_the_supervisors_above_send_it(desk: Desk, case_no: str, person: int) -> None:
    do(desk, HEAD, case_no, AGREE)
    do(desk, LEADER, case_no, SIGN)

    with pytest.raises(NotAllowed):
        do(desk, person, case_no, SEND)
    assert letter(do(desk, ABOVE, case_no, SEND)).status is NoticeStatus.SENT


def test_returned_it_lies_with_the_supervisor_who_wrote_it(desk: Desk, case_no: str) -> None:
    do(desk, HEAD, case_no, a.ReturnNotice(ref="1", reason="写明日期"))
    revised = a.ReviseNotice(ref="1", content=ORDER.content | {"facts": {"problem": "写明"}})

    with pytest.raises(NotAllowed):
        do(desk, HANDLER, case_no, revised)
    after = do(desk, ABOVE, case_no, revised, a.SubmitNotice(ref="1"))
    assert (letter(after).next_step, letter(after).issuer) == ("approval", PARENT)


def test_those_who_sign_it_see_the_case_and_no_other(desk: Desk, case_no: str) -> None:
    other = enter(desk, key="form-2")

    view = desk.view(HEAD, case_no, moment(later(RECEIVED, 1)))
    offered = {choice.move.name for choice in view.choices.open}

    assert view.grounds is None
    assert offered >= {"endorse_notice", "return_notice"}
    assert offered <= {"endorse_notice", "return_notice", "take_over_notice", "sign_notice"}
    for person, hidden in ((HEAD, other), (SCRIBE, case_no)):
        with pytest.raises(NotAllowed):
            desk.view(person, hidden, moment(later(RECEIVED, 1)))


def test_it_is_no_part_of_the_post_of_the_agency_below(desk: Desk, store: Store, case_no: str) -> None:
    do(desk, HEAD, case_no, AGREE)
    do(desk, LEADER, case_no, SIGN)
    do(desk, ABOVE, case_no, SEND)

    with store.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM outgoing").scalar_one() == 0


def test_a_letter_is_issued_only_by_an_agency_in_which_one_supervises(desk: Desk) -> None:
    number = enter(desk)
    drive(desk, number, (TAKE,))

    for person, issuer in ((ABOVE, 0), (ABOVE, OWN), (ABOVE, SISTER), (SUPERVISOR, PARENT)):
        with pytest.raises(NotAllowed):
            do(desk, person, number, a.Urge(**{**ORDER.__dict__, "issuer": issuer}))


def test_the_agency_itself_named_as_issuer_is_no_agency_above(desk: Desk) -> None:
    number = enter(desk)
    drive(desk, number, (TAKE,))

    assert letter(do(desk, SUPERVISOR, number, a.Urge(**{**ORDER.__dict__, "issuer": OWN}))).issuer == 0


def test_below_it_is_answered_and_not_issued_anew(desk: Desk, case_no: str) -> None:
    do(desk, HEAD, case_no, AGREE)
    do(desk, LEADER, case_no, SIGN, a.VoidNotice(ref="1", reason="日期有误"))
    anew = a.DraftNotice(kind="supervision_order", content=ORDER.content, supersedes="1")

    with pytest.raises(MoveRefused):
        do(desk, HANDLER, case_no, anew)
    [urging] = do(desk, HANDLER, case_no, a.AnswerUrging(ref="1", answer="已答复")).urgings
    assert urging.answered_on == later(RECEIVED, 1)


def test_the_rows_rebuilt_are_the_same(desk: Desk, store: Store, case_no: str) -> None:
    before = waiting(desk, HEAD)
    verifying.rebuild(store, RULES)

    assert waiting(desk, HEAD) == before == ["approval"]
    assert verifying.verify(store, RULES) == []
