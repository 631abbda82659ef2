"""The remedy paragraph: right class, right words, right bodies on each side of every change of law."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from notices.composing import wording
from notices.remedies import Remedies
from notices.specimens import ORGAN
from workflow.errors import BadInput, RuleMissing
from workflow.outcomes import Outcomes

CONFIG = Path(__file__).parents[2] / "config"
REMEDIES = Remedies.load(CONFIG / "remedies.toml")
OUTCOMES = Outcomes.load(CONFIG / "outcomes.toml")


def worded(code: str, on: date) -> str:
    return REMEDIES.paragraph(OUTCOMES[code].remedy_class(on), on, ORGAN)


def test_until_the_end_of_2023_every_reply_offers_government_or_department_or_court() -> None:
    for code in ("disclosed", "refused_internal", "repeat"):
        said = worded(code, date(2023, 12, 31))

        assert "示例市人民政府或者示例省人民政府办公厅申请行政复议" in said
        assert "六个月内向示例市示例区人民法院提起行政诉讼" in said


def test_an_agency_without_a_department_above_names_its_government_alone() -> None:
    said = REMEDIES.paragraph("B", date(2023, 12, 31), replace(ORGAN, upper_organ=""))

    assert "向示例市人民政府申请行政复议" in said


def test_from_2024_a_refusal_says_that_review_comes_first() -> None:
    said = worded("refused_internal", date(2024, 1, 1))

    assert "应当先自收到本答复书之日起六十日内向示例市人民政府申请行政复议" in said
    assert "十五日内依法向人民法院提起行政诉讼" in said
    assert "六个月" not in said


def test_from_2024_a_disclosure_offers_review_or_court() -> None:
    said = worded("disclosed", date(2024, 1, 1))

    assert "示例市人民政府申请行政复议，或者" in said
    assert "示例省人民政府办公厅" not in said


@pytest.mark.parametrize(("on", "period"), [(date(2015, 4, 30), "三个月"), (date(2015, 5, 1), "六个月")])
def test_the_period_to_sue_grew_on_1_may_2015(on: date, period: str) -> None:
    assert f"之日起{period}内向示例市示例区人民法院" in worded("old_disclosed", on)


def test_the_cautious_office_names_only_the_review_from_june_2025() -> None:
    before = REMEDIES.paragraph("C", date(2025, 5, 31), ORGAN, cautious=True)
    after = REMEDIES.paragraph("C", date(2025, 6, 1), ORGAN, cautious=True)

    assert "行政诉讼" in before
    assert "行政诉讼" not in after
    assert "行政诉讼" in REMEDIES.paragraph("C", date(2025, 6, 1), ORGAN)


def test_a_withdrawal_has_no_remedy_paragraph() -> None:
    assert worded("withdrawn", date(2026, 1, 1)) == ""


def test_a_reply_served_online_names_the_online_channel_or_is_refused() -> None:
    online = replace(ORGAN, review_online="示例省行政复议服务平台")

    assert REMEDIES.paragraph("B", date(2024, 1, 1), online, online=True).endswith(
        "示例省行政复议服务平台提出。"
    )
    assert "互联网" not in REMEDIES.paragraph("B", date(2023, 12, 31), online, online=True)
    with pytest.raises(BadInput, match="review_online"):
        REMEDIES.paragraph("B", date(2024, 1, 1), ORGAN, online=True)


def test_no_class_has_words_before_its_law() -> None:
    with pytest.raises(RuleMissing):
        REMEDIES.paragraph("A", date(2023, 12, 31), ORGAN)
    with pytest.raises(RuleMissing):
        REMEDIES.provision("B", date(2008, 4, 30))


def test_every_outcome_has_its_paragraph_on_every_day_it_can_be_used() -> None:
    for outcome in OUTCOMES:
        for since, _ in (*outcome.remedy, *outcome.provisions):
            words = REMEDIES.paragraph(outcome.remedy_class(since), since, ORGAN)
            assert bool(words) == (outcome.closes != "withdrawn")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('class = "G"', 'class = "H"'),
        ("{court}", "{court_of_appeal}"),
        ("since = 2024-01-01", 'since = "2024"'),
        ("since = 2015-05-01", "since = 2008-05-01"),
        ("[online]", "[offline]"),
        ('field = "court"', 'field = "name"'),
        ('wants = "中级人民法院"', 'wants = "中级(人民法院"'),
        ('bars = "人民政府$"', 'barred = "人民政府$"'),
    ],
)
def test_faulty_remedies_are_refused(tmp_path: Path, old: str, new: str) -> None:
    text = (CONFIG / "remedies.toml").read_text("utf-8")
    assert old in text
    (tmp_path / "remedies.toml").write_text(text.replace(old, new, 1), "utf-8")

    with pytest.raises(BadInput, match="remedies.toml"):
        Remedies.load(tmp_path / "remedies.toml")


def test_a_letter_that_may_go_online_names_the_channel_but_a_fee_notice_offers_no_review() -> None:
    online, on, known = replace(ORGAN, review_online="示例平台"), date(2026, 7, 1), wording()
    lapse, fee = known.catalogue["lapse_correction"], known.catalogue["fee_notice"]

    said = known.remedy(lapse, on, online, OUTCOMES["no_correction"], online=True)

    assert said.endswith("通过互联网送达的，行政复议申请也可以通过示例平台提出。")
    assert "示例平台" not in known.remedy(fee, on, online, None, online=True)
