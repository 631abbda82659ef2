"""What the old register said of a case taken over, for its page."""

from __future__ import annotations

import json

from workflow.entries import CaseImported
from workflow.importing.row import NAMES
from workflow.viewing import View
from workflow.wording import Words


def old_register_of(view: View) -> tuple[tuple[Words, str], ...]:
    """Its own words by column, as registers order them; nothing for any other case, or where they were erased."""
    said = next((e.fact.said_sha256 for e in view.history if isinstance(e.fact, CaseImported)), "")
    told = json.loads(view.texts.get(said) or "{}")
    return tuple((Words(*named), told[field]) for field, named in NAMES.items() if told.get(field))
