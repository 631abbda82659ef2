"""Names of files as they may be kept: no path, nothing invisible, nothing a system would take for a program. Pure."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LONGEST = 120  # characters, ending included
_BYTES = 200  # as UTF-8: file systems take 255
_FORBIDDEN: Final = re.compile(r'[<>:"|?*]')
_DEVICES: Final = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)
_PROGRAMS: Final = re.compile(
    r"\.(?=(exe|com|scr|bat|cmd|ps1|vbs?|jse?|wsf|hta|lnk|msi|dll|jar|sh|html?|svg|php|reg|cpl|iso|url)\b)",
    re.IGNORECASE,
)


def ending_of(name: str) -> str:
    """What follows the last dot, in small letters; empty where there is none."""
    stem, dot, ending = _visible(name).rpartition(".")
    return ending.strip().lower() if dot and stem else ""


def safe_name(name: str) -> str:
    """The name to keep: its last path part, visible characters only, short, its ending in small letters."""
    plain = _FORBIDDEN.sub("_", _visible(name))
    ending = ending_of(plain)
    stem = plain[: -len(ending) - 1] if ending else plain
    stem = _PROGRAMS.sub("_", stem).strip(" .")
    stem = f"_{stem}" if _DEVICES.fullmatch(stem) else stem
    tail = f".{ending}" if ending else ""
    return _shortened(stem or "file", tail) + tail


def _visible(name: str) -> str:
    """Without paths, control and direction characters (which make exe.fdp read as pdf.exe), spaces joined."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    spaced = "".join(" " if c.isspace() else c for c in last)
    shown = "".join(c for c in spaced if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    return " ".join(shown.split())


def _shortened(stem: str, tail: str) -> str:
    stem = stem[: max(LONGEST - len(tail), 1)]
    while len((stem + tail).encode()) > _BYTES and len(stem) > 1:
        stem = stem[:-1]
    return stem.rstrip(" .") or "file"
