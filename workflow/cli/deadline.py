"""`mingfu deadline` and `mingfu fee`: the clock and the tariff for scripts and for people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

import click

from workflow.cli import put
from workflow.clock.deadline import Deadline
from workflow.clock.deadline import deadline as compute
from workflow.clock.regime import Regime, Regimes
from workflow.clock.steps import Step
from workflow.clock.timeline import Timeline, read_timeline
from workflow.clock.timeline_check import check
from workflow.days.day_words import notes, told_steps, weekend_days, zh_day
from workflow.days.working_days import WorkingDays
from workflow.errors import BadInput, DeskError
from workflow.fees import Fee, Tariffs

_ROOT = Path(__file__).parents[2]
_STATUSES = {
    "running": "期限进行中 / running",
    "suspended": "征求意见，期限中止 / suspended",
    "stopped": "期限停止 / stopped",
    "replied": "已答复 / replied",
    "lapsed": "视为放弃 / lapsed",
}
_KINDS = {
    "count": "计入 / counted",
    "extension": "延长 / extended",
    "suspended": "扣除 / excluded",
    "stopped": "停止 / stopped",
    "restart": "重新起算 / anew",
}


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--json", "as_json", is_flag=True, help="JSON 输出 / answer in JSON")
@click.option("--jsonl", is_flag=True, help="每行一条时间线 / one timeline a line")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="当时的情形：之后的事当时不知道 / as it stood that day, later facts not yet known",
)
def deadline(file: BinaryIO, as_json: bool, jsonl: bool, as_of: datetime | None) -> None:
    """由时间线计算答复期限 / compute the deadline of a timeline (FILE or stdin)."""
    desk = _Desk(as_of.date() if as_of else None)
    if jsonl:
        _many(file, desk)
    else:
        timeline, regime, answer = desk.answer(_parse(file.read()))
        text = "" if as_json else "\n".join(_page(timeline, regime, answer, desk.days))
        put(answer.as_json(), as_json, text)


@click.group()
def fee() -> None:
    """信息处理费 / the processing fee in yuan."""


@fee.command("per-case")
@click.option("--count", type=int, required=True, help="本月第几件 / applications this month")
@click.option("--json", "as_json", is_flag=True, help="JSON 输出 / answer in JSON")
def per_case(count: int, as_json: bool) -> None:
    """按件计收：一个自然月内合计 / the month's total for so many applications."""
    _put_fee(Tariffs.load(_ROOT / "config" / "fees.toml").per_case(count), "件", as_json)


@fee.command("per-page")
@click.option("--pages", type=int, required=True, help="页数 / pages of one application")
@click.option("--json", "as_json", is_flag=True, help="JSON 输出 / answer in JSON")
def per_page(pages: int, as_json: bool) -> None:
    """按量计收：单件申请 / one application by its pages."""
    _put_fee(Tariffs.load(_ROOT / "config" / "fees.toml").per_page(pages), "页", as_json)


class _Desk:
    """Law and calendar, read once for any number of timelines."""

    def __init__(self, as_of: date | None) -> None:
        self.regimes = Regimes.load(_ROOT / "config" / "regimes")
        self.days = WorkingDays.load(_ROOT / "holidays")
        self.as_of = as_of

    def answer(self, data: object) -> tuple[Timeline, Regime, Deadline]:
        timeline = read_timeline(data)
        regime = self.regimes.for_timeline(timeline.regime, timeline.received_on)
        check(timeline, regime, self.days)
        if self.as_of is not None:  # as it stood then: later facts were not known
            return timeline, regime, compute(timeline, regime, self.days, self.as_of)
        return timeline, regime, _counted_from(timeline, regime, self.days)


def _counted_from(timeline: Timeline, regime: Regime, days: WorkingDays) -> Deadline:
    """Every fact of the timeline counts; its own `as_of` is the day the days left are counted from."""
    if timeline.as_of is None:
        return compute(timeline, regime, days)
    if timeline.as_of < timeline.received_on:
        raise BadInput(f"{timeline.as_of} 时尚未收到申请 / nothing had been received on that day")
    dates = (on for event in timeline.events for on in (event.on, event.served_on) if on is not None)
    answer = compute(timeline, regime, days, max((timeline.as_of, *dates)))
    if answer.status == "running" and answer.due_on is not None:
        return answer._replace(remaining_working_days=days.days_between(timeline.as_of, answer.due_on))
    return answer


def _parse(raw: bytes) -> object:
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as bad:
        raise BadInput(f"不是有效的 JSON / not JSON: {bad}") from bad


def _many(file: BinaryIO, desk: _Desk) -> None:
    """One answer a line in the same order; a bad line answers its reason, and the status is 2 at the end."""
    bad = False
    for line in file:
        if not line.strip():
            continue
        try:
            answer = desk.answer(_parse(line))[2].as_json()
        except DeskError as reason:
            answer, bad = {"error": str(reason)}, True
        click.echo(json.dumps(answer, ensure_ascii=False))
    if bad:
        raise click.exceptions.Exit(2)


def _page(timeline: Timeline, regime: Regime, answer: Deadline, days: WorkingDays) -> Iterator[str]:
    yield f"适用 / regime：{regime.title_zh} / {regime.title_en}"
    yield f"收到 / received：{zh_day(timeline.received_on)}"
    yield f"状态 / status：{_STATUSES[answer.status]}"
    yield from _due(answer)
    if answer.steps:
        yield "计算过程 / steps："
    for number, (step, begin) in enumerate(told_steps(timeline.received_on, answer.steps), 1):
        yield from _told(number, step, begin, days)
    if answer.limits:
        yield "其他时限 / other limits："
    for limit in sorted(answer.limits, key=lambda limit: limit.due_on):
        zh, en = limit.name
        guess = "，暂定 / provisional" if days.provisional_from(limit.due_on) else ""
        yield f"  {zh_day(limit.due_on)}  {zh} / {en}（{limit.provision}{guess}）"


def _due(answer: Deadline) -> Iterator[str]:
    if answer.due_on is None:
        yield "答复期限 / due：此时没有到期日 / nothing is due now"
    else:
        yield f"答复期限 / due：{zh_day(answer.due_on)}"
    if answer.provisional_from is not None:
        day = zh_day(answer.provisional_from)
        yield f"暂定 / provisional：{day}起的放假安排尚未公布 / the holiday notice from that day on is not out"
    if answer.remaining_working_days is not None:
        left = answer.remaining_working_days
        yield f"剩余 / left：{left} 个工作日 / {left} working days"
    if answer.if_answered_today is not None:
        yield f"如意见当日收到 / if answered that day：{zh_day(answer.if_answered_today)}"
    if answer.timely is not None:
        yield "答复及时 / in time" if answer.timely else "答复逾期 / late"


def _told(number: int, step: Step, begin: date, days: WorkingDays) -> Iterator[str]:
    span = zh_day(step.from_on)
    if step.to_on != step.from_on:
        span += f" 至 {zh_day(step.to_on)}"
    yield f"  {number}. {span}  {_KINDS[step.kind]}  {step.working_days} 个工作日（{step.provision}）"
    yield f"     {step.note_zh} / {step.note_en}"
    if step.kind == "restart":
        return
    if weekends := weekend_days(begin, step.to_on, days):
        yield f"     周末 {weekends} 天，不计 / {weekends} weekend days, not counted"
    for note in notes(begin, step.to_on, days):
        until = f" 至 {zh_day(note.to_on)}" if note.to_on != note.from_on else ""
        yield f"     {zh_day(note.from_on)}{until}：{note.zh} / {note.en}"


def _put_fee(fee: Fee, unit: str, as_json: bool) -> None:
    lines = [f"合计 / total：{fee.yuan} 元 / yuan"]
    lines += [
        f"  第 {s.from_no} 至 {s.to_no} {unit}：{s.items} × {s.yuan_each} 元 = {s.yuan} 元（{s.provision}）"
        for s in fee.steps
    ]
    put(fee.as_json(), as_json, "\n".join(lines))
