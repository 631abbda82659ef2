"""Finds the browser that the pages are tried in."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class ChromiumMissing(Exception):
    """No browser on this machine; the tests do not go on without one."""


def find_chromium() -> str:
    """The path of the browser: MINGFU_CHROMIUM, else the first of NAMES on PATH."""
    for name in (os.environ.get("MINGFU_CHROMIUM", ""), *NAMES):
        if path := shutil.which(name):
            return path
    raise ChromiumMissing("没有 Chromium，请用 make test / no Chromium: run make test, which installs it")
