"""Proving the store: every chain, every projection row, every number, every document; and deriving rows anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from workflow import records
from workflow.calendars import Calendars
from workflow.case import Case
from workflow.clock.deadline import deadline
from workflow.days.office_time import today_of
from workflow.errors import DeskError
from workflow.folding import fold
from workflow.projection import project
from workflow.rules import Rules
from workflow.store import Connection, Store, indexing, proofs, repository
from workflow.store.appeals import appeal_rows
from workflow.store.archive import archive_rows, publication_rows
from workflow.store.letters import outgoing_rows, waiting_rows
from workflow.store.reports import report_rows, year_end_rows


class Fault(NamedTuple):
    """Something that is not as it was written; `seq` is the first broken link of that case."""

    case_no: str
    seq: int | None
    zh: str
    en: str


_QUEUE = ("待审查、待签发的队列与经过不符", "the queues of review and signature differ from the history")

_PUBLIC = ("已主动公开，公开目录中没有", "made public, but not in the register of what is public")

_APPEALS = ("复议、诉讼台账与经过不符", "the ledger of appeals differs from the history")


def verify(store: Store, rules: Rules) -> list[Fault]:
    """Every fault in the store; an empty list proves histories, rows, numbers, texts and documents."""
    calendars = Calendars(rules.holidays)
    faults: list[Fault] = []
    with store.database.reading() as connection:
        waiting = waiting_rows.stored(connection)
        for case_no, row, stored in proofs.cases(connection):
            queued = waiting.pop(row.case_id, [])
            faults += _case_faults(connection, store, case_no, row, stored, rules, calendars, queued)
        faults += [Fault(f"#{case_id}", None, *_QUEUE) for case_id in waiting]
        faults += [Fault(row.case_no, None, *_PUBLIC) for row in publication_rows.missing(connection)]
        newest = calendars.at_version(connection, calendars.newest(connection))
        faults += [Fault(case_no, None, *_APPEALS) for case_no in appeal_rows.faulty(connection, newest)]
        faults += _orphans(connection)
        faults += _number_gaps(connection)
        faults += _text_faults(connection)
        faults += _document_faults(connection, store)
        faults += _year_end_faults(connection)
    return faults


def rebuild(store: Store, rules: Rules) -> int:
    """Write every projection row anew from the histories; answers how many. The same histories give the same rows."""
    calendars = Calendars(rules.holidays)
    with store.database.writing() as connection:
        made = [
            (case_id, _row(connection, case_id, stored, rules, calendars))
            for case_id, stored in proofs.histories(connection)
        ]
        proofs.replace_rows(connection, made)
        indexing.index_all(connection)
        stored_cases = proofs.histories(connection)
        outgoing_rows.rebuild(connection, ((at, fold(records.read(stored))) for at, stored in stored_cases))
        stored_cases = proofs.histories(connection)
        due = {case_id: row["due_on"] for case_id, row in made}
        read = ((at, fold(records.read(stored)), due[at]) for at, stored in stored_cases)
        waiting_rows.rebuild(connection, read)
        appeal_rows.rebuild(connection, calendars.at_version(connection, calendars.newest(connection)))
        stored_cases = proofs.histories(connection)
        archive_rows.rebuild(connection, ((at, fold(records.read(held))) for at, held in stored_cases))
        publication_rows.make_up(connection)
        report_rows.rebuild(connection)
    return len(made)


def _row(
    connection: Connection,
    case_id: int,
    stored: list[records.Record],
    rules: Rules,
    calendars: Calendars,
) -> dict[str, Any]:
    case, row = _projected(connection, stored, rules, calendars)
    texts = repository.texts(connection, case_id)
    return row | {
        "summary": texts.get(case.summary_sha256, ""),
        **proofs.applicant_columns(connection, case_id),
    }


def _projected(
    connection: Connection, stored: list[records.Record], rules: Rules, calendars: Calendars
) -> tuple[Case, dict[str, Any]]:
    """The row as of the last entry: that day, and the calendar known at that moment."""
    history = records.read(stored)
    case = fold(history)
    timeline = case.timeline()
    if timeline is None:
        return case, project(case, None)
    moment: datetime = history[-1].at
    days = calendars.at_moment(connection, moment)
    clock = deadline(timeline, rules.regimes[case.regime], days, today_of(moment))
    return case, project(case, clock)


def _case_faults(
    connection: Connection,
    store: Store,
    case_no: str,
    row: Any,
    stored: list[records.Record],
    rules: Rules,
    calendars: Calendars,
    queued: list[dict[str, Any]],
) -> Iterator[Fault]:
    broken = records.broken_link(case_no, stored)
    if broken is not None or not stored:
        yield Fault(case_no, broken or 1, "经过的链条在此断裂", "the chain of entries breaks here")
        return
    try:
        case, expected = _projected(connection, stored, rules, calendars)
    except (DeskError, KeyError, TypeError) as bad:
        yield Fault(case_no, len(stored), f"经过无法重现：{bad}", f"the history cannot be replayed: {bad}")
        return
    yield from _letter_faults(store, case)
    due = waiting_rows.rows_of(row.case_id, case, expected["due_on"])
    if _unordered(queued) != _unordered(due):
        yield Fault(case_no, None, *_QUEUE)
    wrong = [name for name, value in expected.items() if getattr(row, name) != value]
    if wrong:
        said = "、".join(wrong)
        yield Fault(case_no, None, f"台账行与经过不符：{said}", f"row differs from history: {said}")


def _unordered(rows: list[dict[str, Any]]) -> set[tuple[tuple[str, Any], ...]]:
    return {tuple(sorted(row.items())) for row in rows}


def _letter_faults(store: Store, case: Case) -> Iterator[Fault]:
    """Every frozen letter and every paper of the case stands in the document store, byte for byte."""
    for letter in case.letters:
        try:
            store.documents.get(letter.pdf_sha256)
        except DeskError as bad:
            yield Fault(case.case_no, None, f"文书 {letter.document_no}：{bad}", f"letter: {bad}")
    for digest in case.documents:
        try:
            store.documents.get(digest)
        except DeskError as bad:
            yield Fault(case.case_no, None, f"材料：{bad}", f"paper: {bad}")


def _orphans(connection: Connection) -> Iterator[Fault]:
    for case_id in proofs.entries_without_case(connection):
        yield Fault(f"#{case_id}", None, "有经过而没有案件行", "entries without a case row")


def _number_gaps(connection: Connection) -> Iterator[Fault]:
    """Every number up to the last one given stands on a case or a signed letter; a missing one would be a loss."""
    for series in (*proofs.case_numbers(connection), *proofs.document_numbers(connection)):
        for missing in sorted(set(range(1, series.last + 1)) ^ series.given):
            number = f"{series.code}-{series.year}-{missing:04d}"
            yield Fault(number, None, "编号与案卷不符", "a number given and the files do not agree")


def _text_faults(connection: Connection) -> Iterator[Fault]:
    for case_no in proofs.changed_texts(connection):
        yield Fault(case_no, None, "文字与其摘要不符", "a text differs from its digest")


def _document_faults(connection: Connection, store: Store) -> Iterator[Fault]:
    for case_no, digest in proofs.documents(connection):
        try:
            store.documents.get(digest)
        except DeskError as bad:
            yield Fault(case_no, None, str(bad), str(bad))


def _year_end_faults(connection: Connection) -> Iterator[Fault]:
    for code, year in year_end_rows.changed(connection):
        said = "封存的年度结转与其摘要不符", "what the closed year carried over differs from its digest"
        yield Fault(f"{code} {year}", None, *said)
