"""From a case to what its letters say: complete when drafted, word for word when signed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from functools import cache
from typing import Any

from notices.catalogue import shipped
from notices.letter import KINDS, YOU, Notice, Organ, Reply
from notices.remedies import Remedies
from notices.render import CONFIG
from workflow.acts import Applicant
from workflow.case import Notice as CaseNotice
from workflow.errors import BadInput, NotFound
from workflow.outcomes import Outcome, Outcomes
from workflow.store.repository import AgencyView
from workflow.terms import ApplicantType, SupplyForm, Way
from workflow.timeline import EventType
from workflow.viewing import View
from workflow.wording import Words

DISCLOSED = Reply.kind
ONLINE = (Way.EMAIL, Way.PORTAL)
UNNUMBERED = "＊"  # stands for the number until the letter is signed
SUPPLIED_AS = {
    SupplyForm.PAPER: Words("纸质复印件", "Paper copy"),
    SupplyForm.ELECTRONIC: Words("电子文档", "Electronic copy"),
    SupplyForm.VIEWING: Words("查阅、抄录", "Viewing and copying"),
}


@cache
def remedies() -> Remedies:
    """The remedy paragraphs."""
    return Remedies.load(CONFIG / "remedies.toml")


def organ(agency: AgencyView) -> Organ:
    """The agency as letters name it. Raises BadInput where its address for remedies is not set up."""
    return Organ(
        name=agency.name,
        review_organ=agency.review_organ,
        court=agency.court,
        address=agency.address,
        phone=agency.phone,
    )


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


def outcomes_of(view: View, outcomes: Outcomes) -> list[tuple[str, Words]]:
    """The outcomes open to this case whose letter exists."""
    regime = view.case.regime
    if not regime:
        return []
    held = outcomes.for_regime(regime, view.case.kind)
    return [(o.code, Words(o.zh, o.en)) for o in held if o.letter in KINDS and o.closes == "replied"]


def first_values(view: View) -> dict[str, Any]:
    """What the form of a reply begins with: the draft there is, else the application."""
    case = view.case
    if case.draft:
        held = json.loads(view.texts[case.draft.content_sha256])
        chosen = {name: held[name] for name in ("request", "supply", "you", "note") if name in held}
        supplied, way = tuple(held.get("supplied", ())), Way(held["way_code"])
        return chosen | {"outcome": case.draft.outcome, "supplied": supplied, "way": way}
    return {
        "request": _without_asking(view.texts[case.application_sha256]),
        "supply": SUPPLIED_AS[case.supply_form].zh,
        "way": case.supply_way,
        "you": form_of_address(view.applicants),
    }


def _without_asking(application: str) -> str:
    """What is asked for, without "请求公开" before it and the full stop after it: the letter says both itself."""
    return re.sub(
        r"^(请求|申请|要求|希望|请)+(贵(机关|单位|局|府))?(依法)?公开", "", application.strip()
    ).rstrip("。. ")


def content(
    view: View,
    outcome: Outcome,
    *,
    request: str,
    supplied: tuple[str, ...],
    supply: str,
    way: Way,
    you: str,
    note: str,
) -> dict[str, Any]:
    """Everything the reply will say, but its number and date. Raises BadInput for what the letter cannot hold."""
    case, on = view.case, view.today
    corrected = [event.on for event in case.events if event.type is EventType.CORRECTION_RECEIVED]
    head = organ(view.agency)
    made = {
        "letter": outcome.letter,
        "organ": asdict(head),
        "case_no": case.case_no,
        "applicant": addressee(view.applicants),
        "received_on": _iso(case.received_on),
        "request": request,
        "provision": outcome.provision(on),
        "supplied": list(supplied),
        "supply": supply,
        "way": short(way.zh),
        "way_code": way.value,
        "remedy": remedies().paragraph(outcome.remedy_class(on), on, head, online=way in ONLINE),
        "corrected_on": _iso(corrected[-1] if corrected else None),
        "extended_on": _iso(case.extension.notified_on if case.extension else None),
        "you": you,
        "note": note,
    }
    reply(made, unnumbered(view.agency, on), on)
    return made


def unnumbered(agency: AgencyView, on: date) -> str:
    """The document number before it is given."""
    return agency.number_template.replace("{year}", str(on.year)).replace("{n}", UNNUMBERED)


def reply(held: Mapping[str, Any], number: str, dated_on: date) -> Reply:
    """The letter of a drafted or frozen content. Raises BadInput where something is missing."""
    try:
        return Reply(
            organ=Organ(**held["organ"]),
            number=number,
            case_no=held["case_no"],
            applicant=held["applicant"],
            received_on=date.fromisoformat(held["received_on"]),
            request=held["request"],
            provision=held["provision"],
            supplied=tuple(held["supplied"]),
            supply=held["supply"],
            way=held["way"],
            remedy=held["remedy"],
            dated_on=dated_on,
            corrected_on=_day(held["corrected_on"]),
            extended_on=_day(held["extended_on"]),
            you=held["you"],
            note=held["note"],
        )
    except (KeyError, TypeError, ValueError) as bad:
        raise BadInput("答复稿内容不全，请修改后保存 / the draft lacks something: revise it") from bad


def draft(view: View) -> Reply:
    """The reply as drafted, dated today. Raises NotFound where there is none."""
    if view.case.draft is None:
        raise NotFound(f"{view.case.case_no} 还没有答复稿 / there is no draft yet")
    held = json.loads(view.texts[view.case.draft.content_sha256])
    return reply(held, unnumbered(view.agency, view.today), view.today)


def signed(view: View) -> Reply:
    """The reply as signed, word for word. Raises NotFound before approval."""
    digest = view.case.reply_content_sha256
    if not digest:
        raise NotFound(f"{view.case.case_no} 的答复尚未签发 / the reply has not been approved")
    held = json.loads(view.texts[digest])
    return reply(held, held["number"], date.fromisoformat(held["dated"]))


def _iso(on: date | None) -> str | None:
    return on.isoformat() if on else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def supplied(view: View) -> tuple[str, ...]:
    """The documents the draft supplies, by name."""
    if view.case.draft is None:
        return ()
    return tuple(json.loads(view.texts[view.case.draft.content_sha256]).get("supplied", ()))


def notice_content(view: View, kind: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Everything a letter beside the reply will say, but its number and date. Raises BadInput."""
    case, declared = view.case, shipped()[kind]
    frame: dict[str, Any] = {
        "letter": kind,
        "organ": asdict(organ(view.agency)),
        "applicant": str(facts.get("addressee") or addressee(view.applicants)),
        "you": form_of_address(view.applicants),
        "provision": declared.provision(case.received_on or case.arrived_on),
        "case_no": case.case_no,
        "received_on": _iso(case.received_on),
        "request": view.texts[case.application_sha256].strip(),
        "facts": {name: _plain(value) for name, value in facts.items()},
        "remedy": "",
        "attachments": [],
    }
    notice(frame, unnumbered(view.agency, view.today), view.today)
    return frame


def notice(held: Mapping[str, Any], number: str, dated_on: date) -> Notice:
    """The letter of a drafted or signed content. Raises BadInput where something is missing."""
    kind = shipped()[held["letter"]]
    declared = {fact.name: fact for fact in (*kind.facts, *kind.facts_2007)}
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
        facts={name: _typed(declared[name].type, value) for name, value in held["facts"].items()},
        remedy=held["remedy"],
        attachments=tuple(held["attachments"]),
    )


def notice_facts(view: View, drafted: CaseNotice) -> dict[str, Any]:
    """What a draft states, as a form shows it."""
    held = json.loads(view.texts[drafted.content_sha256])
    kind = shipped()[drafted.kind]
    types = {fact.name: fact.type for fact in (*kind.facts, *kind.facts_2007)}
    return {name: _typed(types[name], value) for name, value in held["facts"].items() if name in types}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _typed(kind: str, value: Any) -> Any:
    if kind == "date":
        return _day(value)
    if kind == "lines":
        return tuple(value)
    if kind == "table":
        return tuple(tuple(row.split("|")) if isinstance(row, str) else tuple(row) for row in value)
    return value
