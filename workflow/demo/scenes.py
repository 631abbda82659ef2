"""What config/demo/ says: agencies with their people, applications, and the stories they went through."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from workflow.errors import BadInput
from workflow.terms import Role


class Someone(NamedTuple):
    """A person of the demonstration office, with one role."""

    account: str
    name: str
    role: Role


class Place(NamedTuple):
    """An agency of the demonstration office and its people."""

    code: str
    parent: str
    values: dict[str, str]  # what `office.add_agency` takes besides
    people: tuple[Someone, ...]


class Scene(NamedTuple):
    """One act of a story: the working day after arrival, the role that acts, the move and its fields."""

    day: int
    by: Role
    move: str
    fields: dict[str, Any]


class Matter(NamedTuple):
    """One application: what the form said, `age` working days ago, and the scenes that followed."""

    agency: str
    age: int
    key: str
    form: dict[str, Any]
    confirmed: int | None  # working days from arrival to confirmation, None where it has not come
    scenes: tuple[Scene, ...]


class Stage(NamedTuple):
    """The whole demonstration as data."""

    places: tuple[Place, ...]
    matters: tuple[Matter, ...]


_FORM = ("channel", "application", "applicants", "supply_form", "supply_way")
_REPLIES = ("draft_reply", "reply_on_spot")


def read_stage(folder: Path) -> Stage:
    """Read office.toml, stories.toml and cases.toml. Raises BadInput naming what is missing."""
    office, stories, cases = (_toml(folder / f"{name}.toml") for name in ("office", "stories", "cases"))
    try:
        places = tuple(_place(data) for data in office["agency"])
        return Stage(places, tuple(_matter(data, stories["story"]) for data in cases["case"]))
    except (KeyError, ValueError) as bad:
        raise BadInput(f"演示数据有误：{bad} / the demonstration data is wrong") from bad


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as bad:
        raise BadInput(f"{path.name}：无法读取 / cannot be read: {bad}") from bad


def _place(data: dict[str, Any]) -> Place:
    people = tuple(Someone(p["account"], p["name"], Role(p["role"])) for p in data["people"])
    named = {name: data[name] for name in ("name", "name_en", "address", "phone", "review_organ", "court")}
    named["review_online"] = data.get("review_online", "")
    named["upper_organ"] = data.get("upper_organ", "")
    return Place(data["code"], data.get("parent", ""), named, people)


def _matter(data: dict[str, Any], stories: dict[str, Any]) -> Matter:
    scenes = [_scene(step, data) for step in stories[data["story"]]]
    scenes += [_link(link) for link in data.get("links", ())]
    return Matter(
        agency=data["agency"],
        age=data["age"],
        key=data.get("key", ""),
        form={name: data[name] for name in _FORM if name in data},
        confirmed=data.get("confirmed"),
        scenes=tuple(sorted(scenes, key=lambda scene: scene.day)),
    )


def _scene(step: dict[str, Any], data: dict[str, Any]) -> Scene:
    """A step of the story with what this case says at it; a reply carries the case's outcome."""
    move = step["act"]
    fields = {name: value for name, value in step.items() if name not in ("day", "by", "act")}
    fields |= data.get("say", {}).get(move, {})
    if move == "pass_secrecy":  # every document of the draft was looked at
        fields["items"] = data.get("content", {}).get("supplied", [])
    if move in _REPLIES:
        asked = data["application"].removeprefix("请求公开").rstrip("。")
        fields |= {"outcome": data["outcome"], "content": {"request": asked} | data.get("content", {})}
    return Scene(step["day"], Role(step["by"]), move, fields)


def _link(link: dict[str, Any]) -> Scene:
    fields = {name: value for name, value in link.items() if name != "day"}
    return Scene(link["day"], Role.HANDLER, "link", fields)
