"""What a letter cites, and what each provision is about: for whoever decides on a draft, beside the draft."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from notices.catalogue import CONFIG, shipped
from notices.text_checks import flat
from workflow.errors import BadInput
from workflow.outcomes import read_toml
from workflow.wording import Words

ARTICLE = r"第[一二三四五六七八九十百]+条(?:第[一二三四五六七八九十]+款)?(?:第[一二三四五六七八九十]+项)?"
_RUN = rf"(?:{ARTICLE}[、，和]?)+"


class Cited(NamedTuple):
    """A provision in short, and what it is about; `gist` is empty where the office keeps no words on it."""

    provision: str
    gist: Words


def load(path: Path) -> Mapping[str, Words]:
    """The words on each provision. Raises BadInput for a law the letters cannot write out, or words in one language."""
    try:
        made = {key: Words(row["zh"], row["en"]) for key, row in read_toml(path)["provision"].items()}
    except (KeyError, TypeError) as bad:
        raise BadInput(f"{path.name}：结构不对 / wrong structure: {bad}") from bad
    for key, words in made.items():
        shipped().law(key)
        if not (words.zh.strip() and words.en.strip()):
            raise BadInput(f"{path.name} {key}：要点须有中文和英文 / words are needed in both languages")
    return made


@cache
def shipped_gists() -> Mapping[str, Words]:
    """Those the program comes with."""
    return load(CONFIG / "provisions.toml")


@cache
def _laws() -> Mapping[str, str]:
    """Full title -> short name, of the laws there are words on."""
    shorts = {key[: key.index("第")] for key in shipped_gists()}
    return {shipped().law(f"{short}第一条"): short for short in shorts}


def gist(provision: str) -> Words:
    """The words on that very provision, else on its paragraph or its article; empty where there are none."""
    wanted = provision
    while wanted:
        if found := shipped_gists().get(wanted):
            return found
        wanted = re.sub(r"第[^第]+$", "", wanted)
    return Words("", "")


def cited_in(text: str, rests_on: Iterable[str] = ()) -> tuple[Cited, ...]:
    """Every provision the text cites, in its order, after those the outcome rests on; each once."""
    found = [short for provision in rests_on for short in split(provision)]
    plain = flat(text)
    titles = "|".join(sorted(map(re.escape, _laws()), key=len, reverse=True))
    for title, run in re.findall(rf"({titles})({_RUN})", plain):
        found += [f"{_laws()[title]}{article}" for article in re.findall(ARTICLE, run)]
    return tuple(Cited(short, gist(short)) for short in dict.fromkeys(found))


def split(provision: str) -> list[str]:
    """条例第十四条、第三十六条第三项 as two: an article without a law belongs to the one named before it."""
    law, made = "", []
    for part in re.split(r"[、，,]", provision):
        before, _, after = part.strip().partition("第")
        law = before or law
        if law and after:
            made.append(f"{law}第{after}")
    return made
