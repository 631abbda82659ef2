"""The archive: how long a file is kept, what it still takes, what becomes public, what is looked at again."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import rows
from builders import (
    ARCHIVE,
    DISPATCH,
    RECEIVED,
    REPLY,
    SAMPLES,
    SERVE,
    SUBMIT,
    TAKE,
    at,
    drive,
    enter,
    moment,
)
from people import APPROVER, FRONT, HANDLER, OFFICERS, OWN, PARENT, SISTER
from sqlalchemy.exc import DBAPIError

from workflow import acts as a
from workflow import verifying
from workflow.archiving import lists, retention
from workflow.desk import Desk
from workflow.errors import BadInput, MoveRefused, NotAllowed
from workflow.store import Store, archive_rows, bundle_rows
from workflow.terms import Reevaluation, Role, Status

NOW = moment(RECEIVED)
SUPERVISOR_ABOVE = OFFICERS[PARENT, Role.SUPERVISOR]
ENDED: tuple[a.Act, ...] = (TAKE, *REPLY, DISPATCH, SERVE)
REFUSED: tuple[a.Act, ...] = (
    TAKE, a.DraftReply(outcome="refused_process"), SUBMIT, SAMPLES["pass_legal"], SAMPLES["approve"], DISPATCH,
)  # fmt: skip


def closed(desk: Desk, key: str, kept_for: str = "10年") -> str:
    """An archived case."""
    case_no = enter(desk, key)
    drive(desk, case_no, (*ENDED, a.Archive(retention=kept_for)))
    return case_no


def numbers(found: tuple[lists.Kept, ...]) -> list[str]:
    """Which cases."""
    return [case.case_no for case in found]


def test_an_archived_file_is_listed_under_its_class(desk: Desk) -> None:
    ten, thirty = closed(desk, "a"), closed(desk, "b", "30年")

    both = lists.kept(desk, HANDLER, NOW)

    assert numbers(both) == [ten, thirty]
    assert [(case.retention, case.archived_on) for case in both] == [("10年", RECEIVED), ("30年", RECEIVED)]
    assert numbers(lists.kept(desk, HANDLER, NOW, wanted="30年")) == [thirty]


def test_a_long_list_is_walked_once_and_whole(desk: Desk) -> None:
    made = [closed(desk, f"case-{n}") for n in range(5)]

    walked: list[str] = []
    after: lists.Place | None = None
    while True:
        page = lists.kept(desk, HANDLER, NOW, after=after, most=2)
        walked += numbers(page[:2])
        if len(page) <= 2:
            break
        assert page[1].archived_on is not None
        after = (page[1].archived_on, page[1].case_id)
    assert walked == made


def test_a_case_taken_up_again_leaves_the_archive(desk: Desk) -> None:
    case_no = closed(desk, "a")

    drive(desk, case_no, (SAMPLES["redo_after_appeal"],))

    assert lists.kept(desk, HANDLER, NOW) == ()


def test_other_agencies_see_nothing_of_it_and_whoever_watches_sees_the_subtree(desk: Desk) -> None:
    case_no = closed(desk, "a")

    assert numbers(lists.kept(desk, SUPERVISOR_ABOVE, NOW)) == [case_no]
    assert lists.kept(desk, OFFICERS[SISTER, Role.HANDLER], NOW) == ()
    with pytest.raises(NotAllowed):
        lists.kept(desk, FRONT, NOW)


@pytest.mark.parametrize("name", ["note", "link", "draft_notice", "add_document", "send_mail"])
def test_an_archived_file_is_locked(name: str) -> None:
    paper = at(Status.ARCHIVED)

    assert paper.reasons(SAMPLES[name])


def test_an_appeal_opens_it_for_letters_again() -> None:
    paper = at(Status.ARCHIVED).do(SAMPLES["register_appeal"])

    assert paper.reasons(SAMPLES["draft_notice"]) == ()


def test_publication_and_a_redo_stay_open() -> None:
    paper = at(Status.ARCHIVED)

    assert paper.reasons(SAMPLES["mark_for_publication"]) == ()
    assert paper.reasons(SAMPLES["redo_after_appeal"]) == ()


@pytest.mark.parametrize("steps", [("submit_notice",), ("submit_notice", "sign_notice")])
def test_nothing_is_archived_while_a_letter_is_under_way(steps: tuple[str, ...]) -> None:
    paper = at(Status.SERVED).all([SAMPLES[name] for name in ("draft_notice", *steps)])

    assert paper.reasons(ARCHIVE) == ("Letters still wait for a signature or the post",)


def test_a_class_outside_the_table_is_refused() -> None:
    paper = at(Status.SERVED)

    assert paper.reasons(a.Archive(retention="15年")) == ("No such class of retention",)
    assert all(paper.reasons(a.Archive(retention=one.value)) == () for one in retention.load().classes)


def test_information_is_listed_from_the_mark_to_its_publication(desk: Desk) -> None:
    case_no = closed(desk, "a")
    with pytest.raises(MoveRefused):
        desk.perform(HANDLER, case_no, SAMPLES["record_publication"], NOW)

    drive(desk, case_no, (SAMPLES["mark_for_publication"],))
    [before] = lists.marked(desk, HANDLER, NOW)
    drive(desk, case_no, (SAMPLES["record_publication"],))
    [after] = lists.marked(desk, HANDLER, NOW)

    assert (before.marked_on, before.published_on) == (RECEIVED, None)
    assert (after.published_on, after.published_where) == (RECEIVED, "示例市人民政府网站")


def test_a_refusal_is_due_again_a_year_later_and_each_year_after_it_was_looked_at(desk: Desk) -> None:
    case_no = enter(desk, "a")
    drive(desk, case_no, REFUSED)
    drive(desk, enter(desk, "b"), ENDED)  # disclosed: nothing to look at again
    year, two = moment(RECEIVED + timedelta(days=366)), moment(RECEIVED + timedelta(days=734))

    assert lists.withheld(desk, HANDLER, moment(RECEIVED + timedelta(days=365))) == ()
    assert numbers(lists.withheld(desk, HANDLER, year)) == [case_no]
    looked = a.Reevaluate(result=Reevaluation.STILL_WITHHELD, reason="仍在讨论")
    desk.perform(HANDLER, case_no, looked, year)
    assert lists.withheld(desk, HANDLER, year) == ()
    [again] = lists.withheld(desk, HANDLER, two)
    assert (again.case_no, again.reevaluation) == (case_no, "still_withheld")


def test_what_was_disclosed_is_not_looked_at_again() -> None:
    assert at(Status.SERVED).reasons(SAMPLES["reevaluate"]) == ("Nothing was withheld in this case",)


def test_the_end_of_february_is_due_on_the_day_before_march() -> None:
    assert lists.reevaluate_before(date(2028, 2, 29)) == date(2027, 2, 28)


def test_deriving_the_rows_anew_changes_nothing(desk: Desk, store: Store) -> None:
    drive(desk, closed(desk, "a"), (SAMPLES["mark_for_publication"], SAMPLES["record_publication"]))
    case_no = enter(desk, "b")
    drive(desk, case_no, (*REFUSED, SAMPLES["reevaluate"]))
    before = rows.run(store, "SELECT * FROM archive_facts ORDER BY case_id")

    verifying.rebuild(store, desk.rules)

    assert len(before) == 2
    assert rows.run(store, "SELECT * FROM archive_facts ORDER BY case_id") == before


@pytest.mark.parametrize("table", ["bundles", "transfers", "transfer_cases"])
@pytest.mark.parametrize("change", ["UPDATE {t} SET agency_id = 9", "DELETE FROM {t}"])
def test_what_was_handed_out_stays_on_record(desk: Desk, store: Store, table: str, change: str) -> None:
    case_no = closed(desk, "a")
    bundle_rows.record(store.database, case_no, OWN, HANDLER, "a" * 64, 9, None, NOW)
    with store.database.writing() as connection:
        [case] = archive_rows.of_numbers(connection, [case_no])
        archive_rows.record(connection, OWN, APPROVER, [case.case_id], "b" * 64, NOW)

    with pytest.raises(DBAPIError):
        rows.run(store, change.format(t=table))


def test_a_table_of_classes_that_proposes_an_unknown_one_is_refused(tmp_path: Path) -> None:
    said = retention.PATH.read_text("utf-8").replace('usual = "10年"', 'usual = "15年"')
    broken = tmp_path / "archive.toml"
    broken.write_text(said, "utf-8")

    with pytest.raises(BadInput):
        retention.load(broken)
