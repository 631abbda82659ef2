"""What a letter rests on and offers: provision and remedy by kind, outcome and date, from the settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from notices.catalogue import Catalogue, Kind
from notices.letter import Organ
from notices.remedies import Remedies
from workflow.clock.regime import Regimes
from workflow.errors import BadInput
from workflow.outcomes import Outcome, Outcomes


@dataclass(frozen=True, slots=True)
class Wording:
    """The settings that word a letter."""

    catalogue: Catalogue
    outcomes: Outcomes
    remedies: Remedies
    regimes: Regimes

    @classmethod
    def load(cls, config: Path) -> Wording:
        """Read the folder of settings. Raises BadInput naming file and fault."""
        return cls(
            Catalogue.load(config / "notices.toml"),
            Outcomes.load(config / "outcomes.toml"),
            Remedies.load(config / "remedies.toml"),
            Regimes.load(config / "regimes"),
        )

    def outcome(self, kind: str, received_on: date, code: str = "") -> Outcome:
        """The outcome this letter answers with: the one named, or the only one of the regime of receipt.

        Raises BadInput where the letter does not fit the outcome or several outcomes use it.
        """
        if code:
            named = self.outcomes[code]
            if named.letter != kind:
                raise BadInput(
                    f"{named.zh}不用这种文书 / outcome {code} needs another letter: {named.letter}"
                )
            return named
        regime = self.regimes.for_receipt(received_on).id
        fitting = [o for o in self.outcomes if o.letter == kind and o.regime == regime]
        if len(fitting) != 1:
            raise BadInput(f"请指明答复结果 / name the outcome of this letter: {kind}")
        return fitting[0]

    def provision(self, kind: Kind, received_on: date | None, dated_on: date, outcome: Outcome | None) -> str:
        """In short; empty where no article exists. Raises RuleMissing."""
        if outcome:
            return outcome.provision(dated_on)
        return kind.provision(dated_on if kind.by == "decision" else received_on or dated_on)

    def remedy(
        self, kind: Kind, dated_on: date, organ: Organ, outcome: Outcome | None, *, online: bool = False
    ) -> str:
        """The paragraph as printed, empty where this letter has none. Raises RuleMissing, BadInput.

        `online`: it may be served through the internet; a fee notice is no matter for review by itself.
        """
        if kind.remedy == "none":
            return ""
        if kind.remedy == "outcome" and outcome is None:
            raise BadInput(f"请指明答复结果 / name the outcome of this letter: {kind.code}")
        named = outcome.remedy_class(dated_on) if outcome else kind.remedy
        return self.remedies.paragraph(named, dated_on, organ, online=online and named != "E")
