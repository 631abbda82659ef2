"""转为主动公开审批表: what the reply gave out, who asked for it, why it is to be published (条例第四十四条)."""

from __future__ import annotations

import json

from notices.forms.base import Form, Gap, asker, done_on, entries, received_gap, who
from workflow.entries import MarkedForPublication, SecrecyPassed
from workflow.terms import Relation
from workflow.viewing import View
from workflow.wording import Words

#: links that say another asked for the same
SAME = (Relation.GROUP, Relation.REPEAT_OF)
HEAD = "公开工作机构负责人"


def publication_proposal(view: View) -> list[Form]:
    """Once its publication was proposed; what the reply supplied is what is to be published."""
    proposed = list(entries(view, MarkedForPublication))
    if not proposed:
        return []
    gaps, info = received_gap(view), _supplied(view)
    if not info:
        gaps += (Gap(Words("答复没有列明提供的信息", "The reply lists nothing it supplied"), ""),)
    facts = {
        "info": info,
        "asked_by": len(view.applicants),
        "asked_elsewhere": tuple(no for no, relation in view.case.links if relation in SAME),
        "reason": "\n".join(fact.reason.strip() for _, fact in proposed),
        "opinions": _opinions(view),
    }
    return [Form("proactive_proposal", "", facts, asker(view), gaps)]


def _supplied(view: View) -> tuple[str, ...]:
    """Items of the reply as it was given, not of a draft."""
    held = json.loads(view.texts.get(view.case.reply_content_sha256, "{}"))
    return tuple(held.get("facts", {}).get("supplied", ()))


def _opinions(view: View) -> tuple[tuple[str, str, str, str], ...]:
    """Who proposed it and who reviewed the information; the head's line stays empty for the pen."""
    steps = [("保密审查", e, "审查通过", fact.remark) for e, fact in list(entries(view, SecrecyPassed))[-1:]]
    steps += [("提出", e, "建议转为主动公开", "") for e, _ in entries(view, MarkedForPublication)]
    rows = (
        (step, who(view, e), f"{said}：{more.strip()}" if more.strip() else said, done_on(e))
        for step, e, said, more in steps
    )
    return (*rows, (HEAD, "", "", ""))
