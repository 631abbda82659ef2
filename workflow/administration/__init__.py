"""What an administrator does: agencies, people, seals. Each change is within their agencies and is written down."""

from __future__ import annotations
