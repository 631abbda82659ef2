"""Forms of the handling: what was searched for, and what may be disclosed item by item (art. 17, 36(4))."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from notices.forms.base import Form, Gap, asker, done_on, entries, on, received_gap, who
from workflow.days.office_time import today_of
from workflow.entries import (
    ReplyApproved,
    ReplyDrafted,
    ReplyEndorsed,
    SearchRecorded,
    SecrecyPassed,
    UnitAnswered,
)
from workflow.viewing import View
from workflow.wording import Words


def search_record(view: View) -> list[Form]:
    """检索记录 with every search; where none was recorded for a period, the form says so."""
    searches = list(entries(view, SearchRecorded))
    gaps = received_gap(view)
    if not searches:
        gaps += (Gap(Words("还没有检索记录", "No search is on record"), "record_search"),)
    rows = tuple(
        (
            "、".join(fact.places),
            fact.period or "未登记",
            "、".join(fact.keywords) or "未使用",
            f"{fact.searcher}，{on(fact.on)}",
            "\n".join(filter(None, _result(view, fact))),
        )
        for _, fact in searches
    )
    hits = sum(fact.hits for _, fact in searches)
    facts = {
        "searches": rows,
        "unit_opinion": _units(view),
        "conclusion": f"共检索{len(searches)}次，"
        + (f"命中{hits}件。" if hits else "没有检索到所申请的信息。"),
        "officer": view.names.get(view.case.handler or 0, "")
        or (who(view, searches[-1][0]) if searches else ""),
    }
    return [Form("search_record", "", facts, asker(view), gaps)]


def _result(view: View, fact: SearchRecorded) -> tuple[str, ...]:
    """Hits, finding, and who in the unit vouches for it."""
    finding = view.texts.get(fact.finding_sha256, "").strip()
    return f"命中{fact.hits}件", finding, f"业务机构核实：{fact.signed_off_by}" if fact.signed_off_by else ""


def _units(view: View) -> str:
    """What internal units answered; that none was asked is said, not left blank."""
    answers = {fact.ref: (entry, fact) for entry, fact in entries(view, UnitAnswered)}
    said = []
    for asked in view.case.units_asked:
        if asked.ref in answers:
            entry, fact = answers[asked.ref]
            said.append(f"{asked.unit}（{done_on(entry)}）：{view.texts.get(fact.answer_sha256, '').strip()}")
        else:
            said.append(f"{asked.unit}：{on(asked.on)}交办，尚未答复")
    return "\n".join(said) or "没有交办业务机构。"


def disclosure_review(view: View) -> list[Form]:
    """公开审查（保密审查）表: the last review that passed, each item with its decision."""
    passed = list(entries(view, SecrecyPassed))
    gaps = received_gap(view)
    if not passed:
        gap = Gap(Words("还没有通过的保密审查", "No secrecy review has passed"), "pass_secrecy")
        return [Form("disclosure_review", "", {}, asker(view), (*gaps, gap))]
    entry, fact = passed[-1]
    drafted = _drafted(view, fact.draft)
    opened = fact.items or tuple(drafted.get("facts", {}).get("supplied", ()))
    closed = [tuple(row) for row in drafted.get("facts", {}).get("withheld", ())]
    rows = [(item, "可以公开", "逐件审查，不含国家秘密、工作秘密") for item in opened]
    rows += [(what, "不予公开", "\n".join(filter(None, why))) for what, *why in closed]
    if not rows:
        gap = Gap(Words("审查没有列明信息", "The review lists no item"), "pass_secrecy")
        return [Form("disclosure_review", "", {}, asker(view), (*gaps, gap))]
    counted = f"{len(opened)}件可以公开" + (f"，{len(closed)}部分不予公开" if closed else "") + "。"
    facts = {
        "reviewed": tuple(rows),
        "conclusion": "\n".join(filter(None, (counted, fact.remark.strip()))),
        "reviewer": who(view, entry),
        "reviewed_on": today_of(entry.at),
        "leader": _head(view, fact.draft),
    }
    return [Form("disclosure_review", "", facts, asker(view), gaps)]


def _drafted(view: View, number: int) -> Mapping[str, Any]:
    held = next((f for _, f in entries(view, ReplyDrafted) if f.draft == number), None)
    return dict(json.loads(view.texts[held.content_sha256])) if held else {}


def _head(view: View, draft: int) -> str:
    """The head of the disclosure office agrees by endorsing or signing that draft."""
    agreed = [e for e, f in entries(view, ReplyEndorsed) if f.draft == draft]
    agreed += [e for e, f in entries(view, ReplyApproved) if f.draft == draft]
    return f"同意。{who(view, agreed[0])}，{done_on(agreed[0])}" if agreed else ""
