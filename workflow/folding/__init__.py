"""From history to case: one small rule an entry kind says what each fact changes."""

from workflow.folding import appeals, consulting, house, importing, intake, letters, mail, reply
from workflow.folding.base import at_moment, fold, fold_on

__all__ = [
    "appeals",
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
]
