"""The area of writing replies and letters."""

from __future__ import annotations

from flask import Blueprint

drafting = Blueprint("drafting", __name__, template_folder="templates")
