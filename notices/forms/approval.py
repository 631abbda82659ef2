"""呈批单: what is proposed, and every step of the route with who, when and what was said (条例第四十五条)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from notices.catalogue import shipped
from notices.composing import wording
from notices.forms.base import Form, Gap, asker, done_on, received_gap, who
from workflow.case import Notice
from workflow.entries import Entry
from workflow.viewing import View
from workflow.wording import Words

STEPS = {
    "secrecy": "保密审查",
    "legal": "法制审核",
    "approval": "公开工作机构负责人",
    "leader": "机关负责人",
}
#: entry of the reply -> step, and the opinion where none was written
OF_REPLY = {
    "ReplySubmitted": ("送审", "提交审签"),
    "SecrecyPassed": ("保密审查", "审查通过"),
    "SecrecyReturned": ("保密审查", "退回"),
    "LegalPassed": ("法制审核", "审核通过"),
    "LegalReturned": ("法制审核", "退回"),
    "ReplyEndorsed": ("公开工作机构负责人", "同意"),
    "DraftReturned": ("签发", "退回修改"),
    "DraftTakenOver": ("接手拟稿", "接手"),
    "ReplyApproved": ("签发", "同意签发"),
    "ReplyRecalled": ("签发", "撤回"),
}
#: the same for a letter beside the reply
OF_LETTER = {
    "NoticeSubmitted": ("送审", "提交审签"),
    "NoticeLegalPassed": ("法制审核", "审核通过"),
    "NoticeLegalReturned": ("法制审核", "退回"),
    "NoticeEndorsed": ("公开工作机构负责人", "同意"),
    "NoticeReturned": ("签发", "退回修改"),
    "NoticeTakenOver": ("接手拟稿", "接手"),
    "NoticeSigned": ("签发", "同意签发"),
    "NoticeVoided": ("签发", "作废"),
}
SAID = ("remark", "reason", "warnings_accepted")
#: what a draft proposes in its own words, the first there is
REASONS = ("reason", "ground", "finding", "searched", "decision", "lead", "counted", "concern")


def approval_sheets(view: View) -> list[Form]:
    """One for the reply once it is drafted, one for each letter beside it; an agency above keeps its own."""
    letters = [_of_letter(view, notice) for notice in view.case.notices if not notice.issuer]
    return [*([_of_reply(view)] if _reply_digest(view) else []), *letters]


def _of_reply(view: View) -> Form:
    held = json.loads(view.texts[_reply_digest(view)])
    outcome = wording().outcomes[held["outcome"]]
    title = shipped()[outcome.letter].title
    steps = [e for e in view.history if type(e.fact).__name__ in OF_REPLY]
    ahead = [STEPS[step] for step in view.case.route if step not in view.case.passed]
    rows = _rows(view, steps, OF_REPLY, [] if view.case.reply_content_sha256 else ahead)
    draft = "\n".join(filter(None, (f"拟作出“{outcome.zh}”的答复。", *_substance(held))))
    document = f"{title}（{view.case.document_no}）" if view.case.document_no else title
    return _form(view, "reply", document, draft, rows, _warned(view, steps))


def _of_letter(view: View, notice: Notice) -> Form:
    held, kind = json.loads(view.texts[notice.content_sha256]), shipped()[notice.kind]
    steps = [
        e
        for e in view.history
        if type(e.fact).__name__ in OF_LETTER and getattr(e.fact, "ref", "") == notice.ref
    ]
    document = f"{kind.title}（{notice.document_no}）" if notice.document_no else kind.title
    draft = "\n".join((f"拟向{held.get('applicant', '')}发出{kind.title}。", *_substance(held)))
    return _form(view, notice.ref, document, draft, _rows(view, steps, OF_LETTER, []), _warned(view, steps))


def _form(
    view: View,
    ref: str,
    document: str,
    draft: str,
    rows: tuple[tuple[str, ...], ...],
    warned: tuple[str, ...],
) -> Form:
    due = view.clock.due_on if view.clock else None
    gaps = received_gap(view)
    if not rows:
        move = "submit" if ref == "reply" else "submit_notice"
        gaps += (Gap(Words("还没有送审", "It has not been submitted"), move),)
    if due is None and not gaps:
        gaps += (Gap(Words("现在没有进行中的答复期限", "No reply limit is running"), ""),)
    facts = {
        "document": document,
        "handler": view.names.get(view.case.handler or 0, "") or "未确定",
        "due_on": due,
        "draft": draft,
        "opinions": rows,
        "warnings": warned,
    }
    return Form("approval_sheet", ref, facts, asker(view), gaps)


def _rows(
    view: View, steps: Iterable[Entry], named: Mapping[str, tuple[str, str]], ahead: Iterable[str]
) -> tuple[tuple[str, ...], ...]:
    done = []
    for entry in steps:
        step, said = named[type(entry.fact).__name__]
        words = next((w for name in SAID if (w := getattr(entry.fact, name, "").strip())), "")
        opinion = f"{said}：{words}" if words else said
        done.append((_step(view, entry, step), who(view, entry), opinion, done_on(entry)))
    return (*done, *((step, "", "尚未办理", "") for step in ahead))


def _step(view: View, entry: Entry, step: str) -> str:
    """A signature after the head agreed is the leader's."""
    if type(entry.fact).__name__ != "ReplyApproved":
        return step
    drafts = [e.fact for e in view.history if type(e.fact).__name__ == "ReplyEndorsed"]
    led = any(getattr(f, "draft", 0) == getattr(entry.fact, "draft", -1) for f in drafts)
    return "签发（机关负责人）" if led else step


def _warned(view: View, steps: Iterable[Entry]) -> tuple[str, ...]:
    """What the checks warned of at the signature, and why it was signed all the same."""
    last: tuple[str, ...] = ()
    for entry in steps:
        found = view.texts.get(getattr(entry.fact, "warned_sha256", ""), "")
        last = tuple(line.partition(" / ")[0] for line in found.splitlines()) or last
    said = (getattr(entry.fact, "warnings_accepted", "").strip() for entry in steps)
    return (*last, *(f"有提示而签发的理由：{words}" for words in said if words))


def _substance(held: Mapping[str, Any]) -> tuple[str, ...]:
    """What is supplied, what is withheld, and the reason, as the draft has them."""
    facts = held.get("facts", {})
    supplied, withheld = facts.get("supplied", ()), facts.get("withheld", ())
    reason = next((str(facts[name]) for name in REASONS if facts.get(name)), "")
    lines = (
        f"提供：{'；'.join(supplied)}。" if supplied else "",
        f"不予公开：{'；'.join(row[0] for row in withheld)}。" if withheld else "",
        reason,
    )
    return tuple(line for line in lines if line)


def _reply_digest(view: View) -> str:
    """The reply as signed, else as last drafted; answered at the counter it has no route."""
    case = view.case
    digest = case.reply_content_sha256 or (case.draft.content_sha256 if case.draft else "")
    known = digest in view.texts and "letter" in json.loads(view.texts[digest])
    return digest if known and case.drafts else ""
