"""Where tests write: in memory where the machine has plenty, and in any case gone again afterwards.

A thousand databases made and thrown away are work for a disk and for nobody else. What asks whether a store
outlives a kill writes to ON_DISK, as an office does.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from multiprocessing.util import Finalize
from pathlib import Path

ON_DISK = Path("/tmp")
IN_MEMORY = Path("/dev/shm")
#: a container often has 64 MB here; a whole run of two workers leaves this much free
WANTED = 4 * 2**30
PREFIX = "mingfu-tests-"
_OWN: list[Path] = []


def folder(memory: Path = IN_MEMORY, wanted: int = WANTED) -> Path:
    """The folder in memory if it holds `wanted` bytes and may be written, else the one on disk."""
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free >= wanted
    return memory if roomy else ON_DISK


def settle() -> Path:
    """A folder of this run, for every temporary file of this process and of those it starts; gone when it ends."""
    inherited = Path(tempfile.gettempdir())
    if inherited.name.startswith(PREFIX):
        return inherited
    if folder() == ON_DISK:
        return ON_DISK
    made = Path(tempfile.mkdtemp(prefix=PREFIX, dir=IN_MEMORY))
    made.chmod(0o711)  # PostgreSQL runs as another account
    _OWN.append(made)
    Finalize(None, clear, exitpriority=-200)  # multiprocessing removes a folder of its own in there at -100
    os.environ["PYTEST_DEBUG_TEMPROOT"] = str(IN_MEMORY)  # what failed outlives the run
    tempfile.tempdir = os.environ["TMPDIR"] = str(made)
    return made


def clear() -> None:
    """Remove the folder, in the process that made it."""
    while _OWN:
        shutil.rmtree(_OWN.pop(), ignore_errors=True)
