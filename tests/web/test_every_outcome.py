"""A reply of every outcome of both texts goes its whole way in the pages: drafted, reviewed, signed, and on paper."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pages import Visitor
from pypdf import PdfReader

from notices.catalogue import CONFIG
from notices.letter import Letter
from notices.specimens import specimens
from workflow import acts as a
from workflow.desk import Desk
from workflow.outcomes import Outcome, Outcomes
from workflow.terms import CaseKind, Channel, ClosingGround, Party, Stance

EARLY, NOW = datetime(2026, 11, 5, 3, tzinfo=UTC), datetime(2026, 11, 20, 3, tzinfo=UTC)
OUTCOMES = [o for o in Outcomes.load(CONFIG / "outcomes.toml") if o.closes == "replied"]
SPECIMENS = [letter for _, letter in specimens(CONFIG).values()]
#: facts that the file fills in by itself, and those that would name another day than this case has
FILLED = ("corrected_on", "extended_on", "way", "opinion_on", "answered_on")
ARRIVED = {"prc-2019": date(2026, 11, 4), "prc-2007": date(2019, 5, 13)}
#: step of a route -> who takes it, and on which page
STEPS = {
    "secrecy": ("rui", "secrecy-pass"),
    "legal": ("fa", "legal-pass"),
    "approval": ("qian", "approval"),
}


#: a partial disclosure goes item by item
PART = {
    "items-0-name": "出让合同",
    "items-0-treatment": "part",
    "items-0-what": "经办人的手机号码",
    "items-0-why": "属于个人隐私。",
}
ITEMS = {
    "prc-2019": PART | {"items-0-ground": "third_party"},
    "prc-2007": PART | {"items-0-ground": "old_third_party"},
}


def specimen(outcome: Outcome) -> Letter:
    """The shipped example of that letter under that text, else of the other one."""
    of_kind = [letter for letter in SPECIMENS if letter.kind == outcome.letter]
    old = outcome.regime == "prc-2007"
    return next((letter for letter in of_kind if getattr(letter, "old", False) == old), of_kind[0])


def values(letter: Letter) -> dict[str, str]:
    """Its facts as a form sends them."""
    return {name: _sent(value) for name, value in letter.facts.items() if value and name not in FILLED}


def _sent(value: Any) -> str:
    if not isinstance(value, tuple):
        return str(value)
    return "\n".join(" | ".join(line) if isinstance(line, tuple) else line for line in value)


def opened(desk: Desk, outcome: Outcome) -> str:
    """A case of that text in Ana's hands, searched, its third party heard."""
    form = a.Log(
        agency=2,
        channel=Channel.COUNTER,
        kind=outcome.kind,
        arrived_on=ARRIVED[outcome.regime],
        application="请求公开原浒山片区三产综合楼用地的出让批准文件。",
        applicants=(a.Applicant(name="李样七"),),
        submission_key=outcome.code,
    )
    case_no = desk.log(1, form, EARLY).case_no
    desk.perform(1, case_no, a.TakeInHand(handler=1), EARLY)
    if outcome.kind is CaseKind.RECORD_CORRECTION:
        return case_no
    search = a.RecordSearch(places=("档案系统",), keywords=("浒山",), searcher="安承办", hits=0)
    asked = a.OpenConsultation(party=Party.THIRD_PARTY, name="示例置业有限公司", subject="合同价款")
    opinion = a.RecordOpinion(ref="1", stance=Stance.OBJECTS, opinion="涉及商业秘密")
    heard = (asked, opinion, a.CloseConsultation(ref="1", ground=ClosingGround.OPINION))
    if outcome.code == "still_unclear":
        desk.perform(1, case_no, a.AskForCorrection(items="请写明年份"), EARLY)
        desk.perform(1, case_no, a.ReceiveCorrection(application="请求公开有关批准文件。"), NOW)
    for act in (search, *(heard if "third_party" in outcome.code else ())):
        desk.perform(1, case_no, act, NOW)
    return case_no


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda outcome: outcome.code)
def test_a_reply_of_every_outcome_is_drafted_reviewed_signed_and_printed(
    outcome: Outcome, visit: Callable[[str], Visitor], desk: Desk
) -> None:
    case_no = opened(desk, outcome)
    at, ana = f"/cases/{case_no}", visit("ana")

    said = values(specimen(outcome)) | (
        ITEMS[outcome.regime] if outcome.code.endswith("partly_disclosed") else {}
    )
    ana.do(f"{at}/draft?outcome={outcome.code}", to=f"{at}/draft", outcome=outcome.code, **said)
    ana.do(f"{at}/submission")
    for step in desk.rules.approvals.steps(outcome.code):
        account, noun = STEPS[step]
        more = {"warnings_accepted": "已核对"} if noun == "approval" else {}
        visit(account).do(f"{at}/{noun}", **more)
    pdf = ana.client.get(f"{at}/letters/reply.pdf").data

    case = desk.view(1, case_no, NOW).case
    words = "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())
    assert case.outcome == outcome.code
    assert case.document_no == "示例公开〔2026〕1号"
    assert "李样七：" in words
    assert case.document_no in words
    assert case.letters[-1].kind == outcome.letter


def test_an_old_application_may_be_answered_by_the_text_in_force_and_counts_by_the_old_one(
    ana: Visitor, visit: Callable[[str], Visitor], desk: Desk
) -> None:
    """The text of 2019 has no transition article: the period follows receipt, the office chooses the grounds."""
    outcomes = {outcome.code: outcome for outcome in OUTCOMES}
    case_no = opened(desk, outcomes["old_disclosed"])
    at = f"/cases/{case_no}"

    page = ana.get(f"{at}/draft").main()
    ana.do(f"{at}/draft?outcome=disclosed", to=f"{at}/draft", **values(specimen(outcomes["disclosed"])))
    words = ana.get(f"{at}/reply").main()

    assert "予以公开（按2019年条例）" in page
    assert "third_party" in ana.get(f"{at}/draft?outcome=partly_disclosed").source
    assert "old_third_party" not in ana.get(f"{at}/draft?outcome=partly_disclosed").source
    assert "《中华人民共和国政府信息公开条例》第三十六条第二项" in words
    assert "国务院令第492号" not in words
    view = desk.view(1, case_no, NOW)
    assert view.case.regime == "prc-2007"
    assert view.case.draft is not None
    assert view.case.draft.outcome == "disclosed"
