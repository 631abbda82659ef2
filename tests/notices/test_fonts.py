"""The type of the letters: 仿宋 for the body, 小标宋 for the title, whatever the machine has."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pdf_lines import pages

from notices import fonts
from notices.catalogue import CONFIG
from notices.press import TEMPLATES
from notices.render import render
from notices.specimens import specimens

OFFICE = ("FangSong", "仿宋")
fetched = pytest.mark.skipif(
    not (fonts.FOLDER / "fonts.conf").is_file(),
    reason="the Fandol type was not fetched: no network at set-up",
)


def used(name: str) -> dict[str, str]:
    """Font of each character of the first page, without the prefix of a subset."""
    glyphs = pages(render(*specimens(CONFIG)[name]))[0]
    return {f"{glyph.sign}{round(glyph.size)}": glyph.font.partition("+")[2] for glyph in glyphs}


@fetched
def test_body_and_title_are_set_in_office_type_or_fandol() -> None:
    found = used("reply_disclosed")

    assert found["本16"].startswith(("FandolFang", *OFFICE))
    assert found["政22"].startswith(("FandolSong-Bold", "FZXiaoBiaoSong", "方正小标宋"))
    assert found["示30"] == found["政22"]


@fetched
def test_headings_are_set_in_hei() -> None:
    assert used("reply_partly_disclosed")["一16"].startswith(("FandolHei", "SimHei", "黑体"))


def test_every_list_of_fonts_ends_in_one_the_system_brings() -> None:
    for sheet in ("letter.css", "form.css"):
        families = [line for line in (TEMPLATES / sheet).read_text("utf-8").splitlines() if "Fandol" in line]
        assert families
        assert all("Noto S" in line.partition("Fandol")[2] for line in families)


def test_settings_of_fontconfig_are_left_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(fonts.VARIABLE, raising=False)
    (tmp_path / "fonts.conf").write_text(
        '<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include></fontconfig>'
    )

    assert fonts.configuration(tmp_path)
    assert fonts.VARIABLE not in os.environ


def test_without_the_folder_the_system_s_fonts_serve(tmp_path: Path) -> None:
    assert fonts.configuration(tmp_path / "none")
