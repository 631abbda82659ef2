"""What an e-mail says beside the letter it carries: whom it is for, which case, whom to call."""

from __future__ import annotations

from typing import NamedTuple


class Said(NamedTuple):
    """Subject, body and the name of the attached file."""

    subject: str
    body: str
    file_name: str


class Told(NamedTuple):
    """What the words need: the addressee's name, the case, the reply's number, the agency and its phone."""

    name: str
    case_no: str
    document_no: str
    agency: str
    phone: str


_CALL = "如有疑问，请致电 {phone}。", "For questions please call {phone}."
_WORDS = {
    "receipt": (
        "登记回执 {case_no}",
        "您提交的政府信息公开申请已经登记，编号 {case_no}。登记回执见附件，可凭其中的查询码查询办理进度。",
        "Your application is registered as {case_no}. The attached receipt holds the code to ask how it stands.",
        "{case_no} 登记回执.pdf",
    ),
    "reply": (
        "政府信息公开申请的答复 {document_no}",
        "您的政府信息公开申请（{case_no}）已经答复，答复书（{document_no}）见附件。收到后请来电确认。",
        "Your application {case_no} has been answered: {document_no}, attached. Please call once it arrived.",
        "{case_no} 答复书.pdf",
    ),
}


def said(letter: str, told: Told) -> Said:
    """The words that go with a letter (receipt, reply), Chinese first."""
    subject, zh, en, file_name = (words.format_map(told._asdict()) for words in _WORDS[letter])
    call_zh, call_en = (line.format(phone=told.phone) if told.phone else "" for line in _CALL)
    body = f"{told.name}：\n\n{zh}{call_zh}\n\n{told.agency}\n\n{en} {call_en}".rstrip() + "\n"
    return Said(f"{told.agency}：{subject}", body, file_name)
