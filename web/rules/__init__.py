"""The rules as people read them: law, limits, routes, checks, fees, lifecycle, all from the data that decides."""

from __future__ import annotations
