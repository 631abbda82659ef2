"""What a check found, and whether that stops a signature or only warns: the office's choice, as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from notices.catalogue import CONFIG
from workflow.errors import BadInput
from workflow.examining import Finding
from workflow.outcomes import read_toml

CHECKS = frozenset(
    {
        *("incomplete", "provision", "no_article", "other_article", "remedy", "remedy_online", "gaps"),
        "review_body",
        *("identity_number", "phone", "landline", "address", "addressee"),
        *("search_record", "secrecy_review", "consultation_open", "third_party_asked", "third_party_told"),
        *("reviewed_before", "search_found", "correction_asked", "reasons_asked", "deadline", "limit"),
    }
)
ORDER = ("stop", "warn", "ok")


class Found(NamedTuple):
    """One check's answer in both languages; `holds` where nothing is wrong."""

    check: str
    holds: bool
    zh: str
    en: str
    provision: str = ""


Levels = Mapping[str, str]


def load(path: Path) -> Levels:
    """Check -> stop or warn. Raises BadInput unless every check has one of both, and no other stands there."""
    levels = read_toml(path).get("checks")
    if not isinstance(levels, dict) or levels.keys() != CHECKS:
        odd = "、".join(sorted(CHECKS ^ set(levels or ())))
        raise BadInput(f"{path.name}：核查项目缺少或多余 / missing or unknown checks: {odd}")
    if wrong := [name for name, level in levels.items() if level not in ORDER[:2]]:
        raise BadInput(f"{path.name}：应当是stop或者warn / must be stop or warn: {', '.join(wrong)}")
    return levels


@cache
def shipped_levels() -> Levels:
    """The choice the program comes with, read once."""
    return load(CONFIG / "checks.toml")


def weighed(found: Iterable[Found], levels: Levels) -> tuple[Finding, ...]:
    """As findings, those that stop first."""
    made = (Finding("ok" if one.holds else levels[one.check], one.zh, one.en, one.provision) for one in found)
    return tuple(sorted(made, key=lambda finding: ORDER.index(finding.level)))
