"""Personal data as shown to whoever has not asked for it."""

from __future__ import annotations

import pytest

from workflow.identity import mask_address, mask_email, mask_id, mask_phone


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("示例市样本路7号", "示例市****"),
        ("浙江省示例市样本区样本路7号", "浙江省示例市****"),
        ("示例市和平区样本路7号", "示例市和平区****"),
        ("Sample Street 7", "Sa****"),
        ("", ""),
    ],
)
def test_an_address_tells_no_more_than_its_place(address: str, shown: str) -> None:
    assert mask_address(address) == shown


@pytest.mark.parametrize(
    ("email", "shown"), [("li@example.org", "l****@example.org"), ("none", "****"), ("", "")]
)
def test_an_e_mail_address_keeps_its_host(email: str, shown: str) -> None:
    assert mask_email(email) == shown


@pytest.mark.parametrize("number", ["11010519491231002X", "E12345678", "123456"])
def test_an_identity_number_keeps_its_length_but_not_its_middle(number: str) -> None:
    shown = mask_id(number)

    assert len(shown) == len(number)
    assert number[4:-4] == "" or number[4:-4] not in shown


def test_a_short_phone_number_is_hidden_whole() -> None:
    assert mask_phone("12345678") == "********"
    assert mask_phone("139 2532-5941") == "139****5941"
