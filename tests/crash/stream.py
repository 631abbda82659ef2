"""Does acts without end and says each one as soon as it is kept: `stream.py HOME URL RUN`; meant to be killed."""

from __future__ import annotations

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


def main(home: str, url: str, run: str) -> None:
    """One line an act: case number, version, digest."""
    desk = Desk(Store.open(Path(home), url=url, key=Path(home) / "key"), RULES)
    for number in count():
        case_no = desk.log(FRONT, form(f"run-{run}-{number}"), NOW).case_no
        print(case_no, "-", "-", flush=True)
        for act in ACTS:
            case = desk.perform(doer(act), case_no, act, NOW)
            print(case_no, case.version, case.digest, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
