"""Which steps a reply needs before it leaves, by outcome, and a letter beside it, by the route of its kind."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workflow.errors import BadInput
from workflow.letter_kinds import LetterKind
from workflow.outcomes import Outcomes, read_toml

STEPS = ("secrecy", "legal", "approval", "leader")
LETTER_STEPS = STEPS[1:]  # a letter beside the reply discloses nothing
_KEYS = {"default", "on_the_spot", "steps", "letters", "letters_required"}


class Approvals:
    """The routes of one office; every outcome not named takes the default route."""

    def __init__(
        self,
        default: tuple[str, ...],
        steps: Mapping[str, tuple[str, ...]],
        on_the_spot: frozenset[str],
        letters_required: frozenset[str] = frozenset(),
        notices: Mapping[str, LetterKind] | None = None,
        letters: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self._default, self._steps, self._on_the_spot = default, dict(steps), on_the_spot
        self.letters_required = letters_required  #: acts that need a signed letter before them
        self._kinds, self._letters = dict(notices or {}), dict(letters or {})
        self.notices = {code: kind.series for code, kind in self._kinds.items()}  #: kind -> number series
        self._check_letters()

    @classmethod
    def load(
        cls, path: Path, outcomes: Outcomes | None = None, notices: Mapping[str, LetterKind] | None = None
    ) -> Approvals:
        """Read and check; every outcome, step and route must exist and every disclosure be reviewed. Raises BadInput.

        `notices` are the letters beside the reply; the route of each must be here and end in a signature.
        """
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
            {name: _letter_route(steps, path.name, name) for name, steps in data["letters"].items()},
        )
        if outcomes is not None:
            made._check(outcomes, path.name)
        return made

    def steps(self, outcome_code: str) -> tuple[str, ...]:
        """The steps in order, of "secrecy", "legal", "approval" (head of the disclosure office) and "leader"."""
        return self._steps.get(outcome_code, self._default)

    @property
    def letter_routes(self) -> frozenset[str]:
        """The names under which config/approvals.toml knows the letters beside the reply."""
        return frozenset(self._letters)

    def letter_steps(self, kind: str) -> tuple[str, ...]:
        """The steps of a letter beside the reply: reviews first, who signs last. Raises BadInput."""
        if kind not in self._kinds:
            raise BadInput(f"没有这种文书：{kind} / no such letter")
        return self._letters[self._kinds[kind].route]

    def without_letters(self) -> Approvals:
        """The same routes for an office that sends its procedural letters outside the system."""
        return self._changed(letters_required=frozenset())

    def with_steps(self, outcome_code: str, steps: tuple[str, ...]) -> Approvals:
        """The same, with another route for one outcome."""
        return self._changed(steps=self._steps | {outcome_code: steps})

    def with_letters(self, route: str, steps: tuple[str, ...]) -> Approvals:
        """The same, with other steps for the letters of one route. Raises BadInput."""
        return self._changed(letters=self._letters | {route: _letter_route(list(steps), "approvals", route)})

    def _changed(self, **changes: Any) -> Approvals:
        held = {
            "default": self._default,
            "steps": self._steps,
            "on_the_spot": self._on_the_spot,
            "letters_required": self.letters_required,
            "notices": self._kinds,
            "letters": self._letters,
        }
        return Approvals(**(held | changes))

    def on_the_spot(self, outcome_code: str) -> bool:
        """Whether it may be answered at the counter at once (条例第三十三条第一款)."""
        return outcome_code in self._on_the_spot

    def _check_letters(self) -> None:
        """Four eyes always: a letter that leaves is signed by somebody."""
        routes = {kind.route for kind in self._kinds.values()}
        if unknown := sorted(routes - self._letters.keys()):
            raise BadInput(f"approvals letters：缺少审签程序 / no such route: {', '.join(unknown)}")
        if unsigned := sorted(r for r in routes if not {"approval", "leader"} & set(self._letters[r][-1:])):
            raise BadInput(f"approvals letters：须有人签发 / somebody must sign: {', '.join(unsigned)}")

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


def _letter_route(steps: object, file: str, name: str) -> tuple[str, ...]:
    route = _route(steps, file, f"letters.{name}")
    if route != tuple(step for step in LETTER_STEPS if step in route):
        order = ", ".join(LETTER_STEPS)
        raise BadInput(f"{file} letters.{name}：步骤只能依次为 / steps must be, in this order, of {order}")
    return route
