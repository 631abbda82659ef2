"""Item by item: each treatment gives the letter its line, its ground its provision, and a draft its rows again."""

from __future__ import annotations

import pytest

from notices.items import Item, Treatment, facts, faults, grounds_of, held, read, shipped_grounds

GIVEN = Item("批复", Treatment.GIVE)
PART = Item("合同", Treatment.PART, "第三条的证件号码", "third_party", "", "属于个人隐私")
KEPT = Item("会议记录", Treatment.WITHHOLD, "", "process", "", "讨论记录")


def test_the_letter_gets_what_is_given_and_what_is_withheld() -> None:
    assert facts([GIVEN, PART, KEPT]) == {
        "supplied": ("批复", "合同（区分处理）"),
        "withheld": (
            ("合同中的第三条的证件号码", "条例第十五条", "属于个人隐私"),
            ("会议记录", "条例第十六条第二款", "讨论记录"),
        ),
    }


def test_a_law_that_bans_stands_in_place_of_the_general_article() -> None:
    row = Item("名册", Treatment.WITHHOLD, "", "banned", "《中华人民共和国统计法》第二十八条", "依法保密")

    assert facts([row])["withheld"][0][1] == "《中华人民共和国统计法》第二十八条"


@pytest.mark.parametrize(
    ("item", "fields"),
    [
        (GIVEN, []),
        (PART, []),
        (KEPT, []),
        (PART._replace(what=""), ["what"]),
        (KEPT._replace(ground="", why=" "), ["ground", "why"]),
        (KEPT._replace(ground="banned"), ["law"]),
        (GIVEN._replace(name=""), ["name"]),
        (KEPT._replace(ground="no such"), ["ground"]),
    ],
)
def test_each_treatment_needs_its_own_words(item: Item, fields: list[str]) -> None:
    assert [name for name, _reason in faults(item)] == fields


def test_a_draft_gives_its_rows_back() -> None:
    rows = (GIVEN, PART, KEPT)

    assert read({"items": held(rows)}, "prc-2019") == rows


def test_a_draft_written_as_two_lists_becomes_rows() -> None:
    said = {"facts": {"supplied": ["批复"], "withheld": [["会议记录", "条例第十六条第二款", "讨论记录"]]}}

    assert read(said, "prc-2019") == (GIVEN, KEPT)


def test_grounds_belong_to_the_text_the_case_runs_under() -> None:
    assert {g.regime for g in grounds_of("prc-2007")} == {"prc-2007"}
    assert all("条例（2007）" in g.provision for g in grounds_of("prc-2007"))
    assert len(grounds_of("prc-2007")) + len(grounds_of("prc-2019")) == len(shipped_grounds())
