"""The command line as a script meets it: arguments and stdin in, status and both streams out."""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import Any, NamedTuple
from unittest.mock import patch

from workflow.cli import main


class Ran(NamedTuple):
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The answer on stdout."""
        return json.loads(self.out)

    @property
    def refused(self) -> bool:
        """One line on stderr that says why, and status 2."""
        lines = self.err.splitlines()
        return self.status == 2 and not self.out and len(lines) == 1 and lines[0].startswith("mingfu: ")


def mingfu(*arguments: str, given: object = None) -> Ran:
    """Run one command in this process; `given` is stdin, as text, bytes or anything JSON can say."""
    raw = given if isinstance(given, bytes) else _text(given).encode()
    out, err = io.StringIO(), io.StringIO()
    stdin = io.TextIOWrapper(io.BytesIO(raw), "utf-8")
    with (
        patch.object(sys, "argv", ["mingfu", *arguments]),
        patch.object(sys, "stdin", stdin),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as end:
            return Ran(int(end.code or 0), out.getvalue(), err.getvalue())
    raise AssertionError("main always ends by its status")


def _text(given: object) -> str:
    return given if isinstance(given, str) else "" if given is None else json.dumps(given, ensure_ascii=False)
