"""A fee notice works its table out: the officer gives mode and number, the tariff gives bands and sum."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flask import request

from notices.facts import Fact
from notices.filling import fee_facts
from web.access import desk
from web.acts.form import At
from web.acts.stated import around_of
from workflow.errors import BadInput, RuleMissing
from workflow.guards.letters import ready
from workflow.store.lists import hints
from workflow.terms import FeeMode
from workflow.wording import Words

KIND = "fee_notice"
#: facts the tariff gives; nobody types them
COMPUTED = ("fee_counted", "fee_steps", "amount")
COUNT, NUMBER = "fee_count", Words("件数或者页数", "Cases or pages")


def asked(at: At, declared: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts of a fee notice that are asked for, the number first."""
    worth = _worth(at, nth_of_month(at))
    said = Words(
        f"按件：申请人当月的第几件，{worth.zh}；按量：拟提供信息的页数。计算过程和金额由系统填写",
        f"Per case: which application of the month, {worth.en}; per page: the pages. The sum is worked out",
    )
    number = Fact(
        name=COUNT, zh=NUMBER.zh, en=NUMBER.en, type="count", help=f"{said.zh} / {said.en}", required=True
    )
    rest = [fact for fact in declared if fact.name not in COMPUTED]
    return (*(f for f in rest if f.name == "charge_by"), number, *(f for f in rest if f.name != "charge_by"))


def begun(at: At, held: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The number as drafted, else which application of the month this one is."""
    fee = (
        held.get("fee") or _worked_out_before() or {"mode": FeeMode.PER_CASE.value, "count": nth_of_month(at)}
    )
    return {"charge_by": fee["mode"], COUNT: fee["count"]} | dict(values)


def _worked_out_before() -> dict[str, Any]:
    """Mode and number as the calculator hands them over in the address."""
    mode, count = request.args.get("mode", ""), request.args.get("count", "")
    return {"mode": mode, "count": int(count)} if mode in set(FeeMode) and count.isdecimal() else {}


def worked_out(at: At, facts: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The facts with table and sum, and mode and number as kept beside the letter. Raises BadInput, RuleMissing."""
    said = dict(facts)
    mode, count = FeeMode(said["charge_by"]), int(said.pop(COUNT))
    computed = fee_facts(mode, count, around_of(at.view), at.view.case.received_on)
    return said | computed, {"fee": {"mode": mode.value, "count": count}}


def as_signed(at: At) -> tuple[FeeMode, int] | None:
    """Mode and number of the fee notice that waits to be sent."""
    case, texts = at.view.case, at.view.texts
    found = (json.loads(texts[n.content_sha256]).get("fee") for n in ready(case, (KIND,)))
    held = next((fee for fee in found if fee), None)
    return (FeeMode(held["mode"]), held["count"]) if held else None


def nth_of_month(at: At) -> int:
    """Which application of the first applicant this is in the calendar month of its receipt (办法第四条)."""
    view = at.view
    who = view.applicants[0]
    day = view.case.received_on or view.case.arrived_on
    with desk().store.database.reading() as connection:
        known = hints.Who.of(desk().store.vault, who.name, who.id_no, who.phone)
        return 1 + hints.received_in_month(connection, view.case.agency, known, day, view.case.case_no)


def _worth(at: At, nth: int) -> Words:
    """What the file and the tariff say of this application."""
    try:
        sum_due = fee_facts(FeeMode.PER_CASE, nth, around_of(at.view), at.view.case.received_on)["amount"]
        return Words(f"案卷中是第{nth}件，应收{sum_due}元", f"by the file number {nth}: {sum_due} yuan")
    except (BadInput, RuleMissing):
        return Words(f"案卷中是第{nth}件，不收费", f"by the file number {nth}: nothing is due")
