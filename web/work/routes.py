"""My work: everything that waits for this person, soonest deadline first."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, render_template

from web.access import desk, now, officer, signed_in
from web.rows import is_near, is_overdue
from web.words import t
from workflow.store.repository import Officer
from workflow.terms import Role, Status
from workflow.viewing import Filter, LedgerRow

work = Blueprint("work", __name__, template_folder="templates")

#: which statuses wait for a role, beside the cases in one's own hand
QUEUES: dict[Role, tuple[Status, ...]] = {
    Role.FRONT_DESK: (Status.AWAITING_CONFIRMATION, Status.RECEIVED, Status.APPROVED),
    Role.HANDLER: (Status.RECEIVED,),
    Role.SECRECY_REVIEWER: (Status.UNDER_REVIEW,),
    Role.LEGAL_REVIEWER: (Status.UNDER_REVIEW,),
    Role.APPROVER: (Status.AWAITING_APPROVAL,),
    Role.LEADER: (Status.AWAITING_APPROVAL,),
}


@work.get("/")
@signed_in
def mine() -> Any:
    """The first page after signing in."""
    rows = _waiting_for(officer())
    return render_template(
        "work/mine.html", groups=_grouped(rows), rows=rows, overdue=sum(map(is_overdue, rows))
    )


def _waiting_for(who: Officer) -> list[LedgerRow]:
    """Own cases and those queued for the roles held, each once."""
    asked = [Filter(handler=who.id, open_only=True, limit=200)]
    for agency in who.agencies:
        statuses = {status for role in who.roles_in(agency) for status in QUEUES.get(role, ())}
        asked += [Filter(status=status, agency=agency, limit=100) for status in sorted(statuses)]
    found = {row.case_no: row for filter_ in asked for row in desk().ledger(who.id, now(), filter_).rows}
    return sorted(
        found.values(), key=lambda row: (row.due_on or row.due_if_today_on or date.max, row.case_no)
    )


def _grouped(rows: list[LedgerRow]) -> list[tuple[str, list[LedgerRow]]]:
    late = [row for row in rows if is_overdue(row)]
    near = [row for row in rows if is_near(row)]
    later = [row for row in rows if row not in late and row not in near]
    named = (
        (t("已超期", "Overdue"), late),
        (t("五个工作日内", "Within five working days"), near),
        (t("以后", "Later"), later),
    )
    return [(heading, group) for heading, group in named if group]
