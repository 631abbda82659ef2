"""What can be done with several cases at once, and by whom."""

from __future__ import annotations

from typing import Final, NamedTuple

from workflow.lifecycle import BY_NAME
from workflow.store.repository import Officer
from workflow.wording import Words


class Kind(NamedTuple):
    """One thing to do with the ticked cases; `moves` are the rows of the lifecycle that it may come to."""

    name: str
    words: Words
    moves: tuple[str, ...]


KINDS: Final = (
    Kind("assign", Words("分办、改派", "Assign"), ("take_in_hand", "reassign")),
    Kind("urge", Words("催办", "Urge"), ("urge",)),
    Kind("archive", Words("归档", "Archive"), ("archive",)),
)
BY_KIND: Final = {kind.name: kind for kind in KINDS}


def kinds_of(officer: Officer) -> tuple[Kind, ...]:
    """Those that a role of this person may do somewhere."""
    held = {h.role for h in officer.held}
    return tuple(
        kind for kind in KINDS if held & {role for move in kind.moves for role in BY_NAME[move].roles}
    )
