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


def file_not_locked(case: Case, _act: Any, _around: Around) -> Reason | None:
    """An archived file takes no new letter unless an appeal has come, which may be years later."""
    if case.status is not Status.ARCHIVED or case.appeals:
        return None
    zh = "案件已归档，只能办理复议、诉讼和责令重作"
    return Reason(zh, "The file is archived: only appeals and a redo are open", "条例第四十五条")


def retention_known(_case: Case, act: Any, _around: Around) -> Reason | None:
    """The class is one of the office's own table."""
    classes = retention.load().classes
    if any(act.retention == one.value for one in classes):
        return None
    zh = "、".join(one.zh for one in classes)
    return Reason(f"保管期限应为{zh}之一", "No such class of retention", "国家档案局令第8号")


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
