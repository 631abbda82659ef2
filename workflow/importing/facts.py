"""From a judged line to the first entries of a case: what the desk would have written, and that it was taken over."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields
from typing import NamedTuple

from workflow import entries as e
from workflow.guards import Around
from workflow.importing import clocks
from workflow.importing.judged import Judged, Taken
from workflow.importing.sides import Sides
from workflow.intake import SUMMARY, Given
from workflow.moves import Decision, keep, receipt
from workflow.terms import CaseKind, Channel, SupplyForm, Way

_UNUSUAL = re.compile(r"[^\w()\[\]〔〕.\-]+")
_SAME = tuple(f.name for f in fields(e.OldRegister) if f.name in Sides._fields)
OLD = "旧"  # stands in the number of every case taken over: no number given here ever holds it


class Source(NamedTuple):
    """The file the cases come from."""

    name: str
    sha256: str


def tidied(old_no: str) -> str:
    """An old number as it can stand in an address; what differs in spaces and strokes alone is the same."""
    return _UNUSUAL.sub("-", "".join(unicodedata.normalize("NFKC", old_no).split())).strip("-.")


def number_of(code: str, judged: Judged) -> str:
    """The case's number: the old one under a mark of its own, or one that follows from the row where it has none."""
    tidy = tidied(judged.values.case_no).removeprefix(f"{code}-")
    year = judged.values.received.year if judged.values.received else ""
    return f"{code}-{OLD}-{tidy}" if tidy else f"{code}-{OLD}{year}-{judged.digest[:12].upper()}"


def key_of(judged: Judged) -> str:
    """The key that makes the row one case however often it is imported."""
    return f"import:{judged.digest}"


def decision(
    judged: Judged, taken: Taken, agency: int, given: Given, source: Source, around: Around
) -> Decision:
    """The entries of the case and their texts."""
    texts: dict[str, str] = {}
    regime = around.regimes.for_receipt(taken.received_on)
    rule = str(regime.rule(f"receipt.{taken.channel.value}", taken.received_on).value)
    logged = e.ApplicationLogged(
        case_no=given.case_no,
        agency=agency,
        kind=CaseKind.APPLICATION,
        channel=taken.channel,
        arrived_on=taken.sides.arrived_on or taken.received_on,
        application_sha256=keep(taken.request, texts),
        summary_sha256=keep(_shortened(taken.request), texts),
        applicants=given.applicant_keys,
        supply_form=taken.sides.supply_form or SupplyForm.PAPER,
        supply_way=taken.sides.supply_way or Way.POST,
        written_by_office=taken.channel is Channel.ORAL,
        submission_key=key_of(judged),
        query_code=given.query_code,
    )
    fixed = receipt(taken.channel.value, taken.received_on, rule, "原台账", around)
    return Decision((logged, fixed, _imported(judged, taken, source, around, texts)), texts)


def _imported(
    judged: Judged, taken: Taken, source: Source, around: Around, texts: dict[str, str]
) -> e.CaseImported:
    sides = taken.sides
    extended = sides.extended_on
    return e.CaseImported(
        old_no=taken.old_no,
        file_sha256=source.sha256,
        sheet=judged.sheet_number,
        row=judged.excel_row,
        said_sha256=keep(taken.said, texts),
        unit=taken.unit,
        outcome=taken.outcome,
        closes=taken.closes,
        replied_on=taken.replied_on,
        document_no=taken.document_no,
        correction_asked_on=sides.correction_asked_on,
        correction_received_on=sides.correction_received_on,
        extended_on=extended,
        extended_days=clocks.extension(sides, taken.received_on, around) if extended else None,
        served_on=sides.served_on if taken.closes == "replied" else None,
        unsaid=tuple(name for name in ("supply_form", "supply_way") if getattr(sides, name) is None),
        register=_register(sides, texts),
    )


def _register(sides: Sides, texts: dict[str, str]) -> e.OldRegister | None:
    """The further columns; None where they are empty and the clock was never moved."""
    same = {name: getattr(sides, name) for name in _SAME}
    moved = sides.correction_asked_on or sides.extended_on
    if not (moved or sides.remark or any(same.values())):
        return None
    return e.OldRegister(
        **same,
        consulted_sha256=keep(sides.consulted_as, texts) if sides.consulted else "",
        remark_sha256=keep(sides.remark, texts) if sides.remark else "",
    )


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SUMMARY else line[: SUMMARY - 1] + "…"
