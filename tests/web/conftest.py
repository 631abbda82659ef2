"""The pages on a store of their own: Ana owns the case, Bo sits in the same office, Cy in another agency."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from administrators import ADMINS, take_office
from assembled import pages_on
from flask import Flask
from pages import PASSWORD, Visitor
from reviews import letter

from workflow import acts as a
from workflow import office
from workflow.desk import Desk
from workflow.examining import examiner
from workflow.rules import Rules
from workflow.sign_in.sessions import Limits
from workflow.store import Store, schema
from workflow.terms import Role

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)  # Friday, 11 o'clock in Shanghai
_LOADED = Rules.load()
#: an office that keeps its procedural letters elsewhere; what needs a signed letter is tested in test_letters_sent
RULES = replace(_LOADED, approvals=_LOADED.approvals.without_letters())
PEOPLE: dict[str, tuple[int, str, tuple[Role, ...]]] = {
    "ana": (2, "安承办", (Role.HANDLER, Role.FRONT_DESK)),
    "bo": (2, "薄承办", (Role.HANDLER,)),
    "rui": (2, "芮保密", (Role.SECRECY_REVIEWER,)),
    "qian": (2, "钱签发", (Role.APPROVER,)),
    "cy": (3, "岑承办", (Role.HANDLER, Role.FRONT_DESK, Role.APPROVER, Role.SECRECY_REVIEWER)),
    "su": (1, "苏督办", (Role.SUPERVISOR,)),
    "fa": (2, "法审核", (Role.LEGAL_REVIEWER,)),
}


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with three agencies and six people, to be copied."""
    home = tmp_path_factory.mktemp("furnished")
    store = Store.open(home, url=f"sqlite:///{home / 'mingfu.db'}")
    schema.upgrade(store.database)
    named = {"review_organ": "示例市人民政府", "court": "示例市示例区人民法院", "phone": "0000-12345678"}
    template = "示例公开〔{year}〕{n}号"
    top = office.add_agency(store, code="市府", name="示例市人民政府", **named)
    office.add_agency(
        store, code="示例", name="示例市人民政府办公室", parent=top, number_template=template, **named
    )
    office.add_agency(store, code="资源", name="示例市自然资源局", parent=top, **named)
    for account, (agency, name, roles) in PEOPLE.items():
        office.add_person(store, agency=agency, account=account, name=name, password=PASSWORD, roles=roles)
    store.close()
    return home


@pytest.fixture
def store(furnished: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy for this test."""
    home = tmp_path / "home"
    shutil.copytree(furnished, home)
    opened = Store.open(home, url=f"sqlite:///{home / 'mingfu.db'}")
    yield opened
    opened.close()


@pytest.fixture
def desk(store: Store) -> Desk:
    """The desk on it."""
    return Desk(store, RULES, examine=examiner())


@pytest.fixture
def app(desk: Desk) -> Flask:
    """The application on 20 November 2026; a test moves the day by app.config["NOW"], and nobody is signed out by it.

    How long sessions last is held in test_sessions.
    """
    made = pages_on(desk, lambda: NOW)
    made.config["SESSION_LIMITS"] = Limits(idle=timedelta(days=365), whole=timedelta(days=365))
    return made


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody who has not signed in."""
    return Visitor(app.test_client())


@pytest.fixture
def visit(app: Flask) -> Callable[[str], Visitor]:
    """A browser in which that person has signed in."""

    def signed_in(account: str) -> Visitor:
        someone = Visitor(app.test_client())
        assert someone.sign_in(account).status_code == 303
        return someone

    return signed_in


@pytest.fixture
def ana(visit: Callable[[str], Visitor]) -> Visitor:
    """The owner of the case."""
    return visit("ana")


@pytest.fixture
def admins(store: Store, visit: Callable[[str], Visitor]) -> dict[str, Visitor]:
    """An administrator of the parent ("top"), of the own agency ("own") and of a sister ("other"), signed in."""
    take_office(store)
    return {account: visit(account) for account in ADMINS}


@pytest.fixture
def own(admins: dict[str, Visitor]) -> Visitor:
    """Who administers Ana's agency."""
    return admins["own"]


@pytest.fixture
def person(store: Store) -> Callable[[str], int]:
    """The id of a person by account."""
    return lambda account: list(PEOPLE).index(account) + 1


@pytest.fixture
def case_no(desk: Desk) -> str:
    """A registered letter signed for on 4 November, in Ana's hands."""
    logged = desk.log(1, letter("k1", date(2026, 11, 4)), datetime(2026, 11, 4, 3, tzinfo=UTC))
    desk.perform(1, logged.case_no, a.TakeInHand(handler=1), datetime(2026, 11, 5, 3, tzinfo=UTC))
    return logged.case_no


@pytest.fixture
def awaiting_approval(visit: Callable[[str], Visitor], case_no: str) -> str:
    """The case drafted by Ana and passed by Rui."""
    ana = visit("ana")
    ana.do(f"/cases/{case_no}/draft", supplied="出让批准文件（示例土批〔2026〕1号）")
    ana.do(f"/cases/{case_no}/submission")
    visit("rui").do(f"/cases/{case_no}/secrecy-pass")
    return case_no


@pytest.fixture
def answered(visit: Callable[[str], Visitor], awaiting_approval: str) -> str:
    """The case signed by Qian, posted, and received by the applicant."""
    ana, at = visit("ana"), f"/cases/{awaiting_approval}"
    visit("qian").do(f"{at}/approval")
    ana.do(f"{at}/dispatch", way="post", carrier="中国邮政", tracking_no="XA1")
    ana.do(f"{at}/service", how="李样七本人签收")
    return awaiting_approval
