"""Address labels: every word inside its own label, long ones smaller, and the sheet's places kept."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from pypdf import PdfReader

from notices.labels import SHEETS, SIZES, TOO_LONG, Label, labels, size_of
from workflow.errors import BadInput

LI = Label(
    "李样七", "示例市示例区样本路7号院3号楼2单元501室", "100000", "示发改-2026-0001", "示例市发展改革委"
)
POINTS = 72 / 25.4


def words(pdf: bytes) -> list[str]:
    """The text of each page."""
    return ["".join((page.extract_text() or "").split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def places(pdf: bytes, page: int = 0) -> list[tuple[float, float, str]]:
    """Where each piece of text begins, in millimetres from the upper left corner."""
    found: list[tuple[float, float, str]] = []

    def see(text: str, outer: list[float], inner: list[float], _font: object, _size: float) -> None:
        if text.strip():
            x = outer[0] * inner[4] + outer[2] * inner[5] + outer[4]
            y = outer[1] * inner[4] + outer[3] * inner[5] + outer[5]
            found.append((x / POINTS, 297 - y / POINTS, text))

    PdfReader(io.BytesIO(pdf)).pages[page].extract_text(visitor_text=see)
    return found


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_label_says_whom_where_which_and_from_whom(sheet: str) -> None:
    [page] = words(labels([LI], sheet))

    assert all(text in page for text in (LI.name, LI.address, LI.postcode, LI.mark, LI.sender))


@pytest.mark.parametrize(("sheet", "each"), [("2x7", 14), ("3x8", 24)])
def test_a_full_sheet_is_followed_by_the_next(sheet: str, each: int) -> None:
    assert len(words(labels([LI] * each, sheet))) == 1
    assert len(words(labels([LI] * (each + 1), sheet))) == 2
    assert len(words(labels([LI] * each, sheet, skip=1))) == 2


@pytest.mark.parametrize("sheet", SHEETS)
def test_used_places_stay_empty(sheet: str) -> None:
    form = SHEETS[sheet]
    first_row = form.top + form.height

    assert all(y > first_row for _x, y, _text in places(labels([LI], sheet, skip=form.across)))
    assert any(y < first_row for _x, y, _text in places(labels([LI], sheet)))


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("long", [20, 60, 110])
def test_a_long_address_stays_inside_its_own_label(sheet: str, long: int) -> None:
    form = SHEETS[sheet]
    held = LI._replace(address="路" * long, name="示例市某某有限责任公司")

    found = places(labels([held], sheet))

    assert all(form.left <= x <= form.left + form.width for x, _y, _text in found)
    assert all(form.top <= y <= form.top + form.height for _x, y, _text in found)
    assert "".join(text for _x, _y, text in found).count("路") in (long, 0)


def test_a_longer_address_is_never_set_larger() -> None:
    sizes = [size_of(LI._replace(address="路" * n), SHEETS["2x7"]) or 0 for n in range(1, 400, 7)]

    assert sizes[0] == SIZES[0]
    assert all(before >= after for before, after in pairwise(sizes))
    assert sizes[-1] == 0


def test_an_address_no_label_holds_is_said_and_not_cut() -> None:
    [page] = words(labels([LI._replace(address="路" * 500)]))

    assert TOO_LONG in page
    assert LI.name in page
    assert "路" not in page


def test_names_that_look_like_markup_are_letters() -> None:
    [page] = words(labels([LI._replace(name="<b>李</b>&")]))

    assert "<b>李</b>&" in page


@pytest.mark.parametrize(("sheet", "skip"), [("4x9", 0), ("2x7", 14), ("2x7", -1)])
def test_a_sheet_that_is_none_is_refused(sheet: str, skip: int) -> None:
    with pytest.raises(BadInput, match="标签纸"):
        labels([LI], sheet, skip)
