"""Fifty people at once at `mingfu serve` as shipped: with time to read each page, and without any pause.

The reach is for people, who read; what comes of never pausing is told beside it, against the same figure.

Each person has a browser of their own (a connection kept open, a session), signs in by the form, and goes through the
pages of their role in an order of their own; handlers also write notes to cases. Sessions are begun before the clock
starts; what is counted is the time from asking to the last byte. A server just started reads templates, rules and the
database's pages for the first time: those seconds are told apart.
"""

from __future__ import annotations

import http.client
import os
import random
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, sleep
from typing import Any
from urllib.parse import quote, urlencode

import many_cases
from made_cases import PASSWORD
from table import Row, seconds

PEOPLE, SECONDS = 50, 20
READING, NO_PAUSE = (1.0, 3.0), (0.0, 0.0)  #: seconds between two pages
MOST_SECONDS = 0.3
CASES = 1_000_000
ORDER = 210
PAGES = {
    "clerk": (
        "/",
        "/ledger",
        "/ledger?text=征地补偿",
        "/ledger?text=139 0000 0007",
        "/ledger?stand=closed",
        "/intake",
    ),
    "handler": ("/", "/ledger?text=样板村 批复", "CASE", "CASE", "NOTE", "/ledger"),
    "city": (
        "/ledger?overdue=1",
        "/ledger",
        "/ledger?order=newest",
        "/ledger?text=王伟",
        "/ledger?agency=17",
    ),
    "approver": ("/", "/ledger", "CASE", "/ledger?text=示02-2024-0007"),
}
SHARE = ("clerk", "clerk", "handler", "handler", "city", "approver")


def measure() -> Iterable[Row]:
    """SQLite, then PostgreSQL."""
    for name, opened in (("SQLite", many_cases.on_sqlite), ("PostgreSQL", many_cases.on_postgres)):
        with opened(CASES) as desk, _served(desk.store.database.url, desk.store.home) as port:
            numbers = many_cases.driven_numbers(desk)
            first = _crowd(port, numbers, READING)
            yield _row(name, "the first 20 s after a start (for information)", first, reads=False)
            how = f"each reads {READING[0]:g} to {READING[1]:g} s"
            yield _row(name, how, _crowd(port, numbers, READING), reads=True)
            how = "no pause at all (for information)"
            yield _row(name, how, _crowd(port, numbers, NO_PAUSE), reads=False)


def _row(database: str, how: str, taken: list[float], *, reads: bool) -> Row:
    slowest = quantiles(taken, n=20)[-1]
    return Row(
        f"{PEOPLE} people at once, {database}, {CASES:,} cases: {how}",
        f"{seconds(slowest)} p95, {seconds(median(taken))} median",
        f"{len(taken) / SECONDS:.0f} pages/s",
        f"{slowest / MOST_SECONDS:.1f} x {seconds(MOST_SECONDS)}",
        f"<= {seconds(MOST_SECONDS)} p95" if reads else "-",
        holds=slowest <= MOST_SECONDS or not reads,
    )


@contextmanager
def _served(url: str, home: Path) -> Iterator[int]:
    """The server as people start it, on a port of its own choice."""
    environment = os.environ | {
        "MINGFU_HOME": str(home),
        "MINGFU_DATABASE_URL": url,
        "MINGFU_KEY_FILE": str(home / "key"),
        "PYTHONUNBUFFERED": "1",
    }
    command = [str(Path(sys.executable).with_name("mingfu")), "serve", "--port", "0"]
    quiet = subprocess.DEVNULL  # the server says how long its queue is
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=quiet, text=True)
    try:
        assert server.stdout is not None
        said = next(line for line in server.stdout if "http://" in line)
        yield int(re.findall(r":(\d+)", said)[-1])
    finally:
        server.terminate()
        server.wait(30)


class Browser:
    """One person's connection and session."""

    def __init__(self, port: int, account: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}
        token = self._token(self.ask("GET", "/sign-in")[1])
        sent = {"csrf_token": token, "account": account, "password": PASSWORD}
        status, _body = self.ask("POST", "/sign-in", sent)
        if status != 303:
            raise RuntimeError(f"{account} cannot sign in: {status}")

    def ask(self, method: str, address: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and body."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            body = urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, quote(address, safe="/?=&"), body, headers)
        answer = self.connection.getresponse()
        for cookie in answer.msg.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.read().decode()

    def note(self, case_no: str) -> int:
        """Write a note to a case, as the form sends it."""
        _status, page = self.ask("GET", f"/cases/{case_no}/note")
        sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
        return self.ask("POST", f"/cases/{case_no}/note", sent | {"note": "申请人来电询问进度"})[0]

    @staticmethod
    def _token(page: str) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        if found is None:
            raise RuntimeError("no token on the page")
        return found[1]


def _crowd(port: int, numbers: list[str], pause: tuple[float, float]) -> list[float]:
    """Everybody signs in, one after another; then all go to work at the same moment."""
    browsers = [(role, Browser(port, role)) for role in (SHARE * PEOPLE)[:PEOPLE]]
    taken: list[float] = []
    faults: list[str] = []
    until = perf_counter() + SECONDS
    people = [
        threading.Thread(
            target=_work, args=(role, browser, numbers, random.Random(seed), pause, until, taken, faults)
        )
        for seed, (role, browser) in enumerate(browsers)
    ]
    for person in people:
        person.start()
    for person in people:
        person.join()
    if faults:
        raise RuntimeError(f"{len(faults)} pages failed, such as {faults[0]}")
    return taken


def _work(
    role: str,
    browser: Browser,
    numbers: list[str],
    by: random.Random,
    pause: tuple[float, float],
    until: float,
    taken: list[float],
    faults: list[str],
) -> None:
    sleep(by.uniform(0, pause[1]))
    while perf_counter() < until:
        page, case_no = by.choice(PAGES[role]), by.choice(numbers)
        calls: dict[str, Callable[[], Any]] = {
            "CASE": lambda no=case_no: browser.ask("GET", f"/cases/{no}")[0],
            "NOTE": lambda no=case_no: browser.note(no),
        }
        started = perf_counter()
        status = calls[page]() if page in calls else browser.ask("GET", page)[0]
        taken.append(perf_counter() - started)
        if status not in (200, 303, 409):  # 409: somebody else wrote to the same case first
            faults.append(f"{role} {page}: {status}")
        sleep(by.uniform(*pause))
