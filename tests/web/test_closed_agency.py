"""An agency that is closed takes no new case and finishes those it has."""

from __future__ import annotations

import rows
from administrators import kinds, press
from pages import Visitor

from workflow.store import Store

CLOSING = "/admin/agencies/2/closing"
SENT = {"application": "请求公开甲文件。", "applicants-0-name": "李样七"}


def test_a_closed_agency_logs_nothing_new_and_finishes_what_it_has(
    own: Visitor, ana: Visitor, case_no: str, store: Store
) -> None:
    assert press(own, CLOSING, do="close") == 303

    assert "停用" in ana.refused("/intake/counter", 409, **SENT).main()
    ana.do(f"/cases/{case_no}/draft", supplied="出让批准文件")
    ana.do(f"/cases/{case_no}/parts", parts="批复\n合同")
    assert "自11月20日 周五起停用" in own.get("/admin/agencies/2").main()
    assert "11月20日停用" in own.get("/admin").main()
    assert kinds(store)[-1] == "agency_closed"
    assert "停用机关" in own.get("/admin/changes").main()


def test_opened_again_it_takes_cases_as_before(own: Visitor, ana: Visitor, store: Store) -> None:
    press(own, CLOSING, do="close")
    press(own, CLOSING, do="open")

    ana.do("/intake/counter", **SENT)
    assert kinds(store)[-1] == "agency_opened"


def test_the_last_agency_stays_open(admins: dict[str, Visitor], store: Store) -> None:
    top = admins["top"]
    answers = [press(top, f"/admin/agencies/{agency}/closing", do="close") for agency in (3, 2, 1)]

    assert answers == [303, 303, 400]
    assert rows.run(store, "SELECT agency_id FROM agencies WHERE closed_on IS NULL") == [(1,)]


def test_nobody_closes_an_agency_they_do_not_administer(admins: dict[str, Visitor], ana: Visitor) -> None:
    address = "/admin/agencies/1/closing"
    assert press(admins["own"], address, do="close") == 403
    assert press(admins["other"], CLOSING, do="close") == 403
