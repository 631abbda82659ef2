"""What one act at the desk is measured against. Each function prepares a rival and answers its one operation.

All that write to SQLite do so as the store does: WAL, synchronous=FULL, one transaction an operation.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

Operation = Callable[[], None]
#: The statements of the n-th operation with their parameters: what the desk itself would write.
Statements = Callable[[int], Sequence[tuple[str, Sequence[Any]]]]

PROCESS = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="mingfu">
  <bpmn:process id="case" isExecutable="true">
    <bpmn:startEvent id="received"/>
    <bpmn:manualTask id="take_in_hand"/>
    <bpmn:manualTask id="draft_reply"/>
    <bpmn:manualTask id="approve"/>
    <bpmn:manualTask id="dispatch"/>
    <bpmn:endEvent id="replied"/>
    <bpmn:sequenceFlow id="f1" sourceRef="received" targetRef="take_in_hand"/>
    <bpmn:sequenceFlow id="f2" sourceRef="take_in_hand" targetRef="draft_reply"/>
    <bpmn:sequenceFlow id="f3" sourceRef="draft_reply" targetRef="approve"/>
    <bpmn:sequenceFlow id="f4" sourceRef="approve" targetRef="dispatch"/>
    <bpmn:sequenceFlow id="f5" sourceRef="dispatch" targetRef="replied"/>
  </bpmn:process>
</bpmn:definitions>
"""


def bare_sqlite(file: Path, schema: str, statements: Statements) -> Operation:
    """The same rows by bare sqlite3 on one open connection."""
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.executescript(schema)
    numbers = count(1)

    def write() -> None:
        connection.execute("BEGIN IMMEDIATE")
        for statement, values in statements(next(numbers)):
            connection.execute(statement, values)
        connection.execute("COMMIT")

    return write


def bare_psycopg(conninfo: str, schema: str, statements: Statements) -> Operation:
    """The same rows by bare psycopg on one open connection; the server keeps each commit on disk."""
    connection = psycopg.connect(conninfo, autocommit=True)
    connection.execute(schema)  # type: ignore[call-overload]
    numbers = count(1)

    def write() -> None:
        with connection.transaction():
            for statement, values in statements(next(numbers)):
                connection.execute(statement, values)  # type: ignore[call-overload]

    return write


def django_fsm(file: Path) -> Operation:
    """A django-fsm-2 case: loaded, moved, saved, in one transaction; no permission, no history, no clock.

    Django is set up once a process: call it once.
    """
    from django.db import transaction

    case = _django_case(file)
    number = case.objects.create(status="in_hand", case_no="2026-1").pk

    def move() -> None:
        with transaction.atomic():
            loaded = case.objects.get(pk=number)
            (loaded.submit if loaded.status == "in_hand" else loaded.give_back)()
            loaded.save()

    return move


def _django_case(file: Path) -> Any:
    import django
    from django.conf import settings

    options = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        "transaction_mode": "IMMEDIATE",
    }
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file), "OPTIONS": options}
    settings.configure(DATABASES={"default": database}, INSTALLED_APPS=[], USE_TZ=True)
    django.setup()
    case = _case_model()
    from django.db import connection

    with connection.schema_editor() as editor:
        editor.create_model(case)
    return case


def _case_model() -> Any:
    from django.db import models
    from django_fsm import FSMField, transition

    class Case(models.Model):
        """The least that has a status which moves."""

        case_no = models.CharField(max_length=40)
        status = FSMField(default="in_hand", protected=True)

        class Meta:
            app_label = "bench"

        @transition(field=status, source="in_hand", target="under_review")
        def submit(self) -> None:
            """Hand the draft in."""

        @transition(field=status, source="under_review", target="in_hand")
        def give_back(self) -> None:
            """Return the draft."""

    return Case


def spiffworkflow(written: Callable[[str], object] = len) -> Operation:
    """A SpiffWorkflow case of four tasks: read from its JSON, one task done, `written` as JSON; nothing is saved."""
    from SpiffWorkflow import TaskState
    from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
    from SpiffWorkflow.bpmn.serializer.workflow import BpmnWorkflowSerializer
    from SpiffWorkflow.bpmn.workflow import BpmnWorkflow

    parser = BpmnParser()
    parser.add_bpmn_str(PROCESS.encode())
    serializer = BpmnWorkflowSerializer()
    case = BpmnWorkflow(parser.get_spec("case"))
    case.do_engine_steps()
    before = serializer.serialize_json(case)

    def step() -> None:
        loaded = serializer.deserialize_json(before)
        loaded.get_next_task(state=TaskState.READY, manual=True).run()
        loaded.do_engine_steps()
        written(serializer.serialize_json(loaded))

    return step
