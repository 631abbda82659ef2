"""Agencies, people, stand-ins, signing in."""

from __future__ import annotations

from datetime import date

import pytest
import rows
from people import APPROVER, HANDLER, OFFICERS, OWN, PARENT, SISTER

from workflow import office
from workflow.errors import BadInput, DeskError, NotAllowed, NotFound
from workflow.store import Store, repository
from workflow.store.offices import office_rows
from workflow.terms import Role

PASSWORD = "a long enough word"


def _add(store: Store, account: str = "wang", password: str = PASSWORD) -> int:
    return office.add_person(
        store, agency=OWN, account=account, name="王敏", password=password, roles=[Role.HANDLER]
    )


def test_a_person_signs_in_with_their_own_password_alone(store: Store) -> None:
    person = _add(store)

    assert office.sign_in(store, "wang", PASSWORD).person_id == person
    for account, password in (("wang", PASSWORD + " "), ("wang", ""), ("wan", PASSWORD), ("", "")):
        with pytest.raises(NotAllowed) as told:
            office.sign_in(store, account, password)
        assert str(told.value) == "账号或密码不对 / wrong account or password"


def test_a_closed_account_does_not_sign_in(store: Store) -> None:
    person = _add(store)
    off = "0" if store.database.is_sqlite else "false"
    rows.run(store, f"UPDATE people SET active = {off} WHERE person_id = :id", id=person)

    with pytest.raises(NotAllowed):
        office.sign_in(store, "wang", PASSWORD)


def test_no_password_stands_in_the_database(store: Store) -> None:
    _add(store)

    kept = " ".join(value for values in rows.raw_texts(store).values() for value in values)
    assert PASSWORD not in kept
    assert "$argon2id$" in kept


@pytest.mark.parametrize("password", ["", "123456789"])
def test_a_short_password_is_refused(store: Store, password: str) -> None:
    with pytest.raises(BadInput, match="10"):
        _add(store, password=password)


def test_an_account_belongs_to_one_person(store: Store) -> None:
    _add(store)

    with pytest.raises(BadInput, match="wang"):
        _add(store)


def test_an_agency_stands_in_the_tree_below_its_parent(store: Store) -> None:
    made = office.add_agency(store, code="示住建", name="示例市住房和城乡建设局", parent=OWN)

    with store.database.reading() as connection:
        assert repository.agency(connection, made).path == f"/{PARENT}/{OWN}/{made}/"


@pytest.mark.parametrize(
    "template", ["", "示公开", "示公开{n}号", "示公开〔{year}〕号", "{x}{year}{n}", "{", "{0}{year}{n}"]
)
def test_a_form_of_numbers_has_year_and_number_or_is_the_usual_one(store: Store, template: str) -> None:
    if not template:
        made = office.add_agency(store, code="示财", name="财政局")
        with store.database.reading() as connection:
            assert repository.agency(connection, made).number_template == "示财公开〔{year}〕{n}号"
        return
    with pytest.raises(BadInput):
        office.add_agency(store, code="示财", name="财政局", number_template=template)


@pytest.mark.parametrize("n", ["{n:03}", "{n:03d}", "0{n}", "{n:>3}", "{n!r:0>3}"])
def test_a_number_takes_no_leading_zeros(store: Store, n: str) -> None:
    """Numbers of official documents fill no empty places (不编虚位)."""
    with pytest.raises(BadInput, match="leading zeros"):
        office.set_number_form(store, agency=OWN, series="fee", template=f"示费〔{{year}}〕{n}号")


@pytest.mark.parametrize(("code", "name"), [("", "财政局"), ("示财", " "), ("示发改", "重复")])
def test_an_agency_needs_a_name_and_a_code_of_its_own(store: Store, code: str, name: str) -> None:
    with pytest.raises(BadInput):
        office.add_agency(store, code=code, name=name)


def test_an_agency_needs_a_parent_that_exists(store: Store) -> None:
    with pytest.raises(NotFound):
        office.add_agency(store, code="示财", name="财政局", parent=999)


@pytest.mark.parametrize(
    ("person", "deputy", "days"),
    [(HANDLER, HANDLER, (1, 2)), (HANDLER, APPROVER, (2, 1)), (HANDLER, 999, (1, 2)), (999, HANDLER, (1, 2))],
)
def test_a_stand_in_is_somebody_else_for_days_in_order(
    store: Store, person: int, deputy: int, days: tuple[int, int]
) -> None:
    first, last = (date(2026, 7, day) for day in days)

    with pytest.raises(DeskError):
        office.name_stand_in(store, agency=OWN, person=person, deputy=deputy, from_on=first, to_on=last)


@pytest.mark.parametrize("place", ["deputy", "person"])
def test_a_stand_in_and_the_one_away_both_belong_to_the_agency(store: Store, place: str) -> None:
    people = {"person": HANDLER, "deputy": APPROVER} | {place: OFFICERS[SISTER, Role.HANDLER]}
    day = date(2026, 7, 1)

    with pytest.raises(BadInput, match="本机关的人员"):
        office.name_stand_in(store, agency=OWN, **people, from_on=day, to_on=day)

    with store.database.reading() as connection:
        held = repository.officer(connection, OFFICERS[SISTER, Role.HANDLER], day).agencies
    assert held == {SISTER}


def test_somebody_of_another_agency_with_a_role_here_may_stand_in(store: Store) -> None:
    deputy, day = OFFICERS[SISTER, Role.HANDLER], date(2026, 7, 1)
    with store.database.writing() as connection:
        grant = {"person_id": deputy, "agency_id": OWN, "role": Role.FRONT_DESK.value}
        connection.execute(office_rows.GRANTS.insert().values(grant))

    office.name_stand_in(store, agency=OWN, person=HANDLER, deputy=deputy, from_on=day, to_on=day)

    with store.database.reading() as connection:
        assert Role.HANDLER in repository.officer(connection, deputy, day).roles_in(OWN)


def test_a_supervisor_sees_the_subtree_and_everybody_else_their_own_agency(store: Store) -> None:
    def sees(person: int, agency: int) -> bool:
        with store.database.reading() as connection:
            path = repository.agency(connection, agency).path
            return repository.officer(connection, person, date(2026, 7, 1)).may_see(agency, path)

    above, here = OFFICERS[PARENT, Role.SUPERVISOR], OFFICERS[OWN, Role.SUPERVISOR]
    assert [sees(above, agency) for agency in (PARENT, OWN, SISTER)] == [True, True, True]
    assert [sees(here, agency) for agency in (PARENT, OWN, SISTER)] == [False, True, False]
    assert [sees(HANDLER, agency) for agency in (PARENT, OWN, SISTER)] == [False, True, False]
