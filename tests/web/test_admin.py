"""Settings: only what one administers can be seen or changed, and each change is written down."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
import rows
from administrators import kinds, press
from flask import Flask
from pages import PASSWORD, Visitor, read
from seals import png

from workflow import office
from workflow.store import Store
from workflow.terms import Role

AGENCY_PAGES = ("", "/new", "/numbers", "/seal", "/people", "/people/new")


@pytest.mark.parametrize("page", AGENCY_PAGES)
def test_an_administrator_reaches_their_agency_and_those_below_alone(
    admins: dict[str, Visitor], page: str
) -> None:
    answers = {
        who: admins[who].client.get(f"/admin/agencies/2{page}").status_code for who in ("own", "top", "other")
    }

    assert answers == {"own": 200, "top": 200, "other": 403}
    assert admins["own"].client.get(f"/admin/agencies/1{page}").status_code == 403


@pytest.mark.parametrize(
    "page",
    ["/admin", "/admin/agencies/2", "/admin/calendar", "/admin/verify", "/admin/backup", "/admin/changes"],
)
@pytest.mark.parametrize("account", ["ana", "rui", "qian", "su", "fa"])
def test_nobody_else_sees_the_settings(visit: Callable[[str], Visitor], account: str, page: str) -> None:
    assert visit(account).client.get(page).status_code == 403


@pytest.mark.parametrize(
    "page", ["/admin/calendar", "/admin/calendar/preview", "/admin/verify", "/admin/backup"]
)
def test_what_concerns_everybody_is_for_the_head_of_the_tree(admins: dict[str, Visitor], page: str) -> None:
    assert admins["own"].client.get(page).status_code == 403
    if page != "/admin/calendar/preview":
        assert admins["top"].client.get(page).status_code == 200


def test_an_auditor_reads_changes_and_verifies_but_changes_nothing(
    store: Store, visit: Callable[[str], Visitor]
) -> None:
    office.add_person(store, agency=1, account="au", name="审计", password=PASSWORD, roles=[Role.AUDITOR])
    auditor = visit("au")

    auditor.get("/admin")
    auditor.get("/admin/changes")
    auditor.do("/admin/verify")
    closed = ("/admin/agencies/1", "/admin/backup", "/admin/calendar", "/admin/publications")
    assert {page: auditor.client.get(page).status_code for page in closed} == dict.fromkeys(closed, 403)


def test_what_letters_say_of_an_agency_is_changed_and_written_down(own: Visitor, store: Store) -> None:
    own.do("/admin/agencies/2", hours="工作日 9:00—17:00", court="示例区人民法院")

    page = own.get("/admin/changes")
    assert "更改机关信息 示例" in page.main()
    assert "工作日 9:00—17:00" in page.main()
    assert "示例市示例区人民法院" in page.main()  # what it was before
    assert rows.run(store, "SELECT hours FROM agencies WHERE agency_id = 2") == [("工作日 9:00—17:00",)]


def test_an_agency_is_set_up_below_ones_own(own: Visitor) -> None:
    page = own.refused("/admin/agencies/2/new", 400, code="示例", name="重复的代码")
    assert "已被使用" in page.main()
    for code in ("示-例", "示 例", ""):
        own.refused("/admin/agencies/2/new", 400, code=code, name="某局")
    own.refused("/admin/agencies/2/new", 400, code="示档", name="档案馆", number_template="示档〔{year}〕号")

    made = own.do("/admin/agencies/2/new", code="示档", name="示例市档案馆")

    assert "示档公开〔{year}〕{n}号" in own.get(f"{made}/numbers").source
    assert "示例市档案馆" in own.get("/admin").main()


def test_numbers_show_an_example_and_need_year_and_number(own: Visitor, store: Store) -> None:
    assert "示例公开〔2026〕12号" in own.get("/admin/agencies/2/numbers").main()

    page = own.refused("/admin/agencies/2/numbers", 400, form_consultation="示例征〔{year}〕号")
    assert "须含 {year} 和 {n}" in page.main()
    page = own.refused("/admin/agencies/2/numbers", 400, form_consultation="示例公开〔{year}〕{n}号")
    assert "重号" in page.main()
    page = own.refused("/admin/agencies/2/numbers", 400, form_="")
    assert "请填写" in page.main()

    shown = read(own.send("/admin/agencies/2/numbers", form_fee="示例费〔{year}〕{n}号", **{"try": "1"}))
    assert "示例费〔2026〕12号" in shown.main()
    assert rows.run(store, "SELECT * FROM number_forms") == []

    own.do("/admin/agencies/2/numbers", form_consultation="示例公开征〔{year}〕{n}号")
    assert rows.run(store, "SELECT agency_id, series, template FROM number_forms") == [
        (2, "consultation", "示例公开征〔{year}〕{n}号")
    ]
    own.refused("/admin/agencies/2/numbers", 400, form_consultation="")
    assert kinds(store)[-1] == "numbers_changed"


def test_a_seal_is_a_png_that_can_be_seen_through(
    own: Visitor, admins: dict[str, Visitor], store: Store
) -> None:
    wrong = (b"GIF89a", png()[:200], png(colour=2), png(50, 50), png().replace(b"IDAT", b"IDAX"))
    for content in wrong:
        own.refused("/admin/agencies/2/seal", 400, picture=(BytesIO(content), "seal.png"))
    own.refused("/admin/agencies/2/seal", 400)
    assert not (store.home / "seals").exists()

    own.do("/admin/agencies/2/seal", picture=(BytesIO(png()), "x.exe"))

    assert (store.home / "seals" / "示例.png").read_bytes() == png()
    answer = own.client.get("/admin/agencies/2/seal.png")
    assert (answer.data, answer.mimetype) == (png(), "image/png")
    assert admins["other"].client.get("/admin/agencies/2/seal.png").status_code == 403
    assert kinds(store)[-1] == "seal_set"


def test_the_list_of_changes_shows_ones_own_agencies_alone(admins: dict[str, Visitor]) -> None:
    admins["own"].do("/admin/agencies/2", hours="示例的时间")

    assert "示例的时间" in admins["top"].get("/admin/changes").main()
    assert "示例的时间" not in admins["other"].get("/admin/changes").main()


@pytest.mark.parametrize("statement", ["UPDATE office_entries SET by_id = 9", "DELETE FROM office_entries"])
def test_the_database_refuses_to_change_what_was_written_down(
    own: Visitor, store: Store, statement: str
) -> None:
    own.do("/admin/agencies/2", hours="甲")

    with pytest.raises(Exception, match="append-only"):
        rows.run(store, statement)


def test_what_is_already_public_is_entered_and_closed_never_deleted(
    own: Visitor, admins: dict[str, Visitor], store: Store
) -> None:
    own.refused("/admin/publications", 400, title="年度预算")
    own.do(
        "/admin/publications",
        title="2026年度预算",
        where_found="门户网站预决算专栏",
        published_on="2026-03-01",
    )

    assert "2026年度预算" in own.get("/admin/publications").main()
    assert "2026年度预算" not in admins["other"].get("/admin/publications").main()
    assert press(admins["other"], "/admin/publications/1/close") == 403
    own.do("/admin/publications", to="/admin/publications/1/close")
    assert "已停用" in own.get("/admin/publications").main()
    assert kinds(store)[-2:] == ["publication_added", "publication_closed"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_of_the_rules_is_for_everybody_and_names_everything(
    app: Flask, visit: Callable[[str], Visitor], language: str
) -> None:
    fa = visit("fa")
    fa.client.set_cookie("lang", language)
    pages = ("", "/regimes/prc-2019", "/regimes/prc-2007", "/outcomes/prc-2019", "/outcomes/prc-2007")

    for page in (*pages, "/letters", "/checks", "/fees", "/lifecycle"):
        words = fa.get(f"/rules{page}").main()
        assert not [w for w in words.split() if "_" in w], page  # a code that has no words
    fa.get("/rules/regimes/prc-1999", 404)
    assert "20 个工作日" in fa.get("/rules/regimes/prc-2019").main() or language == "en"
