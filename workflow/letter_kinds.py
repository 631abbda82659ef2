"""The letters beside the reply, as config/notices.toml declares them: which exist, how numbered, how signed.

Internal forms are filled from the history; a form that leaves the house, as a list of evidence, is drafted and signed.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from workflow.errors import BadInput
from workflow.outcomes import Outcomes, read_toml


class LetterKind(NamedTuple):
    """A kind of letter beside the reply: its number series ("" where not numbered) and its route."""

    series: str
    route: str


def letter_kinds(path: Path, outcomes: Outcomes) -> dict[str, LetterKind]:
    """The kinds by code, replies and internal forms left out. Raises BadInput."""
    replies = {o.letter for o in outcomes if o.closes == "replied"}
    try:
        return {
            kind["code"]: LetterKind(kind["series"], kind["route"])
            for kind in read_toml(path)["notice"]
            if kind["route"] != "none" and kind["code"] not in replies
            if not kind["form"] or kind["route"] != "internal"
        }
    except (KeyError, TypeError) as bad:
        raise BadInput(
            f"{path.name}：文书缺少 code、form、route 或 series / a key is missing: {bad}"
        ) from bad
