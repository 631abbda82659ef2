"""What happens at a signature: the draft is checked once more, then it takes the next number of its series.

Who agrees before the leader signs answers for the checks as well; only the signature takes a number.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from workflow import acts as a
from workflow.case import Case
from workflow.examining import Examiner, Subject, require_signable, warned
from workflow.from_above import issuer
from workflow.guards import Around, Numbered
from workflow.store import Connection, repository
from workflow.store.personal import Vault

Signature = a.Approve | a.SignNotice | a.ReplyOnSpot
Endorsement = a.Endorse | a.EndorseNotice


class Signed(NamedTuple):
    """What is signed: a letter of a kind, or the reply of an outcome, with what it says."""

    kind: str
    outcome: str
    content: Mapping[str, Any]


def _signed(case: Case, act: Signature | Endorsement, texts: Mapping[str, str]) -> Signed:
    if isinstance(act, a.ReplyOnSpot):
        return Signed("", act.outcome, act.content)
    if isinstance(act, a.SignNotice | a.EndorseNotice):
        notice = case.notice(act.ref)
        assert notice is not None
        return Signed(notice.kind, "", json.loads(texts[notice.content_sha256]))
    assert case.draft is not None
    return Signed("", case.draft.outcome, json.loads(texts[case.draft.content_sha256]))


def for_signing(
    connection: Connection,
    vault: Vault,
    case_id: int,
    case: Case,
    act: Signature | Endorsement,
    around: Around,
    examine: Examiner | None,
) -> Around:
    """Check what is signed once more, then take the next number of its series; the counter gives none."""
    texts = repository.texts(connection, case_id)
    agency = repository.agency(connection, issuer(case, getattr(act, "ref", "")))
    signed = _signed(case, act, texts)
    if examine is not None:
        people = tuple(repository.applicants(connection, vault, case_id).values())
        spot = isinstance(act, a.ReplyOnSpot)
        subject = Subject(signed.kind, signed.outcome, signed.content, case, agency, people, around, spot)
        remark = act.remark if isinstance(act, Endorsement) else act.warnings_accepted
        findings = examine(subject)
        require_signable(findings, remark)
        around = around._replace(warned=warned(findings))
    if isinstance(act, Endorsement):
        return around
    if isinstance(act, a.ReplyOnSpot):
        return around
    series = around.approvals.notices.get(signed.kind, "reply")
    number = (
        repository.next_document_number(connection, agency, series, around.today.year)
        if series
        else Numbered()
    )
    return around._replace(number=number, texts=texts)
