"""Alembic's entry: runs on the connection that `upgrade` hands over, on either database."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

import workflow.store.appeal_rows
import workflow.store.archive_tables
import workflow.store.bundle_rows
import workflow.store.calendar_rows
import workflow.store.credential_rows
import workflow.store.failure_rows
import workflow.store.figure_tables
import workflow.store.import_rows
import workflow.store.lease_rows
import workflow.store.mail_rows
import workflow.store.office_entries
import workflow.store.outgoing_rows
import workflow.store.phrase_rows
import workflow.store.publication_tables
import workflow.store.reminder_tables
import workflow.store.report_tables
import workflow.store.scratch_rows
import workflow.store.session_rows
import workflow.store.tables  # fills the metadata
import workflow.store.view_rows
import workflow.store.viewed
import workflow.store.waiting_rows  # noqa: F401

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=SQLModel.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
