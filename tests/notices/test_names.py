"""The agency's name: whole, inside the rules, broken between its parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.names import ABOVE, UNDER, WIDTH, broken, head, under


@given(st.text(alphabet="示例市县政府办公室", min_size=1, max_size=120))
def test_a_name_is_never_shortened_and_never_wider_than_the_rule(name: str) -> None:
    made = head(name)

    assert "".join(made.lines) == name == "".join(under(name))
    assert all(len(line) * (made.size + 2) <= WIDTH + 0.5 for line in made.lines)
    assert made.size > 23
    assert max(map(len, under(name))) <= UNDER


@given(st.text(alphabet="示例市县政府办公室", min_size=1, max_size=120), st.integers(1, 30))
def test_a_name_takes_as_few_lines_as_can_hold_it(name: str, most: int) -> None:
    assert len(broken(name, most)) == -(-len(name) // most)


def test_a_short_name_stands_large_in_one_line() -> None:
    assert head("示例县政府") == (("示例县政府",), 30.0)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        (
            "示例自治州示例自治县人民政府政务公开工作领导小组办公室",
            ("示例自治州示例自治县人民政府", "政务公开工作领导小组办公室"),
        ),
        (
            "示例省示例市自然资源和规划局示例经济技术开发区分局办公室",
            ("示例省示例市自然资源和规划局", "示例经济技术开发区分局办公室"),
        ),
    ],
)
def test_a_long_name_breaks_between_its_parts(name: str, lines: tuple[str, ...]) -> None:
    assert broken(name, ABOVE) == lines


def test_a_name_of_four_lines_keeps_its_words_whole() -> None:
    name = (
        "示例壮族自治区示例瑶族自治县人民政府政务公开与行政审批制度改革工作领导小组办公室"
        "（示例瑶族自治县人民政府行政审批和政务信息管理委员会办公室）"
    )

    assert head(name).lines == (
        "示例壮族自治区示例瑶族自治县人民政府",
        "政务公开与行政审批制度改革工作领导小组",
        "办公室（示例瑶族自治县人民政府",
        "行政审批和政务信息管理委员会办公室）",
    )
    assert under(name) == (
        "示例壮族自治区示例瑶族自治县人民政府政务公开",
        "与行政审批制度改革工作领导小组办公室（示例瑶族自治县",
        "人民政府行政审批和政务信息管理委员会办公室）",
    )


def test_town_and_country_are_not_parted() -> None:
    lines = head("示例市示例区住房和城乡建设委员会房屋安全和设施管理处").lines

    assert lines == ("示例市示例区住房和城乡建设委员会", "房屋安全和设施管理处")
