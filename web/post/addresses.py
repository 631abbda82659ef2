"""Where letters go: the applicants' own addresses, or the name alone where the file holds none; each look is kept."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from notices.catalogue import shipped
from notices.composing import APPLICANT
from workflow import personal_data
from workflow.outgoing import REPLY
from workflow.store import Connection, Store
from workflow.store.letters import outgoing_rows
from workflow.store.letters.outgoing_rows import Addressee, Posted
from workflow.store.officers import Officer

_CODE = re.compile(r"^\s*(\d{6})(?!\d)[\s,，]*|[\s,，]*(?<!\d)(\d{6})\s*$")


class Destination(NamedTuple):
    """An envelope of a letter; postcode and address are empty where the file does not hold them, `key` then too."""

    posted: Posted
    name: str
    address: str
    postcode: str
    key: str = ""
    nth: int = 1  # of the letter's envelopes: joint applicants get one each


def shown(
    store: Store, officer: Officer, letters: Sequence[Posted], reason: str, now: datetime
) -> list[Destination]:
    """The addressees, with every address they are shown with written down in the same transaction."""
    with store.database.writing() as connection:
        made = destinations(connection, store, letters)
        looks = [(d.posted.agency_id, d.posted.case_id, d.key) for d in made if d.key]
        personal_data.addresses_shown(connection, officer, looks, reason, now)
    return made


def destinations(connection: Connection, store: Store, letters: Sequence[Posted]) -> list[Destination]:
    """The addressees of each, in two statements."""
    people = outgoing_rows.people(connection, store.vault, {p.case_id for p in letters})
    words = outgoing_rows.words(connection, {(p.case_id, p.out.content_sha256) for p in letters})
    return [made for posted in letters for made in _of(posted, people.get(posted.case_id, []), words)]


def _of(posted: Posted, people: Sequence[Addressee], words: dict[tuple[int, str], str]) -> list[Destination]:
    text = words.get((posted.case_id, posted.out.content_sha256), "")
    name = json.loads(text).get("applicant", posted.applicant) if text else posted.applicant
    if posted.out.kind != REPLY and shipped()[posted.out.kind].addressee not in APPLICANT:
        return [Destination(posted, name, "", "")]
    known = [who for who in people if who.address.strip()]
    if not known:
        return [Destination(posted, name, "", "")]
    return [
        Destination(posted, name if len(people) == 1 else who.name, *parted(who.address), who.key, nth)
        for nth, who in enumerate(known, start=1)
    ]


def parted(address: str) -> tuple[str, str]:
    """The address without its postcode, and the postcode where one stands before or after it."""
    found = _CODE.search(address)
    if found is None:
        return address.strip(), ""
    return (address[: found.start()] + address[found.end() :]).strip(), found[1] or found[2]
