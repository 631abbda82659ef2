"""What follows from acts on what is closed."""

from __future__ import annotations

from workflow import acts as a
from workflow import entries as e
from workflow.archiving import retention
from workflow.case import Case
from workflow.guards import Around, day_of
from workflow.moves.base import Facts, answers_with, copies

copies(a.ChangeRetention, e.RetentionChanged)
copies(a.RecordPublication, e.InformationPublished)
copies(a.Reevaluate, e.RefusalReevaluated)


@answers_with(a.Archive)
def _(case: Case, act: a.Archive, around: Around, _texts: dict[str, str]) -> Facts:
    """Kept as proposed; another class is a fact of its own, with its reason."""
    proposed = retention.load().proposed(case).value
    done = e.CaseArchived(on=day_of(act, around), retention=proposed, archive_no=act.archive_no)
    if act.retention in ("", proposed):
        return done
    return done, e.RetentionChanged(retention=act.retention, reason=act.reason.strip())
