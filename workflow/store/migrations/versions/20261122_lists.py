"""Indexes by which every list pages and counts with the same work however many cases there are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122_lists"
down_revision = "20261122_agents"

OLD = ("cases_due", "cases_handler", "cases_status", "ix_cases_applicant", "ix_cases_document_no")
OF_OPEN = {
    "cases_open_due": ["due_on", "case_id", "agency_id", "status", "clock_status", "handler_id", "channel"],
    "cases_open_agency": [
        "agency_id",
        "due_on",
        "case_id",
        "status",
        "clock_status",
        "handler_id",
        "channel",
    ],
    "cases_open_handler": ["handler_id", "due_on", "case_id", "agency_id", "status", "clock_status"],
}
OF_ALL = {
    "cases_agency": ["agency_id", "case_id", "is_open", "channel", "outcome"],
    "cases_status": ["status", "case_id", "agency_id", "channel", "outcome"],
    "cases_channel": ["channel", "case_id", "agency_id", "is_open", "outcome"],
    "cases_outcome": ["outcome", "case_id", "agency_id", "is_open", "channel"],
    "cases_handler": ["handler_id", "case_id", "agency_id", "is_open"],
}
BY_BEGINNING = {"cases_numbers": "case_no", "cases_documents": "document_no"}


def upgrade() -> None:
    for name in OLD:
        op.drop_index(name, "cases")
    for name, columns in OF_OPEN.items():
        op.create_index(
            name, "cases", columns, sqlite_where=sa.text("is_open = 1"), postgresql_where=sa.text("is_open")
        )
    for name, columns in OF_ALL.items():
        op.create_index(name, "cases", columns)
    for name, column in BY_BEGINNING.items():
        op.create_index(name, "cases", [column], postgresql_ops={column: "text_pattern_ops"})
    op.drop_index("ix_applicants_name", "applicants")
    op.create_index("applicants_name", "applicants", ["name", "case_id", "agency_id"])
    op.create_index("ix_applicants_agent_id_digest", "applicants", ["agent_id_digest"])
