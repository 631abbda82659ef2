"""Alembic's entry: runs on the connection that `upgrade` hands over, on either database."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

import workflow.store.appeals.appeal_rows
import workflow.store.archive.archive_tables
import workflow.store.archive.bundle_rows
import workflow.store.archive.publication_tables
import workflow.store.failure_rows
import workflow.store.figures.figure_tables
import workflow.store.import_rows
import workflow.store.lease_rows
import workflow.store.letters.mail_rows
import workflow.store.letters.outgoing_rows
import workflow.store.letters.phrase_rows
import workflow.store.letters.scratch_rows
import workflow.store.letters.waiting_rows
import workflow.store.lists.view_rows
import workflow.store.lists.viewed
import workflow.store.offices.calendar_rows
import workflow.store.offices.credential_rows
import workflow.store.offices.office_entries
import workflow.store.offices.session_rows
import workflow.store.reminders.reminder_tables
import workflow.store.reports.report_tables
import workflow.store.tables  # noqa: F401 - these fill the metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=SQLModel.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
