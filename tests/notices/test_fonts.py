"""The type of the letters: 仿宋 for the body, 小标宋 for the title, whatever the machine has."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
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


@fetched
def test_levels_an_officer_writes_are_set_in_hei_and_kai_and_words_of_the_applicant_are_not() -> None:
    kind, letter = specimens(CONFIG)["not_ours"]
    said = "一、甲部分\n丙的说明。\n（二）乙部分\n1.丁的说明。\n二、戊部分由他人保存。"
    changed = replace(letter, request="三、己部分\n（四）庚部分", facts={**letter.facts, "reason": said})

    glyphs = [glyph for page in pages(render(kind, changed)) for glyph in page]
    found = {glyph.sign: glyph.font.partition("+")[2] for glyph in glyphs if glyph.sign in "甲乙丙丁戊己庚"}

    assert found["甲"].startswith(("FandolHei", "SimHei", "黑体"))
    assert found["乙"].startswith(("FandolKai", "KaiTi", "楷体"))
    assert {found[sign] for sign in "丙丁戊己庚"} == {found["丙"]}
    assert found["丙"].startswith(("FandolFang", *OFFICE))


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


#: prints the font of each character of a letter, as the process finds them with its own settings of fontconfig
ASK = """
import json, sys
from pdf_lines import pages
from notices.catalogue import CONFIG
from notices.render import render
from notices.specimens import specimens
page = [g for p in pages(render(*specimens(CONFIG)[sys.argv[1]])) for g in p]
print(json.dumps({f"{g.sign}{round(g.size)}": g.font.partition("+")[2] for g in page}))
"""
SETTINGS = """<fontconfig><cachedir>{folder}/cache</cachedir><include ignore_missing="yes">{base}</include>
<dir>{folder}</dir></fontconfig>"""


def set_with(name: str, folder: Path, base: Path) -> dict[str, str]:
    """Font of each character of the specimen on a machine with the fonts of base and those of the folder."""
    (folder / "fonts.conf").write_text(SETTINGS.format(base=base, folder=folder), "utf-8")
    paths = os.pathsep.join(
        str(path) for path in (Path(__file__).parents[2], Path(__file__).parents[1] / "support")
    )
    environment = os.environ | {fonts.VARIABLE: str(folder / "fonts.conf"), "PYTHONPATH": paths}
    done = subprocess.run(
        [sys.executable, "-c", ASK, name],
        env=environment,
        capture_output=True,
        check=True,
        text=True,
        timeout=120,
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found


def installed(folder: Path, family: str, full: str, signs: str) -> None:
    """A font of that name, as an office has it installed: the shapes of FandolKai; signs: all that it has."""
    font = TTFont(fonts.FOLDER / "FandolKai-Regular.otf")
    cut = Subsetter(Options(name_IDs=["*"]))
    cut.populate(text=signs)
    cut.subset(font)
    font["name"].names = [record for record in font["name"].names if record.platformID == 3]
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            record.string = full if record.nameID in (3, 6) else family
    font["CFF "].cff.fontNames = [full]
    font.save(folder / f"{full}.otf")


@fetched
def test_the_type_an_office_has_goes_before_what_set_up_fetched(tmp_path: Path) -> None:
    office = {
        "FangSong_GB2312": "FangSong_GB2312",
        "方正小标宋简体": "FZXBSJW--GB1-0",
        "SimHei": "SimHei",
        "SimSun": "SimSun",
    }
    for family, full in office.items():
        installed(tmp_path, family, full, "本机关政示一 —2")

    found = set_with("reply_partly_disclosed", tmp_path, fonts.FOLDER / "fonts.conf")

    assert "FangSong" in found["本16"]
    assert found["示30"] == found["政22"] != found["本16"]
    assert not found["政22"].startswith(("Fandol", "Noto"))
    assert "SimHei" in found["一16"]
    assert "SimSun" in found["—14"]


@fetched
def test_a_sign_the_type_of_the_office_lacks_comes_from_the_next(tmp_path: Path) -> None:
    installed(tmp_path, "FangSong_GB2312", "FangSong_GB2312", "本机关 ")

    found = set_with("reply_disclosed-rare", tmp_path, fonts.FOLDER / "fonts.conf")

    assert {found[f"{sign}16"] for sign in "本机关"} == {"FangSong_GB2312"}
    assert found["收16"].startswith("FandolFang")
    assert found["䶮16"].startswith(("Noto", "HanaMin", "SimSun-ExtB"))


def test_without_fetched_type_the_letter_is_set_in_what_the_system_brings(tmp_path: Path) -> None:
    found = set_with("reply_disclosed", tmp_path, Path("/etc/fonts/fonts.conf"))

    assert not found["本16"].startswith("Fandol")
    assert found["本16"]
