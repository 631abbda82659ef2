"""What a letter of a case says, as stored with the draft: complete but for number and date, then read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from functools import cache
from typing import Any

from notices.catalogue import CONFIG, shipped
from notices.fact_input import from_json
from notices.facts import Fact
from notices.letter import YOU, Notice, Organ
from notices.wording import Wording
from workflow.acts import Applicant
from workflow.clock.timeline import EventType
from workflow.errors import BadInput
from workflow.outcomes import Outcome
from workflow.store.repository import AgencyView
from workflow.terms import ApplicantType, Way
from workflow.viewing import View

ONLINE = (Way.EMAIL, Way.PORTAL)
UNNUMBERED = "　"  # stands for the number until the letter is signed
APPLICANT = ("applicant", "internal")  # letters that name the applicant in their frame


@cache
def wording() -> Wording:
    """The shipped settings, read once."""
    return Wording.load(CONFIG)


def organ(agency: AgencyView) -> Organ:
    """The agency as letters name it. Raises BadInput where its review organ or court is not set up."""
    names = (
        *("name", "review_organ", "court", "upper_organ", "review_online"),
        *("office", "address", "postcode", "phone", "hours"),
    )
    return Organ(**{name: getattr(agency, name) for name in names})


def short(words: str) -> str:
    """A term without what stands in brackets."""
    return words.partition("（")[0]


def addressee(people: tuple[Applicant, ...]) -> str:
    """Everybody who asked, by name."""
    return "、".join(who.name for who in people)


def form_of_address(people: tuple[Applicant, ...]) -> str:
    """你 for a person, 你们 for several, 你单位 for an organisation."""
    if len(people) > 1:
        return YOU[1]
    return YOU[0] if people[0].type is ApplicantType.NATURAL_PERSON else YOU[2]


def unnumbered(agency: AgencyView, on: date, form: str | None = None) -> str:
    """The document number before it is given, the place of the number left open; form: that of its own series."""
    return (form or agency.number_template).replace("{year}", str(on.year)).replace("{n}", UNNUMBERED)


def reply_content(
    view: View, outcome: Outcome, facts: Mapping[str, Any], *, request: str, you: str, way: Way
) -> dict[str, Any]:
    """The reply of that outcome; `facts` as its letter declares them, `way` how it travels to the applicant.

    What the file knows (correction, extension, way) fills itself in. Raises BadInput naming what is missing.
    """
    on, head = view.today, organ(view.agency)
    provision = outcome.provision(on)
    stated = known_facts(view, way) | {name: value for name, value in facts.items() if value is not None}
    held = _facts(
        declared_of(outcome.letter, provision), stated, known_facts(view, way).keys() - facts.keys()
    )
    made = _frame(view, head) | {
        "letter": outcome.letter,
        "outcome": outcome.code,
        "request": request,
        "you": you,
        "way_code": way.value,
        "provision": provision,
        "facts": held,
        "remedy": _remedy(outcome, view, head, way),
    }
    if "supplied" in held:
        made["supplied"] = held["supplied"]  # what the secrecy review goes through, item by item
    letter_of(made, unnumbered(view.agency, on), on)
    return made


def notice_content(
    view: View,
    kind: str,
    facts: Mapping[str, Any],
    *,
    to: str = "",
    you: str = "",
    attachments: tuple[str, ...] = (),
    issuer: AgencyView | None = None,
) -> dict[str, Any]:
    """A letter beside the reply; `to` names the addressee where that is not the applicant. Raises BadInput.

    `issuer` is the agency above that issues it, where that is not the agency that has the case.
    """
    agency = issuer or view.agency
    declared, on, head = wording().catalogue[kind], view.today, organ(agency)
    mine = declared.addressee in APPLICANT
    if not mine and not to.strip():
        raise BadInput("请写明收件单位或者个人 / name the addressee")
    received = view.case.received_on
    outcome = None
    if declared.remedy == "outcome":
        outcome = wording().outcome(kind, received or view.case.arrived_on)
    provision = wording().provision(declared, received or view.case.arrived_on, on, outcome)
    made = _frame(view, head) | {
        "letter": kind,
        "you": you or (form_of_address(view.applicants) if mine else YOU[2]),
        "request": view.texts[view.case.application_sha256].strip(),
        "provision": provision,
        "facts": _facts(declared_of(kind, provision), facts),
        "remedy": wording().remedy(declared, on, head, outcome, online=bool(head.review_online)),
        "attachments": list(attachments),
    }
    made |= {} if mine else {"applicant": to.strip()}
    letter_of(made, unnumbered(agency, on), on)
    return made


def letter_of(held: Mapping[str, Any], number: str, dated_on: date) -> Notice:
    """The letter of a drafted or signed content. Raises BadInput where something is missing."""
    try:
        kind = shipped()[held["letter"]]
        facts = {f.name: f for f in declared_of(kind.code, held["provision"])}
        return Notice(
            kind=kind.code,
            organ=Organ(**held["organ"]),
            applicant=held["applicant"],
            dated_on=dated_on,
            number=number if kind.numbered else "",
            case_no="" if "case_no" in kind.without else held["case_no"],
            received_on=None if "received_on" in kind.without else _day(held["received_on"]),
            request="" if "request" in kind.without else held["request"],
            provision=held["provision"],
            you=held["you"],
            facts={n: from_json(facts[n], v) if n in facts else v for n, v in held["facts"].items()},
            remedy=held["remedy"],
            attachments=tuple(held.get("attachments", ())),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as bad:
        raise BadInput("文书稿内容不全，请修改后保存 / the draft lacks something: revise it") from bad


def signed_letter(held: Mapping[str, Any]) -> Notice:
    """The letter of a content that was signed: it holds its number and date. Raises BadInput."""
    dated = held.get("dated") or held.get("dated_on")
    if not dated or "number" not in held:
        raise BadInput("文书尚未签发 / the letter has not been signed")
    return letter_of(held, held["number"], date.fromisoformat(dated))


def declared_of(kind: str, provision: str) -> tuple[Fact, ...]:
    """The facts of that kind under the text its provision belongs to."""
    return wording().catalogue[kind].declared("条例（2007）" in provision)


def known_facts(view: View, way: Way) -> dict[str, Any]:
    """What a reply states without being asked, as the file has it."""
    corrected = [e.on for e in view.case.events if e.type is EventType.CORRECTION_RECEIVED]
    extended = view.case.extension.notified_on if view.case.extension else None
    return {
        "corrected_on": corrected[-1] if corrected else None,
        "extended_on": extended,
        "way": short(way.zh),
    }


def _remedy(outcome: Outcome, view: View, head: Organ, way: Way) -> str:
    """The paragraph of the outcome's class, in the wording of the agency."""
    remedies, on = wording().remedies, view.today
    cautious = view.agency.code in remedies.review_only
    return remedies.paragraph(outcome.remedy_class(on), on, head, online=way in ONLINE, cautious=cautious)


def _frame(view: View, head: Organ) -> dict[str, Any]:
    return {
        "organ": asdict(head),
        "case_no": view.case.case_no,
        "applicant": addressee(view.applicants),
        "received_on": view.case.received_on.isoformat() if view.case.received_on else None,
    }


def _facts(declared: tuple[Fact, ...], given: Mapping[str, Any], optional: Any = ()) -> dict[str, Any]:
    """As JSON holds them; a fact that filled itself in stays out where the letter does not state it."""
    known = {fact.name: fact for fact in declared}
    if odd := sorted(given.keys() - known.keys() - set(optional)):
        raise BadInput(f"这种文书没有这些内容 / unknown fact: {', '.join(odd)}")
    held = {name: _plain(known[name], value) for name, value in given.items() if name in known}
    return {name: value for name, value in held.items() if value not in (None, "", [])}


def _plain(fact: Fact, value: Any) -> Any:
    """Dates as text, lists as lists; a row of a table may come as one line, its cells parted by |."""
    if isinstance(value, date):
        return value.isoformat()
    if fact.type == "table":
        return [_row(row) for row in value]
    return list(value) if isinstance(value, tuple) else value


def _row(row: Any) -> list[str]:
    cells = row.replace("｜", "|").split("|") if isinstance(row, str) else row
    return [str(cell).strip() for cell in cells]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
