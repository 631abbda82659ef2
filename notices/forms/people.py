"""Applicants as forms name them: the file shows who asked, a form goes from hand to hand, so numbers are masked."""

from __future__ import annotations

from workflow.acts import Applicant
from workflow.identity import mask_id, mask_phone
from workflow.viewing import View

ID_KINDS = {
    "resident": "居民身份证",
    "passport": "护照",
    "hk_macau": "港澳居民来往内地通行证",
    "taiwan": "台湾居民来往大陆通行证",
    "foreign_residence": "外国人永久居留身份证",
    "credit_code": "统一社会信用代码",
}


def identities(view: View) -> str:
    """What each applicant proved who they are with; empty where nobody gave anything."""
    return "；".join(filter(None, map(_identity, view.applicants)))


def contacts(view: View) -> str:
    """Telephones; empty where nobody gave one."""
    return "；".join(mask_phone(applicant.phone) for applicant in view.applicants if applicant.phone)


def _identity(applicant: Applicant) -> str:
    if not applicant.id_no:
        return ""
    return f"{ID_KINDS.get(applicant.id_kind, '证件')}{mask_id(applicant.id_no)}"
