"""Whom to call today, what to say, and what the law makes of it when nobody can be reached."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from web.dates import plain_day
from web.rows import channel_name
from web.words import t
from workflow.guards import Around
from workflow.store.letters.call_rows import ToCall, Tried
from workflow.terms import Channel
from workflow.viewing import View
from workflow.wording import Words

#: how a try ended; whoever was reached and agreed is confirmed instead
RESULTS = {
    "no_answer": Words("无人接听", "No answer"),
    "wrong_number": Words("号码有误或者停机", "Wrong number, or out of service"),
    "not_the_person": Words("接通，不是本人", "Answered by someone else"),
    "call_again": Words("接通本人，约定再次联系", "Reached; asked to be called again"),
    "refused": Words("接通本人，不予确认", "Reached; declines to confirm"),
    "no_reply": Words("已发信息、邮件，未获回复", "Message or e-mail sent, no reply"),
    "no_contact": Words("没有留下联系方式", "Left no way to be reached"),
}
WAYS = {
    "phone": Words("电话", "Phone"),
    "message": Words("短信", "Text message"),
    "email": Words("电子邮件", "E-mail"),
}
LAW = Words("条例第三十一条", "Art. 31")
UNREACHED_LAW = Words(
    "条例第三十一条；国办公开办函〔2015〕207号", "Art. 31; letter 207 (2015) of the General Office"
)


class Line(NamedTuple):
    """A case of the list. `waited` counts working days since it arrived; `tried` is the last try first."""

    row: ToCall
    waited: int
    tried: tuple[Tried, ...]

    @property
    def tried_today(self) -> date | None:
        """The day of the last try."""
        return self.tried[0].on if self.tried else None


def lines(rows: Iterable[ToCall], tries: dict[int, list[Tried]], around: Around) -> list[Line]:
    """Those not tried today first, then those tried, each the oldest first."""
    made = [
        Line(
            row,
            max(0, around.days.days_between(row.arrived_on, around.today)),
            tuple(tries.get(row.case_id, ())),
        )
        for row in rows
    ]
    return sorted(made, key=lambda line: line.tried_today == around.today)


def late(line: Line, today: date) -> str:
    """What a late confirmation means: a plain letter is late the next day, others after a working day."""
    if line.row.channel == Channel.PLAIN_POST.value and line.row.arrived_on < today:
        return t("平信应当在收到的当日确认", "A plain letter is to be confirmed the day it comes")
    if line.waited > 1:
        return t("内部流转的时间不能成为迟延的理由", "The office's own handling excuses no delay")
    return ""


def script(view: View, around: Around) -> tuple[str, ...]:
    """What to say on the phone, sentence by sentence, with the deadline that follows."""
    case = view.case
    values = {
        "agency": view.agency.name,
        "arrived": plain_day(case.arrived_on, around.today),
        "channel": channel_name(case.channel.value),
        "summary": view.texts[case.summary_sha256].strip().rstrip("。"),
        "today": plain_day(around.today, around.today),
        "due": plain_day(due_if_confirmed(around), around.today),
        "no": case.case_no,
    }
    return (
        t(
            "您好，这里是{agency}政府信息公开工作机构。",
            "Good day, this is the disclosure office of {agency}.",
            **values,
        ),
        t(
            "{arrived}收到以您的名义、通过{channel}提出的政府信息公开申请：“{summary}”。请问是您本人提出的吗？",
            "On {arrived} an application in your name reached us by {channel}: “{summary}”. Did you make it?",
            **values,
        ),
        t(
            "现与您确认收到。{today}为收到申请之日，答复期限从次日起算，到{due}；需要补正、延期的另行书面告知。",
            "We confirm that we have it. {today} is the day of receipt; the answer is due by {due}. Should a "
            "correction or an extension be needed, you will be told in writing.",
            **values,
        ),
        t(
            "登记编号{no}，可凭编号和回执上的查询码查询进度。回执寄到申请书上的地址，还是发电子邮件？",
            "Its number is {no}; with the code on the receipt you can ask how it stands. Shall the receipt go by "
            "post or by e-mail?",
            **values,
        ),
    )


def due_if_confirmed(around: Around) -> date:
    """The last day for the reply if receipt is confirmed today."""
    rule = around.regimes.for_receipt(around.today).rule("reply", around.today)
    return around.days.add_working_days(around.today, rule.value)


def next_try(around: Around) -> date:
    """The working day after today: a case that cannot be confirmed is tried again each working day."""
    return around.days.add_working_days(around.today, 1)
