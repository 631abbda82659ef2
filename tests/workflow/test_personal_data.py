"""Personal data in full: who sees it, for what reason, and that every look is on record for good."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import LI, RECEIVED, REPLY, TAKE, drive, enter, moment
from people import FRONT, HANDLER, OFFICERS, OWN, PARENT, SECOND_HANDLER, SISTER, SUPERVISOR
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from workflow import office
from workflow.desk import Desk
from workflow.errors import BadInput, NotAllowed, NotFound
from workflow.personal_data import Asked, Look, masked, personal_views, show_full
from workflow.store import Store
from workflow.terms import Channel, Role

NOW = moment(RECEIVED)


def key_of(desk: Desk, case_no: str) -> str:
    """The key of the only applicant."""
    [key] = desk.view(HANDLER, case_no, NOW).case.applicants
    return key


def taken(desk: Desk) -> tuple[str, str]:
    """A case in the handler's hands and the key of its applicant."""
    case_no = enter(desk)
    drive(desk, case_no, (TAKE,))
    return case_no, key_of(desk, case_no)


def test_the_handler_sees_everything_and_the_look_is_written_down(desk: Desk) -> None:
    case_no, key = taken(desk)

    shown = show_full(desk, HANDLER, case_no, key, "核对 身份", NOW)

    assert shown.who == LI
    [look] = personal_views(desk, SUPERVISOR, NOW, Asked(case_no=case_no))
    assert look == Look(
        look.view_id,
        NOW,
        case_no,
        f"工作人员{HANDLER}",
        "",
        "李样七",
        ("id_no", "phone", "address", "email"),
        "核对 身份",
    )


def test_whoever_stands_in_for_the_handler_sees_it_for_them(desk: Desk, store: Store) -> None:
    case_no, key = taken(desk)
    office.name_stand_in(
        store, agency=OWN, person=HANDLER, deputy=SECOND_HANDLER, from_on=RECEIVED, to_on=RECEIVED
    )

    show_full(desk, SECOND_HANDLER, case_no, key, "办理本件", NOW)

    [look] = personal_views(desk, SUPERVISOR, NOW, Asked())
    assert (look.person, look.acting_for) == (f"工作人员{SECOND_HANDLER}", f"工作人员{HANDLER}")


@pytest.mark.parametrize("agency", [OWN, PARENT, SISTER])
@pytest.mark.parametrize("role", list(Role), ids=str)
def test_nobody_else_sees_a_case_in_hand_and_a_refusal_leaves_no_look(
    desk: Desk, agency: int, role: Role
) -> None:
    case_no, key = taken(desk)
    person = OFFICERS[agency, role]
    if person == HANDLER:
        return

    with pytest.raises(NotAllowed):
        show_full(desk, person, case_no, key, "好奇", NOW)

    assert personal_views(desk, SUPERVISOR, NOW, Asked()) == ()


def test_the_front_desk_sees_it_while_it_has_to_call_and_while_it_has_to_send(desk: Desk) -> None:
    web = enter(desk, "form-web", channel=Channel.WEB)
    case_no, key = taken(desk)

    assert show_full(desk, FRONT, web, key_of(desk, web), "电话确认", NOW).who.phone == LI.phone
    with pytest.raises(NotAllowed):
        show_full(desk, FRONT, case_no, key, "寄送", NOW)
    drive(desk, case_no, REPLY)
    assert show_full(desk, FRONT, case_no, key, "寄送", NOW).who.address == LI.address


@pytest.mark.parametrize("reason", ["", "   ", "长" * 201, "坏\x00"])
def test_a_look_needs_a_reason_in_words(desk: Desk, reason: str) -> None:
    case_no, key = taken(desk)

    with pytest.raises(BadInput):
        show_full(desk, HANDLER, case_no, key, reason, NOW)


def test_an_applicant_of_another_case_is_not_shown(desk: Desk) -> None:
    case_no, _key = taken(desk)
    other = enter(desk, "form-2")

    with pytest.raises(NotFound):
        show_full(desk, HANDLER, case_no, key_of(desk, other), "办理本件", NOW)


def test_the_list_can_be_narrowed_and_read_page_by_page(desk: Desk) -> None:
    case_no, key = taken(desk)
    for day in range(3):
        show_full(desk, HANDLER, case_no, key, f"第{day}天", NOW + timedelta(days=day))

    first = personal_views(desk, SUPERVISOR, NOW, Asked(limit=2))
    rest = personal_views(desk, SUPERVISOR, NOW, Asked(before=first[-1].view_id))
    second_day = RECEIVED + timedelta(days=1)
    of_a_day = personal_views(desk, SUPERVISOR, NOW, Asked(from_on=second_day, to_on=second_day))

    assert [look.reason for look in (*first, *rest)] == ["第2天", "第1天", "第0天"]
    assert [look.reason for look in of_a_day] == ["第1天"]
    assert personal_views(desk, SUPERVISOR, NOW, Asked(person=FRONT)) == ()


def test_the_list_stays_within_sight_and_within_its_roles(desk: Desk) -> None:
    case_no, key = taken(desk)
    show_full(desk, HANDLER, case_no, key, "办理本件", NOW)

    assert personal_views(desk, OFFICERS[SISTER, Role.AUDITOR], NOW, Asked()) == ()
    assert len(personal_views(desk, OFFICERS[PARENT, Role.AUDITOR], NOW, Asked())) == 1
    assert len(personal_views(desk, OFFICERS[OWN, Role.ADMINISTRATOR], NOW, Asked())) == 1
    with pytest.raises(NotAllowed):
        personal_views(desk, HANDLER, NOW, Asked())


@pytest.mark.parametrize(
    ("sqlite", "postgresql"),
    [
        ("UPDATE personal_views SET reason = 'x'",) * 2,
        ("DELETE FROM personal_views",) * 2,
        ("INSERT OR REPLACE INTO personal_views SELECT * FROM personal_views", "TRUNCATE personal_views"),
    ],
)
def test_a_look_can_be_neither_changed_nor_taken_back(
    desk: Desk, store: Store, sqlite: str, postgresql: str
) -> None:
    case_no, key = taken(desk)
    show_full(desk, HANDLER, case_no, key, "办理本件", NOW)

    with pytest.raises(DBAPIError, match="append-only"), store.database.writing() as connection:
        connection.execute(text(sqlite if store.database.is_sqlite else postgresql))

    assert len(personal_views(desk, SUPERVISOR, NOW, Asked())) == 1


def test_masked_data_holds_none_of_what_it_hides() -> None:
    said = repr(masked(LI))

    assert LI.name in said
    assert not any(value in said for value in (LI.id_no, LI.phone, LI.address, LI.email))
