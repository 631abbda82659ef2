"""Where letters go: the applicants' own addresses, or the name alone where the file holds none."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import NamedTuple

from notices.catalogue import shipped
from notices.composing import APPLICANT
from workflow.outgoing import REPLY
from workflow.store import Connection, Store, outgoing_rows
from workflow.store.outgoing_rows import Posted

_CODE = re.compile(r"^\s*(\d{6})(?!\d)[\s,，]*|[\s,，]*(?<!\d)(\d{6})\s*$")


class Destination(NamedTuple):
    """A letter with its addressee; postcode and address are empty where the file does not hold them."""

    posted: Posted
    name: str
    address: str
    postcode: str


def destinations(connection: Connection, store: Store, letters: Sequence[Posted]) -> list[Destination]:
    """The addressee of each, in two statements."""
    people = outgoing_rows.people(connection, store.vault, {p.case_id for p in letters})
    words = outgoing_rows.words(connection, {(p.case_id, p.out.content_sha256) for p in letters})
    return [_one(posted, people, words) for posted in letters]


def _one(
    posted: Posted, people: dict[int, list[tuple[str, str]]], words: dict[tuple[int, str], str]
) -> Destination:
    text = words.get((posted.case_id, posted.out.content_sha256), "")
    name = json.loads(text).get("applicant", posted.applicant) if text else posted.applicant
    if posted.out.kind != REPLY and shipped()[posted.out.kind].addressee not in APPLICANT:
        return Destination(posted, name, "", "")
    address = next((address for _name, address in people.get(posted.case_id, []) if address.strip()), "")
    return Destination(posted, name, *parted(address))


def parted(address: str) -> tuple[str, str]:
    """The address without its postcode, and the postcode where one stands before or after it."""
    found = _CODE.search(address)
    if found is None:
        return address.strip(), ""
    return (address[: found.start()] + address[found.end() :]).strip(), found[1] or found[2]
