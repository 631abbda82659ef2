"""The page of a case: what it shows, as of when, to whom, and how few statements it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from flask import Flask
from pages import PASSWORD, Visitor
from sqlalchemy import event

from workflow import acts as a
from workflow import office
from workflow.desk import Desk
from workflow.store import Store
from workflow.terms import Party, Relation, Role


def test_the_page_says_what_was_asked_where_it_stands_and_when_it_is_due(ana: Visitor, case_no: str) -> None:
    page = ana.get(f"/cases/{case_no}")

    assert "请求公开原浒山片区三产综合楼用地的出让批准文件。" in page.main()
    assert "办理中" in page.main()
    assert "2026年12月2日 周三" in page.main()
    assert "尚余 8 个工作日" in page.main()


def test_every_day_of_the_strip_can_be_reached_and_says_why_it_counts(ana: Visitor, case_no: str) -> None:
    strip = next(ol for ol in ana.get(f"/cases/{case_no}").all("ol") if ol.get("class") == "strip")

    days = list(strip)
    assert len(days) == 29  # 4 November to 2 December
    assert all(day.get("tabindex") == "0" for day in days)
    said = ["".join(day.itertext()) for day in days]
    assert "当日不计" in said[0]
    assert "周末" in said[3]
    assert "第20个工作日" in said[-1]


def test_every_day_and_every_step_stand_on_a_page_of_their_own(ana: Visitor, case_no: str) -> None:
    page = ana.get(f"/cases/{case_no}/days")

    assert "2026年11月5日 周四" in page.main()
    assert "条例第三十三条第二款" in page.main()


def test_personal_data_is_masked(ana: Visitor, case_no: str) -> None:
    page = ana.get(f"/cases/{case_no}")

    assert "1101**********002X" in page.main()
    assert "139****5941" in page.main()
    assert "11010519491231002X" not in page.source
    assert "13925325941" not in page.source


def test_a_closed_act_says_why_with_its_provision(ana: Visitor, case_no: str) -> None:
    page = ana.get(f"/cases/{case_no}")

    assert "要求补正： 已过收到之日起" not in page.main()
    assert "还没有答复稿" in page.main()


def test_what_the_law_forbids_now_is_shown_with_its_section(ana: Visitor, desk: Desk, case_no: str) -> None:
    at = datetime(2026, 11, 6, 3, tzinfo=UTC)
    desk.perform(1, case_no, a.AskForCorrection(items="请明确年度。"), at)
    desk.perform(1, case_no, a.ReceiveCorrection(application="2025年度的"), at)

    page = ana.get(f"/cases/{case_no}")

    assert "补正只能一次性告知" in page.main()
    assert "条例第三十条" in page.main()


def test_a_past_day_shows_the_case_as_it_stood_and_offers_no_act(ana: Visitor, case_no: str) -> None:
    page = ana.get(f"/cases/{case_no}?as_of=2026-11-04")

    assert "不是现在" in page.main()
    assert "已收件" in page.main()
    assert "开始承办" not in page.main()
    assert "下一步" not in page.main()


@pytest.mark.parametrize(("as_of", "status"), [("2026-11-03", 404), ("someday", 400), ("2026-13-01", 400)])
def test_a_day_before_the_case_or_no_day_at_all_is_refused(
    ana: Visitor, case_no: str, as_of: str, status: int
) -> None:
    assert ana.client.get(f"/cases/{case_no}?as_of={as_of}").status_code == status


def test_somebody_of_the_same_office_sees_the_case(visit: Callable[[str], Visitor], case_no: str) -> None:
    assert case_no in visit("bo").get(f"/cases/{case_no}").main()


def test_a_case_that_does_not_exist_is_not_found(ana: Visitor) -> None:
    assert "没有案件" in ana.get("/cases/示例-2026-9999", 404).main()


def test_consultations_and_notes_are_shown_with_their_words(ana: Visitor, desk: Desk, case_no: str) -> None:
    at = datetime(2026, 11, 12, 3, tzinfo=UTC)
    asked = a.OpenConsultation(party=Party.THIRD_PARTY, name="示例置业有限公司", subject="商业秘密")
    desk.perform(1, case_no, asked, at)
    desk.perform(1, case_no, a.Note(note="对方来电<script>"), at)

    page = ana.get(f"/cases/{case_no}")

    assert "示例置业有限公司" in page.main()
    assert "对方来电<script>" in page.main()
    assert "若今天收到意见" in page.main()


def test_the_time_of_consultation_is_drawn_as_not_counted(ana: Visitor, desk: Desk, case_no: str) -> None:
    asked = a.OpenConsultation(party=Party.THIRD_PARTY, name="示例置业有限公司", subject="商业秘密")
    desk.perform(1, case_no, asked, datetime(2026, 11, 12, 3, tzinfo=UTC))

    days = [li.get("class") for li in ana.get(f"/cases/{case_no}").all("li") if li.get("tabindex")]

    assert days.count("suspended") + days.count("suspended today") == 6


def test_a_linked_case_is_one_step_away(ana: Visitor, desk: Desk, case_no: str) -> None:
    ana.do("/intake/counter", **{"application": "另一件", "applicants-0-name": "李样七"})
    other = "示例-2026-0002"

    ana.do(f"/cases/{case_no}/link", case_no=other, relation=Relation.SAME_APPLICANT.value)

    assert other in ana.get(f"/cases/{case_no}").main()


@contextmanager
def statements(desk: Desk) -> Iterator[list[str]]:
    """Every statement sent to the database, the beginning of transactions apart."""
    sent: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(desk.store.database.engine, "before_cursor_execute", note)
    yield sent
    event.remove(desk.store.database.engine, "before_cursor_execute", note)


def test_a_case_page_takes_at_most_twelve_statements(ana: Visitor, desk: Desk, case_no: str) -> None:
    ana.get(f"/cases/{case_no}")

    with statements(desk) as sent:
        ana.get(f"/cases/{case_no}")

    assert len(sent) <= 11, "\n".join(sent)


def test_entering_a_case_takes_at_most_ten_statements(ana: Visitor, desk: Desk) -> None:
    values = ana.get("/intake/counter").values() | {"application": "甲", "applicants-0-name": "李样七"}

    with statements(desk) as sent:
        response = ana.client.post("/intake/counter", data=values)

    assert response.status_code == 303
    assert len(sent) <= 10, "\n".join(sent)


def test_the_office_may_move_its_clock_but_the_page_follows_the_day_given(
    app: Flask, ana: Visitor, case_no: str
) -> None:
    app.config["NOW"] = lambda: datetime(2026, 12, 4, 3, tzinfo=UTC)

    assert "已超 2 个工作日" in ana.get(f"/cases/{case_no}").main()


def test_a_search_says_which_period_it_covered_and_who_vouches_for_it(
    ana: Visitor, desk: Desk, case_no: str
) -> None:
    search = a.RecordSearch(
        places=("公文系统",),
        keywords=("出让",),
        searcher="薄承办",
        hits=0,
        finding="没有相符的。",
        period="2018年至2025年",
        signed_off_by="钱签发",
    )
    desk.perform(1, case_no, search, datetime(2026, 11, 12, 3, tzinfo=UTC))

    page = ana.get(f"/cases/{case_no}").main()

    assert "2018年至2025年" in page
    assert "审核：钱签发" in page


def test_files_are_dropped_and_pasted_on_the_case_as_in_intake(ana: Visitor, case_no: str) -> None:
    page = ana.get(f"/cases/{case_no}")

    assert "papers.js" in page.source
    assert "papers.css" in page.source
    assert "papers.js" not in ana.get(f"/cases/{case_no}?as_of=2026-11-05").source


def test_where_one_person_alone_can_take_the_next_step_the_page_names_them(
    ana: Visitor, store: Store, case_no: str
) -> None:
    ana.do(f"/cases/{case_no}/draft", supplied="出让批准文件（示例土批〔2026〕1号）")
    ana.do(f"/cases/{case_no}/submission")
    assert "芮保密：保密审查" in ana.get(f"/cases/{case_no}").main()
    assert "芮保密：保密审查" in ana.get("/").main()

    office.add_person(
        store, agency=2, account="ren", name="任保密", password=PASSWORD, roles=(Role.SECRECY_REVIEWER,)
    )

    assert "芮保密" not in ana.get("/").main()
    assert "保密审查" in ana.get("/").main()
