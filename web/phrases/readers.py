"""Who reads the phrase book, and who keeps it."""

from __future__ import annotations

from workflow.terms import Role

KEEPERS = (Role.APPROVER, Role.ADMINISTRATOR)
READERS = (Role.HANDLER, Role.LEGAL_REVIEWER, Role.LEADER, Role.SUPERVISOR, Role.AUDITOR, *KEEPERS)
