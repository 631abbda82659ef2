"""Forms of what comes at any time or at the end: withdrawal, archive, links, documents, notes."""

from __future__ import annotations

from flask_wtf.file import FileField

from notices.suggesting import asked_for
from web.access import desk
from web.acts.form import ActForm, At
from web.acts.receiving import TODAY
from web.forms import Needed, because, choice, line, number, on_day, text, tick
from workflow import acts as a
from workflow.acts import Act
from workflow.archiving import retention
from workflow.guards.archive import LONGEST
from workflow.papers.limits import load
from workflow.papers.looking import NotTaken, look_at
from workflow.papers.names import safe_name
from workflow.terms import Reevaluation, Relation
from workflow.wording import Words

_FILE = Words("文件", "File")


class Withdraw(ActForm):
    act, noun, danger = a.Withdraw, "withdrawal", True
    reason = text("申请人撤回的说明", "What the applicant said")
    on = on_day("撤回日期", "Withdrawn on", TODAY)


class Archive(ActForm):
    act, noun = a.Archive, "archive"
    about = Words(
        "归档后案卷锁定，只能办理复议、诉讼、责令重作和主动公开。",
        "Once archived the file is locked to all but appeals, a redo and publication.",
    )
    retention = choice(
        "保管期限",
        "Kept for",
        {one.value: one.said for one in retention.load().classes},
    )
    archive_no = line(
        "归档号", "Archive number", Words("本机关档案的编号", "As the office numbers its files"), needed=False
    )
    reason = text(
        "与拟定的保管期限不同的，写明理由", "Why, if it is another class than the one proposed", needed=False
    )

    def prepare(self, at: At) -> None:
        """The class that is proposed; whoever archives confirms it or says why it is another."""
        table = retention.load()
        proposed = table.proposed(at.view.case)
        self.retention.description = proposed_because(table, proposed)
        if not self.is_submitted():
            self.retention.data = proposed.value

    def to_act(self, at: At) -> Act:
        """An unsent reason is none."""
        archive_no = self.archive_no.data or ""
        return a.Archive(retention=self.retention.data, archive_no=archive_no, reason=self.reason.data or "")


def proposed_because(table: retention.Retention, proposed: retention.Class) -> Words:
    """Why that class is proposed."""
    if proposed.value == table.usual:
        return Words(
            f"拟定{proposed.zh}（机关自定）",
            f"Proposed: {proposed.en} (the office's own choice)",
        )
    return Words(
        f"有行政复议、行政诉讼的，拟定{proposed.zh}（机关自定）",
        f"Reconsidered or litigated, so {proposed.en} is proposed (the office's own choice)",
    )


class ChangeRetention(ActForm):
    act, noun = a.ChangeRetention, "retention"
    about = Words(
        "归档以后发生复议、诉讼等情况的，可以变更保管期限；原期限留在经过里。",
        "After an appeal that came later, say; the class before stays in the history.",
    )
    retention = choice("保管期限", "Kept for", {one.value: one.said for one in retention.load().classes})
    reason = text("理由", "Reason")

    def prepare(self, at: At) -> None:
        """The class that is proposed now, where it is another."""
        table = retention.load()
        proposed = table.proposed(at.view.case)
        self.retention.description = proposed_because(table, proposed)
        if not self.is_submitted() and proposed.value != at.view.case.retention:
            self.retention.data = proposed.value


class MarkForPublication(ActForm):
    act, noun = a.MarkForPublication, "publication"
    about = Words(
        "多个申请人申请相同信息的，可以转为主动公开。", "Asked for by several, it may be published."
    )
    reason = text("理由", "Reason")


class RecordPublication(ActForm):
    act, noun = a.RecordPublication, "published"
    about = Words(
        "转为主动公开的信息已经公布后登记；同时列入已公开信息目录，再有人申请时自动提示。",
        "Recorded once the marked information is public; it enters the public register and is hinted at "
        "when somebody asks for it again.",
    )
    title = line(
        "信息名称",
        "Title",
        Words("写信息本身的名称，不写申请人", "Of the information itself; name no applicant"),
    )
    document_no = line("文号", "Its number", needed=False)
    where_found = line("公布在哪里（网址或者地点）", "Where it is public (address or place)")
    on = on_day("公布日期", "Public since", TODAY)

    def prepare(self, at: At) -> None:
        """What was asked for, without the words of asking; the officer mends it."""
        if not self.is_submitted():
            self.title.data = asked_for(at.view.texts.get(at.view.case.summary_sha256, ""))[:LONGEST]


class Reevaluate(ActForm):
    act, noun = a.Reevaluate, "reevaluation"
    about = Words(
        "对不予公开的政府信息定期评估审查，因情势变化可以公开的，应当公开。",
        "Withheld information is looked at again from time to time; what may be public by now must be.",
    )
    result = choice("评估结果", "Result", Reevaluation)
    reason = text("理由", "Reason")
    on = on_day("评估日期", "Looked at on", TODAY)


class RedoAfterAppeal(ActForm):
    act, noun, danger = a.RedoAfterAppeal, "redo", True
    organ = line("责令机关", "Ordered by")
    document_no = line("文书编号", "Document number")
    working_days = number(
        "限期工作日",
        "Within working days",
        Words("不填则按条例", "Left empty, as the law says"),
        needed=False,
    )
    on = on_day("收到日期", "Received on", TODAY)


class Link(ActForm):
    act, noun = a.Link, "link"
    case_no = line("案件编号", "Case number")
    relation = choice("关系", "Relation", Relation, default=Relation.RELATED)


class ExplainLateness(ActForm):
    act, noun = a.ExplainLateness, "lateness"
    reason = text("超期原因", "Reason")
    unit = line("责任单位", "Unit")


class Note(ActForm):
    act, noun = a.Note, "note"
    note = text("备注", "Note")


class AddDocument(ActForm):
    act, noun = a.AddDocument, "document"
    file = FileField(_FILE, [Needed(_FILE)])
    name = line("名称", "Name", Words("不填则用文件名", "Left empty, the file's own name"), needed=False)
    cleared_because = line(
        "有疑似密级字样的，为何不涉密",
        "Where something looks like a mark: why it is not classified",
        needed=False,
    )
    not_secret = tick("本文件不含国家秘密", "This file holds no state secret", must=True)

    def judge(self, at: At) -> None:
        """The file must be what it says and bear no mark; what looks like one needs the officer's word."""
        limits = load()
        content = self.file.data.stream.read(limits.sizes.file_bytes + 1)
        try:
            self.paper = look_at(self.file.data.filename or "", content, limits)
        except NotTaken as refused:
            self.file.errors = [because(refused.reason)]
            return
        self.content = content
        if self.paper.warnings and not self.cleared_because.data:
            self.cleared_because.errors = [because(why) for why in self.paper.warnings]

    def to_act(self, at: At) -> Act:
        """The bytes go to the document store first: an entry never names what is not there."""
        desk().store.documents.put(self.content)
        return a.AddDocument(
            name=safe_name(self.name.data) if self.name.data else self.paper.name,
            sha256=self.paper.sha256,
            media_type=self.paper.media_type,
            size=self.paper.size,
            cleared_because=self.cleared_because.data if self.paper.warnings else "",
        )


FORMS = (
    Withdraw,
    Archive,
    ChangeRetention,
    MarkForPublication,
    RecordPublication,
    Reevaluate,
    RedoAfterAppeal,
    Link,
    ExplainLateness,
    Note,
    AddDocument,
)
