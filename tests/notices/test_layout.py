"""Every letter measured on its own pages: type area, lines, edges, marks, rules, page numbers, signature."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from pdf_lines import MM, Glyph, Line, lines, pages
from printing import SPECIMENS, paper, printed
from pypdf import PdfReader
from pypdf.generic import ContentStream

from notices.catalogue import shipped
from notices.names import under
from notices.render import day, render

LETTERS = [name for name, (kind, _) in SPECIMENS.items() if not shipped()[kind].form]
FORMS = [name for name in SPECIMENS if name not in LETTERS]
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, 184 * MM, 37 * MM, 262 * MM
SIGN, PITCH = 15.79, 28.99
CLOSING, OPENING = "，。、；：？！）》〉」』】〕”’…%％℃·,.;:?!)]}", "（《〈「『【〔“‘([{"


@cache
def drawn(name: str) -> list[list[Line]]:
    """The lines of every page, without the red name and the page number."""
    return [lines([g for g in page if g.y < BOTTOM and g.size < 23]) for page in paper(name)]


def body(page: list[Line]) -> list[Line]:
    """Lines in 3号 type: neither title nor tables."""
    return [line for line in page if all(g.size == pytest.approx(16, abs=0.1) for g in line.glyphs)]


def wrapped(page: list[Line]) -> list[tuple[Line, Line]]:
    """Each line that goes on below with the line it goes on in: paragraphs begin two characters in."""
    return [
        (one, two)
        for one, two in pairwise(body(page))
        if abs(two.left - LEFT) < 1
        and two.y - one.y < PITCH + 1
        and not one.text.endswith("：")
        and one.right > LEFT + 14 * SIGN
    ]


@pytest.mark.parametrize("name", SPECIMENS)
def test_no_letter_holds_a_missing_glyph(name: str) -> None:
    glyphs = [glyph for page in paper(name) for glyph in page]

    assert glyphs
    assert not [glyph for glyph in glyphs if glyph.gid == 0 or not glyph.sign]


@pytest.mark.parametrize("name", LETTERS)
def test_everything_stands_in_the_type_area(name: str) -> None:
    first, *others = drawn(name)

    assert all(line.left > LEFT - 1 and line.right < RIGHT + 1 for page in drawn(name) for line in page)
    assert first[0].y > 30 * MM
    assert all(line.y - line.glyphs[0].size > TOP for page in others for line in page)


@pytest.mark.parametrize("name", LETTERS)
def test_a_page_has_at_most_22_lines_of_28_characters(name: str) -> None:
    for page in drawn(name):
        assert len(body(page)) <= 22
        assert all(line.right - line.left < 28 * SIGN + 1 for line in body(page))


@pytest.mark.parametrize("name", LETTERS)
def test_lines_of_a_paragraph_stand_29_points_apart(name: str) -> None:
    steps = [two.y - one.y for page in drawn(name) for one, two in wrapped(page)]

    assert all(step == pytest.approx(PITCH, abs=0.15) for step in steps)


@pytest.mark.parametrize("name", LETTERS)
def test_a_line_that_goes_on_below_ends_at_the_right_edge(name: str) -> None:
    """Unless an unbreakable word took more than three characters of it along to the next line."""
    gaps = [RIGHT - one.right for page in drawn(name) for one, _ in wrapped(page)]

    assert all(abs(gap) < 0.3 * MM or gap > 2.9 * 16 for gap in gaps)


def test_nearly_every_wrapped_line_reaches_the_edge() -> None:
    gaps = [RIGHT - one.right for name in LETTERS for page in drawn(name) for one, _ in wrapped(page)]

    assert len(gaps) > 300
    assert sum(abs(gap) < 0.3 * MM for gap in gaps) > 0.95 * len(gaps)


@pytest.mark.parametrize("name", SPECIMENS)
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(name: str) -> None:
    for page in drawn(name):
        for column in _columns(page):
            assert column[0].sign not in CLOSING
            assert column[-1].sign not in OPENING


def _columns(page: list[Line]) -> list[list[Glyph]]:
    """The lines cut where cells of a table leave a gap."""
    cut: list[list[Glyph]] = []
    for line in page:
        cut.append([line.glyphs[0]])
        for one, two in pairwise(line.glyphs):
            if two.x - one.x - one.width > 10:
                cut.append([])
            cut[-1].append(two)
    return [[g for g in column if g.sign.strip()] or column for column in cut]


def test_marks_keep_to_their_words_wherever_the_line_ends() -> None:
    kind, letter = SPECIMENS["reply_disclosed"]
    marks = "》（甲）、“乙”。《丙》；〔2026〕1号：50%，丁？！戊……己——庚℃，《辛》（壬）"
    said = "\n".join("本" * length + marks for length in range(1, 57))

    found = [
        line for page in pages(render(kind, replace(letter, request=said))) for line in body(lines(page))
    ]

    assert len(found) > 100
    assert not [line.text for line in found if line.text[0] in CLOSING or line.text[-1] in OPENING]


@pytest.mark.parametrize("name", LETTERS)
def test_page_numbers_start_on_page_two_even_left_and_odd_right(name: str) -> None:
    for place, page in enumerate(paper(name), 1):
        found = [line for line in lines(page) if line.y > BOTTOM]
        if place == 1:
            assert not found
            continue
        assert [line.text for line in found] == [f"— {place} —"]
        assert all(glyph.size == pytest.approx(14, abs=0.1) for glyph in found[0].glyphs)
        end = found[0].left - LEFT if place % 2 == 0 else RIGHT - found[0].right
        assert end == pytest.approx(14, abs=1.5)


@pytest.mark.parametrize("name", LETTERS)
def test_the_signature_stands_below_words_of_the_letter(name: str) -> None:
    letter = SPECIMENS[name][1]
    signed = next(page for page in reversed(drawn(name)) if _says(page, day(letter.dated_on)))
    date_at = max(n for n, line in enumerate(signed) if line.text.strip() == day(letter.dated_on))

    above = signed[: date_at - len(under(letter.organ.name))]

    assert [line for line in above if len(line.text) > 3]
    assert "".join(line.text for line in signed[len(above) : date_at]) == letter.organ.name


@pytest.mark.parametrize("name", LETTERS)
def test_the_page_of_the_signature_carries_two_lines_of_the_letter_too(name: str) -> None:
    letter = SPECIMENS[name][1]
    signed = next(page for page in reversed(drawn(name)) if _says(page, day(letter.dated_on)))
    date_at = max(n for n, line in enumerate(signed) if line.text.strip() == day(letter.dated_on))

    assert date_at - len(under(letter.organ.name)) >= 2


@pytest.mark.parametrize("name", LETTERS)
def test_the_date_ends_four_characters_in_with_the_name_centred_on_it(name: str) -> None:
    letter = SPECIMENS[name][1]
    page = next(page for page in reversed(drawn(name)) if _says(page, day(letter.dated_on)))
    place = max(n for n, line in enumerate(page) if line.text.strip() == day(letter.dated_on))
    names, on = page[place - len(under(letter.organ.name)) : place], page[place]
    said = [glyph for glyph in on.glyphs if glyph.sign.strip()]
    middle = (said[0].x + said[-1].x + said[-1].width) / 2

    assert all((line.left + line.right) / 2 == pytest.approx(middle, abs=3) for line in names)
    if len(letter.organ.name) <= 14:
        assert RIGHT - said[-1].x - said[-1].width == pytest.approx(4 * 16, abs=3)
    assert max(line.right for line in (*names, on)) < RIGHT + 1


def _says(page: list[Line], said: str) -> bool:
    return any(line.text.strip() == said for line in page)


@pytest.mark.parametrize("name", LETTERS)
def test_two_red_double_rules_of_170_mm_frame_the_first_page(name: str) -> None:
    top, bottom = _rules(printed(name))
    red = [glyph for glyph in paper(name)[0] if glyph.size > 23]
    name_top = min(glyph.y for glyph in red) - 0.83 * red[0].size

    assert name_top == pytest.approx(30 * MM, abs=2)
    assert bottom == pytest.approx((277 - 2.8) * MM, abs=1.5)
    assert top - max(glyph.y for glyph in red) == pytest.approx(4 * MM + 0.1 * red[0].size, abs=4)


def _rules(pdf: bytes) -> list[float]:
    """The upper edges of the double rules of 170 mm, in points from the top."""
    reader = PdfReader(io.BytesIO(pdf))
    operations = ContentStream(reader.pages[0].get_contents(), reader).operations
    boxes = [[float(n) * 0.75 for n in numbers] for numbers, operator in operations if operator == b"re"]
    wide = sorted({round(y) for x, y, w, h in boxes if abs(w - 170 * MM) < 1 and abs(x - 20 * MM) < 1})
    return [y for n, y in enumerate(wide) if n == 0 or y - wide[n - 1] > 20]


@pytest.mark.parametrize("name", LETTERS)
def test_the_number_stands_flush_right_under_the_rule(name: str) -> None:
    number = drawn(name)[0][0]

    assert number.right == pytest.approx(RIGHT, abs=1)
    assert number.y - _rules(printed(name))[0] < 3 * 16
    assert not re.search(r"[\[\]()（）【】]", number.text) or "登记编号" in number.text


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_black_titled_in_the_middle_and_inside_its_margins(name: str) -> None:
    found = [lines(page) for page in paper(name)]
    title = found[0][0]

    assert (title.left + title.right) / 2 == pytest.approx((28 + 190) / 2 * MM, abs=2)
    assert title.text == shipped()[SPECIMENS[name][0]].title
    assert all(line.left > 27.5 * MM and line.right < 190.5 * MM for page in found for line in page)
    assert SPECIMENS[name][1].organ.name in found[0][1].text
    assert not _coloured(printed(name))


def _coloured(pdf: bytes) -> list[object]:
    reader = PdfReader(io.BytesIO(pdf))
    found = []
    for page in reader.pages:
        for numbers, operator in ContentStream(page.get_contents(), reader).operations:
            if operator in {b"rg", b"RG"} and len({float(n) for n in numbers}) > 1:
                found.append(numbers)
    return found


@pytest.mark.parametrize("name", FORMS)
def test_the_signatures_of_a_form_never_stand_alone(name: str) -> None:
    last = [line for line in lines(paper(name)[-1]) if line.y < 273 * MM]

    assert len(last) > 3


def test_a_full_page_has_22_lines_of_28_characters() -> None:
    kind, letter = SPECIMENS["reply_disclosed"]
    full = lines(pages(render(kind, replace(letter, request="政" * 1500)))[1])[:-1]

    assert len(full) == 22
    assert {len(line.text) for line in full} == {28}
    assert all(two.y - one.y == pytest.approx(PITCH, abs=0.1) for one, two in pairwise(full))
    assert all(line.left == pytest.approx(LEFT, abs=0.5) for line in full)
    assert all(line.right == pytest.approx(RIGHT, abs=0.6) for line in full)


@pytest.mark.parametrize("length", range(10, 430, 28))
def test_a_signature_never_stands_alone_on_a_page(length: int) -> None:
    kind, letter = SPECIMENS["reply_disclosed"]
    last = lines(pages(render(kind, replace(letter, request="本" * length)))[-1])

    assert day(letter.dated_on) in [line.text.strip() for line in last]
    assert len([line for line in last if line.y < BOTTOM]) >= 2 + 1 + 2  # body, enclosures, signature
