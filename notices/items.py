"""Item-by-item treatment for partial disclosure (条例第三十七条): what becomes of each document, and why.

The rows give the letter its two lists and the secrecy review what it goes through.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from notices.catalogue import CONFIG, shipped
from workflow.errors import BadInput, Reason
from workflow.outcomes import read_toml
from workflow.terms import Term

#: letters that give and withhold at once
FACTS = frozenset({"supplied", "withheld"})


class Treatment(Term):
    """What becomes of an item."""

    GIVE = "give", "公开", "Give"
    PART = "part", "区分处理后公开", "Give in part"
    WITHHOLD = "withhold", "不予公开", "Withhold"


class Ground(NamedTuple):
    """Why an item may be withheld; `law` where the banning law must be named beside it."""

    code: str
    regime: str
    zh: str
    en: str
    provision: str
    law: bool = False


class Item(NamedTuple):
    """One document: its treatment, the part withheld, the ground (code), the law named, the reason."""

    name: str
    treatment: Treatment
    what: str = ""
    ground: str = ""
    law: str = ""
    why: str = ""


def load(path: Path) -> tuple[Ground, ...]:
    """The grounds in their order. Raises BadInput."""
    try:
        made = tuple(Ground(**row) for row in read_toml(path)["ground"])
        for ground in made:
            shipped().law(ground.provision)  # a law the letters can write out
    except (KeyError, TypeError) as bad:
        raise BadInput(f"{path.name}：结构不对 / wrong structure: {bad}") from bad
    if len({ground.code for ground in made}) != len(made):
        raise BadInput(f"{path.name}：依据重复 / a ground twice")
    return made


@cache
def shipped_grounds() -> Mapping[str, Ground]:
    """Those the program comes with, by code."""
    return {ground.code: ground for ground in load(CONFIG / "grounds.toml")}


def grounds_of(regime: str) -> tuple[Ground, ...]:
    """The grounds under that text."""
    return tuple(ground for ground in shipped_grounds().values() if ground.regime == regime)


def faults(item: Item) -> tuple[tuple[str, Reason], ...]:
    """What is missing in a row: (field, what to do)."""
    found = [("name", Reason("写明信息名称", "Name the document"))] if not item.name.strip() else []
    if item.treatment is Treatment.GIVE:
        return tuple(found)
    if item.treatment is Treatment.PART and not item.what.strip():
        found.append(
            ("what", Reason("写明不予公开的是哪一部分", "Say which part is withheld", "条例第三十七条"))
        )
    ground = shipped_grounds().get(item.ground)
    if ground is None:
        found.append(("ground", Reason("选择不予公开的依据", "Choose the ground")))
    elif ground.law and not item.law.strip():
        found.append(
            ("law", Reason("写明禁止公开的法律、行政法规条文", "Name the law that bans it", ground.provision))
        )
    if not item.why.strip():
        found.append(("why", Reason("写明理由", "Give the reason")))
    return tuple(found)


def facts(items: Iterable[Item]) -> dict[str, Any]:
    """The two lists of the letter: names supplied, and rows (what, provision, why) withheld."""
    rows = tuple(items)
    given = tuple(_given(item) for item in rows if item.treatment is not Treatment.WITHHOLD)
    kept = tuple(_kept(item) for item in rows if item.treatment is not Treatment.GIVE)
    return {"supplied": given, "withheld": kept}


def _given(item: Item) -> str:
    return item.name.strip() + ("（区分处理）" if item.treatment is Treatment.PART else "")


def _kept(item: Item) -> tuple[str, str, str]:
    ground = shipped_grounds().get(item.ground)
    part = item.treatment is Treatment.PART
    what = f"{item.name.strip()}中的{item.what.strip()}" if part else item.name.strip()
    law = item.law.strip() or (ground.provision if ground else "")
    return what, law, item.why.strip()


def held(items: Iterable[Item]) -> list[dict[str, str]]:
    """The rows as a draft keeps them beside its facts."""
    return [{name: str(value) for name, value in item._asdict().items()} for item in items]


def read(content: Mapping[str, Any], regime: str) -> tuple[Item, ...]:
    """The rows of a draft; one written without them gives what its two lists tell."""
    if "items" in content:
        return tuple(Item(**row | {"treatment": Treatment(row["treatment"])}) for row in content["items"])
    said = content.get("facts", {})
    given = [Item(name, Treatment.GIVE) for name in said.get("supplied", ())]
    return (*given, *(_withheld(row, regime) for row in said.get("withheld", ())))


def _withheld(row: Iterable[str], regime: str) -> Item:
    what, law, why = row
    fits = (g for g in grounds_of(regime) if g.provision == law or g.provision.partition("第")[2] in law)
    ground = next(fits, None)
    named = law if ground is None or ground.provision != law else ""
    return Item(what, Treatment.WITHHOLD, "", ground.code if ground else "", named, why)
