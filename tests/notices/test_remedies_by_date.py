"""Every outcome of both texts on every side of every change of law: its provision, its class, its words, its check.

What is expected stands here a second time, so that neither the data nor the code can move it unnoticed.
"""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from agency import AGENCY

from notices.checks import Draft, check
from notices.composing import organ, wording
from workflow.errors import RuleMissing
from workflow.terms import CaseKind

NEW_TEXT, OLD_TEXT = date(2019, 5, 15), date(2008, 5, 1)
#: the first and last days of each period: suits within six months, text of 2019, review first, 法释〔2025〕8号
DAYS = tuple(
    map(
        date.fromisoformat,
        (
            *("2008-05-01", "2015-04-30", "2015-05-01", "2019-05-14", "2019-05-15", "2023-12-31"),
            *("2024-01-01", "2025-05-31", "2025-06-01", "2026-11-22"),
        ),
    )
)
A, B, C, D, G = "ABCDG"
FORM_2019, FORM_2021 = "国办公开办函〔2019〕60号附件三（五）5", "国办公开办函〔2021〕30号附件三（五）5"
#: outcome -> provision, class from 2024 on; before 2024 nothing is review-first and nothing limited
EXPECTED = {
    "already_public": ("条例第三十六条第一项", B),
    "disclosed": ("条例第三十六条第二项", B),
    "partly_disclosed": ("条例第三十七条", A),
    "refused_state_secret": ("条例第十四条、第三十六条第三项", A),
    "refused_by_law": ("条例第十四条、第三十六条第三项", A),
    "refused_securities": ("条例第十四条、第三十六条第三项", A),
    "refused_third_party": ("条例第十五条、第三十六条第三项", A),
    "refused_internal": ("条例第十六条第一款、第三十六条第三项", A),
    "refused_process": ("条例第十六条第二款、第三十六条第三项", A),
    "refused_enforcement_file": ("条例第十六条第二款、第三十六条第三项", A),
    "special_query": ("条例第三十六条第七项", C),
    "not_held": ("条例第三十六条第四项", B),
    "not_ours": ("条例第三十六条第五项", B),
    "needs_processing": ("条例第三十八条", C),
    "still_unclear": ("条例第三十条", B),
    "petition": ("条例第三十九条第一款", C),
    "repeat": ("条例第三十六条第六项", C),
    "publication": ("条例第三十九条第二款", C),
    "excessive": ("条例第三十五条", B),
    "reissue": (FORM_2021, B),
    "no_correction": ("条例第三十条", B),
    "no_payment": ("办法第六条", B),
    "withdrawn": ("", D),
    "other": ("", B),
    "record_corrected": ("条例第四十一条", G),
    "record_not_corrected": ("条例第四十一条", G),
    "record_transferred": ("条例第四十一条", G),
    "old_already_public": ("条例（2007）第二十一条第一项", B),
    "old_disclosed": ("条例（2007）第二十一条第一项", B),
    "old_partly_disclosed": ("条例（2007）第二十二条", A),
    "old_refused_state_secret": ("条例（2007）第十四条第四款、第二十一条第二项", A),
    "old_refused_third_party": ("条例（2007）第十四条第四款、第二十一条第二项", A),
    "old_refused_securities": ("条例（2007）第八条、第二十一条第二项", A),
    "old_not_held": ("条例（2007）第二十一条第三项", B),
    "old_not_ours": ("条例（2007）第二十一条第三项", B),
    "old_unclear": ("条例（2007）第二十一条第四项", B),
    "old_withdrawn": ("", D),
}
ABOVE = organ(AGENCY._replace(upper_organ="示例省教育厅"))
GOVERNMENT, EITHER = ABOVE.review_organ, f"{ABOVE.review_organ}或者示例省教育厅"


def since(code: str) -> date:
    """The first day on which it can be given; a fee could not be owed before the fee measure."""
    if code == "no_payment":
        return date(2021, 1, 1)
    return OLD_TEXT if code.startswith("old_") else NEW_TEXT


def class_on(code: str, on: date) -> str:
    """A and C came with the review law of 2024."""
    named = EXPECTED[code][1]
    return B if named in (A, C) and on < date(2024, 1, 1) else named


def provision_on(code: str, on: date) -> str:
    return FORM_2019 if code == "reissue" and on < date(2021, 9, 26) else EXPECTED[code][0]


def words_on(named: str, on: date) -> tuple[str, ...]:
    """What a paragraph of that class and day must say."""
    suit = ("三个月" if on < date(2015, 5, 1) else "六个月", ABOVE.court)
    if on < date(2024, 1, 1):
        return ("六十日", EITHER, *suit)
    return ("应当先", "六十日", GOVERNMENT, "十五日") if named == A else ("六十日", GOVERNMENT, *suit)


def test_every_outcome_is_expected_here() -> None:
    assert {outcome.code for outcome in wording().outcomes} == EXPECTED.keys()


@pytest.mark.parametrize(("code", "on"), list(product(EXPECTED, DAYS)), ids=str)
def test_provision_class_and_words_fit_outcome_and_day(code: str, on: date) -> None:
    outcome, remedies = wording().outcomes[code], wording().remedies
    if on < since(code):
        with pytest.raises(RuleMissing):
            outcome.provision(on)
        return

    said = remedies.paragraph(outcome.remedy_class(on), on, ABOVE)

    assert outcome.provision(on) == provision_on(code, on)
    assert outcome.remedy_class(on) == class_on(code, on)
    if class_on(code, on) == D:
        assert said == ""
        return
    assert all(words in said for words in words_on(class_on(code, on), on)), said
    assert ("示例省教育厅" in said) == (on < date(2024, 1, 1))
    assert ("应当先" in said) == (class_on(code, on) == A)
    assert not ("六个月" in said and "三个月" in said)


def reply(code: str, on: date, remedy: str) -> Draft:
    """A reply of that day with those words, in which nothing else is wrong."""
    outcome = wording().outcomes[code]
    law = wording().catalogue.full(outcome.provision(on))
    return Draft(
        text=f"李样七：{law}。{remedy}",
        outcome=outcome,
        decided_on=on,
        organ=ABOVE,
        addressee="李样七",
        applicant="李样七",
    )


def stops(draft: Draft) -> list[str]:
    known = wording()
    return [f.zh for f in check(draft, known.catalogue, known.remedies) if f.level == "stop"]


REPLIED = [code for code in EXPECTED if wording().outcomes[code].closes == "replied"]
HELD = [(code, on) for code, on in product(REPLIED, DAYS) if on >= since(code)]


@pytest.mark.parametrize(("code", "on"), HELD, ids=str)
def test_the_check_takes_the_words_of_the_day_and_stops_every_other_one(code: str, on: date) -> None:
    remedies = wording().remedies
    right = remedies.paragraph(class_on(code, on), on, ABOVE)
    others = {
        remedies.paragraph(wording().outcomes[other].remedy_class(day), day, ABOVE)
        for other, day in HELD
        if wording().outcomes[other].kind is CaseKind.APPLICATION
    } - {right}

    assert stops(reply(code, on, right)) == []
    assert len(others) >= 3
    assert all(stops(reply(code, on, wrong)) for wrong in others)
    assert stops(reply(code, on, ""))
