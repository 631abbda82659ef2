"""Which steps a reply needs before it leaves, by outcome: secrecy review, approval by someone else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from workflow.errors import BadInput
from workflow.outcomes import Outcomes, read_toml

STEPS = ("secrecy", "legal", "approval", "leader")
_KEYS = {"default", "on_the_spot", "steps", "letters_required"}


class Approvals:
    """The routes of one office; every outcome not named takes the default route."""

    def __init__(
        self,
        default: tuple[str, ...],
        steps: Mapping[str, tuple[str, ...]],
        on_the_spot: frozenset[str],
        letters_required: frozenset[str] = frozenset(),
        notices: Mapping[str, str] | None = None,
    ) -> None:
        self._default, self._steps, self._on_the_spot = default, dict(steps), on_the_spot
        self.letters_required = letters_required  #: acts that need a signed letter before them
        self.notices = dict(notices or {})  #: letters beside the reply: kind -> number series

    @classmethod
    def load(
        cls, path: Path, outcomes: Outcomes | None = None, notices: Mapping[str, str] | None = None
    ) -> Approvals:
        """Read and check; with `outcomes` every code must exist and every disclosure be reviewed. Raises BadInput."""
        data = read_toml(path)
        if data.keys() != _KEYS:
            raise BadInput(
                f"{path.name}：应当有 {'、'.join(sorted(_KEYS))} / exactly these keys are required"
            )
        routes = {code: _route(steps, path.name, code) for code, steps in data["steps"].items()}
        made = cls(
            _route(data["default"], path.name, "default"),
            routes,
            frozenset(data["on_the_spot"]),
            frozenset(data["letters_required"]),
            notices,
        )
        if outcomes is not None:
            made._check(outcomes, path.name)
        return made

    def steps(self, outcome_code: str) -> tuple[str, ...]:
        """The steps in order, of "secrecy", "legal", "approval" (head of the disclosure office) and "leader"."""
        return self._steps.get(outcome_code, self._default)

    def without_letters(self) -> Approvals:
        """The same routes for an office that sends its procedural letters outside the system."""
        return Approvals(self._default, self._steps, self._on_the_spot, frozenset(), self.notices)

    def with_steps(self, outcome_code: str, steps: tuple[str, ...]) -> Approvals:
        """The same, with another route for one outcome."""
        routes = self._steps | {outcome_code: steps}
        return Approvals(self._default, routes, self._on_the_spot, self.letters_required, self.notices)

    def on_the_spot(self, outcome_code: str) -> bool:
        """Whether it may be answered at the counter at once (条例第三十三条第一款)."""
        return outcome_code in self._on_the_spot

    def _check(self, outcomes: Outcomes, file: str) -> None:
        if unknown := sorted(c for c in {*self._steps, *self._on_the_spot} if c not in outcomes):
            raise BadInput(f"{file}：没有这种答复结果 / no such outcome: {', '.join(unknown)}")
        if bare := sorted(o.code for o in outcomes if o.discloses and "secrecy" not in self.steps(o.code)):
            raise BadInput(
                f"{file}：公开前缺少保密审查 / disclosed without secrecy review: {', '.join(bare)}"
            )


def _route(steps: object, file: str, code: str) -> tuple[str, ...]:
    known = isinstance(steps, list) and all(s in STEPS for s in steps) and len(set(steps)) == len(steps)
    if not known:
        raise BadInput(f"{file} {code}：步骤不对 / steps must be of {', '.join(STEPS)}")
    return tuple(steps)  # type: ignore[arg-type]
