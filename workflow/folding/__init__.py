"""From history to case: one small rule an entry kind says what each fact changes."""

from workflow.folding import (
    appeals,
    archive,
    consulting,
    house,
    importing,
    intake,
    letters,
    mail,
    reply,
    urging,
)
from workflow.folding.base import at_moment, fold, fold_on

__all__ = [
    "appeals",
    "archive",
    "at_moment",
    "consulting",
    "fold",
    "fold_on",
    "house",
    "importing",
    "intake",
    "letters",
    "mail",
    "reply",
    "urging",
]
