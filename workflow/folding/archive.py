"""What facts of archive, publication and re-evaluation change."""

from __future__ import annotations

from workflow import entries as e
from workflow.days.office_time import today_of
from workflow.entries import Entry
from workflow.folding.base import State, applies, sets
from workflow.terms import Status

sets(e.CaseArchived, Status.ARCHIVED, "retention", "archive_no", archived_on="on")
sets(e.RetentionChanged, None, "retention")
sets(
    e.InformationPublished,
    None,
    published_on="on",
    published_where="where_found",
    published_title="title",
    published_no="document_no",
)
sets(e.RefusalReevaluated, None, reevaluated_on="on", reevaluation="result")


@applies(e.MarkedForPublication)
def _(state: State, _fact: e.MarkedForPublication, entry: Entry) -> None:
    state.update(for_publication=True, marked_on=today_of(entry.at))
