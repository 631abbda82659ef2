"""Every check on a draft as it would be signed now; the desk asks at the signature, the pages beside the draft."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from notices import case_checks, checks
from notices.composing import APPLICANT, ONLINE, addressee, letter_of, organ, unnumbered, wording
from notices.letter import Notice
from notices.levels import Found, shipped_levels, weighed
from notices.render import text
from notices.text_checks import Known, addressed, flat, gaps, personal
from workflow.desk import Desk
from workflow.errors import BadInput, RuleMissing
from workflow.examining import Finding, Subject
from workflow.outcomes import Outcome
from workflow.store import repository
from workflow.viewing import View

#: facts that hold contacts of other agencies, published by them
CONTACTS = ("right_contact", "query_place", "proper_channel", "source", "pay_how", "place", "handed_over")


def examine(subject: Subject) -> tuple[Finding, ...]:
    """Every finding on the draft, those that stop first."""
    try:
        letter = letter_of(
            subject.content, unnumbered(subject.agency, subject.around.today), subject.around.today
        )
        found = list(findings(subject, letter, text(letter.kind, letter)))
    except (BadInput, RuleMissing) as bad:
        zh, _, en = str(bad).partition(" / ")
        found = [Found("incomplete", False, zh, en or zh)]
    return weighed(found, shipped_levels())


def findings(subject: Subject, letter: Notice, words: str) -> Iterable[Found]:
    """The answers of all checks; `words` is the letter as `render.text` gives it. Raises BadInput, RuleMissing."""
    if subject.outcome:
        outcome = wording().outcomes[subject.outcome]
        yield from _kind_fits(letter, outcome)
        yield from checks.found(
            _draft(subject, letter, outcome, words), wording().catalogue, wording().remedies
        )
        yield from case_checks.before_reply(subject, letter, outcome)
    else:
        yield from _notice(subject, letter, words)
        yield from case_checks.before_notice(subject, letter)


def subject_of(desk: Desk, view: View, ref: str = "") -> Subject | None:
    """What would be signed now: the reply's draft, or the letter of that reference; None where there is none."""
    case, notice = view.case, view.case.notice(ref) if ref else None
    digest = notice.content_sha256 if notice else case.draft.content_sha256 if case.draft and not ref else ""
    if not digest:
        return None
    with desk.store.database.reading() as connection:
        around = desk.around(connection, view.officer, view.history[-1].at)._replace(today=view.today)
        agency = repository.agency(connection, notice.issuer) if notice and notice.issuer else view.agency
    outcome = case.draft.outcome if case.draft and not notice else ""
    content = json.loads(view.texts[digest])
    return Subject(notice.kind if notice else "", outcome, content, case, agency, view.applicants, around)


def _draft(subject: Subject, letter: Notice, outcome: Outcome, words: str) -> checks.Draft:
    people = subject.applicants
    return checks.Draft(
        text=words,
        outcome=outcome,
        decided_on=subject.around.today,
        organ=organ(subject.agency),
        addressee=letter.applicant,
        applicant=addressee(people),
        applicant_phones=tuple(who.phone for who in people if who.phone),
        applicant_addresses=tuple(who.address for who in people if who.address),
        contacts=_contacts(letter),
        grounds=_grounds(letter),
        online=subject.content.get("way_code") in ONLINE,
    )


def _contacts(letter: Notice) -> tuple[str, ...]:
    held = [letter.facts.get(name) or () for name in CONTACTS]
    lines = [line for value in held for line in ([value] if isinstance(value, str) else value)]  # type: ignore[union-attr]
    return tuple(part for line in lines for part in str(line).split("\n") if part.strip())


def _grounds(letter: Notice) -> str:
    withheld = letter.facts.get("withheld") or ()
    return "".join(cell for row in withheld for cell in row) if isinstance(withheld, tuple) else ""


def _kind_fits(letter: Notice, outcome: Outcome) -> Iterable[Found]:
    if letter.kind != outcome.letter:
        zh = f"“{outcome.zh}”不用这种文书"
        yield Found("provision", False, zh, f"'{outcome.en}' needs another letter: {outcome.letter}")


def _notice(subject: Subject, letter: Notice, words: str) -> Iterable[Found]:
    people, today = subject.applicants, subject.around.today
    yield _provision(letter, today)
    yield from _remedy(subject, letter, words)
    yield gaps(words)
    phones = tuple(who.phone for who in people if who.phone)
    homes = tuple(who.address for who in people if who.address)
    yield from personal(words, Known(organ(subject.agency), phones, homes, _contacts(letter)))
    yield _addressed(subject, letter, words)


def _outcome_of(letter: Notice) -> Outcome | None:
    kind = wording().catalogue[letter.kind]
    if kind.remedy != "outcome" or letter.received_on is None:
        return None
    return wording().outcome(letter.kind, letter.received_on)


def _provision(letter: Notice, today: date) -> Found:
    kind, outcome = wording().catalogue[letter.kind], _outcome_of(letter)
    wanted = wording().provision(kind, letter.received_on, today, outcome)
    if letter.provision != wanted:
        zh = f"依据应当是{wanted}，文书写的是{letter.provision}"
        return Found("provision", False, zh, f"The provision should be {wanted}", wanted)
    return Found("provision", True, "依据与文书种类一致", "The provision fits the kind of letter", wanted)


def _remedy(subject: Subject, letter: Notice, words: str) -> Iterable[Found]:
    kind = wording().catalogue[letter.kind]
    wanted = wording().remedy(kind, subject.around.today, organ(subject.agency), _outcome_of(letter))
    if not wanted:
        return
    yield from checks.misnamed(organ(subject.agency), subject.around.today, wording().remedies)
    if flat(wanted) in flat(words):
        yield Found("remedy", True, "救济告知与文书和日期一致", "The remedy paragraph fits letter and date")
    else:
        yield Found(
            "remedy", False, "救济告知缺少，或者与日期、机关不一致", "The remedy is missing or differs"
        )


def _addressed(subject: Subject, letter: Notice, words: str) -> Found:
    people = addressee(subject.applicants)
    if wording().catalogue[letter.kind].addressee in APPLICANT:
        return addressed(words, letter.applicant, people)
    if flat(letter.applicant) == flat(people):
        zh = "这种文书不是写给申请人的"
        return Found("addressee", False, zh, "This letter does not go to the applicant")
    return Found("addressee", True, f"收件人是{letter.applicant}", f"Addressed to {letter.applicant}")
