"""The table of moves: whole, named, reachable, and every pair of status and move answered."""

from __future__ import annotations

import pytest
from builders import RULES, SAMPLES, Paper, at

from workflow import entries, moves
from workflow.acts import ACTS
from workflow.entry_wording import ENTRIES
from workflow.errors import MoveRefused
from workflow.lifecycle import BY_NAME, MOVES, OPEN, Move, destination, open_moves
from workflow.terms import Status
from workflow.wording import MOVES as WORDS

#: rows that an act takes by circumstance, and the act that takes them
VARIANTS = {
    "log_unconfirmed": "log",
    "close_last_consultation": "close_consultation",
    "submit_for_approval": "submit",
    "pass_secrecy_to_legal": "pass_secrecy",
    "pass_legal_to_secrecy": "pass_legal",
    "approve_as_leader": "approve",
    "sign_notice_as_leader": "sign_notice",
    "step_appeal_redo": "step_appeal",
    "decide_appeal_redo": "decide_appeal",
}
PAIRS = [(move, status) for move in MOVES for status in Status]


def _named(value: object) -> str:
    return value.name if isinstance(value, Move) else str(value)


@pytest.fixture(scope="module")
def cases() -> dict[Status, Paper]:
    """A case in every status, brought there by real acts from its log."""
    return {status: at(status) for status in Status}


def test_every_name_stands_in_the_table_once() -> None:
    assert len({move.name for move in MOVES}) == len(MOVES) == len(BY_NAME)


def test_every_act_has_its_row_and_every_row_its_act() -> None:
    assert set(ACTS) <= set(BY_NAME)
    assert set(BY_NAME) - set(ACTS) == set(VARIANTS)
    assert set(VARIANTS.values()) <= set(ACTS)


def test_there_is_a_sample_of_every_act() -> None:
    assert set(SAMPLES) == set(ACTS)


@pytest.mark.parametrize("move", MOVES, ids=_named)
def test_a_row_names_a_rule_of_the_regulation_in_force_or_none(move: Move) -> None:
    known = RULES.regimes["prc-2019"].names

    assert not move.under or move.under in known or any(n.startswith(f"{move.under}.") for n in known)


def test_every_move_and_every_kind_of_entry_has_words_in_both_languages() -> None:
    assert set(WORDS) == set(BY_NAME)
    assert set(ENTRIES) == set(entries.KINDS)
    assert all(words.zh and words.en for words in (*WORDS.values(), *ENTRIES.values()))


@pytest.mark.parametrize("status", Status)
def test_every_status_is_reached_from_the_log_by_real_acts(status: Status) -> None:
    assert at(status).case.status is status


@pytest.mark.parametrize("status", Status)
def test_every_status_but_the_last_has_a_way_on(status: Status) -> None:
    leads = {move.dest for move in open_moves(status)} - {None, status}

    assert leads  # even an archived case may be ordered to be done again


@pytest.mark.parametrize(("move", "status"), PAIRS, ids=_named)
def test_a_pair_is_open_exactly_where_the_table_says(move: Move, status: Status) -> None:
    expected = (move.dest or status) if status in move.sources else None

    assert destination(move.name, status) is expected


@pytest.mark.parametrize("move", ACTS, ids=str)
@pytest.mark.parametrize("status", Status)
def test_a_move_outside_its_statuses_is_refused_with_a_reason(
    cases: dict[Status, Paper], move: str, status: Status
) -> None:
    paper, act = cases[status], SAMPLES[move]
    around = paper.around(act)
    row = moves.row_of(paper.case, act, around)

    reasons = moves.refusals(paper.case, act, around)

    assert all(reason.zh and reason.en for reason in reasons)
    if status not in row.sources:
        assert [reason.en for reason in reasons] == [f"Not open while the case is '{status.en}'"]
        with pytest.raises(MoveRefused):
            moves.decide(paper.case, act, around)
    elif not reasons:
        after = paper.do(act).case
        assert after.status is destination(row.name, status)


def test_a_status_that_is_open_can_be_withdrawn_and_no_other() -> None:
    assert set(BY_NAME["withdraw"].sources) == set(OPEN)
    assert not set(OPEN) & {
        Status.REPLIED,
        Status.SERVED,
        Status.LAPSED,
        Status.WITHDRAWN,
        Status.ARCHIVED,
    }


@pytest.mark.parametrize("name", ["no_such_move", "log", "log_unconfirmed"])
def test_a_case_that_exists_is_never_logged_again(name: str) -> None:
    assert all(destination(name, status) is None for status in Status)
