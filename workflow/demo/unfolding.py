"""What a story leaves unsaid: the confirmation call, the letter an act sends, the reviews an outcome asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workflow.approvals import Approvals
from workflow.demo.scenes import Matter, Scene
from workflow.guards.letters import SENDS
from workflow.terms import Role

#: what a letter of the demonstration states that neither the case nor the law tells; `{field}` is one of the act's
FACTS: dict[str, dict[str, Any]] = {
    "correction": {"unclear": ["{items}"], "how": "请书面写明上述内容，并连同本告知书寄回或者当面提交。"},
    "reasons_request": {"counted": "{facts}"},
    "delayed_reply": {"finding": "{reason}"},
    "notice_third_party": {"info": ["申请公开的信息"], "reason": "{reason}"},
    "extension": {},
    "fee_notice": {"pay_how": "持本通知书到本机关政务服务窗口缴纳，或者扫描缴款码缴纳。"},
}
CONSULTED = {"info": ["{subject}"], "concern": "所涉信息由你单位提供或者共同制作，公开前需要听取意见。"}


def unfold(matter: Matter, approvals: Approvals) -> Iterator[Scene]:
    """Every act of the matter in order, those included that the routes of the office call for."""
    outcome, letters = "", 0
    for scene in _confirmed(matter):
        if scene.move == "draft_reply":
            outcome = scene.fields["outcome"]
        if scene.move in approvals.letters_required:
            letters += 1
            yield from _letter(scene, str(letters))
        if scene.move == "approve" and "legal" in approvals.steps(outcome):
            yield Scene(scene.day, Role.LEGAL_REVIEWER, "pass_legal", {"remark": "依据和理由成立。"})
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
        kind = f"consult_{scene.fields['party']}"
    content = _said(FACTS.get(kind, CONSULTED), scene.fields)
    content |= {"to": scene.fields["name"]} if scene.move == "open_consultation" else {}
    content |= {"until": scene.fields["until"]} if kind == "delayed_reply" else {}
    content |= {"mode": scene.fields["mode"], "count": scene.fields["count"]} if kind == "fee_notice" else {}
    yield Scene(scene.day, Role.HANDLER, "draft_notice", {"kind": kind, "content": content})
    yield Scene(scene.day, Role.HANDLER, "submit_notice", {"ref": ref})
    yield Scene(scene.day, Role.APPROVER, "sign_notice", {"ref": ref})


def _said(facts: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
    """The facts with what the act says in them."""
    return {
        name: [value.format(**fields) for value in held] if isinstance(held, list) else held.format(**fields)
        for name, held in facts.items()
    }
