"""The checks on one letter: they run at every look at a draft and again at every signature."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from agency import AGENCY
from builders import HANDLER, LI, around, at
from table import Row, interleaved, seconds

from notices.composing import letter_of, organ, wording
from notices.examining import findings
from notices.levels import shipped_levels, weighed
from notices.render import text
from workflow.examining import Subject
from workflow.terms import Status

DAY, REACH = date(2026, 7, 8), 0.005


def draft(paragraphs: int) -> Subject:
    """A refusal with reasons of that many paragraphs."""
    outcome = wording().outcomes["refused_process"]
    reason = "\n".join(
        f"第{n}份材料是作出决定前的讨论记录，没有对外发生效力，不宜公开。" for n in range(paragraphs)
    )
    head = organ(AGENCY)
    content = {
        "letter": outcome.letter,
        "organ": asdict(head),
        "case_no": "示发改-2026-0001",
        "applicant": LI.name,
        "received_on": "2026-07-01",
        "request": "示例大道拓宽工程的会议记录",
        "provision": outcome.provision(DAY),
        "facts": {"process_kind": "discussion", "reason": reason, "inseparable": "不能区分处理。"},
        "you": "你",
        "way_code": "post",
        "remedy": wording().remedies.paragraph("A", DAY, head),
    }
    return Subject("", outcome.code, content, at(Status.IN_HAND).case, AGENCY, (LI,), around(DAY, HANDLER))


def measure() -> Iterable[Row]:
    """Without laying out the words, which a page and a signature do once beside it."""
    for what, paragraphs in (("the checks on a one-page reply", 3), ("the checks on a ten-page reply", 150)):
        subject = draft(paragraphs)
        letter = letter_of(subject.content, "示发改公开〔2026〕＊号", DAY)
        words = text(letter.kind, letter)
        assert weighed(findings(subject, letter, words), shipped_levels())[0].level == "ok"
        [taken] = interleaved(
            [lambda s=subject, le=letter, w=words: weighed(findings(s, le, w), shipped_levels())],  # type: ignore[misc]
            times=20,
        )
        yield Row(what, seconds(taken), "-", "-", "<= 5 ms", taken <= REACH)
