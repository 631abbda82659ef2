"""The report from the store, on both databases: acts, sweeps, closed years that only grow, appeals, who may see it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from builders import ARCHIVE, RULES, SAMPLES, drive, enter, moment, opened
from databases import Databases
from people import APPROVER, HANDLER, OWN, PARENT, SISTER, SUPERVISOR
from sqlalchemy.exc import DBAPIError

from workflow import verifying
from workflow.desk import Desk
from workflow.errors import BadInput, MoveRefused, NotAllowed
from workflow.reporting import closing
from workflow.reporting.annual import Asked, annual, behind
from workflow.store.reports import report_queries

THIS, NEXT = moment(date(2026, 11, 20)), moment(date(2027, 3, 1))


@pytest.fixture
def desk(databases: Databases, tmp_path: Path) -> Iterator[Desk]:
    """Two applications of one agency: one withdrawn, one open."""
    with opened(databases, tmp_path) as store:
        made = Desk(store, RULES)
        drive(made, enter(made, "k1"), [SAMPLES["withdraw"], ARCHIVE])
        enter(made, "k2")
        yield made


def totals(desk: Desk, year: int, **asked: object) -> dict[str, int]:
    report = annual(desk, SUPERVISOR, NEXT, Asked(year=year, **asked))  # type: ignore[arg-type]
    assert report.holds
    return {row: cells["total"] for row, cells in report.table.rows.items() if cells["total"]}  # type: ignore[misc]


FIRST = {"new_received": 2, "other_misc": 1, "processed_total": 1, "carried_out": 1}


def test_a_year_is_closed_when_its_report_is_due_and_carries_over_what_is_open(desk: Desk) -> None:
    assert closing.sweep(desk, moment(date(2027, 1, 31))) == ()
    assert closing.sweep(desk, moment(date(2027, 2, 1))) == ((OWN, 2026),)
    assert closing.sweep(desk, moment(date(2027, 2, 2))) == ()

    drive(desk, "示发改-2026-0002", [SAMPLES["withdraw"]], moment(date(2027, 2, 3)))

    assert totals(desk, 2026) == FIRST
    assert totals(desk, 2027) == {"carried_in": 1, "other_misc": 1, "processed_total": 1}


def test_a_sweep_that_comes_late_closes_the_year_as_it_stood(desk: Desk) -> None:
    enter(desk, "k3", moment(date(2027, 2, 10)))
    assert totals(desk, 2026)["new_received"] == 3

    closing.sweep(desk, moment(date(2027, 2, 20)))

    assert totals(desk, 2026) == FIRST
    assert totals(desk, 2027) == {"new_received": 1, "carried_in": 1, "carried_out": 2}


def test_a_closed_year_can_be_neither_changed_nor_taken_back(desk: Desk) -> None:
    closing.sweep(desk, NEXT)

    for statement in ("UPDATE year_ends SET carried = '[]'", "DELETE FROM year_ends"):
        with pytest.raises(DBAPIError), desk.store.database.writing() as connection:
            connection.exec_driver_sql(statement)


def test_only_who_answers_for_the_report_closes_a_year_once_it_is_over(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        closing.close(desk, HANDLER, OWN, 2026, NEXT)
    with pytest.raises(MoveRefused):
        closing.close(desk, APPROVER, OWN, 2026, THIS)
    closing.close(desk, APPROVER, OWN, 2026, NEXT)
    with pytest.raises(MoveRefused):
        closing.close(desk, APPROVER, OWN, 2026, NEXT)


def test_what_came_in_otherwise_than_it_was_carried_out_is_named(desk: Desk) -> None:
    closing.sweep(desk, NEXT)
    with desk.store.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM report_facts WHERE case_id = 2")

    report = annual(desk, SUPERVISOR, NEXT, Asked(year=2027))
    assert not report.holds

    verifying.rebuild(desk.store, RULES)
    assert annual(desk, SUPERVISOR, NEXT, Asked(year=2027)).holds


def test_sums_that_do_not_hold_name_their_cases(desk: Desk) -> None:
    with desk.store.database.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE report_facts SET outcome = 'lost' WHERE case_id = 1 AND out_year = 2026"
        )

    report = annual(desk, SUPERVISOR, THIS, Asked(year=2026))

    assert [fault.rule.name for fault in report.faults] == ["results=processed_total"] * 2
    assert [line.case_no for line in report.amiss] == ["示发改-2026-0001"]


def test_a_figure_opens_its_cases(desk: Desk) -> None:
    [line] = behind(desk, SUPERVISOR, THIS, Asked(year=2026), "other_misc", "natural_person")

    assert line.case_no == "示发改-2026-0001"


def test_a_subtree_adds_up_and_a_day_to_come_is_refused(desk: Desk) -> None:
    whole = annual(desk, None, THIS, Asked(year=2026, agency=PARENT, subtree=True))
    assert whole.table.rows["new_received"]["total"] == 2
    assert set(whole.scope.agencies) == {PARENT, OWN, SISTER}
    with pytest.raises(NotAllowed):
        annual(desk, SUPERVISOR, THIS, Asked(year=2026, agency=SISTER))
    with pytest.raises(BadInput):
        annual(desk, SUPERVISOR, THIS, Asked(year=2026, as_of=date(2026, 11, 21)))


@pytest.mark.parametrize(("form", "row"), [("2019", "other_single"), ("2014", "closed_plain")])
def test_every_form_counts_the_same_cases(desk: Desk, form: str, row: str) -> None:
    assert totals(desk, 2026, form=form)[row] == 1


_APPEALS = """
CREATE TABLE appeals (appeal_id INTEGER, agency_id INTEGER, kind VARCHAR, after_review BOOLEAN, filed_on DATE,
                      result_kind VARCHAR, ended_on DATE)
"""
_FILED = [
    ("review", "false", "2026-03-01", "upheld", "'2026-05-01'"),
    ("review", "false", "2026-11-01", "corrected", "'2027-01-05'"),
    ("litigation", "true", "2025-10-01", "corrected", "'2026-02-01'"),
    ("litigation", "false", "2026-06-01", "pending", "NULL"),
    ("complaint", "false", "2026-06-01", "upheld", "'2026-06-09'"),
    ("review", "false", "2025-03-01", "upheld", "'2025-05-01'"),
]


def test_table_four_counts_the_appeals_of_the_year(desk: Desk) -> None:
    with desk.store.database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE IF EXISTS appeals")
        connection.exec_driver_sql(_APPEALS)
        for kind, after, filed, result, ended in _FILED:
            values = f"1, {OWN}, '{kind}', {after}, '{filed}', '{result}', {ended}"
            connection.exec_driver_sql(f"INSERT INTO appeals VALUES ({values})")

    groups = annual(desk, SUPERVISOR, THIS, Asked(year=2026)).table.groups

    assert groups["review"] == {"upheld": 1, "corrected": 0, "other": 0, "pending": 1, "total": 2}
    assert groups["litigation_direct"] == {"upheld": 0, "corrected": 0, "other": 0, "pending": 1, "total": 1}
    assert groups["litigation_after_review"] == {
        "upheld": 0, "corrected": 1, "other": 0, "pending": 0, "total": 1,
    }  # fmt: skip


def test_fees_paid_in_the_year_are_added_up(desk: Desk) -> None:
    with desk.store.database.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE report_facts SET fee_year = 2026, fee_yuan = 380 WHERE case_id = 2"
        )
        assert report_queries.fees(connection, (OWN,), 2026) == 380


def test_a_year_end_that_was_changed_past_the_program_is_a_fault(desk: Desk) -> None:
    closing.sweep(desk, moment(date(2027, 2, 1)))
    assert verifying.verify(desk.store, RULES) == []

    with desk.store.database.writing() as connection:
        for statement in _UNGUARDED[connection.dialect.name]:
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("UPDATE year_ends SET carried = '[]'")

    [fault] = verifying.verify(desk.store, RULES)
    assert fault.case_no == "示发改 2026"


_UNGUARDED = {
    "sqlite": ["DROP TRIGGER year_ends_no_update"],
    "postgresql": ["ALTER TABLE year_ends DISABLE TRIGGER year_ends_no_change"],
}
