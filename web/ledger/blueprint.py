"""The ledger: every case within sight, in the columns and order people want, narrowed, searched, kept as files."""

from __future__ import annotations

from flask import Blueprint

ledger = Blueprint("ledger", __name__, template_folder="templates")
