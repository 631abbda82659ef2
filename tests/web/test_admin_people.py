"""People: who may give which role to whom, one-time passwords, closing, stand-ins."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import rows
from administrators import kinds, number, press
from pages import Visitor, read

from workflow import office
from workflow.errors import NotAllowed
from workflow.store import Store
from workflow.store.offices import credential_rows, office_rows
from workflow.terms import Role


def roles(store: Store, account: str) -> set[tuple[int, str]]:
    """What that account holds: agency and role."""
    found = rows.run(
        store,
        "SELECT g.agency_id, g.role FROM grants g JOIN people p ON p.person_id = g.person_id WHERE account = :a",
        a=account,
    )
    return {(int(agency), str(role)) for agency, role in found}


def must_change(store: Store, account: str) -> bool:
    """Whether they choose a password of their own before anything else."""
    with store.database.reading() as connection:
        return credential_rows.of(connection, number(store, account)).must_change


def password(page_source: str) -> str:
    """The one-time password as shown."""
    return page_source.split('<code class="secret">')[1].split("<", maxsplit=1)[0]


def test_a_new_person_signs_in_by_a_password_shown_once(own: Visitor, store: Store) -> None:
    page = read(own.send("/admin/agencies/2/people/new", account="xin", name="新人", role_handler="1"))
    given = password(page.source)

    assert office.sign_in(store, "xin", given).name == "新人"
    assert roles(store, "xin") == {(2, "handler")}
    assert must_change(store, "xin")
    kept = " ".join(str(row) for row in rows.run(store, "SELECT * FROM office_entries"))
    assert given not in kept
    assert "argon2" not in kept
    own.refused("/admin/agencies/2/people/new", 400, account="xin", name="又一个")
    own.refused("/admin/agencies/2/people/new", 400, account="x n", name="空格")


def test_roles_are_given_in_agencies_one_administers_alone(admins: dict[str, Visitor], store: Store) -> None:
    bo = number(store, "bo")

    admins["own"].do(f"/admin/people/{bo}/roles/2", role_approver="1")
    admins["top"].do(f"/admin/people/{bo}/roles/1", role_supervisor="1")
    admins["own"].get(f"/admin/people/{bo}/roles/1", 403)
    assert press(admins["own"], f"/admin/people/{bo}/roles/1") == 403
    admins["other"].get(f"/admin/people/{bo}", 403)
    assert press(admins["other"], f"/admin/people/{bo}/roles/2") == 403

    assert roles(store, "bo") == {(2, "handler"), (2, "approver"), (1, "supervisor")}
    assert kinds(store).count("roles_changed") == 2


def test_nobody_changes_their_own_roles_or_account(own: Visitor, store: Store) -> None:
    me = number(store, "own")

    own.refused(f"/admin/people/{me}/roles/2", 403, role_approver="1")
    assert press(own, f"/admin/people/{me}/close") == 403

    assert roles(store, "own") == {(2, "administrator")}


def test_the_last_administrator_stays(admins: dict[str, Visitor], store: Store) -> None:
    top = number(store, "top")
    office.add_person(
        store, agency=1, account="top2", name="乙", password="a long password", roles=[Role.ADMINISTRATOR]
    )
    second = Visitor(admins["top"].client.application.test_client())
    second.sign_in("top2", "a long password")

    own = number(store, "own")
    assert press(admins["top"], f"/admin/people/{own}/close") == 303  # one above remains
    assert press(second, f"/admin/people/{top}/close") == 303
    assert admins["top"].client.get("/admin").headers["Location"].startswith("/sign-in")

    with store.database.reading() as connection:
        assert not office_rows.person_account(connection, top).active  # type: ignore[union-attr]
    page = read(second.client.get(f"/admin/people/{number(store, 'top2')}"))
    assert "由另一位管理员更改" in page.main()


def test_closing_refuses_to_leave_an_agency_without_administrator(
    admins: dict[str, Visitor], store: Store
) -> None:
    ana = number(store, "ana")
    admins["top"].do(f"/admin/people/{ana}/roles/1", role_administrator="1")
    above = Visitor(admins["top"].client.application.test_client())
    above.sign_in("ana")
    top = number(store, "top")
    assert press(above, f"/admin/people/{top}/close") == 303

    own = number(store, "own")
    assert press(admins["own"], f"/admin/people/{ana}/close") == 409  # nobody else stands at the head

    assert (1, "administrator") in roles(store, "ana")
    assert press(above, f"/admin/people/{own}/close") == 303


def test_a_closed_account_is_signed_out_and_can_be_opened_again(
    own: Visitor, visit: Callable[[str], Visitor], store: Store
) -> None:
    bo, his = number(store, "bo"), visit("bo")

    own.do("/admin/agencies/2/people", to=f"/admin/people/{bo}/close")

    assert his.client.get("/").headers["Location"].startswith("/sign-in")
    with pytest.raises(NotAllowed):
        office.sign_in(store, "bo", "correct horse battery")
    assert "已停用" in own.get("/admin/agencies/2/people").main()
    assert press(own, f"/admin/people/{bo}/open") == 303
    assert office.sign_in(store, "bo", "correct horse battery")
    assert kinds(store)[-2:] == ["person_closed", "person_opened"]


def test_a_reset_ends_the_old_password_and_every_session(
    own: Visitor, visit: Callable[[str], Visitor], store: Store
) -> None:
    bo, his = number(store, "bo"), visit("bo")

    page = read(own.send("/admin/agencies/2/people", to=f"/admin/people/{bo}/password"))

    assert office.sign_in(store, "bo", password(page.source)).person_id == bo
    assert must_change(store, "bo")
    with pytest.raises(NotAllowed):
        office.sign_in(store, "bo", "correct horse battery")
    assert his.client.get("/").headers["Location"].startswith("/sign-in")
    assert page.headers["Cache-Control"] == "no-store"


def test_no_password_is_reset_for_whoever_holds_a_role_beyond(
    admins: dict[str, Visitor], store: Store
) -> None:
    bo = number(store, "bo")
    admins["top"].do(f"/admin/people/{bo}/roles/1", role_supervisor="1")

    assert press(admins["own"], f"/admin/people/{bo}/password") == 403
    assert press(admins["top"], f"/admin/people/{bo}/password") == 200


def test_signing_somebody_out_everywhere_ends_their_sessions(
    own: Visitor, visit: Callable[[str], Visitor], store: Store
) -> None:
    his = visit("bo")

    assert press(own, f"/admin/people/{number(store, 'bo')}/sign-out") == 303

    assert his.client.get("/").headers["Location"].startswith("/sign-in")


def test_a_stand_in_is_named_for_days_and_ended(own: Visitor, store: Store) -> None:
    ana, bo = number(store, "ana"), number(store, "bo")
    days = {"from_on": "2026-11-20", "to_on": "2026-11-25"}

    own.refused("/admin/agencies/2/people", 400, person=str(ana), deputy=str(ana), **days)
    own.refused(
        "/admin/agencies/2/people",
        400,
        person=str(ana),
        deputy=str(bo),
        from_on="2026-11-25",
        to_on="2026-11-20",
    )
    own.refused("/admin/agencies/2/people", 400, person=str(ana), deputy="999", **days)
    own.do("/admin/agencies/2/people", person=str(ana), deputy=str(bo), **days)

    assert "安承办" in own.get("/admin/agencies/2/people").main()
    assert press(own, "/admin/agencies/2/stand-ins/1/end") == 303
    assert rows.run(store, "SELECT to_on FROM stand_ins") == [("2026-11-20",)]
    assert kinds(store)[-2:] == ["stand_in_named", "stand_in_ended"]


def test_an_administrator_cannot_make_themselves_anybodys_stand_in(own: Visitor, store: Store) -> None:
    me, ana = number(store, "own"), number(store, "ana")

    page = own.refused(
        "/admin/agencies/2/people",
        403,
        person=str(ana),
        deputy=str(me),
        from_on="2026-11-20",
        to_on="2026-11-25",
    )

    assert "不能让自己代办" in page.main()


def test_who_stands_in_for_somebody_administers_nothing(
    own: Visitor, visit: Callable[[str], Visitor], store: Store
) -> None:
    ana, bo = number(store, "ana"), number(store, "bo")
    own.do(f"/admin/people/{ana}/roles/2", role_handler="1", role_administrator="1")
    rows.run(
        store,
        "INSERT INTO stand_ins (agency_id, person_id, deputy_id, from_on, to_on) "
        "VALUES (2, :ana, :bo, '2026-11-01', '2026-12-01')",
        ana=ana,
        bo=bo,
    )

    assert visit("bo").client.get("/admin/agencies/2").status_code == 403
