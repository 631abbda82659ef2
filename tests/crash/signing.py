"""Signs replies and renders them without end and says each one: `signing.py HOME URL RUN`; meant to be killed."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from builders import RECEIVED, RULES, SUBMIT, TAKE, form, moment
from people import FRONT, doer

from notices.issuing import freeze_pending
from workflow import acts as a
from workflow.composing import composed
from workflow.desk import Desk
from workflow.examining import examiner
from workflow.store import Store

NOW = moment(RECEIVED)
SUPPLIED = {"supplied": ["批复"], "supply": "纸质复印件"}
ACTS = (
    TAKE,
    a.DraftReply(outcome="disclosed", content=SUPPLIED),
    SUBMIT,
    a.PassSecrecy(items=("批复",)),
    a.Approve(),
)


def main(home: str, url: str, run: str) -> None:
    """One line a signature: case number and the digest of the words that were signed."""
    desk = Desk(Store.open(Path(home), url=url, key=Path(home) / "key"), RULES, examine=examiner())
    for number in count():
        case_no = desk.log(FRONT, form(f"run-{run}-{number}"), NOW).case_no
        for act in ACTS:
            case = desk.perform(doer(act), case_no, composed(desk, doer(act), case_no, act, NOW), NOW)
        print(case_no, case.reply_content_sha256, flush=True)
        freeze_pending(desk, NOW)


if __name__ == "__main__":
    main(*sys.argv[1:])
