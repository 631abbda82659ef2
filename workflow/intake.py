"""From a form to a logged case: the receipt date of each channel, and what a form must say. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from workflow import entries as e
from workflow.acts import Applicant, Log
from workflow.clock.deadline import Deadline, deadline
from workflow.clock.timeline import Timeline
from workflow.errors import MoveRefused, Reason, RuleMissing
from workflow.guards import Around
from workflow.identity import id_fault
from workflow.moves import Decision, keep, receipt
from workflow.terms import Authority, Channel

SUMMARY = 60  # characters of the application shown in lists


class Given(NamedTuple):
    """What the store hands out for a new case."""

    case_no: str
    query_code: str
    applicant_keys: tuple[str, ...]
    split_from: str = ""


class Arrival(NamedTuple):
    """How and when an application came, as far as a form says it."""

    channel: Channel
    arrived_on: date
    signed_on: date | None = None
    confirmed_on: date | None = None


class Forecast(NamedTuple):
    """The deadline that follows from an arrival; `sure` is False where it waits for confirmation, taken as today."""

    received_on: date
    provision: str
    clock: Deadline
    sure: bool


def forecast(arrival: Arrival, around: Around) -> Forecast:
    """What will be due once it is logged. Raises RuleMissing, CalendarUnknown."""
    fixed = received(arrival, around)
    if fixed is None:
        fixed = received(arrival._replace(confirmed_on=around.today), around)
    assert fixed is not None
    on, rule = fixed
    regime = around.regimes.for_receipt(on)
    provision = regime.rule(f"receipt.{arrival.channel.value}", on).provision
    sure = rule != "confirmed" or arrival.confirmed_on is not None
    clock = deadline(Timeline(on), regime, around.days, max(on, around.today))
    return Forecast(on, provision, clock, sure)


def log(act: Log, given: Given, around: Around) -> Decision:
    """The first entries of a case. Raises MoveRefused with every fault of the form."""
    faults = faults_of(act, around.today, around)
    if faults:
        raise MoveRefused(*faults)
    texts: dict[str, str] = {}
    summary = act.summary.strip() or _shortened(act.application)
    logged = e.ApplicationLogged(
        case_no=given.case_no,
        agency=act.agency,
        kind=act.kind,
        channel=act.channel,
        arrived_on=act.arrived_on,
        application_sha256=keep(act.application, texts),
        summary_sha256=keep(summary, texts),
        applicants=given.applicant_keys,
        supply_form=act.supply_form,
        supply_way=act.supply_way,
        written_by_office=act.channel is Channel.ORAL,
        submission_key=act.submission_key,
        query_code=given.query_code,
        split_from=given.split_from,
    )
    fixed = received(act, around)
    if fixed is None:
        return Decision((logged,), texts)
    on, rule = fixed
    return Decision((logged, receipt(act.channel.value, on, rule, act.confirmed_how, around)), texts)


def received(act: Log | Arrival, around: Around) -> tuple[date, str] | None:
    """The receipt date and the rule that fixes it (art. 31; before 2019 the 207 letter), None while unconfirmed."""
    regime = around.regimes.for_receipt(act.arrived_on)
    rule = str(regime.rule(f"receipt.{act.channel.value}", act.arrived_on).value)
    day = {
        "submitted": act.arrived_on,
        "system": act.arrived_on,
        "signed": act.signed_on or act.arrived_on,
        "confirmed": act.confirmed_on,
    }[rule]
    return (day, rule) if day else None


def faults_of(act: Log, today: date, around: Around) -> tuple[Reason, ...]:
    """Everything wrong with the form at once."""
    faults = list(_dates(act, today))
    if not act.application.strip():
        faults.append(Reason("请填写申请内容", "Say what is asked for", "条例第二十九条"))
    if not act.submission_key:
        faults.append(Reason("表单缺少编号，请重新打开", "The form has no key: open it again"))
    if not act.applicants or not all(who.name.strip() for who in act.applicants):
        faults.append(Reason("请填写申请人姓名或名称", "Say who asks", "条例第二十九条"))
    faults += [fault for who in act.applicants for fault in _applicant_faults(who)]
    try:
        received(act, around) if act.arrived_on <= today else None
    except RuleMissing as none:
        faults.append(Reason(str(none), str(none)))
    return tuple(faults)


def _applicant_faults(who: Applicant) -> Iterator[Reason]:
    if fault := id_fault(who.id_kind, who.id_no):
        yield fault
    if fault := id_fault(who.agent_id_kind or "none", who.agent_id_no):
        yield Reason(f"代理人{who.agent}：{fault.zh}", f"Agent {who.agent}: {fault.en}")
    if who.authority and who.authority not in set(Authority):
        yield Reason(f"没有这种授权材料：{who.authority}", f"No such authority paper: {who.authority}")
    if not who.agent.strip() and (who.agent_id_no or who.agent_phone or who.authority):
        yield Reason("填写了代理人的材料，没有填写代理人姓名", "The agent's name is missing")


def _dates(act: Log, today: date) -> list[Reason]:
    named = {"到达": act.arrived_on, "签收": act.signed_on, "确认": act.confirmed_on}
    faults = [
        Reason(f"{name}日期 {on} 还没有到", f"{on} lies in the future")
        for name, on in named.items()
        if on and on > today
    ]
    for name, on in (("签收", act.signed_on), ("确认", act.confirmed_on)):
        if on and on < act.arrived_on:
            faults.append(Reason(f"{name}日期早于到达日期", f"{on} is before arrival"))
    return faults


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SUMMARY else line[: SUMMARY - 1] + "…"
