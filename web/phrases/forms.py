"""Forms of the phrase book."""

from __future__ import annotations

from typing import Any

from notices.catalogue import shipped
from notices.phrases import INTO
from web.forms import Form, choice, line, number, text
from workflow.outcomes import Outcomes
from workflow.store.letters.phrase_rows import Kept
from workflow.wording import Words

#: letters beside the reply that take reasons
BESIDE = ("correction", "extension", "reasons_request", "delayed_reply", "notice_third_party")


def topics(outcomes: Outcomes) -> list[str]:
    """The letters a phrase may belong to, in the order of the catalogue."""
    replies = {outcome.letter for outcome in outcomes if outcome.closes == "replied"}
    return [kind.code for kind in shipped() if kind.code in replies or kind.code in BESIDE]


def places(outcomes: Outcomes) -> list[tuple[str, Words]]:
    """Where a phrase may go: letter and field, as "letter.field"."""
    found = []
    for topic in topics(outcomes):
        kind = shipped()[topic]
        facts = {fact.name: fact for fact in (*kind.facts_2007, *kind.facts) if fact.type in INTO}
        found += [
            (f"{topic}.{fact.name}", Words(f"{kind.zh}：{fact.zh}", f"{kind.en}: {fact.en}"))
            for fact in facts.values()
        ]
    return found


BRACKETS = Words("【】内写需要替换的内容；留有【】的文书不能签发", "【】 marks what must be replaced")


class PhraseForm(Form):
    """One phrase: where it goes, its title, its words."""

    place: Any = choice("用在", "Goes into")
    title = line("标题", "Title", Words("选择时显示", "Shown in the list"))
    body = text(
        "内容",
        "Words",
        BRACKETS,
    )
    provision = line("依据", "Provision", needed=False)
    position = number("次序", "Order", Words("小的在前", "Smaller ones first"), default=500)

    def offer(self, outcomes: Outcomes, phrase: Kept | None) -> None:
        """Fill the list, and begin with the phrase there is."""
        self.place.choices = places(outcomes)
        if phrase is not None and not self.is_submitted():
            self.place.data = f"{phrase.topic}.{phrase.fact}"
            for name in ("title", "body", "provision", "position"):
                self[name].data = getattr(phrase, name)

    def kept(self, code: str, active: bool) -> Kept:
        """The phrase as typed."""
        topic, _, fact = self.place.data.partition(".")
        said = {name: self[name].data for name in ("title", "provision", "position")}
        return Kept(
            code=code,
            topic=topic,
            fact=fact,
            body=self.body.data.replace("\r\n", "\n"),
            active=active,
            **said,
        )
