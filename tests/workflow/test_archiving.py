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
from workflow.appeal.terms import AppealKind, AppealStep
from workflow.archiving import lists, retention
from workflow.desk import Desk
from workflow.entry_wording import sentence
from workflow.errors import BadInput, MoveRefused, NotAllowed
from workflow.hinting import HintsAsked, hints
from workflow.publications import publications
from workflow.store import Store
from workflow.store.archive import archive_rows, bundle_rows
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
    drive(desk, case_no, (*ENDED, a.Archive(retention=kept_for, reason="涉及重大行政决策")))
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

    assert paper.reasons(a.Archive(retention="15年", reason="自定")) == ("No such class of retention",)
    for one in retention.load().classes:
        assert paper.reasons(a.Archive(retention=one.value, reason="涉及重大行政决策")) == ()


def test_an_appealed_file_is_proposed_for_longer_and_a_mistaken_registration_changes_nothing() -> None:
    table, served = retention.load(), at(Status.SERVED)
    review = served.do(SAMPLES["register_appeal"])
    complaint = served.do(a.RegisterAppeal(kind=AppealKind.COMPLAINT, organ="市府办", appellant="李样七"))
    struck = review.do(a.StepAppeal(ref="1", step=AppealStep.STRIKE, said="登记错件"))

    proposed = [table.proposed(paper.case).value for paper in (served, review, complaint, struck)]

    assert proposed == ["10年", "30年", "10年", "10年"]


def test_the_class_proposed_is_taken_and_another_one_needs_its_reason() -> None:
    review = at(Status.SERVED).do(SAMPLES["register_appeal"])
    plain, other = review.do(ARCHIVE), a.Archive(retention="永久", reason="社会影响重大")

    assert plain.case.retention == "30年"
    assert review.reasons(a.Archive(retention="10年")) == (
        "30 years is proposed: say why it is to be another",
    )
    assert review.reasons(a.Archive(retention="30年")) == ()
    assert review.do(other).case.retention == "永久"
    assert [sentence(e.fact).zh for e in review.do(other).history[-2:]] == [
        "归档，保管期限30年", "保管期限改为永久：社会影响重大",
    ]  # fmt: skip


def test_a_file_appealed_after_it_was_archived_is_named_until_its_class_is_changed(desk: Desk) -> None:
    plain, appealed = closed(desk, "a"), closed(desk, "b")
    drive(desk, appealed, (SAMPLES["register_appeal"],))

    def short() -> list[str]:
        found = lists.kept(desk, HANDLER, NOW)
        named = lists.too_short(desk, found)
        return [case.case_no for case in found if case.case_id in named]

    assert short() == [appealed]
    drive(desk, appealed, (a.ChangeRetention(retention="30年", reason="已进入行政复议"),))
    assert short() == []
    assert {case.case_no: case.retention for case in lists.kept(desk, HANDLER, NOW)} == {
        plain: "10年",
        appealed: "30年",
    }
    with pytest.raises(MoveRefused, match="没有变化"):
        drive(desk, appealed, (a.ChangeRetention(retention="30年", reason="再次"),))


def test_what_was_published_after_an_application_is_shown_to_the_next_applicant(
    desk: Desk, store: Store
) -> None:
    case_no = closed(desk, "a")
    asked = HintsAsked(OWN, text="申请公开示例河道整治工程的验收结论")
    drive(desk, case_no, (SAMPLES["mark_for_publication"],))
    assert hints(desk, HANDLER, NOW, asked).published == ()

    public = a.RecordPublication(
        title="示例河道整治工程验收结论",
        document_no="示水〔2026〕3号",
        where_found="https://example.gov.cn/1",
    )
    drive(desk, case_no, (public,))

    [found] = hints(desk, HANDLER, NOW, asked).published
    assert (found.title, found.where_found, found.case_no) == (public.title, public.where_found, case_no)
    assert (found.document_no, found.published_on) == ("示水〔2026〕3号", RECEIVED)
    assert verifying.verify(store, desk.rules) == []


def test_a_publication_recorded_again_mends_its_entry_and_makes_no_second(desk: Desk) -> None:
    case_no = closed(desk, "a")
    first = a.RecordPublication(title="示例河道整治工程验收结论", where_found="公告栏")
    drive(desk, case_no, (SAMPLES["mark_for_publication"], first, SAMPLES["record_publication"]))

    [found] = publications(desk, HANDLER, NOW)

    assert (found.title, found.where_found) == ("示例大道拓宽工程规划方案", "示例市人民政府网站")
    asked = HintsAsked(OWN, text="申请公开示例大道拓宽工程规划方案")
    assert [p.case_no for p in hints(desk, HANDLER, NOW, asked).published] == [case_no]


def test_publications_from_before_the_register_was_linked_are_entered_by_a_rebuild(
    desk: Desk, store: Store
) -> None:
    case_no = closed(desk, "a")
    drive(desk, case_no, (SAMPLES["mark_for_publication"], SAMPLES["record_publication"]))
    rows.run(store, "DELETE FROM publications")
    assert [fault.case_no for fault in verifying.verify(store, desk.rules)] == [case_no]

    verifying.rebuild(store, desk.rules)
    verifying.rebuild(store, desk.rules)

    [found] = publications(desk, HANDLER, NOW)
    assert (found.case_no, found.where_found) == (case_no, "示例市人民政府网站")
    assert verifying.verify(store, desk.rules) == []


def test_a_title_too_long_for_the_register_is_refused() -> None:
    paper = at(Status.SERVED).do(SAMPLES["mark_for_publication"])

    assert paper.reasons(a.RecordPublication(title="字" * 200, where_found="网站")) == ()
    assert paper.reasons(a.RecordPublication(title="字" * 201, where_found="网站")) == (
        "At most 200 characters each",
    )


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
