"""A thousand random offices: the report from the store against a direct count from the histories, by another way.

The other way knows nothing of year ends and facts: it walks each history and counts what an officer would, with
the rows written out by hand. Then years are closed at random, and what was closed must never move.
"""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import RULES, moment
from people import OWN, PARENT, SISTER, build_office

from workflow import entries as e
from workflow import records
from workflow.desk import Desk
from workflow.entries import Entry, Fact
from workflow.reporting import closing
from workflow.reporting.annual import Asked, annual, behind
from workflow.store import Store, repository
from workflow.store.reports import report_rows
from workflow.terms import ApplicantType, CaseKind, Channel, LapseGround, SupplyForm, Way

#: written out anew: what each result counts as
ROWS = {
    "disclosed": "granted", "already_public": "granted", "partly_disclosed": "partial",
    "refused_state_secret": "denied_state_secret", "refused_internal": "denied_internal",
    "not_held": "unable_not_held", "not_ours": "unable_not_held", "petition": "notproc_petition",
    "repeat": "notproc_repeat", "no_correction": "other_no_correction", "no_payment": "other_no_payment",
    "withdrawn": "other_misc", "special_query": "denied_admin_query", "reissue": "notproc_reconfirm",
}  # fmt: skip
REPLIES = [code for code in ROWS if code not in ("no_correction", "no_payment", "withdrawn")]
YEARS = range(2024, 2028)
TYPES = list(ApplicantType)


def history_of(by: random.Random, case_no: str, agency: int) -> list[tuple[date, list[Fact]]]:
    """What happened to one case, day by day; each day is one act."""
    day = date(2024, 1, 1) + timedelta(by.randrange(3 * 365))
    kind = CaseKind.RECORD_CORRECTION if by.random() < 0.05 else CaseKind.APPLICATION
    begun = e.ApplicationLogged(
        case_no=case_no, agency=agency, kind=kind, channel=by.choice(list(Channel)), arrived_on=day,
        application_sha256="a" * 64, summary_sha256="b" * 64, applicants=(case_no,), supply_form=SupplyForm.PAPER,
        supply_way=Way.POST, written_by_office=False, submission_key=case_no, query_code="ABCD2345",
    )  # fmt: skip
    made: list[tuple[date, list[Fact]]] = [(day, [begun])]
    if by.random() < 0.08:
        return made  # never confirmed
    received = day + timedelta(by.choice([0, 0, 0, 2, 9]))
    fixed = e.ReceiptFixed(received_on=received, rule="signed", how="", regime="prc-2019", provision="x")
    if received == day:
        made[0][1].append(fixed)
    else:
        made.append((received, [fixed]))
    day = received + timedelta(by.randrange(1, 25))
    while by.random() < 0.85:
        day, facts = _ending(by, day)
        made += facts
        if by.random() > 0.15:
            break
        day += timedelta(by.randrange(1, 200))
        made.append((day, [e.RedoOrdered(on=day, organ="法院", document_no="", working_days=None)]))
        day += timedelta(by.randrange(1, 20))
    return made


def _ending(by: random.Random, day: date) -> tuple[date, list[tuple[date, list[Fact]]]]:
    how = by.random()
    if how < 0.1:
        return day, [(day, [e.ApplicationWithdrawn(on=day, reason="", outcome="withdrawn")])]
    if how < 0.2:
        outcome = by.choice(["no_correction", "no_payment"])
        return day, [(day, [e.CaseLapsed(on=day, ground=LapseGround.CORRECTION, outcome=outcome)])]
    outcome = by.choice(REPLIES)
    if how < 0.4:
        return day, [
            (day, [e.RepliedOnSpot(on=day, outcome=outcome, content_sha256="", warnings_accepted="")])
        ]
    signed = e.ReplyApproved(
        draft=1, outcome=outcome, decided_on=day, document_no="1", series="letter", number=1, content_sha256="c",
        warnings_accepted="",
    )  # fmt: skip
    sent_on = day + timedelta(by.choice([0, 1, 6]))
    sent = e.ReplyDispatched(on=sent_on, way=Way.POST, carrier="", tracking_no="")
    return sent_on, [(day, [signed]), (sent_on, [sent])]


Story = tuple[str, int, str, list[tuple[date, list[Fact]]]]


def stories(seed: int) -> list[Story]:
    """A small office: case number, agency, kind of applicant, what happened."""
    by = random.Random(seed)
    agencies = (OWN, OWN, SISTER)
    return [
        (f"X-{seed}-{n}", agency, by.choice(TYPES).value, history_of(by, f"X-{seed}-{n}", agency))
        for n, agency in enumerate(by.choice(agencies) for _ in range(by.randrange(1, 9)))
    ]


def direct(told: list[Story], year: int, until: date) -> Counter[tuple[str, str]]:
    """Table three counted by hand: (row, column) -> number, by what had happened on `until`."""
    count: Counter[tuple[str, str]] = Counter()
    for _no, _agency, column, days in told:
        for row in _rows_by_hand([fact for day, facts in days if day <= until for fact in facts], year):
            count[row, column] += 1
            count[row, "total"] += 1
    return count


def _rows_by_hand(facts: list[Fact], year: int) -> list[str]:
    received = next((f.received_on for f in facts if isinstance(f, e.ReceiptFixed)), None)
    if (
        received is None
        or getattr(facts[0], "kind", None) is CaseKind.RECORD_CORRECTION
        or received.year > year
    ):
        return []
    rows = ["new_received" if received.year == year else "carried_in"]
    ended, outcome, signed = None, "", ""
    for fact in facts:
        if isinstance(fact, e.RedoOrdered):
            if fact.on.year > ended.year:  # type: ignore[attr-defined]
                break
            ended = None
        elif isinstance(fact, e.ReplyApproved):
            signed = fact.outcome
        elif isinstance(fact, e.ReplyDispatched):
            ended, outcome = fact.on, signed
        elif isinstance(fact, e.RepliedOnSpot | e.CaseLapsed | e.ApplicationWithdrawn):
            ended, outcome = fact.on, fact.outcome
    if ended is None or ended.year > year:
        return [*rows, "carried_out"]
    return [*rows, "processed_total", ROWS[outcome]] if ended.year == year else []


def enter(store: Store, told: list[Story]) -> None:
    """Put the histories and rows into the store, as the desk would have."""
    with store.database.writing() as connection:
        for case_no, agency, kind, days in told:
            _enter(connection, case_no, agency, kind, days)


def _enter(
    connection: Any, case_no: str, agency: int, kind: str, days: list[tuple[date, list[Fact]]]
) -> None:
    history: list[Entry] = []
    kept = []
    for day, facts in days:
        made = records.chain(case_no, facts, after=history[-1] if history else None, at=moment(day), by=1)
        kept += [record for record, _entry in made]
        history += [entry for _record, entry in made]
    row = {
        "agency_id": agency, "case_no": case_no, "submission_key": case_no, "kind": "application", "channel": "web",
        "status": "in_hand", "is_open": True, "version": 1, "digest": "", "arrived_on": days[0][0], "regime": "",
        "provisional": False, "clock_status": "", "limit_act": "", "unit": "", "outcome": "", "document_no": "",
        "summary": "", "applicant": "", "applicant_type": kind,
    }  # fmt: skip
    case_id = repository.add_case(connection, row)
    repository.append(connection, case_id, agency, kept)
    person = {
        "key": case_no,
        "agency_id": agency,
        "case_id": case_id,
        "position": 1,
        "name": "x",
        "type": kind,
    }
    connection.execute(
        repository.APPLICANTS.insert().values(id_kind="none", agent="", help_needed="", **person)
    )
    report_rows.put(connection, case_id, agency, history)


@pytest.fixture
def empty(tmp_path: Path) -> Store:
    """A store with the people of the tests and no case."""
    url = f"sqlite:///{tmp_path / 'mingfu.db'}"
    build_office(url)
    return Store.open(tmp_path, url=url, key=tmp_path / "key")


LAST = date(2027, 12, 31)


def counted(desk: Desk, year: int, as_of: date | None = None) -> Counter[tuple[str, str]]:
    asked = Asked(year=year, agency=PARENT, subtree=True, form="2021", as_of=as_of)
    report = annual(desk, None, moment(LAST), asked)
    assert report.holds
    cells = report.table.rows
    return Counter({(row, column): n for row, values in cells.items() for column, n in values.items() if n})


@pytest.mark.parametrize("part", range(10))
def test_a_thousand_random_offices_are_counted_as_by_hand(empty: Store, part: int) -> None:
    desk, told = Desk(empty, RULES), []
    for seed in range(part * 100, part * 100 + 100):
        office = stories(seed)
        enter(empty, office)
        told += office
        by = random.Random(seed)
        year, day = by.choice(YEARS), date(2024, 1, 1) + timedelta(by.randrange(4 * 365))
        assert counted(desk, year) == direct(told, year, LAST), (seed, year)
        if seed % 3 == 0 and year <= day.year:
            assert counted(desk, year, day) == direct(told, year, day), (seed, year, day)


def test_every_figure_is_as_long_as_its_list(empty: Store) -> None:
    desk, told = Desk(empty, RULES), [story for seed in range(20) for story in stories(seed)]
    enter(empty, told)

    for (row, column), n in counted(desk, 2025).items():
        asked = Asked(year=2025, agency=PARENT, subtree=True, form="2021")
        assert len(behind(desk, None, moment(LAST), asked, row, column)) == n


def test_what_was_closed_never_moves_whatever_is_recorded_later(empty: Store) -> None:
    desk = Desk(empty, RULES)
    # cases are numbered as they are entered
    enter(
        empty,
        sorted((story for seed in range(60) for story in stories(seed)), key=lambda story: story[3][0][0]),
    )
    as_they_stood = {year: counted(desk, year, date(year + 1, 1, 31)) for year in (2024, 2025, 2026)}
    assert closing.sweep(desk, moment(date(2027, 12, 31)))
    for year, figures in as_they_stood.items():
        assert counted(desk, year) == figures

    enter(empty, [_recorded_late(story) for seed in range(60, 90) for story in stories(seed)])

    for year, figures in as_they_stood.items():
        assert counted(desk, year) == figures
    assert closing.sweep(desk, moment(date(2027, 12, 31))) == ()


def _recorded_late(story: Story) -> Story:
    """The same facts, written down in December 2027 on one day."""
    case_no, agency, kind, days = story
    return case_no, agency, kind, [(date(2027, 12, 1), [fact for _day, facts in days for fact in facts])]


def test_rows_derived_anew_are_the_rows_written_with_each_act(empty: Store) -> None:
    desk = Desk(empty, RULES)
    enter(empty, [story for seed in range(40) for story in stories(seed)])
    closing.sweep(desk, moment(date(2027, 12, 31)))
    enter(empty, [_recorded_late(story) for seed in range(60, 70) for story in stories(seed)])

    with empty.database.writing() as connection:
        before = connection.exec_driver_sql("SELECT * FROM report_facts ORDER BY case_id, known_from").all()
        report_rows.rebuild(connection)
        after = connection.exec_driver_sql("SELECT * FROM report_facts ORDER BY case_id, known_from").all()

    assert after == before
