"""The clock against plazos, which explains its dates too: twenty working days with steps and provisions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from plazos.computo import calcular
from table import Row, interleaved, seconds

from workflow.clock.deadline import deadline
from workflow.clock.regime import Regimes
from workflow.clock.timeline import Event, EventType, Timeline
from workflow.days.working_days import WorkingDays

ROOT = Path(__file__).parents[2]
DAYS = WorkingDays.load(ROOT / "holidays")
LAW = Regimes.load(ROOT / "config" / "regimes")["prc-2019"]
RECEIVED = [date(2025, 1, 2) + timedelta(days=7 * place) for place in range(50)]
ASKED = timedelta(days=15)
BUSY = Timeline(
    date(2024, 3, 16),
    (
        Event(EventType.CORRECTION_REQUESTED, date(2024, 3, 20), answer_by=date(2024, 4, 10)),
        Event(EventType.CORRECTION_RECEIVED, date(2024, 3, 28)),
        Event(EventType.CONSULTATION_OPENED, date(2024, 4, 1), "a", "third_party", date(2024, 4, 3)),
        Event(EventType.CONSULTATION_OPENED, date(2024, 4, 3), "b", "other_organ", date(2024, 4, 7)),
        Event(EventType.CONSULTATION_CLOSED, date(2024, 4, 12), "a"),
        Event(EventType.CONSULTATION_CLOSED, date(2024, 4, 15), "b"),
        Event(EventType.EXTENSION_NOTIFIED, date(2024, 4, 16), working_days=20),
    ),
)


def measure() -> Iterable[Row]:
    """A whole answer each: date, steps, provisions; ours also with days left and every other limit."""
    ours, rival = interleaved([_ours, _plazos], times=4, rounds=25)
    ours, rival, ratio = ours / len(RECEIVED), rival / len(RECEIVED), rival / ours
    yield Row(
        "Deadline, 20 working days / plazos.calcular",
        seconds(ours),
        seconds(rival),
        f"{ratio:.1f} x",
        ">= 5 x",
        holds=ratio >= 5,
    )
    [busy] = interleaved([_busy], times=200, rounds=25)
    what = "Deadline: correction, two consultations, extension"
    yield Row(what, seconds(busy), "-", "-", "<= 60 us", holds=busy <= 60e-6)


def _ours() -> None:
    for received_on in RECEIVED:
        deadline(Timeline(received_on), LAW, DAYS, received_on + ASKED)


def _plazos() -> None:
    for received_on in RECEIVED:
        calcular(received_on, 20)


def _busy() -> None:
    deadline(BUSY, LAW, DAYS, date(2024, 4, 20))
