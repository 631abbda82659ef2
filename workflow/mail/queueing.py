"""Writing the outbox: within the transaction of the act that tells of the letter, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from workflow.case import Case
from workflow.entries import Fact, MailQueued
from workflow.errors import MoveRefused
from workflow.guards import NO_ADDRESS
from workflow.mail import settings
from workflow.mail.words import Told, said
from workflow.store import Connection, repository
from workflow.store.letters import mail_rows
from workflow.store.letters.mail_rows import Mail
from workflow.store.personal import Vault

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def usable(address: str) -> bool:
    """Whether it can be an address of a mailbox."""
    return len(address) <= 254 and _ADDRESS.fullmatch(address) is not None


def recipients(connection: Connection, vault: Vault, case_id: int) -> tuple[str, ...]:
    """The keys of applicants who can be reached, one for each address. Raises MoveRefused where there is none."""
    found: dict[str, str] = {}
    for key, who in repository.applicants(connection, vault, case_id).items():
        if usable(who.email):
            found.setdefault(who.email.lower(), key)
    if not found:
        raise MoveRefused(NO_ADDRESS)
    return tuple(found.values())


def put(
    connection: Connection, vault: Vault, case_id: int, case: Case, facts: Iterable[Fact], now: datetime
) -> None:
    """Queue what the facts say is queued."""
    queued = [fact for fact in facts if isinstance(fact, MailQueued)]
    if not queued:
        return
    people = repository.applicants(connection, vault, case_id)
    agency = repository.agency(connection, case.agency)
    for fact in queued:
        who = people[fact.applicant]
        words = said(fact.letter, Told(who.name, case.case_no, case.document_no, agency.name, agency.phone))
        mail = Mail(
            case_id=case_id,
            ref=fact.ref,
            agency_id=case.agency,
            case_no=case.case_no,
            letter=fact.letter,
            content_sha256=fact.content_sha256,
            to=who.email,
            subject=words.subject,
            body=words.body,
            file_name=words.file_name,
            message_id=_message_id(case, fact),
            queued_at=now,
        )
        mail_rows.put(connection, vault, mail)


def _message_id(case: Case, fact: MailQueued) -> str:
    """Of this e-mail and no other, however often it is sent; `case` stands as after the act."""
    domain = settings.sender().rpartition("@")[2].strip("> ") or "localhost"
    mark = sha256(f"{case.case_no}/{fact.ref}/{case.digest}".encode()).hexdigest()[:32]
    return f"<{mark}@{domain}>"
