"""The area of the settings, its roles, and what its pages have in common."""

from __future__ import annotations

from flask import Blueprint

from web.access import desk, now, person
from workflow.administration import scope
from workflow.terms import Role
from workflow.wording import Words

admin = Blueprint("admin", __name__, template_folder="templates")
ADMINISTRATOR = Role.ADMINISTRATOR
READERS = (Role.ADMINISTRATOR, Role.AUDITOR)


def require_whole(*roles: Role) -> None:
    """Raises NotAllowed unless who asks stands at the head of the whole tree."""
    scope.require_whole(desk().store, person(), now(), *roles)


def as_words(bad: Exception) -> Words:
    """A refusal of the desk as a mistake beside a field."""
    zh, _, en = str(bad).partition(" / ")
    return Words(zh, en or zh)
