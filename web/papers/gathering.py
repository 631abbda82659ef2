"""The files of a form: what is sent waits under the form's key, whatever else is wrong, until the form is taken."""

from __future__ import annotations

from typing import NamedTuple

from flask import request

from web.access import desk, officer, person
from web.forms import because
from workflow import acts as a
from workflow.errors import NotAllowed
from workflow.lifecycle import BY_NAME
from workflow.papers import limits
from workflow.papers.looking import NotTaken
from workflow.papers.names import safe_name
from workflow.papers.staging import Staged, Staging
from workflow.wording import Words

FILES = "files"  # the name of the file field, and its id
REASON_AT_LEAST = 4  # characters: a bare yes tells nobody why


class Waiting(NamedTuple):
    """A file of the form, with what the officer wrote about its warnings."""

    staged: Staged
    reason: str

    @property
    def field(self) -> str:
        """The name of the field for that reason."""
        return f"cleared-{self.staged.id}"


class Papers:
    """The files of one form of this person."""

    def __init__(self, key: str) -> None:
        self.key, self.faults = key, list[tuple[str, Words]]()
        self.ticked = bool(request.form.get("not_secret"))

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """Every file taken so far."""
        if not self.key:
            return ()
        found = staging().of_form(person(), self.key)
        return tuple(Waiting(s, request.form.get(f"cleared-{s.id}", "").strip()) for s in found)

    def gather(self) -> None:
        """Take what came with the request, and drop what is to go."""
        for dropped in request.form.getlist("drop"):
            staging().drop(person(), self.key, dropped)
        sent = [file for file in request.files.getlist(FILES) if file.filename]
        if sent:
            require_role()
        for file in sent:
            name = file.filename or ""
            content = file.stream.read(staging().limits.sizes.file_bytes + 1)
            try:
                staging().add(person(), self.key, name, content)
            except NotTaken as refused:
                why, called = because(refused.reason), safe_name(name)
                self.faults.append((FILES, Words(f"{called}：{why.zh}", f"{called}: {why.en}")))

    def judge(self) -> bool:
        """Whether all may come in: each warning answered, and the box ticked where there is a file."""
        waiting = self.waiting
        for each in waiting:
            if each.staged.paper.warnings and len(each.reason) < REASON_AT_LEAST:
                called = each.staged.paper.name
                self.faults.append(
                    (
                        each.field,
                        Words(f"{called}：请写明为何不涉密", f"{called}: say why it is not classified"),
                    )
                )
        if waiting and not self.ticked:
            why = Words("请确认所附文件不涉及国家秘密", "Confirm that the files hold no state secret")
            self.faults.append(("not_secret", why))
        return not self.faults

    def acts(self) -> tuple[a.AddDocument, ...]:
        """One act a file; the bytes go to the document store first: an entry never names what is not there."""
        made = []
        for staged, reason in self.waiting:
            content = staging().content(person(), self.key, staged)
            desk().store.documents.put(content)
            paper = staged.paper
            made.append(
                a.AddDocument(
                    name=paper.name,
                    sha256=paper.sha256,
                    media_type=paper.media_type,
                    size=paper.size,
                    cleared_because=reason if paper.warnings else "",
                )
            )
        return tuple(made)

    def clear(self) -> None:
        """The form was taken."""
        if self.key:
            staging().clear(person(), self.key)


def staging() -> Staging:
    """The waiting files of this installation."""
    return Staging(desk().store.home, limits.load())


def require_role() -> None:
    """Raises NotAllowed for who adds documents to no case."""
    if not {held.role for held in officer().held} & set(BY_NAME["add_document"].roles):
        raise NotAllowed("没有添加材料的权限 / this person adds no documents")
