"""How long the crash, race and property runs go on: short in `make test`, long in `make soak`."""

from __future__ import annotations

import os

SOAKING = os.environ.get("MINGFU_SOAK", "") not in ("", "0")


def rounds(short: int, long: int) -> int:
    """The number of rounds to run: `short`, or `long` when soaking."""
    return long if SOAKING else short
