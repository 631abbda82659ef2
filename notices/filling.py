"""Drafts given as bare facts, by scripts and by the demonstration, become complete letters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from notices.catalogue import shipped
from notices.composing import notice_content, reply_content, wording
from notices.suggesting import reply_frame, suggested
from workflow import acts as a
from workflow.errors import BadInput
from workflow.fees import FeeStep
from workflow.guards import Around
from workflow.terms import FeeMode, Way
from workflow.viewing import View

REPLIES = (a.DraftReply, a.ReviseReply, a.ReplyOnSpot)
NOTICES = (a.DraftNotice, a.ReviseNotice)


def filled_in(view: View, act: a.Act, around: Around) -> a.Act:
    """The act with its content complete; a content that names its letter is complete already.

    Facts stand beside `request`, `you`, `way` (a reply) or `to`, `you`, `attachments` (another letter); what the
    file already tells may be left out; a fee notice may give `mode` and `count` alone. Raises BadInput.
    """
    if isinstance(act, (*REPLIES, *NOTICES)) and "letter" not in act.content:
        content = _reply(view, act, around) if isinstance(act, REPLIES) else _notice(view, act, around)
        return replace(act, content=content)
    return act


def _reply(view: View, act: Any, around: Around) -> dict[str, Any]:
    outcome = wording().outcomes[act.outcome]
    given, frame = dict(act.content), reply_frame(view)
    said = {name: given.pop(name, frame[name]) for name in ("request", "you", "way")}
    try:
        said["way"] = Way(said["way"])
    except ValueError as bad:
        raise BadInput(f"way：{said['way']} 不是送达方式 / no such way: {', '.join(Way)}") from bad
    facts = suggested(view, outcome.letter, around) | given
    return reply_content(view, outcome, facts, **said)


def _notice(view: View, act: Any, around: Around) -> dict[str, Any]:
    kind = act.kind if isinstance(act, a.DraftNotice) else _kind_of(view, act.ref)
    given = dict(act.content)
    said: dict[str, Any] = {name: str(given.pop(name, "")) for name in ("to", "you")}
    attachments = tuple(given.pop("attachments", ()))
    if kind == "fee_notice" and "mode" in given:
        given = _charged(view, given, around)
    facts = suggested(view, kind, around) | given
    return notice_content(view, kind, facts, attachments=attachments, **said)


def _charged(view: View, given: dict[str, Any], around: Around) -> dict[str, Any]:
    mode, count = FeeMode(given.pop("mode")), given.pop("count")
    return fee_facts(mode, count, around, view.case.received_on) | given


def fee_facts(mode: FeeMode, count: int, around: Around, received_on: date | None = None) -> dict[str, Any]:
    """What a fee notice states for the count-th application of the month of receipt, or for that many pages.

    Raises BadInput where the tariff asks nothing for that number.
    """
    month = received_on or around.today
    if mode is FeeMode.PER_CASE:
        yuan, band = around.fees.for_nth_case(count, around.today), _band(count, around)
        law, when = shipped().full(band.provision), f"{month.year}年{month.month}月"
        counted = f"本次申请为{when}收到的第{count}件申请，收费标准见{law}"
        steps = [[f"第{count}件（第{band.from_no}件起每件{band.yuan_each}元）", "1", str(yuan), str(yuan)]]
    else:
        fee = around.fees.per_page(count, around.today)
        yuan, law = fee.yuan, shipped().full(fee.steps[-1].provision) if fee.steps else ""
        counted = f"本次申请拟提供的信息共{count}页，收费标准见{law}"
        steps = [
            [f"第{s.from_no}至{s.to_no}页", str(s.items), str(s.yuan_each), str(s.yuan)] for s in fee.steps
        ]
    if not yuan:
        raise BadInput(f"按收费标准，{count}件（页）不收费 / nothing is due for that number: {count}")
    return {"charge_by": mode.value, "fee_counted": counted, "fee_steps": steps, "amount": yuan}


def _band(count: int, around: Around) -> FeeStep:
    """The band that the count-th application of the month falls into."""
    return around.fees.per_case(count, around.today).steps[-1]


def _kind_of(view: View, ref: str) -> str:
    notice = view.case.notice(ref)
    if notice is None:
        raise BadInput(f"没有第 {ref} 号文书 / no letter {ref}")
    return notice.kind
