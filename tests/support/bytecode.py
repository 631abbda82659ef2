"""Compiled modules are kept, so that the many processes the tests start do not each compile the project anew.

Images of containers often set PYTHONDONTWRITEBYTECODE, to stay small; a start then costs a quarter more. Nothing
is written beside the sources: the folder is pytest's own, which git passes over.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def kept_in(folder: Path) -> None:
    """From now on, here and in every process that is started: where nothing is kept, keep it in that folder."""
    if sys.dont_write_bytecode:
        sys.dont_write_bytecode = False
        sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(folder)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
