"""Forms of what comes at any time or at the end: withdrawal, archive, links, documents, notes."""

from __future__ import annotations

from typing import Any

from flask_wtf.file import FileField
from wtforms.validators import ValidationError

from web.access import desk
from web.acts.form import ActForm, At
from web.acts.receiving import TODAY
from web.forms import Needed, choice, line, number, on_day, text, tick
from workflow import acts as a
from workflow.acts import Act
from workflow.terms import Relation
from workflow.wording import Words

#: what may be added, by ending; nothing that runs
MEDIA = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "txt": "text/plain",
    "ofd": "application/ofd",
    "wps": "application/vnd.ms-works",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "eml": "message/rfc822",
    "zip": "application/zip",
}
_FILE = Words("文件", "File")


class Withdraw(ActForm):
    act, noun, danger = a.Withdraw, "withdrawal", True
    reason = text("申请人撤回的说明", "What the applicant said")
    on = on_day("撤回日期", "Withdrawn on", TODAY)


class Archive(ActForm):
    act, noun = a.Archive, "archive"
    retention = line("保管期限", "Kept for", default=a.Archive.retention)


class MarkForPublication(ActForm):
    act, noun = a.MarkForPublication, "publication"
    about = Words(
        "多个申请人申请相同信息的，可以转为主动公开。", "Asked for by several, it may be published."
    )
    reason = text("理由", "Reason")


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
    not_secret = tick("本文件不含国家秘密", "This file holds no state secret", must=True)

    def validate_file(self, field: Any) -> None:
        """Only kinds that are read, never run."""
        if field.data and _ending(field.data.filename) not in MEDIA:
            raise ValidationError(Words(f"可以添加：{'、'.join(MEDIA)}", f"May be added: {', '.join(MEDIA)}"))

    def to_act(self, at: At) -> Act:
        """The bytes go to the document store first: an entry never names what is not there."""
        content = self.file.data.read()
        return a.AddDocument(
            name=self.name.data or self.file.data.filename,
            sha256=desk().store.documents.put(content),
            media_type=MEDIA[_ending(self.file.data.filename)],
            size=len(content),
        )


def _ending(name: str | None) -> str:
    return (name or "").rpartition(".")[2].lower()


FORMS = (
    Withdraw,
    Archive,
    MarkForPublication,
    RedoAfterAppeal,
    Link,
    ExplainLateness,
    Note,
    AddDocument,
)
