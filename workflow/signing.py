"""What happens at a signature: the draft is checked once more, then it takes the next number of its series."""

from __future__ import annotations

import json
from typing import NamedTuple

from workflow import acts as a
from workflow.case import Case
from workflow.examining import Examiner, Subject, require_signable
from workflow.guards import Around, Numbered
from workflow.store import Connection, repository
from workflow.store.personal import Vault


class Signed(NamedTuple):
    """What is signed: a letter of a kind, or the reply of an outcome; `digest` of its drafted content."""

    kind: str
    outcome: str
    digest: str


def _signed(case: Case, act: a.Approve | a.SignNotice) -> Signed:
    if isinstance(act, a.SignNotice):
        notice = case.notice(act.ref)
        assert notice is not None
        return Signed(notice.kind, "", notice.content_sha256)
    assert case.draft is not None
    return Signed("", case.draft.outcome, case.draft.content_sha256)


def for_signing(
    connection: Connection,
    vault: Vault,
    case_id: int,
    case: Case,
    act: a.Approve | a.SignNotice,
    around: Around,
    examine: Examiner | None,
) -> Around:
    """Check the draft once more, then take the next number of its series."""
    texts = repository.texts(connection, case_id)
    agency = repository.agency(connection, case.agency)
    signed = _signed(case, act)
    if examine is not None:
        people = tuple(repository.applicants(connection, vault, case_id).values())
        content = json.loads(texts[signed.digest])
        subject = Subject(signed.kind, signed.outcome, content, case, agency, people, around)
        require_signable(examine(subject), act.warnings_accepted)
    series = around.approvals.notices.get(signed.kind, "reply")
    number = (
        repository.next_document_number(connection, agency, series, around.today.year)
        if series
        else Numbered()
    )
    return around._replace(number=number, texts=texts)
