"""The desk: one act, one transaction. Load, check permission and every guard, decide, append, project, commit."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from workflow import acts as a
from workflow import intake, moves, query_codes, records, viewing
from workflow.case import Case
from workflow.days.office_time import today_of
from workflow.entries import Entry
from workflow.errors import MoveRefused, NotAllowed, Reason
from workflow.examining import Examiner
from workflow.folding import fold, fold_on
from workflow.guards import Around, judged_by_words
from workflow.installation import Installation
from workflow.lifecycle import BY_NAME
from workflow.mail import queueing
from workflow.permission import FROM_ABOVE, permitted, refuse_stale, require_another, require_handler
from workflow.projection import project
from workflow.reporting.counting import Closed
from workflow.rules import Rules
from workflow.signing import Endorsement, Signature, for_signing
from workflow.sound import require_sound
from workflow.store import Connection, Store, indexing, repository
from workflow.store.appeals import appeal_rows
from workflow.store.archive import archive_rows, publication_rows
from workflow.store.counter import counter
from workflow.store.letters import outgoing_rows, waiting_rows
from workflow.store.reports import report_rows
from workflow.store.repository import WORKER, Officer


class Logged(NamedTuple):
    """What the front desk hands over. `new` is False when the form had been entered before."""

    case_no: str
    query_code: str
    new: bool


class Seen(NamedTuple):
    """A case as loaded for an act or a page."""

    id: int
    case: Case
    history: list[Entry]
    stored: repository.Stored


class Desk(Installation):
    """The acts of the office on one store. `now` is always given (aware); `person` 0 is the worker.

    `examine` checks every draft at signing.
    """

    def __init__(self, store: Store, rules: Rules, examine: Examiner | None = None) -> None:
        super().__init__(store, rules)
        self.examine = examine

    def perform(self, person: int, case_no: str, act: a.Act, now: datetime, seen: int | None = None) -> Case:
        """Do one act on one case and answer the case after it.

        `seen` is the version the person had before them. Raises NotFound, NotAllowed, MoveRefused with every
        reason, and CaseChanged when someone acted since.
        """
        with self.store.database.writing() as connection:
            return self._perform(connection, person, case_no, act, now, seen)

    def perform_in(
        self, connection: Connection, person: int, case_no: str, act: a.Act, now: datetime
    ) -> Case:
        """The same inside a transaction that does several acts, all or none."""
        return self._perform(connection, person, case_no, act, now, None)

    def log(self, person: int, act: a.Log, now: datetime, papers: tuple[a.AddDocument, ...] = ()) -> Logged:
        """Log an application with its papers, all or none; the same form sent twice answers the case it became."""
        try:
            with self.store.database.writing() as connection:
                logged = self._log(connection, person, act, now)
                for paper in papers if logged.new else ():
                    self._perform(connection, person, logged.case_no, paper, now, None)
                return logged
        except repository.SubmittedBefore:  # the same form at the same moment: the other one won
            with self.store.database.reading() as connection:
                found = self._logged_before(connection, act)
            if found is None:
                raise
            return found

    def split(self, person: int, case_no: str, act: a.Split, now: datetime) -> tuple[str, ...]:
        """One letter, several cases: the parts become cases of the same day and applicant, linked to their origin."""
        return self.perform(person, case_no, act, now).split_into

    def officer(self, person: int, now: datetime) -> Officer:
        """The person with what they may do today. Raises NotAllowed."""
        with self.store.database.reading() as connection:
            return repository.officer(connection, person, today_of(now))

    def view(self, person: int, case_no: str, now: datetime, as_of: date | None = None) -> viewing.View:
        """See `viewing.view`."""
        return viewing.view(self, person, case_no, now, as_of)

    def ledger(self, person: int, now: datetime, asked: viewing.Filter) -> viewing.LedgerPage:
        """See `viewing.ledger`."""
        return viewing.ledger(self, person, now, asked)

    def counts(self, person: int, now: datetime) -> dict[str, int]:
        """See `viewing.counts`; replies and letters alike count where they wait for a review or signature."""
        figures = viewing.counts(self, person, now)
        with self.store.database.reading() as connection:
            waiting = waiting_rows.counts(connection, repository.officer(connection, person, today_of(now)))
        return {"to_review": 0, "to_approve": 0} | figures | waiting

    # one act ------------------------------------------------------------------------------------

    def _perform(
        self,
        connection: Connection,
        person: int,
        case_no: str,
        act: a.Act,
        now: datetime,
        expected: int | None,
    ) -> Case:
        require_sound(act)
        officer = repository.officer(connection, person, today_of(now)) if person != WORKER else None
        seen = self._load(connection, case_no)
        now = max(now, seen.history[-1].at)  # a clock set back: nothing is dated before what came first
        around = self.around(connection, officer, now)
        move = moves.row_of(seen.case, act, around)
        path = repository.agency(connection, seen.case.agency).path if move.name in FROM_ABOVE else ""
        around = around._replace(acting_for=permitted(officer, seen.case, move, act, path))
        refuse_stale(connection, seen.case, seen.history, expected)
        around = self._prepared(connection, seen, act, around, now)
        decision = moves.decide(seen.case, act, around)
        made = records.chain(
            case_no,
            decision.facts,
            after=seen.history[-1],
            at=now,
            by=around.actor,
            acting_for=around.acting_for,
        )
        after = fold_on(seen.case, [entry for _record, entry in made])
        repository.append(connection, seen.id, after.agency, [record for record, _entry in made])
        repository.put_texts(connection, seen.id, after.agency, decision.texts)
        self._derive(connection, seen, after, [entry for _record, entry in made], around)
        indexing.follow(connection, seen.id, seen.case, after, decision)
        queueing.put(connection, self.store.vault, seen.id, after, decision.facts, now)
        return after

    def _derive(
        self, connection: Connection, seen: Seen, after: Case, made: list[Entry], around: Around
    ) -> None:
        """Every row that follows from the case, moved on with it."""
        row = project(after, around.clock(after))
        repository.save_row(connection, seen.stored, row, seen.case.version)
        outgoing_rows.save(connection, seen.id, seen.case, after)
        appeal_rows.save(connection, seen.id, seen.case, after, around.days)
        waiting_rows.save(connection, seen.id, seen.case, after, (seen.stored.due_on, row["due_on"]))
        report_rows.follow(connection, seen.id, seen.case, after, [*seen.history, *made])
        archive_rows.follow(connection, seen.id, seen.case, after)
        publication_rows.follow(connection, seen.id, seen.case, after, around.actor, made[-1].at)

    def _prepared(
        self, connection: Connection, seen: Seen, act: a.Act, around: Around, now: datetime
    ) -> Around:
        """What some acts need from the store; numbers and cases are made once nothing stands against the act."""
        if isinstance(act, a.Link):
            repository.require_case(connection, act.case_no, seen.case.agency)
        if isinstance(act, a.TakeInHand | a.Reassign):
            require_handler(connection, act.handler, seen.case.agency)
        if judged_by_words(act):
            around = around._replace(texts=repository.texts(connection, seen.id))
        if isinstance(act, a.SendMail) or (isinstance(act, a.Dispatch) and act.mail):
            return around._replace(mail_to=queueing.recipients(connection, self.store.vault, seen.id))
        if isinstance(act, a.TakeOverDraft | a.TakeOverNotice) and not moves.refusals(seen.case, act, around):
            require_another(connection, seen.case, act, around)
        if not isinstance(act, Signature | Endorsement | a.Split):
            return around
        reasons = moves.refusals(seen.case, act, around)
        if reasons:
            raise MoveRefused(*reasons)
        if isinstance(act, a.Split):
            return around._replace(split_into=self._log_parts(connection, seen, act, around.actor, now))
        return for_signing(connection, self.store.vault, seen.id, seen.case, act, around, self.examine)

    def _log_parts(
        self, connection: Connection, seen: Seen, act: a.Split, person: int, now: datetime
    ) -> tuple[str, ...]:
        people = tuple(repository.applicants(connection, self.store.vault, seen.id).values())
        forms = (_part(seen.case, part, number, people) for number, part in enumerate(act.parts, start=1))
        return tuple(
            self._log(connection, person, form, now, split_from=seen.case.case_no).case_no for form in forms
        )

    def _load(self, connection: Connection, case_no: str) -> Seen:
        stored = repository.history(connection, case_no)
        history = records.read(stored.records)
        return Seen(stored.case_id, fold(history), history, stored)

    # intake -------------------------------------------------------------------------------------

    def _log(
        self, connection: Connection, person: int, act: a.Log, now: datetime, split_from: str = ""
    ) -> Logged:
        require_sound(act)
        officer = repository.officer(connection, person, today_of(now))
        if not officer.roles_in(act.agency) & frozenset(BY_NAME["log"].roles):
            raise NotAllowed(
                "只有本机关的收件、承办人员可以登记 / only the agency's own desk logs applications"
            )
        around = self.around(connection, officer, now)
        faults = intake.faults_of(act, around.today, around)
        if faults:
            raise MoveRefused(*faults)
        agency = counter(connection, act.agency, act.submission_key)
        if agency.logged_as is not None:
            return self._logged(connection, agency.logged_as)
        if agency.closed_on and not split_from:  # a part belongs to a case it already has
            zh = f"{agency.name}自{agency.closed_on}起停用，不再登记新的申请"
            raise MoveRefused(Reason(zh, f"The agency takes no new cases since {agency.closed_on}"))
        number = repository.next_number(connection, act.agency, "case", around.today.year)
        given = intake.Given(
            case_no=f"{agency.code}-{around.today.year}-{number:04d}",
            query_code=query_codes.new(),
            applicant_keys=tuple(secrets.token_hex(8) for _who in act.applicants),
            split_from=split_from,
        )
        self._write_case(connection, act, given, around, now, agency.years)
        return Logged(given.case_no, given.query_code, True)

    def _write_case(
        self,
        connection: Connection,
        act: a.Log,
        given: intake.Given,
        around: Around,
        now: datetime,
        closed: Sequence[Closed],
    ) -> None:
        decision = intake.log(act, given, around)
        made = records.chain(given.case_no, decision.facts, after=None, at=now, by=around.actor)
        case = fold(entry for _record, entry in made)
        first = act.applicants[0]
        row = project(case, around.clock(case)) | {
            "summary": decision.texts[case.summary_sha256],
            "applicant": "、".join(who.name for who in act.applicants),
            "applicant_type": first.type.value,
        }
        case_id = repository.add_case(connection, row)
        repository.append(connection, case_id, act.agency, [record for record, _entry in made])
        repository.put_texts(connection, case_id, act.agency, decision.texts)
        people = dict(zip(given.applicant_keys, act.applicants, strict=True))
        repository.add_applicants(connection, self.store.vault, case_id, act.agency, people)
        entries = [entry for _record, entry in made]
        report_rows.first(connection, case_id, act.agency, first.type.value, entries, closed)
        indexing.take_in(connection, case_id, case, decision.texts, people)

    def _logged_before(self, connection: Connection, act: a.Log) -> Logged | None:
        case_no = repository.case_of_submission(connection, act.agency, act.submission_key)
        return None if case_no is None else self._logged(connection, case_no)

    def _logged(self, connection: Connection, case_no: str) -> Logged:
        return Logged(case_no, self._load(connection, case_no).case.query_code, False)


def _part(origin: Case, part: str, number: int, people: tuple[a.Applicant, ...]) -> a.Log:
    """A part is received the day its letter was, by the same channel."""
    return a.Log(
        agency=origin.agency,
        channel=origin.channel,
        kind=origin.kind,
        arrived_on=origin.arrived_on,
        signed_on=origin.received_on if origin.receipt_rule == "signed" else None,
        confirmed_on=origin.received_on if origin.receipt_rule == "confirmed" else None,
        confirmed_how=f"分自 {origin.case_no}",
        application=part,
        applicants=people,
        submission_key=f"{origin.case_no}/{number}",
        supply_form=origin.supply_form,
        supply_way=origin.supply_way,
    )
