"""The forms that stand in config/reports, read once."""

from __future__ import annotations

from functools import cache

from workflow.outcomes import Outcomes
from workflow.reporting.forms import Forms
from workflow.rules import ROOT


@cache
def forms_of(outcomes: Outcomes) -> Forms:
    """Every form, its rows counting these outcomes. Raises BadInput naming file and fault."""
    return Forms.load(ROOT / "config" / "reports", outcomes)
