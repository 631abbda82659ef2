"""What a story leaves unsaid: the confirmation call, the letter an act sends, the reviews an outcome asks for."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.approvals import Approvals
from workflow.demo.scenes import Matter, Scene
from workflow.guards.letters import SENDS
from workflow.terms import Role


def unfold(matter: Matter, approvals: Approvals) -> Iterator[Scene]:
    """Every act of the matter in order, those included that the routes of the office call for."""
    outcome, supplied, letters = "", [], 0
    for scene in _confirmed(matter):
        if scene.move == "draft_reply":
            outcome, supplied = scene.fields["outcome"], scene.fields["content"].get("supplied", [])
        if scene.move in approvals.letters_required:
            letters += 1
            yield from _letter(scene, str(letters))
        if scene.move == "approve" and "legal" in approvals.steps(outcome):
            yield Scene(scene.day, Role.LEGAL_REVIEWER, "pass_legal", {"remark": "依据和理由成立。"})
        if scene.move == "pass_secrecy":
            scene = scene._replace(fields=scene.fields | {"items": supplied})  # noqa: PLW2901
        yield scene


def _confirmed(matter: Matter) -> list[Scene]:
    """With the call that confirms receipt, where it came on a later day than the letter."""
    if not matter.confirmed:
        return list(matter.scenes)
    call = Scene(matter.confirmed, Role.FRONT_DESK, "confirm_receipt", {"how": "电话确认"})
    return sorted((call, *matter.scenes), key=lambda scene: scene.day)


def _letter(scene: Scene, ref: str) -> Iterator[Scene]:
    """Drafted by the handler, signed by the approver, before the act that sends it."""
    kind = SENDS[scene.move][0]
    if scene.move == "open_consultation":
        kind = f"consultation_{scene.fields['party']}"
    yield Scene(scene.day, Role.HANDLER, "draft_notice", {"kind": kind, "content": scene.fields})
    yield Scene(scene.day, Role.HANDLER, "submit_notice", {"ref": ref})
    yield Scene(scene.day, Role.APPROVER, "sign_notice", {"ref": ref})
