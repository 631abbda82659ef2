"""How much memory `mingfu serve` takes once it answers, the worker inside it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from pathlib import Path

from table import Row

MINGFU = Path(sys.executable).with_name("mingfu")
MOST = 200 * 1024  # kB
ORDER = 200


def measure() -> Iterable[Row]:
    """Memory after the first page was served, as many processes as there usually are."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {**os.environ, "MINGFU_HOME": folder}
        subprocess.run([MINGFU, "init"], env=settings, check=True, stdout=subprocess.DEVNULL)
        taken = _served(settings)
    yield Row(
        "memory of mingfu serve after start",
        f"{taken / 1024:.0f} MB",
        "-",
        "-",
        "<= 200 MB",
        holds=taken <= MOST,
    )


def _served(settings: dict[str, str]) -> int:
    """kB of the server and every process below it; a page that several share counts once."""
    port = _free_port()
    server = subprocess.Popen(
        [MINGFU, "serve", "--port", str(port)],
        env=settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_it_answers(port, server)
        return sum(map(_own, _family(server.pid)))
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
        except urllib.error.HTTPError:
            return  # it answers, if only to say no
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("mingfu serve does not answer")


def _family(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [process, *(below for child in children for below in _family(int(child)))]


def _own(process: int) -> int:
    found = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{process}/smaps_rollup").read_text(), re.MULTILINE)
    return int(found[1]) if found else 0
