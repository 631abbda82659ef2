"""Guards on what is closed: the file is locked once archived, published only what was marked, looked at again
only what was withheld."""

from __future__ import annotations

from typing import Any, Final

from workflow.archiving import retention
from workflow.case import Case
from workflow.errors import Reason
from workflow.guards.base import Around
from workflow.terms import NoticeStatus, Status

#: rows of table three that say that information was withheld; special queries are not withheld (art. 36(7))
_WITHHELD: Final = "denied_"
_QUERY: Final = "denied_admin_query"
LONGEST: Final = 200  # characters of a title, a number or a place in the public register


def file_not_locked(case: Case, _act: Any, _around: Around) -> Reason | None:
    """An archived file takes no new letter unless an appeal has come, which may be years later."""
    if case.status is not Status.ARCHIVED or case.appeals:
        return None
    zh = "案件已归档，只能办理复议、诉讼和责令重作"
    return Reason(zh, "The file is archived: only appeals and a redo are open", "条例第四十五条")


def retention_known(_case: Case, act: Any, _around: Around) -> Reason | None:
    """The class is one of the office's own table."""
    classes = retention.load().classes
    if not act.retention or any(act.retention == one.value for one in classes):
        return None
    zh = "、".join(one.zh for one in classes)
    return Reason(f"保管期限应为{zh}之一", "No such class of retention", "国家档案局令第8号")


def other_class_has_reason(case: Case, act: Any, _around: Around) -> Reason | None:
    """Whoever archives confirms the class that is proposed, or says why it is another."""
    table = retention.load()
    proposed = table.proposed(case)
    if act.retention in ("", proposed.value) or act.reason.strip():
        return None
    return Reason(
        f"拟定的保管期限是{proposed.zh}，改用其他期限的，请写明理由",
        f"{proposed.en} is proposed: say why it is to be another",
        table.proposed_provision,
    )


def class_differs(case: Case, act: Any, _around: Around) -> Reason | None:
    if act.retention == case.retention:
        return Reason("保管期限没有变化", "It is kept so long already")
    return None


def nothing_under_way(case: Case, _act: Any, _around: Around) -> Reason | None:
    """What waits for a signature or for the post would wait for ever in an archived file."""
    under_way = (NoticeStatus.SUBMITTED, NoticeStatus.SIGNED)
    if any(notice.status in under_way for notice in case.notices):
        return Reason(
            "还有文书在审签或者待发出，办完再归档", "Letters still wait for a signature or the post"
        )
    return None


def marked_for_publication(case: Case, _act: Any, _around: Around) -> Reason | None:
    if not case.for_publication:
        return Reason("还没有转为主动公开", "It has not been marked for publication", "条例第四十四条")
    return None


def publication_fits(_case: Case, act: Any, _around: Around) -> Reason | None:
    """The public register holds short titles and places."""
    if max(map(len, (act.title, act.document_no, act.where_found))) > LONGEST:
        return Reason(f"名称、文号、途径每项最多{LONGEST}字", f"At most {LONGEST} characters each")
    return None


def was_withheld(case: Case, _act: Any, around: Around) -> Reason | None:
    if case.outcome not in withheld_outcomes(around.outcomes):
        return Reason("本件没有不予公开的信息", "Nothing was withheld in this case", "条例第十八条")
    return None


def withheld_outcomes(outcomes: Any) -> frozenset[str]:
    """Codes of the outcomes that withhold information, whole or in part."""
    return frozenset(
        o.code
        for o in outcomes
        if (row := o.rows.get("2021", "")) == "partial" or (row.startswith(_WITHHELD) and row != _QUERY)
    )
