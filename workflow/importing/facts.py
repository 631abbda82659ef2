"""From a judged line to the first entries of a case: what the desk would have written, and that it was taken over."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import NamedTuple

from workflow import entries as e
from workflow.clock.timeline import Event, EventType, Timeline
from workflow.clock.timeline_check import faults
from workflow.guards import Around
from workflow.importing.judged import Judged, Taken
from workflow.intake import SUMMARY, Given
from workflow.moves import Decision, keep, receipt
from workflow.terms import CaseKind, Channel, SupplyForm, Way

_UNUSUAL = re.compile(r"[^\w()\[\]〔〕.\-]+")
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
        arrived_on=taken.received_on,
        application_sha256=keep(taken.request, texts),
        summary_sha256=keep(_shortened(taken.request), texts),
        applicants=given.applicant_keys,
        supply_form=SupplyForm.PAPER,
        supply_way=Way.POST,
        written_by_office=taken.channel is Channel.ORAL,
        submission_key=key_of(judged),
        query_code=given.query_code,
    )
    fixed = receipt(taken.channel.value, taken.received_on, rule, "原台账", around)
    return Decision((logged, fixed, _imported(judged, taken, source, around, texts)), texts)


def _imported(
    judged: Judged, taken: Taken, source: Source, around: Around, texts: dict[str, str]
) -> e.CaseImported:
    asked, received, extended = _clock_facts(taken, around)
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
        correction_asked_on=asked,
        correction_received_on=received,
        extended_on=extended,
        extended_days=_extension(taken, around) if extended else None,
        served_on=taken.served_on if taken.closes == "replied" else None,
    )


def _extension(taken: Taken, around: Around) -> int:
    regime = around.regimes.for_receipt(taken.received_on)
    return int(regime.rule("extension", taken.received_on).value)


def _clock_facts(taken: Taken, around: Around) -> tuple[date | None, date | None, date | None]:
    """Correction and extension as far as the clock can have run so; the full extension is taken where one is dated."""
    said = (taken.correction_asked_on, taken.correction_received_on, taken.extended_on)
    if not any(said):
        return said
    kinds = (EventType.CORRECTION_REQUESTED, EventType.CORRECTION_RECEIVED, EventType.EXTENSION_NOTIFIED)
    events = [
        Event(
            kind, on, working_days=_extension(taken, around) if kind is EventType.EXTENSION_NOTIFIED else None
        )
        for kind, on in zip(kinds, said, strict=True)
        if on
    ]
    events.sort(key=lambda event: event.on)
    regime = around.regimes.for_receipt(taken.received_on)
    possible = not faults(Timeline(taken.received_on, tuple(events), regime.id), regime, around.days)
    return said if possible else (None, None, None)


def clock_was_possible(taken: Taken, around: Around) -> bool:
    """Whether correction and extension stay in; otherwise a warning is due."""
    said = (taken.correction_asked_on, taken.correction_received_on, taken.extended_on)
    return _clock_facts(taken, around) == said


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SUMMARY else line[: SUMMARY - 1] + "…"
