"""Faults of a draft that must be found before it is signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from notices.catalogue import Catalogue
from notices.checks import Draft, check
from notices.letter import Reply
from notices.remedies import Remedies
from notices.render import text
from notices.specimens import ORGAN, specimens
from workflow.outcomes import Outcomes

CONFIG = Path(__file__).parents[2] / "config"
OUTCOMES = Outcomes.load(CONFIG / "outcomes.toml")
CATALOGUE = Catalogue.load(CONFIG / "notices.toml")
REMEDIES = Remedies.load(CONFIG / "remedies.toml")
REPLY = specimens(CONFIG)["reply_disclosed"][1]
assert isinstance(REPLY, Reply)
SOUND = Draft(
    text=text("reply_disclosed", REPLY),
    outcome=OUTCOMES["disclosed"],
    decided_on=REPLY.dated_on,
    organ=ORGAN,
    addressee="王小明",
    applicant="王小明",
)


def levels(draft: Draft) -> list[str]:
    return [finding.level for finding in check(draft, CATALOGUE, REMEDIES)]


def stops(draft: Draft) -> str:
    return "；".join(f.zh for f in check(draft, CATALOGUE, REMEDIES) if f.level == "stop")


def test_a_sound_reply_passes_every_check() -> None:
    assert levels(SOUND) == ["ok"] * 5


def test_the_provision_of_another_outcome_stops_the_reply() -> None:
    wrong = replace(SOUND, text=SOUND.text.replace("第三十六条第二项", "第三十六条第一项"))

    assert "没有引用“予以公开”的依据" in stops(wrong)


def test_one_more_article_of_the_same_law_is_pointed_out() -> None:
    more = replace(SOUND, text=SOUND.text + "《中华人民共和国政府信息公开条例》第十五条")

    assert levels(more)[0] == "warn"


@pytest.mark.parametrize(
    ("article", "level"),
    [("第十五条", "ok"), ("第十六条第二款", "ok"), ("第十条", "warn"), ("第三十九条", "warn")],
)
def test_a_partial_disclosure_may_speak_of_the_articles_that_close_a_part(article: str, level: str) -> None:
    words = SOUND.text.replace("第三十六条第二项", "第三十七条")
    partly = replace(SOUND, outcome=OUTCOMES["partly_disclosed"], text=words)

    more = replace(partly, text=words + f"《中华人民共和国政府信息公开条例》{article}")

    assert (
        next(f.level for f in check(more, CATALOGUE, REMEDIES) if "条款" in f.zh or "依据" in f.zh) == level
    )


def test_a_missing_remedy_paragraph_stops_the_reply() -> None:
    assert "没有救济告知" in stops(replace(SOUND, text=SOUND.text.replace(REPLY.remedy, "")))


def test_the_paragraph_of_another_class_stops_the_reply() -> None:
    review_first = REMEDIES.paragraph("A", SOUND.decided_on, ORGAN)

    assert "用了A类，应当用B类" in stops(replace(SOUND, text=SOUND.text.replace(REPLY.remedy, review_first)))


def test_a_free_choice_in_a_refusal_of_2024_stops_it_but_not_in_2023() -> None:
    words = SOUND.text.replace("第三十六条第二项", "第十六条第一款、第三十六条第三项")
    refusal = replace(SOUND, outcome=OUTCOMES["refused_internal"], text=words)
    old = REMEDIES.paragraph("B", date(2023, 12, 29), ORGAN)

    assert "应当用A类" in stops(replace(refusal, decided_on=date(2024, 1, 1)))
    assert not stops(replace(refusal, decided_on=date(2023, 12, 29), text=words.replace(REPLY.remedy, old)))


@pytest.mark.parametrize(("name", "other"), [("示例市人民政府申请", "别的机关申请"), ("六十日", "三十日")])
def test_a_wrong_body_or_period_in_the_paragraph_stops_the_reply(name: str, other: str) -> None:
    assert "不一致" in stops(replace(SOUND, text=SOUND.text.replace(name, other)))


@pytest.mark.parametrize(
    ("name", "review_organ", "court", "warned"),
    [
        ("示例县人民政府", "示例市人民政府", "示例县人民法院", "由中级人民法院管辖"),
        ("示例县人民政府", "示例市人民政府", "示例市中级人民法院", ""),
        ("示例镇人民政府", "示例县人民政府", "示例县人民法院", ""),
        ("示例县人民政府办公室", "示例县人民政府", "示例县人民法院", ""),
        ("国家税务总局示例县税务局", "示例县人民政府", "示例县人民法院", "由上一级主管部门复议"),
        ("国家税务总局示例县税务局", "国家税务总局示例市税务局", "示例县人民法院", ""),
        ("示例海关", "示例市人民政府", "示例市中级人民法院", "由上一级主管部门复议"),
        ("示例市司法局", "示例市财政局", "示例区人民法院", "或者上一级司法行政部门复议"),
        ("示例市司法局", "示例省司法厅", "示例区人民法院", ""),
        ("示例市司法局", "示例市人民政府", "示例区人民法院", ""),
    ],
)
def test_review_organ_and_court_fit_the_kind_of_agency(
    name: str, review_organ: str, court: str, warned: str
) -> None:
    organ = replace(ORGAN, name=name, review_organ=review_organ, court=court)
    remedy = REMEDIES.paragraph("B", SOUND.decided_on, organ)
    draft = replace(SOUND, organ=organ, text=SOUND.text.replace(REPLY.remedy, remedy))

    said = [f.zh for f in check(draft, CATALOGUE, REMEDIES) if f.level == "warn"]

    assert len(said) == bool(warned)
    assert warned in "".join(said)


def test_before_2024_any_agency_could_be_reviewed_by_its_government() -> None:
    """行政复议法第二十七条 of the 2023 text is what binds; the older text gave the choice."""
    tax = replace(ORGAN, name="示例县税务局", review_organ="示例县人民政府")

    assert REMEDIES.misnamed(tax, date(2023, 12, 31)) == ()
    assert [body.provision for body in REMEDIES.misnamed(tax, date(2024, 1, 1))] == ["行政复议法第二十七条"]


def test_online_service_needs_the_online_channel() -> None:
    assert "互联网渠道" in stops(replace(SOUND, online=True))


@pytest.mark.parametrize("gap", ["【文号】", "____", "{{ applicant }}", "××××", "〔〕", "待填"])
def test_a_gap_left_in_the_text_stops_the_reply(gap: str) -> None:
    assert "还有未填写的地方" in stops(replace(SOUND, text=SOUND.text + gap))


def test_an_identity_number_in_the_text_stops_the_reply() -> None:
    assert "身份证号码" in stops(replace(SOUND, text=SOUND.text + "身份证号11010519491231002X"))


def test_a_long_number_that_is_no_identity_number_does_not() -> None:
    assert not stops(replace(SOUND, text=SOUND.text + "账号622202100112345678，合同号202500000000031"))


def test_the_phone_of_somebody_else_stops_the_reply_and_is_masked() -> None:
    named = replace(SOUND, text=SOUND.text + "联系电话13800138000")

    assert "138****8000" in stops(named)
    assert "13800138000" not in stops(named)
    assert not stops(replace(named, applicant_phones=("138-0013-8000",)))
    assert not stops(replace(named, organ=replace(ORGAN, phone="13800138000")))


def test_a_letter_to_somebody_else_stops() -> None:
    assert "与申请人“李小红”不一致" in stops(replace(SOUND, applicant="李小红"))
    assert "没有写给申请人的称呼" in stops(replace(SOUND, text=SOUND.text.replace("王小明：", "")))


def test_every_finding_speaks_both_languages() -> None:
    faulty = replace(SOUND, text="13800138000 ____", applicant="李小红")

    for finding in check(faulty, CATALOGUE, REMEDIES):
        assert finding.zh
        assert finding.en
