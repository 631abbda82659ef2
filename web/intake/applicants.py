"""Those who ask, and who acts for them (art. 29)."""

from __future__ import annotations

from typing import Any

from wtforms import Form as PlainForm
from wtforms.validators import ValidationError

from web.forms import because, choice, line, tick
from workflow.acts import Applicant
from workflow.identity import ID_KINDS, id_fault, tidy
from workflow.terms import ApplicantType, Authority
from workflow.wording import Words

MOST_APPLICANTS = 20
KINDS_OF_PROOF = {kind: Words(*names) for kind, names in ID_KINDS.items()}
#: what is typed, apart from what is chosen
TYPED = (
    *("name", "id_no", "phone", "email", "address", "help_needed"),
    *("agent", "agent_id_no", "agent_phone", "authority"),
)
AGENT = ("agent", "agent_phone", "agent_id_kind", "agent_id_no", "authority", "authority_seen")


class ApplicantForm(PlainForm):
    """One of those who ask."""

    name = line("申请人", "Applicant")
    type = choice("类别", "Kind", ApplicantType, default=ApplicantType.NATURAL_PERSON)
    id_kind = choice("证件", "Proof of identity", KINDS_OF_PROOF, default="resident")
    id_no = line("证件号码", "Number", needed=False)
    phone = line("联系电话", "Phone", needed=False)
    email = line("电子邮箱", "E-mail", needed=False)
    address = line("通信地址", "Address", needed=False)
    help_needed = line(
        "需要的帮助",
        "Help needed",
        Words(
            "有阅读困难或者视听障碍的（条例第四十三条）", "Difficulty in reading, seeing or hearing (art. 43)"
        ),
        needed=False,
    )
    agent = line("代理人", "Agent", needed=False)
    agent_phone = line("代理人电话", "Agent's phone", needed=False)
    agent_id_kind: Any = choice(
        "代理人证件", "Agent's proof of identity", KINDS_OF_PROOF, needed=False, default="resident"
    )
    agent_id_no = line("代理人证件号码", "Agent's number", needed=False)
    authority: Any = choice("授权材料", "Authority paper", Authority, needed=False)
    authority_seen = tick("已核对原件", "Held against the original")

    def validate_id_no(self, field: Any) -> None:
        """The check digit of identity and credit codes (GB 11643, GB 32100)."""
        _judge(self.id_kind.data, field.data)

    def validate_agent_id_no(self, field: Any) -> None:
        """The same of who acts for them."""
        _judge(self.agent_id_kind.data or "none", field.data)

    def validate_agent(self, field: Any) -> None:
        """Papers of an agent belong to somebody."""
        if not field.data and (self.agent_id_no.data or self.agent_phone.data or self.authority.data):
            raise ValidationError(Words("请填写代理人姓名", "Give the agent's name"))

    @property
    def is_blank(self) -> bool:
        """Nothing has been typed into this row."""
        return not any(self[name].data for name in TYPED)

    @property
    def has_agent(self) -> bool:
        """Whether the part for the agent has to be open."""
        return any(self[name].data or self[name].errors for name in (*AGENT[:2], *AGENT[3:]))

    @property
    def has_help(self) -> bool:
        """Whether a need was written down."""
        return bool(self.help_needed.data)

    def applicant(self) -> Applicant:
        """The values as the act holds them."""
        values = {name: field.data for name, field in self._fields.items()}
        values |= {"id_no": tidy(values["id_no"]), "agent_id_no": tidy(values["agent_id_no"])}
        values["authority"] = values["authority"] or ""
        values["agent_id_kind"] = values["agent_id_kind"] or ""
        if not values["agent"]:
            values |= {"agent_id_kind": "", "authority_seen": False}
        return Applicant(**values)


def _judge(kind: str | None, number: str) -> None:
    if fault := id_fault(kind or "", number):
        raise ValidationError(because(fault))
