"""What follows from acts on what is closed."""

from __future__ import annotations

from workflow import acts as a
from workflow import entries as e
from workflow.moves.base import copies

copies(a.RecordPublication, e.InformationPublished)
copies(a.Reevaluate, e.RefusalReevaluated)
