"""Every list and search page at ten thousand and at a million cases, on both databases, as the person sees it.

Server time of the whole page: session, permission, navigation, list, template. The pages of both stores are asked for
in turns, so that a noisy moment strikes both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from statistics import median, quantiles
from time import perf_counter
from typing import Any, NamedTuple

import many_cases
from builders import moment
from made_cases import CLERK, OWN, PASSWORD, RARE, TODAY
from pages import Visitor
from table import Row, seconds

from web import create_app
from workflow.desk import Desk
from workflow.hinting import Hints, HintsAsked, hints

FEW = 10_000
MANY = 1_000_000
ROUNDS = 20
MOST_SECONDS, MOST_TIMES = 0.1, 1.5
#: slower than so many seconds a page is asked for less often, or a miss would take the rest of the day
_SLOW = 0.5
ORDER = 200


COLUMNS = (
    "case_no,applicant,id_no,phone,received_on,extension_by,reviewed_by,signed_by,signed_on,appeals,remark"
)


class Asked(NamedTuple):
    """A page as a person asks for it; `next` follows the link to the next page so often."""

    who: str
    what: str
    address: str
    next: int = 0


LISTS = (
    Asked("handler", "my work", "/"),
    Asked("clerk", "own agency", "/ledger"),
    Asked("clerk", "own agency, third page", "/ledger", 2),
    Asked("clerk", "own agency, closed, third page", "/ledger?stand=closed", 2),
    Asked("clerk", "own agency, a rare outcome", "/ledger?outcome=refused_state_secret"),
    Asked("city", "whole city", "/ledger"),
    Asked("city", "whole city, tenth page", "/ledger", 9),
    Asked("city", "whole city, newest, third page", "/ledger?order=newest", 2),
    Asked("city", "whole city, overdue", "/ledger?overdue=1"),
    Asked("city", "whole city, due within 5", "/ledger?due_within=5"),
    Asked("city", "whole city, awaiting payment", "/ledger?status=awaiting_payment"),
    Asked("city", "whole city, withdrawn, newest", "/ledger?status=withdrawn&order=newest"),
    Asked("city", "whole city, oral and state secret", "/ledger?channel=oral&outcome=refused_state_secret"),
    Asked("city", "whole city, no such pair", "/ledger?channel=fax&outcome=old_disclosed"),
    Asked("city", "one agency of the city", "/ledger?agency=17&stand=closed"),
    Asked("city", "whole city, one unit", "/ledger?unit=规划科"),
    Asked("city", "whole city, one unit, open", "/ledger?unit=规划科&stand=open"),
    Asked("city", "whole city, for publication", "/ledger?for_publication=yes"),
    Asked("city", "whole city, one unit, for publication", "/ledger?unit=规划科&for_publication=yes"),
    Asked("city", "whole city, a fee was charged", "/ledger?charged=yes"),
    Asked("clerk", "own agency, one unit", "/ledger?unit=规划科"),
    Asked("city", "whole city, in columns of one's own", f"/ledger?columns={COLUMNS}"),
    Asked("district", "ten agencies", "/ledger"),
    Asked("district", "ten agencies, for publication", "/ledger?for_publication=yes"),
    Asked("district", "ten agencies, closed, third page", "/ledger?stand=closed", 2),
    Asked("district", "ten agencies, overdue", "/ledger?overdue=1"),
)
OTHERS = (
    Asked("clerk", "calls to make", "/calls"),
    Asked("clerk", "outgoing post", "/post"),
    Asked("approver", "secrecy review", "/review"),
    Asked("approver", "letters to sign", "/approval"),
    Asked("handler", "reminders", "/reminders"),
    Asked("city", "every condition with its figures", "/ledger/conditions"),
    Asked("city", "late replies", "/supervision/late"),
    Asked("city", "appeals", "/appeals"),
    Asked(
        "city", "appeals, in columns of one's own", "/appeals?columns=case_no,appellant,next_limit_on,result"
    ),
    Asked("city", "appeals, decided this year", "/appeals?decided_on_from=2026-01-01"),
    Asked("city", "archive", "/archive"),
    Asked("city", "information to publish", "/archive/publications"),
    Asked("city", "refusals to look at again", "/archive/refusals"),
)
SEARCHES = (
    Asked("clerk", "case number", "/ledger?text=示02-2024-0007"),
    Asked("city", "letter number", "/ledger?text=示17公开〔2024〕9号"),
    Asked("city", "beginning of a number", "/ledger?text=示17-2024-00"),
    Asked("city", "phone", "/ledger?text=139 0000 0007"),
    Asked("city", "identity number", "/ledger?text=110105194900000007"),
    Asked("city", "a word in every case", "/ledger?text=申请公开"),
    Asked("city", "a word in every case, third page", "/ledger?text=申请公开", 2),
    Asked("city", "a common word, closed ones", "/ledger?text=征地补偿&stand=closed"),
    Asked("city", "a word in one of 5000", f"/ledger?text={RARE}"),
    Asked("city", "three words", "/ledger?text=样板村 征地补偿 批复"),
    Asked("city", "a common name", "/ledger?text=王伟"),
    Asked("city", "nothing", "/ledger?text=查无此词"),
    Asked("clerk", "a word in every case of the agency", "/ledger?text=申请公开"),
    Asked("clerk", "a rare word in the agency", f"/ledger?text={RARE}"),
    Asked("district", "a common word in ten agencies", "/ledger?text=征地补偿"),
)
HINTS = HintsAsked(
    OWN,
    name="王伟",
    id_no="110105194900000007",
    phone="13900000007",
    text="申请公开2024年样板村12号征地补偿方案和资金使用情况，并请说明依据。",
)


def measure() -> Iterable[Row]:
    """SQLite, then PostgreSQL."""
    for name, opened in (("SQLite", many_cases.on_sqlite), ("PostgreSQL", many_cases.on_postgres)):
        with ExitStack() as stack:
            few, many = (stack.enter_context(opened(n)) for n in (FEW, MANY))
            yield from _pages(name, few, many)


def _pages(database: str, few: Desk, many: Desk) -> Iterator[Row]:
    small, great = Browser(few), Browser(many)
    for group, asked in (("list", LISTS), ("list", OTHERS), ("search", SEARCHES)):
        for page in asked:
            yield _row(f"{database}, {group}: {page.who}, {page.what}", small.page(page), great.page(page))
    yield _row(f"{database}, hints while typing", small.hints(), great.hints())


class Browser:
    """Everybody's browser on one store."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.app = create_app(desk, now=lambda: moment(TODAY, 15))
        self.visitors: dict[str, Visitor] = {}

    def page(self, asked: Asked) -> Callable[[], object]:
        """How to ask for it once more."""
        visitor = self._visitor(asked.who)
        address = asked.address
        for _ in range(asked.next):
            address = _next(visitor, address) or address

        def ask() -> object:
            answer = visitor.client.get(address)
            assert answer.status_code == 200, f"{address}: {answer.status}"
            return answer

        return ask

    def hints(self) -> Callable[[], object]:
        return lambda: hints(self.desk, CLERK, moment(TODAY, 15), HINTS)

    def _visitor(self, account: str) -> Visitor:
        if account not in self.visitors:
            made = self.visitors[account] = Visitor(self.app.test_client())
            assert made.sign_in(account, PASSWORD).status_code == 303
        return self.visitors[account]


def _next(visitor: Visitor, address: str) -> str:
    links: Any = visitor.get(address).all("a")
    return next((link.get("href") for link in links if link.get("rel") == "next"), "")


def _row(what: str, small: Callable[[], object], great: Callable[[], object]) -> Row:
    few, many = _in_turns(small, great)
    times, slowest = median(many) / median(few), _p95(many)
    shown = [_shown(call()) for call in (great, small)]
    alike = shown[0] <= 1.2 * shown[1]  # a page that shows more rows may take longer
    holds = slowest <= MOST_SECONDS and (times <= MOST_TIMES or not alike)
    return Row(
        f"{what}: {MANY:,} / {FEW:,} cases, {shown[0]} / {shown[1]} rows",
        f"{seconds(slowest)} p95, {seconds(median(many))} median",
        f"{seconds(median(few))} median",
        f"{times:.2f} x",
        f"<= {seconds(MOST_SECONDS)} p95" + (f", <= {MOST_TIMES} x" if alike else ""),
        holds=holds,
    )


def _shown(answer: Any) -> int:
    """The cases that a page or the hints show."""
    if isinstance(answer, Hints):
        return len(answer.same_applicant) + len(answer.similar)
    return str(answer.get_data(as_text=True)).count('class="no"')


def _in_turns(*calls: Callable[[], object]) -> list[list[float]]:
    """Seconds of each call; the first ones only warm up."""
    rounds = ROUNDS if max(_once(call) for call in calls) < _SLOW else 5
    for call in calls:
        call()
    taken: list[list[float]] = [[] for _ in calls]
    for _ in range(rounds):
        for call, each in zip(calls, taken, strict=True):
            each.append(_once(call))
    return taken


def _once(call: Callable[[], object]) -> float:
    started = perf_counter()
    call()
    return perf_counter() - started


def _p95(taken: list[float]) -> float:
    return quantiles(taken, n=20, method="inclusive")[-1]
