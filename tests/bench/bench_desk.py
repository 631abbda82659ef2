"""One act through the desk against the very rows it writes, written bare, and against two workflow libraries.

Each act is done on a case of its own: permission, load, guards, fold, append, project, commit. What the desk sent
to the database to be written is taken down on a copy beforehand; the bare rival sends exactly that, on another copy.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import postgres
import rivals
from builders import DRAFT, RECEIVED, REPLY, RULES, SAMPLES, TAKE, drive, enter, moment
from people import HANDLER, build_office
from sqlalchemy import event
from table import Row, interleaved, seconds

from workflow import acts as a
from workflow.desk import Desk
from workflow.store import Store

TIMES, ROUNDS = 20, 11
CASES = TIMES * ROUNDS
NOW = moment(RECEIVED)
#: an act whose fact says all, and one that keeps a text as well
ACTS: dict[str, a.Act] = {"propose extension": SAMPLES["propose_extension"], "draft reply": DRAFT}
LEAST = 0.25
Sent = list[tuple[str, Any]]


def measure() -> Iterable[Row]:
    """SQLite, then PostgreSQL over a unix socket, then the libraries, then the statements."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _on_sqlite(Path(folder))
    with tempfile.TemporaryDirectory() as folder, postgres.cluster(postgres.DURABLE) as cluster:
        yield from _on_postgres(Path(folder), cluster)


def _on_sqlite(folder: Path) -> Iterator[Row]:
    url = f"sqlite:///{folder / 'prepared.db'}"
    _prepare(url, folder)
    fsm, spiff = rivals.django_fsm(folder / "django.db"), rivals.spiffworkflow()
    kept = _kept(spiff, folder / "spiff.db")
    for name, act in ACTS.items():
        taken, ours, bare = (folder / f"{part}-{name}.db" for part in ("taken", "ours", "bare"))
        for copy in (taken, ours, bare):
            shutil.copyfile(folder / "prepared.db", copy)
        written = _written(f"sqlite:///{taken}", folder, act)
        rival = rivals.bare_sqlite(bare, "", lambda n, written=written: written[n - 1])
        with _desk(f"sqlite:///{ours}", folder) as desk:
            mine, *theirs = interleaved([_acting(desk, act), rival, fsm, kept, spiff], TIMES, ROUNDS)
        yield _row(f"desk, SQLite: {name} / bare sqlite3", mine, theirs[0], LEAST)
        yield _row(f"desk, SQLite: {name} / django-fsm-2 move, saved", mine, theirs[1], 1)
        yield _row(f"desk, SQLite: {name} / SpiffWorkflow step, JSON, saved", mine, theirs[2], 1)
        yield Row(
            f"desk, SQLite: {name} / SpiffWorkflow step, JSON, not saved",
            seconds(mine),
            seconds(theirs[3]),
            f"{theirs[3] / mine:.2f} x",
            "-",
            holds=True,  # told for comparison: ours waits for the disk, this rival keeps nothing
        )
    with _desk(url, folder) as desk:
        yield from _statements(desk)


def _kept(step: rivals.Operation, file: Path) -> rivals.Operation:
    """The step with its JSON kept, as ours is: one row, as long as the JSON of four tasks."""
    save = rivals.bare_sqlite(
        file,
        "CREATE TABLE cases (case_id integer PRIMARY KEY, state text NOT NULL); INSERT INTO cases VALUES (1, '')",
        lambda n: [("UPDATE cases SET state = ? WHERE case_id = 1", (f"{n:08d}" * 910,))],
    )

    def stepped_and_saved() -> None:
        step()
        save()

    return stepped_and_saved


def _on_postgres(folder: Path, cluster: postgres.Cluster) -> Iterator[Row]:
    prepared = cluster.create()
    _prepare(cluster.url(prepared), folder)
    for name, act in ACTS.items():
        taken, ours, bare = (cluster.create(prepared) for _ in range(3))
        written = _written(cluster.url(taken), folder, act)
        rival = rivals.bare_psycopg(cluster.conninfo(bare), "SELECT 1", lambda n, w=written: w[n - 1])
        with _desk(cluster.url(ours), folder) as desk:
            mine, theirs = interleaved([_acting(desk, act), rival], TIMES, ROUNDS)
        yield _row(f"desk, PostgreSQL: {name} / bare psycopg", mine, theirs, LEAST)


def _row(what: str, ours: float, rival: float, least: float) -> Row:
    ratio = rival / ours
    return Row(what, seconds(ours), seconds(rival), f"{ratio:.2f} x", f">= {least} x", holds=ratio >= least)


def _prepare(url: str, folder: Path) -> None:
    """Cases in hand, as many as there will be acts."""
    build_office(url)
    with _desk(url, folder) as desk:
        for number in range(1, CASES + 1):
            drive(desk, enter(desk, f"form-{number}"), (TAKE,))


@contextmanager
def _desk(url: str, folder: Path) -> Iterator[Desk]:
    store = Store.open(folder, url=url, key=folder / "key")
    try:
        yield Desk(store, RULES)
    finally:
        store.close()


def _acting(desk: Desk, act: a.Act) -> Callable[[], object]:
    """The act on the next case each time."""
    numbers = count(1)
    return lambda: desk.perform(HANDLER, f"示发改-2026-{next(numbers):04d}", act, NOW)


def _written(url: str, folder: Path, act: a.Act) -> list[Sent]:
    """For every case, the statements that write, as the desk sends them."""
    taken: list[Sent] = []
    with _desk(url, folder) as desk:
        do = _acting(desk, act)
        for _ in range(CASES):
            with _listening(desk) as sent:
                do()
            taken.append([(s, values) for s, values in sent if s.split()[0] in ("INSERT", "UPDATE")])
    return taken


@contextmanager
def _listening(desk: Desk) -> Iterator[Sent]:
    sent: Sent = []

    def take(_c: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        rows: Sequence[Any] = values if many else [values]
        sent.extend((statement, row) for row in rows)

    engine = desk.store.database.engine
    event.listen(engine, "before_cursor_execute", take)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", take)


def _statements(desk: Desk) -> Iterator[Row]:
    """Beside ours, what the closest peer needs (NYCOpenRecords, 2025)."""
    with _listening(desk) as entering:
        case_no = enter(desk, "one-more")
    drive(desk, case_no, (TAKE, *REPLY))
    with _listening(desk) as showing:
        desk.view(HANDLER, case_no, NOW)
    for what, sent, peer, most in (("enter a case", entering, 37, 10), ("show a case", showing, 39, 12)):
        number = len([s for s, _values in sent if not s.startswith("BEGIN")])
        yield Row(
            f"SQL statements to {what} / closest peer",
            str(number),
            str(peer),
            f"{peer / number:.1f} x",
            f"<= {most}",
            holds=number <= most,
        )
