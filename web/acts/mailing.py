"""The form of sending a letter by e-mail."""

from __future__ import annotations

from typing import Any

from web.acts.form import ActForm, At
from web.forms import choice
from workflow import acts as a
from workflow.guards import content_to_mail
from workflow.wording import Words

LETTERS = {"receipt": Words("登记回执", "Receipt"), "reply": Words("答复书", "Reply")}


class SendMail(ActForm):
    act, noun = a.SendMail, "mail"
    about = Words(
        "发到申请人登记时留下的地址；送出与否都记入经过。",
        "Goes to the address the applicant gave; the history tells whether it left.",
    )
    letter: Any = choice("文书", "Letter")

    def prepare(self, at: At) -> None:
        """Letters that have a file: a receipt has one once it was opened or printed."""
        case = at.view.case
        held = [code for code in LETTERS if content_to_mail(case, code)]
        self.letter.choices = [
            (code, LETTERS[code]) for code in held if code == "receipt" or case.dispatched_on
        ]
        if len(self.letter.choices) == 1:
            self.letter.data = self.letter.choices[0][0]


FORMS = (SendMail,)
