"""Everything the office decides by: regimes, outcomes, routes, fees, read once from the data folders."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workflow.approvals import Approvals
from workflow.clock.regime import Regimes
from workflow.fees import Tariffs
from workflow.letter_kinds import letter_kinds
from workflow.levels import Levels
from workflow.outcomes import Outcomes

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Rules:
    """The law and the office's choices as loaded data."""

    regimes: Regimes
    outcomes: Outcomes
    approvals: Approvals
    fees: Tariffs
    levels: Levels
    holidays: Path

    @classmethod
    def load(cls, root: Path = ROOT) -> Rules:
        """Read config/ and remember where holidays/ stands. Raises BadInput naming file and fault."""
        config = root / "config"
        outcomes = Outcomes.load(config / "outcomes.toml")
        return cls(
            regimes=Regimes.load(config / "regimes"),
            outcomes=outcomes,
            approvals=Approvals.load(
                config / "approvals.toml", outcomes, letter_kinds(config / "notices.toml", outcomes)
            ),
            fees=Tariffs.load(config / "fees.toml"),
            levels=Levels.load(config / "levels.toml"),
            holidays=root / "holidays",
        )
