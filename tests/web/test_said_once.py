"""What a signed letter states is typed once: sent, issued again or recalled, the forms begin with its words."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from letters_here import NOW, RULES
from letters_here import app as app
from letters_here import desk as desk
from pages import Visitor

from notices.catalogue import shipped
from workflow import acts as a
from workflow.desk import Desk
from workflow.store import Store
from workflow.terms import ClosingGround, NoticeStatus, Party, Stance

THIRD = "示例置业有限公司"

#: the act, its letter, what the letter states, and what the act's form then begins with
SAID: dict[str, tuple[str, dict[str, str], dict[str, str]]] = {
    "correction-request": (
        "correction",
        {"unclear": "没有写明年份\n没有写明地块", "how": "写明年份和地块。"},
        {"items": "没有写明年份\n没有写明地块\n写明年份和地块。", "answer_by": ""},
    ),
    "reasons-request": (
        "reasons_request",
        {"counted": "本月第三十一件。"},
        {"facts": "本月第三十一件。", "answer_by": ""},
    ),
    "delayed-period": (
        "delayed_reply",
        {"finding": "数量大。", "new_due_on": "2026-12-31"},
        {"until": "2026-12-31", "reason": "数量大。"},
    ),
    "consultation": (
        "consult_third_party",
        {"info": "出让合同", "concern": "可能涉及商业秘密。"},
        {"party": "third_party", "name": THIRD, "subject": "出让合同"},
    ),
    "third-party-notice": (
        "notice_third_party",
        {"info": "出让合同", "reason": "公共利益需要公开。", "opinion": "disagree"},
        {"ref": "1", "reason": "出让合同\n公共利益需要公开。"},
    ),
    "fee": (
        "fee_notice",
        {"charge_by": "per_case", "fee_count": "12", "pay_how": "到窗口缴纳。"},
        {"mode": "per_case", "count": "12"},
    ),
}
BEFORE: dict[str, tuple[a.Act, ...]] = {
    "delayed-period": (
        a.AskForReasons(facts="本月第三十一件"),
        a.ReceiveReasons(reasons="研究所需", reasonable=True),
    ),
    "third-party-notice": (
        a.OpenConsultation(party=Party.THIRD_PARTY, name=THIRD, subject="合同价款"),
        a.RecordOpinion(ref="1", stance=Stance.OBJECTS, opinion="商业秘密"),
        a.CloseConsultation(ref="1", ground=ClosingGround.OPINION),
    ),
}


def signed(visit: Callable[[str], Visitor], case_no: str, kind: str, facts: dict[str, str]) -> None:
    """A letter of that kind, drafted and signed."""
    at = f"/cases/{case_no}"
    to = {} if shipped()[kind].addressee == "applicant" else {"addressee": THIRD}
    said = {f"fact_{name}": value for name, value in facts.items()}
    visit("ana").do(f"{at}/letter-draft?kind={kind}", to=f"{at}/letter-draft", **said, **to)
    visit("ana").do(f"{at}/letter-submission")
    if "legal" in RULES.approvals.letter_steps(kind):
        visit("fa").do(f"{at}/letter-legal-pass")
    visit("qian").do(f"{at}/letter-signature")


def content(desk: Desk, case_no: str, ref: str) -> dict[str, Any]:
    """What that letter says, as stored."""
    view = desk.view(1, case_no, NOW)
    notice = view.case.notice(ref)
    assert notice is not None
    held: dict[str, Any] = json.loads(view.texts[notice.content_sha256])
    return held


@pytest.mark.parametrize("noun", SAID)
def test_the_act_that_sends_a_letter_begins_with_what_it_states(
    noun: str, visit: Callable[[str], Visitor], store: Store, case_no: str
) -> None:
    kind, facts, expected = SAID[noun]
    bare = Desk(store, replace(RULES, approvals=RULES.approvals.without_letters()))
    for act in BEFORE.get(noun, ()):
        bare.perform(1, case_no, act, NOW)

    signed(visit, case_no, kind, facts)

    shown = visit("ana").get(f"/cases/{case_no}/{noun}").values()
    assert {name: shown[name].replace("\r\n", "\n") for name in expected} == expected
    visit("ana").do(f"/cases/{case_no}/{noun}")


def test_a_period_other_than_the_usual_one_gives_the_day(
    visit: Callable[[str], Visitor], desk: Desk, case_no: str
) -> None:
    facts = SAID["correction-request"][1] | {"answer_days": "10"}
    signed(visit, case_no, "correction", facts)
    before = desk.view(1, case_no, NOW).today

    visit("ana").do(f"/cases/{case_no}/correction-request")

    view = desk.view(1, case_no, NOW)
    assert view.case.correction_answer_by is not None
    assert before.isoformat() == "2026-11-09"
    assert view.case.correction_answer_by.isoformat() == "2026-11-23"


def test_what_is_typed_into_the_act_stands_over_the_letter(
    visit: Callable[[str], Visitor], desk: Desk, case_no: str
) -> None:
    signed(visit, case_no, *SAID["correction-request"][:2])

    visit("ana").do(f"/cases/{case_no}/correction-request", items="只写年份")

    assert "只写年份" in desk.view(1, case_no, NOW).texts.values()


def test_a_voided_letter_is_issued_again_with_only_the_wrong_word_changed(
    visit: Callable[[str], Visitor], desk: Desk, case_no: str
) -> None:
    ana, at = visit("ana"), f"/cases/{case_no}"
    signed(visit, case_no, "correction", SAID["correction-request"][1])
    visit("qian").do(f"{at}/letter-void", reason="地块写错")
    [again] = [link for link in ana.get(at).links() if "supersedes=1" in link]

    shown = ana.get(again).values()
    assert shown["fact_how"] == "写明年份和地块。"
    assert shown["supersedes"] == "1"
    ana.do(again, to=f"{at}/letter-draft", fact_how="写明年份和宗地号。")

    first, second = content(desk, case_no, "1"), content(desk, case_no, "2")
    assert second["facts"] == first["facts"] | {"how": "写明年份和宗地号。"}
    assert {name for name in first if first[name] != second.get(name)} <= {"facts", "number", "dated_on"}
    assert [n.supersedes for n in desk.view(1, case_no, NOW).case.notices] == ["", "1"]
    assert not [link for link in ana.get(at).links() if "supersedes" in link]


def test_a_letter_of_another_kind_begins_with_the_file_alone(
    visit: Callable[[str], Visitor], desk: Desk, case_no: str
) -> None:
    signed(visit, case_no, "correction", SAID["correction-request"][1])
    visit("qian").do(f"/cases/{case_no}/letter-void", reason="地块写错")

    shown = visit("ana").get(f"/cases/{case_no}/letter-draft?kind=reasons_request").values()

    assert "supersedes" not in shown
    assert shown["fact_counted"].strip() == ""
    assert desk.view(1, case_no, NOW).case.notices[0].status is NoticeStatus.VOIDED


def test_a_recalled_reply_is_drafted_again_from_its_own_words(
    visit: Callable[[str], Visitor], desk: Desk, case_no: str
) -> None:
    ana, at = visit("ana"), f"/cases/{case_no}"
    ana.do(f"{at}/draft", supplied="批准文件", note="另附说明。", request="示例地块的批准文件")
    ana.do(f"{at}/submission")
    visit("rui").do(f"{at}/secrecy-pass")
    visit("qian").do(f"{at}/approval")
    visit("qian").do(f"{at}/recall", reason="附件有误")

    shown = ana.get(f"{at}/draft").values()
    ana.do(f"{at}/draft", supplied="批准文件及附图")

    assert (shown["supplied"], shown["note"], shown["request"]) == (
        "批准文件",
        "另附说明。",
        "示例地块的批准文件",
    )
    view = desk.view(1, case_no, NOW)
    assert view.case.draft is not None
    held = json.loads(view.texts[view.case.draft.content_sha256])
    assert (held["facts"]["supplied"], held["facts"]["note"]) == (["批准文件及附图"], "另附说明。")
