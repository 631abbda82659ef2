"""The blueprint of supervision, and the levels its pages read."""

from __future__ import annotations

from functools import cache

from flask import Blueprint

from workflow.supervision.levels import Levels

supervision = Blueprint("supervision", __name__, template_folder="templates")


@cache
def levels() -> Levels:
    """The warning levels of this office."""
    return Levels.load()
