"""An office that writes its procedural letters here and signs them, three working days after a letter came.

A module of tests moves there by `from letters_here import app as app, desk as desk`; where what the checks find
is beside the point it imports `unchecked` and says `desk = unchecked`.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from assembled import pages_on
from flask import Flask

from workflow.desk import Desk
from workflow.examining import examiner
from workflow.rules import Rules
from workflow.store import Store

NOW = datetime(2026, 11, 9, 3, tzinfo=UTC)
RULES = Rules.load()


@pytest.fixture
def desk(store: Store) -> Desk:
    """Every draft is checked at the signature."""
    return Desk(store, RULES, examine=examiner())


@pytest.fixture
def unchecked(store: Store) -> Desk:
    """No draft is checked."""
    return Desk(store, RULES)


@pytest.fixture
def app(desk: Desk) -> Flask:
    """Its pages on that day."""
    return pages_on(desk, lambda: NOW)
