"""Imported rows are cases like any other: proved, rebuilt, found, never doubled, whole after a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import rows
from builders import RULES, moment
from old_ledgers import HEAD, TODAY, line, write
from people import APPROVER, FRONT, OWN, build_office

from workflow import verifying
from workflow.desk import Desk
from workflow.errors import NotAllowed
from workflow.importing import recording
from workflow.importing.running import Asked, Figures
from workflow.store import Store
from workflow.terms import Status
from workflow.viewing import Filter

NOW = moment(TODAY)
MIXED = [
    HEAD,
    line(),
    line(登记编号="2", 申请内容="乙", 答复日期=None, 答复结果=None, 收到日期="2026-11-02"),
    line(登记编号="3", 申请内容="丙", 答复结果="撤回"),
    line(登记编号="4", 申请内容="丁", 答复结果="不予公开"),
]


def run(desk: Desk, file: Path, person: int = FRONT) -> Figures:
    """The figures after the whole import."""
    figures = Figures()
    for batch in recording.performed(desk, Asked(file, file.name, OWN, person), lambda: NOW, lambda: False):
        figures = figures.plus(batch)
    return figures


def test_imported_rows_are_cases_that_prove_and_rebuild(desk: Desk, store: Store, tmp_path: Path) -> None:
    figures = run(desk, write(tmp_path, MIXED))

    case = desk.view(FRONT, "示发改-旧-1", NOW).case
    assert figures == Figures(4, clean=3, refused=1)
    assert (case.status, case.outcome, case.imported) == (Status.ARCHIVED, "disclosed", True)
    assert desk.view(FRONT, "示发改-旧-2", NOW).case.status is Status.RECEIVED
    assert desk.view(FRONT, "示发改-旧-3", NOW).case.outcome == "withdrawn"
    assert verifying.verify(store, RULES) == []
    verifying.rebuild(store, RULES)
    assert verifying.verify(store, RULES) == []


def test_importing_twice_changes_nothing(desk: Desk, store: Store, tmp_path: Path) -> None:
    file = write(tmp_path, MIXED)
    run(desk, file)
    before = rows.run(store, "SELECT case_no, digest FROM cases ORDER BY case_no")

    again = run(desk, file)

    assert again == Figures(4, refused=4, already=3)
    assert rows.run(store, "SELECT case_no, digest FROM cases ORDER BY case_no") == before


def test_imported_cases_are_found_by_old_number_name_and_words(desk: Desk, tmp_path: Path) -> None:
    run(desk, write(tmp_path, [HEAD, line(登记编号="2023-77", 申请内容="请求公开示例大桥检测报告")]))

    for text in ("2023-77", "张样", "大桥检测"):
        found = desk.ledger(FRONT, NOW, Filter(text=text)).rows
        assert [row.case_no for row in found] == ["示发改-旧-2023-77"]


def test_personal_data_is_sealed_and_stands_in_no_history(desk: Desk, store: Store, tmp_path: Path) -> None:
    run(desk, write(tmp_path, MIXED))

    held = rows.run(store, "SELECT data FROM entries") + rows.run(store, "SELECT body FROM texts")
    assert not [text for (text,) in held if "13900001234" in text or "11010519491231002X" in text]
    assert "" not in [sealed for (sealed,) in rows.run(store, "SELECT phone_sealed FROM applicants")]


def test_only_front_desk_and_administrators_import(desk: Desk, store: Store, tmp_path: Path) -> None:
    try:
        run(desk, write(tmp_path, MIXED), APPROVER)
    except NotAllowed:
        pass
    else:
        raise AssertionError("an approver imported a ledger")
    assert rows.run(store, "SELECT count(*) FROM cases") == [(0,)]


def test_stopping_leaves_whole_batches_and_running_again_goes_on(
    desk: Desk, store: Store, tmp_path: Path
) -> None:
    file = write(tmp_path, [HEAD, *(line(登记编号=f"{n}", 申请内容=f"第{n}件") for n in range(1200))])
    asked = Asked(file, file.name, OWN, FRONT)

    first = list(recording.performed(desk, asked, lambda: NOW, lambda: True))

    assert [len(batch) for batch in first] == [500]
    assert rows.run(store, "SELECT count(*) FROM cases") == [(500,)]
    assert run(desk, file) == Figures(1200, clean=700, refused=500, already=500)
    assert verifying.verify(store, RULES) == []


_STREAM = """
import sys
from pathlib import Path
from builders import RULES, moment
from old_ledgers import TODAY
from people import FRONT, OWN
from workflow.desk import Desk
from workflow.importing import running
from workflow.importing.running import Asked
from workflow.store import Store
home, url, file = sys.argv[1:]
desk = Desk(Store.open(Path(home), url=url, key=Path(home) / "key"), RULES)
print("begun", flush=True)
for batch in running.perform(desk, Asked(Path(file), "x", OWN, FRONT), lambda: moment(TODAY)):
    print(len(batch), flush=True)
"""


def test_a_kill_in_the_middle_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'mingfu.db'}"
    build_office(url)
    file = write(tmp_path, [HEAD, *(line(登记编号=f"{n}", 申请内容=f"第{n}件") for n in range(2000))])
    here = Path(__file__).parent
    path = os.pathsep.join(map(str, (here, here.parent / "support", here.parent.parent)))
    working = subprocess.Popen(
        [sys.executable, "-c", _STREAM, tmp_path, url, file],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert working.stdout is not None
    assert working.stdout.readline() == b"begun\n"
    acknowledged = int(working.stdout.readline())  # the next batch is under way
    working.send_signal(signal.SIGKILL)
    acknowledged += sum(map(int, working.communicate()[0].split()))
    store = Store.open(tmp_path, url=url, key=tmp_path / "key")

    [(kept,)] = rows.run(store, "SELECT count(*) FROM cases")
    assert kept >= acknowledged
    assert kept % 500 == 0
    assert verifying.verify(store, RULES) == []
    run(Desk(store, RULES), file)
    assert rows.run(store, "SELECT count(*) FROM cases") == [(2000,)]
    store.close()
