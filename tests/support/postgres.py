"""A PostgreSQL cluster of the tests' own: made in a temporary folder, reached by a socket, gone afterwards.

The server runs under a small shell that waits for the end of its input. When the tests are killed, the input
ends, and the shell stops the server: no cluster is ever left behind.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path

import psycopg
from scratch import ON_DISK

#: For tests that ask what the program does, not what the disk keeps.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
#: For crash tests and benchmarks: as PostgreSQL comes.
DURABLE = ("fsync=on", "synchronous_commit=on")
WATCH = '"$@" & server=$!; cat >/dev/null; kill -QUIT $server 2>/dev/null; wait $server'


class PostgresMissing(Exception):
    """No initdb on this machine; the tests do not go on without PostgreSQL."""


@dataclass(frozen=True)
class Cluster:
    """A running server; its databases are made in milliseconds from a template."""

    folder: Path
    numbers: Iterator[int] = field(default_factory=count)

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of a database, through the unix socket."""
        return f"postgresql+psycopg://mingfu@/{database}?host={self.folder}"

    def conninfo(self, database: str = "postgres") -> str:
        """The same for bare psycopg."""
        return f"host={self.folder} user=mingfu dbname={database}"

    def create(self, template: str = "template1") -> str:
        """A new database; answers its name. Nobody may be connected to the template."""
        name = f"mingfu_{next(self.numbers)}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def create_named(self, name: str) -> None:
        """A new, empty database of that name."""
        self._run(f'CREATE DATABASE "{name}"')

    def drop(self, database: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self._run(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def close(self) -> None:
        """Let go of the server."""
        if "_held" in vars(self):
            self._held.close()

    @cached_property
    def _held(self) -> psycopg.Connection:
        return psycopg.connect(self.conninfo(), autocommit=True)

    def _run(self, statement: str) -> None:
        self._held.execute(statement)  # type: ignore[call-overload]


@contextmanager
def cluster(settings: tuple[str, ...] = FAST, where: Path = ON_DISK) -> Iterator[Cluster]:
    """Make a cluster, run it for the length of the block, stop and remove it whatever happens.

    `where` is short: a socket's path holds 107 bytes at most.
    """
    programs = binaries()
    folder = Path(tempfile.mkdtemp(prefix="mingfu-pg-", dir=where))
    account = _unprivileged()
    try:
        if account is not None:
            os.chown(folder, account, -1)
        _initdb(programs, folder, account)
        with _server(programs, folder, account, settings), closing(Cluster(folder)) as running:
            yield running
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def kept(folder: Path, settings: tuple[str, ...] = FAST) -> Iterator[Cluster]:
    """The same in a folder that stays, for what takes long to fill; made where there is none yet."""
    programs, account = binaries(), _unprivileged()
    if not (folder / "data" / "PG_VERSION").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        if account is not None:
            os.chown(folder, account, -1)
        _initdb(programs, folder, account)
    with _server(programs, folder, account, settings), closing(Cluster(folder)) as running:
        yield running


def binaries() -> Path:
    """The folder of initdb and postgres: the newest of the system's, else the one on PATH."""
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3])
    )
    on_path = shutil.which("initdb")
    found = versions[-1] if versions else Path(on_path).resolve() if on_path else None
    if found is None:
        raise PostgresMissing(
            "没有 PostgreSQL 服务程序，请用 make test / no PostgreSQL server: run make test, which installs it"
        )
    return found.parent


def _unprivileged() -> int | None:
    """PostgreSQL refuses to run as root; then it runs as an account that owns nothing."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry.pw_uid for entry in pwd.getpwall()}
    return names.get("postgres", names.get("nobody"))


def _initdb(programs: Path, folder: Path, account: int | None) -> None:
    wanted = ["--username=mingfu", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
    done = subprocess.run(
        [programs / "initdb", "--pgdata", folder / "data", *wanted],
        user=account,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"initdb: {done.stderr.strip()}")


@contextmanager
def _server(programs: Path, folder: Path, account: int | None, settings: tuple[str, ...]) -> Iterator[None]:
    options = [f"unix_socket_directories={folder}", "listen_addresses=", "shared_buffers=64MB", *settings]
    command = [str(programs / "postgres"), "-D", str(folder / "data")]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            ["sh", "-c", WATCH, "watch", *command, *(part for option in options for part in ("-c", option))],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            user=account,
            cwd=folder,
            start_new_session=True,  # Ctrl-C in the terminal is for the tests; they stop the server
        )
    try:
        _wait_until_it_answers(folder, lambda: server.poll() is None)
        yield
    finally:
        server.communicate()


def _wait_until_it_answers(folder: Path, alive: Callable[[], bool]) -> None:
    for _ in range(6000):  # after a crash a great store recovers for minutes
        try:
            psycopg.connect(f"host={folder} user=mingfu dbname=postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
        if not alive():
            break
    raise RuntimeError(f"PostgreSQL does not start: {(folder / 'log').read_text()[-2000:]}")
