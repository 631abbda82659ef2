"""Faults in the words of a reply: its law, its remedy paragraph, and what every letter is checked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from notices.catalogue import Catalogue
from notices.letter import Organ
from notices.levels import Found, shipped_levels, weighed
from notices.remedies import Remedies
from notices.text_checks import Known, addressed, flat, gaps, personal
from workflow.examining import Finding
from workflow.outcomes import Outcome

PARTLY = "reply_partly_disclosed"
#: what closes part of a document: 条例第十四条至第十六条、第三十六条第三项；条例（2007）第八条、第十四条、第二十三条
CLOSING = {
    False: ("第十四条", "第十五条", "第十六条", "第三十六条第三项"),
    True: ("第八条", "第十四条", "第二十三条"),
}
ARTICLE = re.compile(r"第[一二三四五六七八九十百]+条(?:第[一二三四五六七八九十]+[款项])*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A reply before approval. text: its words without mark-up; addressee: as the letter names it.

    organ: the agency as it is set up now; contacts: what may stand in it of other agencies' addresses and phones;
    grounds: what the withheld parts rest on, cited beside the outcome's own provision.
    """

    text: str
    outcome: Outcome
    decided_on: date
    organ: Organ
    addressee: str
    applicant: str
    applicant_phones: tuple[str, ...] = ()
    applicant_addresses: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    grounds: str = ""
    online: bool = False


def check(draft: Draft, catalogue: Catalogue, remedies: Remedies) -> tuple[Finding, ...]:
    """Every finding, those that stop first. Raises RuleMissing where no law holds on the decision date."""
    return weighed(found(draft, catalogue, remedies), shipped_levels())


def found(draft: Draft, catalogue: Catalogue, remedies: Remedies) -> Iterable[Found]:
    """Every check's answer."""
    known = Known(draft.organ, draft.applicant_phones, draft.applicant_addresses, draft.contacts)
    yield from _provision(draft, catalogue)
    yield _remedy(draft, remedies)
    if draft.outcome.remedy_class(draft.decided_on) != "D":
        yield from misnamed(draft.organ, draft.decided_on, remedies)
    yield gaps(draft.text)
    yield from personal(draft.text, known)
    yield addressed(draft.text, draft.addressee, draft.applicant)


def _provision(draft: Draft, catalogue: Catalogue) -> Iterable[Found]:
    short = draft.outcome.provision(draft.decided_on)
    if not short:
        zh = "这种结果没有法定条款，请核对处理理由"
        return [Found("no_article", False, zh, "No article covers this outcome: check the ground")]
    if catalogue.full(short) not in flat(draft.text):
        zh = f"没有引用“{draft.outcome.zh}”的依据：{catalogue.full(short)}"
        return [Found("provision", False, zh, f"The provision of this outcome is not cited: {short}", short)]
    law = next(iter(re.findall(r"《[^》]*》(?:（[^）]*）)?", catalogue.full(short))), "")
    fitting = set(ARTICLE.findall(short + draft.grounds))
    wrong = sorted(
        c for c in set(_cited(draft.text, law)) - fitting if not _in_part(draft.outcome.letter, short, c)
    )
    if wrong:
        zh = f"还引用了与结果无关的条款：{'、'.join(wrong)}"
        en = "Other articles of the same law are cited too: check them"
        return [Found("other_article", False, zh, en, short)]
    return [Found("provision", True, "依据与结果一致", "The provision matches the outcome", short)]


def _in_part(letter: str, short: str, article: str) -> bool:
    """What is withheld of a partial disclosure rests on the articles that close information."""
    closing = CLOSING["条例（2007）" in short] if letter == PARTLY else ()
    return any(article == whole or article.startswith(f"{whole}第") for whole in closing)


def _cited(text: str, law: str) -> list[str]:
    """Articles cited directly after the title of that law, joined by 、 where there are several."""
    runs = re.findall(rf"{re.escape(law)}((?:{ARTICLE.pattern}、?)+)", flat(text)) if law else []
    return [article for run in runs for article in ARTICLE.findall(run)]


def _remedy(draft: Draft, remedies: Remedies) -> Found:
    wanted_class = draft.outcome.remedy_class(draft.decided_on)
    wordings = remedies.every(draft.decided_on, draft.organ)
    law, text = remedies.provision(wanted_class, draft.decided_on), flat(draft.text)
    if wanted_class == "D":
        return _no_remedy(text, law)
    if not any(flat(words) in text for words in wordings[wanted_class] if words):
        other = next((c for c, ws in wordings.items() if any(w and flat(w) in text for w in ws)), None)
        return _remedy_fault(wanted_class, other, text, law)
    if draft.online and "互联网" not in text:
        zh, en = (
            "通过互联网送达的，应当写明申请行政复议的互联网渠道",
            "Served online: name the online channel",
        )
        return Found("remedy_online", False, zh, en, "行政复议法第二十二条")
    return Found("remedy", True, "救济告知与结果和日期一致", "The remedy fits outcome and date", law)


def misnamed(organ: Organ, on: date, remedies: Remedies) -> Iterable[Found]:
    """Whether the agency's data name the review organ and the court that the law names for its kind."""
    for body in remedies.misnamed(organ, on):
        held = organ.review_organ if body.field == "review_organ" else organ.court
        zh, en = f"{body.said.zh}，机关信息中写的是“{held}”", f"Set up as {held}: {body.said.en}"
        yield Found("review_body", False, zh, en, body.provision)


def _no_remedy(text: str, law: str) -> Found:
    if "行政复议" in text or "行政诉讼" in text:
        return Found(
            "remedy", False, "这种文书不应当有救济告知", "This letter carries no remedy paragraph", law
        )
    return Found("remedy", True, "没有救济告知，符合规定", "No remedy paragraph, as required", law)


def _remedy_fault(wanted: str, other: str | None, text: str, law: str) -> Found:
    if other:
        zh, en = f"救济告知用了{other}类，应当用{wanted}类", f"Remedy class {other}, should be {wanted}"
        return Found("remedy", False, zh, en, law)
    if "行政复议" in text or "行政诉讼" in text:
        zh = f"救济告知的文字、机关或者期限与{wanted}类不一致"
        en = f"The remedy paragraph differs from class {wanted} in words, body or period"
        return Found("remedy", False, zh, en, law)
    return Found("remedy", False, "没有救济告知", "The remedy paragraph is missing", law)
