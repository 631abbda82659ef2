"""Deciding on a draft: pass it with a remark, return it with comments on its passages, or take it over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import FieldList, FormField
from wtforms import Form as PlainForm

from web.forms import Form, choice, line, text, tick
from workflow import acts as a
from workflow.case import Case, Notice
from workflow.errors import Reason
from workflow.examining import Finding
from workflow.wording import Words

ROWS, MOST = 2, 30
REMARK = Words("有提示而同意、签发的，须写明理由", "Where a check warns, say why all the same")


class Pass(Form):
    """A remark; the secrecy review ticks each item besides."""

    remark = text("意见", "Remark", REMARK, needed=False)

    @property
    def items(self) -> list[Any]:
        """One box an item."""
        return [field for field in self if field.name.startswith("item_")]

    def must_say_why(self) -> None:
        """A warned draft is passed on only with a reason."""
        fault = Words("有提示，请写明理由", "A check warns: say why")
        self.remark.errors = [*self.remark.errors, fault]


def passing(items: Sequence[str]) -> Pass:
    """The form, with a box for each item that is to be reviewed (条例第十七条, 逐项)."""
    boxes = {f"item_{n}": tick(item, item, must=True) for n, item in enumerate(items)}
    made: Pass = type("PassItems", (Pass,), boxes)()
    return made


class CommentForm(PlainForm):
    """What is wrong with one passage."""

    paragraph: Any = choice("段落", "Paragraph", (), needed=False)
    passage = line("原文", "Words", Words("空着指整段", "Empty: the whole paragraph"), needed=False)
    text = text("修改意见", "What to change", needed=False)

    def comment(self, lines: Sequence[str]) -> a.Comment | None:
        """The comment, None for a row left empty."""
        if not self.text.data:
            return None
        n = int(self.paragraph.data)
        return a.Comment(paragraph=n, passage=self.passage.data or lines[n - 1], text=self.text.data)

    def judge(self, lines: Sequence[str]) -> None:
        """A passage stands in its paragraph, and something is said on it."""
        if not self.text.data and self.passage.data:
            self.text.errors = [Words("请写明怎样修改", "Say what to change")]
        if self.text.data and not self.paragraph.data:
            self.paragraph.errors = [Words("请选择段落", "Choose the paragraph")]
        elif self.paragraph.data and (self.passage.data or "") not in lines[int(self.paragraph.data) - 1]:
            said = Words("这一段里没有这些文字", "The paragraph does not hold these words")
            self.passage.errors = [said]


class Return(Form):
    """A reason, comments, or both."""

    reason = text("退回理由", "Reason", Words("有逐段意见的可不填", "Optional beside comments"), needed=False)
    comments = FieldList(FormField(CommentForm), min_entries=ROWS, max_entries=MOST)

    def offer(self, lines: Sequence[str]) -> None:
        """The paragraphs of the draft to choose from."""
        listed = [(str(n), f"{n}　{words[:28]}") for n, words in enumerate(lines, start=1)]
        for row in self.comments:
            row.form.paragraph.choices = [("", Words("选择段落", "Choose")), *listed]
            row.form.paragraph.data = row.form.paragraph.data or ""

    def begin(self, stops: Sequence[Finding]) -> None:
        """What the checks found stands in the reason: whoever mends the draft sees it, and so does the history."""
        self.reason.data = "；".join(str(Reason(f.zh, f.en, f.provision)) for f in stops)

    def more(self) -> None:
        """One more row."""
        if len(self.comments.entries) < MOST:
            self.comments.append_entry()

    def judge(self, lines: Sequence[str]) -> bool:
        """Whether it can be sent back with this."""
        for row in self.comments:
            row.form.judge(lines)
        if not self.reason.data and not any(row.form.text.data for row in self.comments):
            fault = Words("请写明退回的理由，或者对段落提出意见", "Give a reason, or comment on a passage")
            self.reason.errors = [fault]
        return not self.faults

    def said(self, lines: Sequence[str]) -> tuple[str, tuple[a.Comment, ...]]:
        """The reason and the comments."""
        found = (row.form.comment(lines) for row in self.comments)
        made = tuple(comment for comment in found if comment is not None)
        see = Words(f"见逐段意见（{len(made)} 处）", f"See the comments on {len(made)} passages")
        return self.reason.data or see.zh, made


class TakeOver(Form):
    """Why the reviewer writes it on."""

    why = text("接手的理由", "Why you take it over")


def act_of(case: Case, notice: Notice | None, step: str, remark: str, items: tuple[str, ...]) -> a.Act:
    """The act that takes this step."""
    if notice is not None:
        return _of_letter(notice, step, remark)
    if step == "secrecy":
        return a.PassSecrecy(items=items, remark=remark)
    if step == "legal":
        return a.PassLegal(remark=remark)
    if step == "approval" and "leader" in case.route:
        return a.Endorse(remark=remark)
    return a.Approve(warnings_accepted=remark)


def _of_letter(notice: Notice, step: str, remark: str) -> a.Act:
    if step == "legal":
        return a.PassNoticeLegal(ref=notice.ref, remark=remark)
    if notice.at_signature:
        return a.SignNotice(ref=notice.ref, warnings_accepted=remark)
    return a.EndorseNotice(ref=notice.ref, remark=remark)


def return_of(notice: Notice | None, step: str, reason: str, comments: tuple[a.Comment, ...]) -> a.Act:
    """The act that sends it back from this step."""
    if notice is not None:
        kind = a.ReturnNoticeFromLegal if step == "legal" else a.ReturnNotice
        return kind(ref=notice.ref, reason=reason, comments=comments)
    of_reply = {"secrecy": a.ReturnFromSecrecy, "legal": a.ReturnFromLegal}
    return of_reply.get(step, a.ReturnDraft)(reason=reason, comments=comments)
