"""The blueprint of supervision, and the levels its pages read."""

from __future__ import annotations

from flask import Blueprint

from web.access import desk
from workflow.levels import Levels

supervision = Blueprint("supervision", __name__, template_folder="templates")


def levels() -> Levels:
    """The warning levels of this office."""
    return desk().rules.levels
