"""Served through the internet, a letter names the internet channel for reconsideration (行政复议法第二十二条)."""

from __future__ import annotations

import json
from typing import Any

from workflow import acts
from workflow.case import Case
from workflow.errors import Reason
from workflow.guards.base import Around
from workflow.guards.letters import letter_to_send
from workflow.terms import Way

ONLINE = (Way.EMAIL, Way.PORTAL)
LAW = "行政复议法第二十二条"
#: its paragraph says that it is no matter for review by itself
NOT_REVIEWED = "fee_notice"


def judged_by_words(act: acts.Act) -> bool:
    """Whether a guard reads the stored words of a letter: they are fetched for these acts alone."""
    return isinstance(act, acts.PassSecrecy | acts.ChargeFee) or getattr(act, "way", None) in ONLINE


def names_online_review(case: Case, act: Any, around: Around) -> Reason | None:
    if act.way not in ONLINE or not (text := around.texts.get(_digest(case, act), "")):
        return None
    content = json.loads(text)
    remedy = content.get("remedy", "")
    if not remedy or content.get("letter") == NOT_REVIEWED or "互联网" in remedy:
        return None
    return Reason(
        "文书没有写明申请行政复议的互联网渠道，不能通过互联网送达：改用其他方式，或者重新出具",
        "The letter names no internet channel for reconsideration: send it another way, or issue it anew",
        LAW,
    )


def _digest(case: Case, act: acts.Act) -> str:
    """Of the letter that leaves: the one named or ready, else the reply."""
    if isinstance(act, acts.Sending):
        ready = letter_to_send(case, act)
        return ready.content_sha256 if ready else ""
    if isinstance(act, acts.SendNoticeAgain):
        sent = case.notice(act.ref)
        return sent.content_sha256 if sent else ""
    return case.reply_content_sha256
