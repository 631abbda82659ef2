"""Who asked and how it ended, in the words of old ledgers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from old_ledgers import one, said


@pytest.mark.parametrize(
    "number", ["1.10105E+17", 110105194912310000, "110105194912310000", "110105194912310021"]
)
def test_a_damaged_identity_number_is_never_kept(tmp_path: Path, number: Any) -> None:
    found = one(tmp_path, 证件号码=number)

    assert (found.action, found.values.id_no) == ("import_warn", "")


def test_a_phone_loses_what_a_spreadsheet_added(tmp_path: Path) -> None:
    assert one(tmp_path, 联系电话=13900001234.0).values.phone == "13900001234"
    assert one(tmp_path, 联系电话="13900001234.0").values.phone == "13900001234"
    assert one(tmp_path, 联系电话="1.39E+10").values.phone == ""


@pytest.mark.parametrize(
    ("cell", "names", "agent"),
    [
        ("张三（代理人：李四）", ["张三"], "李四"),
        ("张三 委托 李四", ["张三"], "李四"),
        ("张三、李四；王五", ["张三", "李四", "王五"], ""),
        ("张三\n李四", ["张三", "李四"], ""),
        ("张三、李四等2人", ["张三", "李四"], ""),
    ],
)
def test_a_cell_may_name_several_people_and_an_agent(
    tmp_path: Path, cell: str, names: list[str], agent: str
) -> None:
    found = one(tmp_path, 申请人=cell, 证件号码=None, 联系电话=None)

    assert found.action == "import"
    assert found.taken is not None
    assert ([who.name for who in found.taken.people], found.taken.people[0].agent) == (names, agent)


def test_people_who_are_not_named_are_said_to_be_missing(tmp_path: Path) -> None:
    found = one(tmp_path, 申请人="张三等3人")

    assert (found.action, found.values.applicant) == ("import_warn", "张三")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("示例科技有限公司", "business"),
        ("示例大学", "research"),
        ("示例市环境保护协会", "social"),
        ("示例律师事务所", "legal_service"),
        ("示例村民委员会", "other"),
        ("欧阳样", "natural_person"),
    ],
)
def test_without_a_type_the_name_says_who_asks(tmp_path: Path, name: str, kind: str) -> None:
    found = one(tmp_path, 申请人=name, 申请人类型=None, 证件号码=None)

    assert (found.action, found.values.applicant_type) == ("import", kind)


@pytest.mark.parametrize(
    ("received", "word", "outcome"),
    [
        ("2023-01-05", "不予公开（过程性信息）", "refused_process"),
        ("2023-01-05", "（一）予以公开", "disclosed"),
        ("2023-01-05", "本机关不掌握相关政府信息", "not_held"),
        ("2015-01-05", "予以公开", "old_disclosed"),
    ],
)
def test_results_in_office_words_follow_the_regime(
    tmp_path: Path, received: str, word: str, outcome: str
) -> None:
    found = one(tmp_path, 收到日期=received, 答复日期=received, 答复结果=word)

    assert (found.action, found.values.result) == ("import", outcome)


@pytest.mark.parametrize(
    "changes",
    [
        {"答复结果": "不予公开"},
        {"答复结果": "另行研究"},
        {"答复结果": None},
        {"答复日期": None},
        {"答复日期": "2023-01-04"},
        {"答复日期": "2027-01-04"},
        {"答复结果": "办理中"},
        {"申请方式": "飞鸽"},
        {"申请人": None},
        {"申请内容": "无"},
        {"收到日期": None},
    ],
    ids=str,
)
def test_what_cannot_be_known_is_refused(tmp_path: Path, changes: dict[str, Any]) -> None:
    found = one(tmp_path, **changes)

    assert found.action == "refuse"
    assert " / " in said(found)
