"""Each check on a draft: the fault is found, and the neighbouring case without it passes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from agency import AGENCY
from builders import HANDLER, LI, OBJECTION, SEARCH, Paper, around, at

from notices import checks
from notices.catalogue import CONFIG
from notices.composing import ONLINE, organ, wording
from notices.examining import examine
from notices.levels import CHECKS, load
from workflow import acts as a
from workflow.case import Consultation
from workflow.case import Notice as CaseNotice
from workflow.errors import BadInput, MoveRefused
from workflow.examining import Finding, Subject, require_signable
from workflow.rules import Rules
from workflow.terms import ClosingGround, NoticeStatus, Party, Stance, Status, Way

DAY = date(2026, 7, 8)
ORGAN = organ(AGENCY)
SEARCHED = {"searched": "检索了档案系统，时间段为2024年，关键词为“示例大道”，没有结果。"}
SUPPLIED = {"supplied": ["环境影响评价批复"], "supply": "纸质复印件", "way": "邮寄"}
REFUSED = {"interest": "trade_secret", "asked_on": "2026-07-02", "opinion": "disagree",
           "reason": "涉及商业秘密。", "inseparable": "不能区分。"}  # fmt: skip


def reply(code: str, facts: Mapping[str, Any], paper: Paper, today: date = DAY, **changes: Any) -> Subject:
    """A reply of that outcome as drafted on that day."""
    outcome = wording().outcomes[code]
    way = changes.pop("way", Way.POST)
    content = {
        "letter": outcome.letter,
        "organ": asdict(ORGAN),
        "case_no": paper.case.case_no,
        "applicant": LI.name,
        "received_on": "2026-07-01",
        "request": "示例大道拓宽工程的环境影响评价批复",
        "provision": outcome.provision(today),
        "facts": dict(facts),
        "you": "你",
        "way_code": way.value,
        "remedy": wording().remedies.paragraph(
            outcome.remedy_class(today), today, ORGAN, online=way in ONLINE
        ),
    } | changes
    here = around(today, HANDLER)._replace(approvals=Rules.load().approvals)
    return Subject("", code, content, paper.case, AGENCY, (LI,), here)


def said(subject: Subject, level: str) -> str:
    return "；".join(finding.zh for finding in examine(subject) if finding.level == level)


IN_HAND = at(Status.IN_HAND)
SEARCHED_CASE = IN_HAND.do(SEARCH)
REVIEWED = at(Status.AWAITING_APPROVAL)


def asked(stance: Stance | None, told: bool = False) -> Paper:
    """A reviewed disclosure whose third party answered so."""
    paper = REVIEWED
    consulted = Consultation("1", Party.THIRD_PARTY, "0", "价格", DAY, stance=stance, ground="opinion")  # type: ignore[arg-type]
    letter = CaseNotice("1", "notice_third_party", NoticeStatus.SENT, "0", HANDLER, sent_on=DAY)
    case = replace(paper.case, consultations=(consulted,), notices=(letter,) if told else ())
    return paper._replace(case=case)


NOT_HELD = reply("not_held", SEARCHED, SEARCHED_CASE)
DISCLOSED = reply("disclosed", SUPPLIED, REVIEWED)


def test_sound_replies_have_nothing_to_stop_or_to_warn_of() -> None:
    for subject in (NOT_HELD, DISCLOSED):
        assert {finding.level for finding in examine(subject)} == {"ok"}


@pytest.mark.parametrize(
    ("fault", "neighbour", "words", "level"),
    [
        (reply("not_held", SEARCHED, IN_HAND), NOT_HELD, "没有检索记录", "stop"),
        (reply("disclosed", SUPPLIED, IN_HAND), DISCLOSED, "没有通过的保密审查", "stop"),
        (
            reply("not_held", SEARCHED, at(Status.CONSULTING, in_hand=(SEARCH,))),
            NOT_HELD,
            "征求意见没有结束",
            "stop",
        ),
        (
            reply("refused_third_party", REFUSED, IN_HAND),
            reply("refused_third_party", REFUSED, at(Status.IN_HAND, in_hand=OBJECTION)),
            "没有征求第三方意见的记录",
            "stop",
        ),
        (
            reply("disclosed", SUPPLIED, asked(Stance.OBJECTS)),
            reply("disclosed", SUPPLIED, asked(Stance.OBJECTS, told=True)),
            "先书面告知第三方",
            "stop",
        ),
        (
            reply("disclosed", SUPPLIED, asked(Stance.PARTLY)),
            reply("disclosed", SUPPLIED, asked(Stance.AGREES)),
            "先书面告知第三方",
            "stop",
        ),
        (
            reply("not_held", SEARCHED, SEARCHED_CASE, date(2026, 7, 30)),
            reply("not_held", SEARCHED, SEARCHED_CASE, date(2026, 7, 29)),
            "已过",
            "warn",
        ),
        (
            reply("not_held", SEARCHED, SEARCHED_CASE, provision="条例第三十六条第五项"),
            NOT_HELD,
            "没有引用",
            "stop",
        ),
        (reply("not_held", SEARCHED, SEARCHED_CASE, remedy="无"), NOT_HELD, "没有救济告知", "stop"),
        (
            reply("not_held", SEARCHED, SEARCHED_CASE, way=Way.EMAIL, remedy=NOT_HELD.content["remedy"]),
            reply("not_held", SEARCHED, SEARCHED_CASE, way=Way.EMAIL),
            "互联网渠道",
            "stop",
        ),
        (reply("not_held", SEARCHED, SEARCHED_CASE, applicant="王小明"), NOT_HELD, "不一致", "stop"),
        (
            reply("not_held", SEARCHED | {"explanation": "住址：示例市幸福路5号3栋"}, SEARCHED_CASE),
            reply("not_held", SEARCHED | {"explanation": "住址：示例市样本路7号"}, SEARCHED_CASE),
            "住址",
            "warn",
        ),
        (
            reply("not_held", SEARCHED | {"explanation": "电话0100-7654321"}, SEARCHED_CASE),
            reply("not_held", SEARCHED | {"explanation": "电话0000-1234567"}, SEARCHED_CASE),
            "固定电话",
            "warn",
        ),
        (reply("not_held", {}, SEARCHED_CASE), NOT_HELD, "检索说明", "stop"),
        (reply("not_held", SEARCHED, SEARCHED_CASE, letter="not_ours"), NOT_HELD, "", "stop"),
    ],
)
def test_a_fault_is_found_and_its_neighbour_passes(
    fault: Subject, neighbour: Subject, words: str, level: str
) -> None:
    assert words in said(fault, level)
    assert said(fault, level)
    assert words == "" or words not in said(neighbour, level)


FOUND = IN_HAND.do(replace(SEARCH, hits=2))
ASKED_TO_CORRECT = IN_HAND.all(
    (a.AskForCorrection(items="年份"), a.ReceiveCorrection(application="仍是同一文件"))
)
REASONED = IN_HAND.all(
    (a.AskForReasons(facts="一个月内四十件"), a.ReceiveReasons(reasons="研究", reasonable=False))
)
UNCLEAR = {"asked_on": "2026-07-02", "corrected_on": "2026-07-03", "remains": "仍没有写明文件名称。"}
EXCESSIVE = {"counted": "一个月内申请四十件。", "asked_on": "2026-07-02", "reason": "理由不合理。"}


@pytest.mark.parametrize(
    ("fault", "neighbour", "words", "level"),
    [
        (
            reply("not_held", SEARCHED, FOUND),
            NOT_HELD,
            "检索记录中命中2件，与“政府信息不存在”是否一致",
            "warn",
        ),
        (
            reply("still_unclear", UNCLEAR, IN_HAND),
            reply("still_unclear", UNCLEAR, ASKED_TO_CORRECT),
            "案卷中没有要求补正的记录",
            "stop",
        ),
        (
            reply("excessive", EXCESSIVE, IN_HAND),
            reply("excessive", EXCESSIVE, REASONED),
            "案卷中没有要求说明理由的记录",
            "warn",
        ),
    ],
)
def test_the_file_must_not_contradict_what_the_letter_says(
    fault: Subject, neighbour: Subject, words: str, level: str
) -> None:
    assert words in said(fault, level)
    assert words not in said(neighbour, level)
    assert said(neighbour, "stop") == ""


def test_an_office_that_keeps_its_letters_elsewhere_tells_the_third_party_too() -> None:
    untold = asked(Stance.OBJECTS)
    elsewhere = around(DAY, HANDLER)
    [consulted] = untold.case.consultations
    told = untold._replace(case=replace(untold.case, consultations=(consulted._replace(told_on=DAY),)))

    assert "tell_third_party" not in elsewhere.approvals.letters_required
    before, after = (
        reply("disclosed", SUPPLIED, paper)._replace(around=elsewhere) for paper in (untold, told)
    )
    assert "先书面告知第三方" in said(before, "stop")
    assert said(after, "stop") == ""


@pytest.mark.parametrize(
    ("party", "effect"),
    [
        (Party.THIRD_PARTY, "由本机关依法决定是否公开"),
        (Party.CO_PRODUCER, "视为同意公开"),
        (Party.OTHER_ORGAN, "视为同意公开"),
    ],
)
def test_what_silence_means_is_said_for_each_party(party: Party, effect: str) -> None:
    silent = Consultation("1", party, "0", "价格", DAY, ground=ClosingGround.SILENCE)
    paper = REVIEWED._replace(case=replace(REVIEWED.case, consultations=(silent,)))

    assert f"{party.zh}逾期未答复：{effect}" in said(reply("disclosed", SUPPLIED, paper), "ok")


def test_a_remedy_of_the_year_before_is_found_on_the_first_day_of_the_new_law() -> None:
    old = wording().remedies.paragraph("B", date(2023, 12, 29), ORGAN)
    drafted = reply("refused_third_party", REFUSED, IN_HAND, date(2026, 7, 8), remedy=old)

    assert "应当用A类" in said(drafted, "stop") or "与A类不一致" in said(drafted, "stop")


def test_before_2024_the_department_above_must_be_named_too_where_the_agency_has_one() -> None:
    agency = AGENCY._replace(upper_organ="示例省发展和改革委员会")
    both, one = (
        wording().remedies.paragraph("B", date(2023, 12, 29), organ(one)) for one in (agency, AGENCY)
    )
    outcome, known = wording().outcomes["not_held"], wording()
    words = f"{known.catalogue.full(outcome.provision(date(2023, 12, 29)))}李样七："
    draft = checks.Draft(
        text=words + both,
        outcome=outcome,
        decided_on=date(2023, 12, 29),
        organ=organ(agency),
        addressee=LI.name,
        applicant=LI.name,
    )

    def faults(text: str) -> list[str]:
        found = checks.check(replace(draft, text=text), known.catalogue, known.remedies)
        return [finding.zh for finding in found if finding.level == "stop"]

    assert "示例省发展和改革委员会" in both
    assert faults(words + both) == []
    assert "不一致" in faults(words + one)[0]


def test_contacts_of_another_agency_are_no_personal_data() -> None:
    facts = {"reason": "该信息由示例市教育局制作。", "right_agency": "示例市教育局",
             "right_contact": "示例市学府路30号2号楼，电话0100-7654321"}  # fmt: skip

    assert said(reply("not_ours", facts, IN_HAND), "warn") == ""


def notice(
    kind: str, facts: Mapping[str, Any], paper: Paper, today: date = DAY, to: str = LI.name
) -> Subject:
    """A letter beside the reply as drafted on that day."""
    declared = wording().catalogue[kind]
    content = {
        "letter": kind,
        "organ": asdict(ORGAN),
        "case_no": paper.case.case_no,
        "applicant": to,
        "received_on": "2026-07-01",
        "request": "示例大道拓宽工程的环境影响评价批复",
        "provision": wording().provision(declared, date(2026, 7, 1), today, None),
        "facts": dict(facts),
        "you": "你",
        "remedy": wording().remedy(declared, today, ORGAN, None),
    }
    here = around(today, HANDLER)
    return Subject(kind, "", content, paper.case, AGENCY, (LI,), here)


CORRECTION = {"unclear": ["没有写明年份"], "how": "写明年份。", "answer_days": 15}
ASSIST = {"tasks": ["检索合同"]}
CONSULTED = {"info": ["合同"], "concern": "可能涉及商业秘密。", "answer_days": 15}


@pytest.mark.parametrize(
    ("fault", "neighbour", "words"),
    [
        (
            notice("correction", CORRECTION, IN_HAND, date(2026, 7, 13)),
            notice("correction", CORRECTION, IN_HAND, date(2026, 7, 10)),
            "补正告知期限",
        ),
        (
            notice("consult_third_party", CONSULTED | {"answer_days": 10}, IN_HAND, to="样品公司"),
            notice("consult_third_party", CONSULTED, IN_HAND, to="样品公司"),
            "规定是15个工作日",
        ),
        (
            notice("assistance", ASSIST | {"answer_by": "2026-07-08"}, IN_HAND, to="市教育局"),
            notice("assistance", ASSIST | {"answer_by": "2026-07-09"}, IN_HAND, to="市教育局"),
            "要求答复的日期",
        ),
    ],
)
def test_a_limit_not_kept_is_warned_of(fault: Subject, neighbour: Subject, words: str) -> None:
    assert words in said(fault, "warn")
    assert words not in said(neighbour, "warn")
    assert said(neighbour, "stop") == ""


def test_a_consultation_does_not_go_to_the_applicant() -> None:
    assert "不是写给申请人的" in said(notice("consult_third_party", CONSULTED, IN_HAND), "stop")


def test_a_warning_is_signed_over_with_a_reason_and_a_stop_never() -> None:
    warn, stop = Finding("warn", "提示", "warning"), Finding("stop", "错误", "fault")

    require_signable((warn,), "已说明")
    with pytest.raises(MoveRefused):
        require_signable((warn,), " ")
    with pytest.raises(MoveRefused):
        require_signable((warn, stop), "已说明")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace('gaps = "stop"', 'gaps = "ok"'),
        lambda text: text.replace("gaps =", "gasp ="),
        lambda text: text + '\nspelling = "warn"\n',
        lambda _: "",
    ],
)
def test_every_check_has_its_level_and_no_other_stands_there(
    change: Callable[[str], str], tmp_path: Path
) -> None:
    file = tmp_path / "checks.toml"
    file.write_text(change((CONFIG / "checks.toml").read_text("utf-8")), "utf-8")

    with pytest.raises(BadInput, match=r"checks\.toml"):
        load(file)


def test_the_office_may_turn_a_warning_into_a_stop(tmp_path: Path) -> None:
    file = tmp_path / "checks.toml"
    text = (CONFIG / "checks.toml").read_text("utf-8")
    file.write_text(text.replace('deadline = "warn"', 'deadline = "stop"'), "utf-8")

    levels = load(file)

    assert levels["deadline"] == "stop"
    assert levels.keys() == CHECKS
