"""The letters beside the reply, as config/notices.toml declares them: which exist and what series numbers them."""

from __future__ import annotations

from pathlib import Path

from workflow.errors import BadInput
from workflow.outcomes import Outcomes, read_toml


def letter_series(path: Path, outcomes: Outcomes) -> dict[str, str]:
    """Kind -> number series ("" where not numbered), replies and internal forms left out. Raises BadInput."""
    replies = {o.letter for o in outcomes if o.closes == "replied"}
    try:
        return {
            kind["code"]: kind["series"]
            for kind in read_toml(path)["notice"]
            if not kind["form"] and kind["route"] != "none" and kind["code"] not in replies
        }
    except (KeyError, TypeError) as bad:
        raise BadInput(
            f"{path.name}：文书缺少 code、form、route 或 series / a key is missing: {bad}"
        ) from bad
