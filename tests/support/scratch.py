"""Where tests write: in memory where the machine has plenty, and in any case gone again afterwards.

A thousand databases made and thrown away are work for a disk and for nobody else. What asks whether a store
outlives a kill writes to ON_DISK, as an office does.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

ON_DISK = Path("/tmp")
IN_MEMORY = Path("/dev/shm")
#: a container often has 64 MB here; a whole run of two workers leaves this much free
WANTED = 4 * 2**30


def folder(memory: Path = IN_MEMORY, wanted: int = WANTED) -> Path:
    """The folder in memory if it holds `wanted` bytes and may be written, else the one on disk."""
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free >= wanted
    return memory if roomy else ON_DISK


def settle() -> Path:
    """The same, and every temporary file of this process and of those it starts goes there from now on."""
    chosen = folder()
    if chosen == IN_MEMORY:
        tempfile.tempdir = os.environ["TMPDIR"] = str(chosen)
    return chosen
