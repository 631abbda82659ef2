"""The worker's day at ten thousand and at a million cases, and a holiday notice that moves fifty thousand deadlines.

On copies of the great stores. The limits beside the reply, which those lack, are laid over the open cases; a day's
silent parties come through the desk, and the periods laid over end later, since nobody was asked there. What was
raised the day before stands; the next working day is measured, then the sweep five minutes later, which finds
nothing new.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from statistics import median
from time import perf_counter

import many_copies
from builders import RULES, moment
from made_cases import CLERK, HANDLER, OWN, TODAY
from sqlalchemy import text
from table import Row, seconds

from workflow import acts as a
from workflow import redating, worker
from workflow.days.holiday_files import YearFile, read_year_file
from workflow.desk import Desk
from workflow.terms import Channel, Party

FEW, MANY = 10_000, 1_000_000
MONDAY = TODAY + timedelta(3)
SILENT = 50  #: parties whose period ends in silence on an ordinary day
ROUNDS = 5
MOST_SWEEP, MOST_IMPORT, DEADLINES = 2.0, 30.0, 50_000
#: a day off every other week of the year: hardly an open case of that year is not touched
OFF = tuple(date(2026, 1, 13) + timedelta(14 * week) for week in range(25))
_LIMITS = """
    UPDATE cases SET limit_act = CASE status
        WHEN 'consulting' THEN 'consultation_third_party:1' WHEN 'awaiting_correction' THEN 'correction_answer'
        WHEN 'awaiting_payment' THEN 'fee_payment' ELSE 'correction_notice' END, limit_on = {day}
    WHERE {open} AND (limit_on IS NULL OR status = 'consulting') AND status IN
        ('received', 'in_hand', 'consulting', 'awaiting_correction', 'awaiting_payment')
"""
_AHEAD = "case_id % 21 + CASE status WHEN 'consulting' THEN 4 ELSE 0 END"
_DAY = {
    "sqlite": (f"date(:today, '+' || ({_AHEAD}) || ' days')", "is_open = 1"),
    "postgresql": (f"CAST(:today AS date) + CAST({_AHEAD} AS integer)", "is_open"),
}


def measure() -> Iterable[Row]:
    """SQLite, then PostgreSQL; the import last, as it changes everything."""
    for name, opened in (("SQLite", many_copies.on_sqlite), ("PostgreSQL", many_copies.on_postgres)):
        with opened(FEW) as desk:
            few = _days(desk)
        with opened(MANY) as desk:
            yield from _sweeps(name, few, _days(desk))
            yield _import(name, desk)


def _days(desk: Desk) -> tuple[float, float]:
    """Seconds of the sweep of an ordinary day, and of the one five minutes later."""
    _prepare(desk)
    worker.run(desk, moment(TODAY, 0, 1))
    day = _once(lambda: worker.run(desk, moment(MONDAY, 0, 1)))
    again = [_once(lambda n=n: worker.run(desk, moment(MONDAY, 1, n))) for n in range(ROUNDS)]
    return day, median(again)


def _prepare(desk: Desk) -> None:
    day, is_open = _DAY["sqlite" if desk.store.database.is_sqlite else "postgresql"]
    with desk.store.database.writing() as connection:
        connection.execute(text(_LIMITS.format(day=day, open=is_open)), {"today": TODAY.isoformat()})
    days = desk.calendars
    with desk.store.database.reading() as connection:
        served = days.at_version(connection, days.newest(connection)).add_working_days(TODAY, -15)
    for number in range(SILENT):
        _consult(desk, number, moment(served))


def _consult(desk: Desk, number: int, at: datetime) -> None:
    """A case whose third party has until the day before Monday."""
    form = a.Log(
        agency=OWN,
        channel=Channel.COUNTER,
        arrived_on=at.date(),
        application=f"请求公开样板村第{number}组征地补偿方案。",
        applicants=(a.Applicant(name="王伟"),),
        submission_key=f"silent-{number}",
    )
    case_no = desk.log(CLERK, form, at).case_no
    desk.perform(HANDLER, case_no, a.TakeInHand(handler=HANDLER), at)
    asked = a.OpenConsultation(party=Party.THIRD_PARTY, name="示例公司", subject="合同")
    desk.perform(HANDLER, case_no, asked, at)
    desk.perform(HANDLER if number % 2 else CLERK, case_no, a.RecordConsultationService(ref="1"), at)


def _sweeps(name: str, few: tuple[float, float], many: tuple[float, float]) -> Iterator[Row]:
    for what, small, great in zip(
        ("sweep of an ordinary day", "sweep that finds nothing"), few, many, strict=True
    ):
        yield Row(
            f"{name}, {what}: {MANY:,} / {FEW:,} cases",
            seconds(great),
            seconds(small),
            f"{great / small:.1f} x",
            f"<= {seconds(MOST_SWEEP)}",
            holds=great <= MOST_SWEEP,
        )


def _import(name: str, desk: Desk) -> Row:
    file, moved = _notice(), []
    taken = _once(lambda: moved.extend(redating.import_notice(desk, file, "2026.json", moment(MONDAY, 9))))
    for_all = taken * DEADLINES / len(moved)
    return Row(
        f"{name}, calendar import that moves {len(moved):,} deadlines, each in its history",
        seconds(taken),
        f"{seconds(for_all)} for {DEADLINES:,}",
        f"{taken / len(moved) * 1e6:.0f} us each",
        f"<= {seconds(MOST_IMPORT)} for {DEADLINES:,}",
        holds=for_all <= MOST_IMPORT,
    )


def _notice() -> YearFile:
    known = json.loads((RULES.holidays / "2026.json").read_text("utf-8"))
    named = {day["date"] for day in known["days"]}
    known["days"] += [
        {"name": "抗灾", "date": str(day), "isOffDay": True} for day in OFF if str(day) not in named
    ]
    return read_year_file(json.dumps(known, ensure_ascii=False))


def _once(call: Callable[[], object]) -> float:
    started = perf_counter()
    call()
    return perf_counter() - started
