"""Does acts without end and says each one as soon as it is kept: `stream.py HOME URL`; meant to be killed.

What is killed is a child: for each line on its input this process forks one more, and says how it ended as
"ended STATUS". All that is loaded before the store is opened is so loaded once.
"""

from __future__ import annotations

import os
import sys
from itertools import count
from pathlib import Path

from builders import ARCHIVE, DISPATCH, RECEIVED, REPLY, RULES, SAMPLES, SERVE, TAKE, form, moment
from people import FRONT, doer

from workflow.desk import Desk
from workflow.store import Store

NOW = moment(RECEIVED)
ACTS = (
    TAKE,
    SAMPLES["propose_extension"],
    SAMPLES["approve_extension"],
    SAMPLES["notify_extension"],
    SAMPLES["note"],
    *REPLY,
    DISPATCH,
    SERVE,
    ARCHIVE,
)


def main(home: str, url: str) -> None:
    """A child for each line, one after the other; the line names its run."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            try:
                work(home, url, line.strip())
            finally:
                os._exit(1)  # it ends by a kill and in no other way
        _, status = os.waitpid(child, 0)
        print("\nended", os.waitstatus_to_exitcode(status), flush=True)


def work(home: str, url: str, run: str) -> None:
    """First this process's number, then one line an act: case number, version, digest."""
    print(os.getpid(), flush=True)
    desk = Desk(Store.open(Path(home), url=url, key=Path(home) / "key"), RULES)
    for number in count():
        case_no = desk.log(FRONT, form(f"run-{run}-{number}"), NOW).case_no
        print(case_no, "-", "-", flush=True)
        for act in ACTS:
            case = desk.perform(doer(act), case_no, act, NOW)
            print(case_no, case.version, case.digest, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
