"""Settings: agencies, people, calendar, verification, backup, and what was changed."""

from __future__ import annotations
