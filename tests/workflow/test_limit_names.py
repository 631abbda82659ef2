"""What limits are called: in English one style, the first letter large and no other."""

from __future__ import annotations

from datetime import date

import pytest

from workflow.appeal import clock as appeals
from workflow.clock import limits
from workflow.ledger_sheets import columns
from workflow.reminding import wording
from workflow.supervision import clocks, watching

NAMES = {
    *(en for _zh, en in limits.ACTS.values()),
    *(words.en for words in appeals.ACTS.values()),
    *(words.en for words in wording.ACTS.values()),
    *(words.en for words in columns._LIMITS.values()),
    *(words.en for words in (clocks.REPLY, watching.CONFIRMATION, watching.APPEAL)),
}


@pytest.mark.parametrize("name", sorted(NAMES))
def test_the_english_name_of_a_limit_is_a_sentence_s_beginning(name: str) -> None:
    first, rest = name[0], name[1:]

    assert first.isupper(), name
    assert rest == rest.lower(), name


@pytest.mark.parametrize("act", limits.ACTS)
def test_a_reference_after_the_name_changes_nothing_of_it(act: str) -> None:
    plain, numbered = (limits.Limit(one, date(2026, 12, 1), "").name[1] for one in (act, f"{act}:2"))

    assert numbered == f"{plain} (2)"
