"""The type letters are set in: what the office has installed, else the Fandol files that set-up fetched.

Beside the system's fonts only the folder of set-up is read; nothing is fetched while a letter is drawn.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

FOLDER = Path(sys.prefix) / "share" / "mingfu" / "fonts"
VARIABLE = "FONTCONFIG_FILE"


def configuration(folder: Path = FOLDER) -> Any:
    """A weasyprint FontConfiguration that knows the system's fonts and those of the folder, if it is there."""
    with _settings(folder / "fonts.conf"):
        return import_module("weasyprint.text.fonts").FontConfiguration()


@contextmanager
def _settings(file: Path) -> Iterator[None]:
    """Fontconfig reads its settings from the variable while it starts; an administrator's own choice stays."""
    if VARIABLE in os.environ or not file.is_file():
        yield
        return
    os.environ[VARIABLE] = str(file)
    try:
        yield
    finally:
        del os.environ[VARIABLE]
