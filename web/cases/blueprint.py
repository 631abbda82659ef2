"""The area of one case."""

from __future__ import annotations

from flask import Blueprint

cases = Blueprint("cases", __name__, template_folder="templates")
