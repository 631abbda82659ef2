"""The code with which an applicant asks after a case: no sign in it is mistaken for another over the phone."""

from __future__ import annotations

import secrets
from typing import Final

SIGNS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH: Final = 8


def new() -> str:
    """A code nobody can foresee; drawn at once, since an import asks for a hundred thousand."""
    drawn, signs = secrets.randbelow(len(SIGNS) ** LENGTH), []
    for _ in range(LENGTH):
        drawn, place = divmod(drawn, len(SIGNS))
        signs.append(SIGNS[place])
    return "".join(signs)
