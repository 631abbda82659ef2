"""A store with as many cases as a list must bear: a city with sixty agencies, eight years, one case in twenty open.

Rows, applicants, texts, first entries and the index of words are written in bulk, straight to the driver; what pages
open is then logged and driven through the desk itself. Filling takes minutes, so the store is kept in the temporary
folder by seed and number, and brought to the newest schema as any store is.
"""

from __future__ import annotations

import base64
import fcntl
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

import made_facts
import postgres
import psycopg
from builders import CONSULT, DRAFT, RULES, SUBMIT, TAKE, moment
from made_cases import AGENCIES, CLERK, DISTRICT, HANDLER, OWN, PASSWORD, SEED, TODAY, Made, cases

from workflow import acts as a
from workflow import office, worker
from workflow.desk import Desk
from workflow.store import Store, schema, word_index
from workflow.store.lists.queries import Filter
from workflow.store.personal import Vault
from workflow.terms import Channel, Role

KEY = bytes(range(32))
DRIVEN = 40
_BATCH = 5000
_UNSAFE = ("synchronous=OFF", "journal_mode=OFF", "cache_size=-400000")


@contextmanager
def on_sqlite(n: int) -> Iterator[Desk]:
    """A desk on n cases in a file."""
    home = _home(n)
    file = home / "mingfu.db"
    with _alone(home / "lock"):
        if not (home / "filled").exists():
            file.unlink(missing_ok=True)
            _fill(n, f"sqlite:///{file}", home)
            (home / "filled").touch()
    with _desk(f"sqlite:///{file}", home) as desk:
        yield desk


@contextmanager
def on_postgres(n: int) -> Iterator[Desk]:
    """A desk on n cases in a cluster of its own, run for the length of the block."""
    home = _home(n)
    with _alone(home / "lock-cluster"), postgres.kept(home / "cluster", postgres.DURABLE) as cluster:
        if not (home / "filled-cluster").exists():
            cluster.drop("mingfu")
            cluster.create_named("mingfu")
            _fill(n, cluster.url("mingfu"), home)
            (home / "filled-cluster").touch()
        with _desk(cluster.url("mingfu"), home) as desk:
            yield desk


def _home(n: int) -> Path:
    home = Path(tempfile.gettempdir()) / f"mingfu-many-{SEED}-{n}"
    home.mkdir(exist_ok=True)
    home.chmod(0o711)  # the account of the server passes through
    (home / "key").write_text(base64.b64encode(KEY).decode())
    return home


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Two runs at once do not fill one store."""
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _desk(url: str, home: Path) -> Iterator[Desk]:
    store = Store.open(home, url=url, key=home / "key")
    schema.upgrade(store.database)
    try:
        yield Desk(store, RULES)
    finally:
        store.close()


def _fill(n: int, url: str, home: Path) -> None:
    started = perf_counter()
    print(f"... filling {url.split(':', maxsplit=1)[0]} with {n:,} cases", file=sys.stderr, flush=True)
    with _desk(url, home) as desk:
        _build_city(desk.store)
    if url.startswith("sqlite"):
        _into_sqlite(n, url.removeprefix("sqlite:///"))
    else:
        _into_postgres(n, url.replace("+psycopg", ""))
    with _desk(url, home) as desk:
        made_facts.fill(desk)
        _drive(desk)
        worker.run(desk, moment(TODAY, 0, 1))  # calendars loaded, deadlines and reminders as of today
    print(f"... filled in {perf_counter() - started:.0f} s", file=sys.stderr, flush=True)


def _build_city(store: Store) -> None:
    """Agency 1 is the city; one district has nine agencies below it. Person 4 watches the city, 5 the district."""
    for number in range(1, AGENCIES + 1):
        parent = None if number == 1 else DISTRICT if DISTRICT < number < DISTRICT + 10 else 1
        office.add_agency(store, code=f"示{number:02d}", name=f"示例市第{number}局", parent=parent)
    desk_roles = {
        "clerk": (OWN, (Role.FRONT_DESK,)),
        "handler": (OWN, (Role.HANDLER,)),
        "approver": (OWN, (Role.APPROVER, Role.SECRECY_REVIEWER)),
        "city": (1, (Role.SUPERVISOR,)),
        "district": (DISTRICT, (Role.SUPERVISOR,)),
    }
    for account, (agency, roles) in desk_roles.items():
        office.add_person(store, agency=agency, account=account, name=account, password=PASSWORD, roles=roles)


def _into_sqlite(n: int, file: str) -> None:
    """Without a journal: a run cut short is filled anew."""
    raw = sqlite3.connect(file, isolation_level=None)
    for pragma in _UNSAFE:
        raw.execute(f"PRAGMA {pragma}")
    raw.execute("BEGIN")
    for batch in _batches(n):
        for table, rows in batch.tables.items():
            columns, marks = ", ".join(rows[0]), ", ".join(f":{name}" for name in rows[0])
            raw.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)
        raw.executemany(
            "INSERT INTO case_words (rowid, words) VALUES (?, ?)",
            ((id_, word_index.sqlite_words(agency, codes)) for id_, agency, codes in batch.words),
        )
    raw.execute("COMMIT")
    raw.execute("PRAGMA journal_mode=WAL")
    raw.close()


def _into_postgres(n: int, url: str) -> None:
    """By COPY; the statistics that the server gathers by itself in a while are gathered at once."""
    with psycopg.connect(url, autocommit=True) as raw:
        raw.execute("SET synchronous_commit = off")
        raw.execute("SET maintenance_work_mem = '256MB'")
        raw.execute("DROP INDEX case_words_words")
        for batch in _batches(n):
            for table, rows in batch.tables.items():
                _copy(raw, table, tuple(rows[0]), [tuple(row.values()) for row in rows])
            held = [
                (id_, agency, word_index.postgres_words(id_, agency, codes))
                for id_, agency, codes in batch.words
            ]
            _copy(raw, "case_words", ("id", "agency_id", "words"), held)
        raw.execute("CREATE INDEX case_words_words ON case_words USING gin (words) WITH (fastupdate = off)")
        raw.execute("SELECT setval(pg_get_serial_sequence('cases', 'case_id'), %s)", (n,))
        raw.execute("VACUUM ANALYZE")
        raw.execute(
            "CHECKPOINT"
        )  # the server is stopped at once: what is not on disk would be recovered first


def _copy(raw: Any, table: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    with raw.cursor().copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _batches(n: int) -> Iterator[Made]:
    last: dict[tuple[int, int], int]
    vault = Vault(KEY)
    made, last = Made.empty(), {}
    for case in cases(n, vault):
        made.take(case)
        last[case.agency, case.year] = case.number
        if len(made.words) == _BATCH:
            yield made
            made = Made.empty()
    made.tables["numbers"] = [
        {"agency_id": agency, "series": "case", "year": year, "last": number}
        for (agency, year), number in last.items()
    ]
    yield made


def _drive(desk: Desk) -> None:
    """Cases as the desk makes them: some in each stage a page may show."""
    steps: tuple[tuple[a.Act, ...], ...] = (
        (),
        (TAKE,),
        (TAKE, CONSULT),
        (TAKE, DRAFT),
        (TAKE, DRAFT, SUBMIT),
    )
    for number in range(DRIVEN):
        now = moment(TODAY)
        form = a.Log(
            agency=OWN,
            channel=Channel.COUNTER,
            arrived_on=TODAY,
            application=f"请求公开样板村第{number}组征地补偿方案和资金使用情况。",
            applicants=(a.Applicant(name="王伟", phone=f"139{number:08d}"),),
            submission_key=f"driven-{number}",
        )
        case_no = desk.log(CLERK, form, now).case_no
        for act in steps[number % len(steps)]:
            mine = a.TakeInHand(handler=HANDLER, unit="综合科") if isinstance(act, a.TakeInHand) else act
            desk.perform(HANDLER, case_no, mine, now)


def driven_numbers(desk: Desk) -> list[str]:
    """The numbers of the cases that went through the desk."""
    asked = Filter(text="样板村第", order="newest", limit=DRIVEN)
    return [
        row.case_no for row in desk.ledger(CLERK, moment(TODAY, 15), asked).rows if row.applicant == "王伟"
    ]


def forget() -> None:
    """Throw the kept stores away."""
    for home in Path(tempfile.gettempdir()).glob("mingfu-many-*"):
        shutil.rmtree(home, ignore_errors=True)
