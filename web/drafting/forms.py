"""The form of a reply: its outcome, the facts its letter states, and the documents item by item where it is partial."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import request
from wtforms import FieldList, FormField
from wtforms import Form as PlainForm

from notices import items as by_item
from notices.composing import declared_of, reply_content
from notices.facts import Fact
from notices.items import Item, Treatment
from notices.letter import YOU, Reply
from notices.suggesting import begun, drafted_content, drafted_facts, reply_frame, suggested
from web.acts.form import At
from web.acts.stated import Stated, around_of
from web.forms import because, choice, line, several, text
from workflow import acts as a
from workflow.acts import Act
from workflow.errors import Reason
from workflow.outcomes import Outcome
from workflow.terms import Way
from workflow.wording import Words

MOST_ITEMS = 60
#: facts that fill themselves in; a correction that never came is not asked for
ADDED = ("corrected_on", "extended_on", "way")


class ItemForm(PlainForm):
    """One document and what becomes of it (条例第三十七条)."""

    name = line("信息名称", "Document")
    treatment = choice("处理", "Treatment", Treatment, default=Treatment.GIVE)
    what = line(
        "不予公开的部分",
        "Part withheld",
        Words("如：合同第三条的身份证号码", "Such as: numbers in clause 3"),
        needed=False,
    )
    ground: Any = choice("依据", "Ground", (), needed=False)
    law = line(
        "具体条文",
        "Exact article",
        Words("法律、行政法规禁止公开的必填", "Where a law bans it"),
        needed=False,
    )
    why = text("理由", "Reason", needed=False)

    def item(self) -> Item:
        """The row as the letter and the review take it."""
        said = {name: field.data or "" for name, field in self._fields.items()}
        return Item(**said | {"treatment": self.treatment.data or Treatment.GIVE})

    @property
    def is_blank(self) -> bool:
        """Nothing has been typed into this row."""
        return not any(self[name].data for name in ("name", "what", "law", "why"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Each treatment needs its own fields."""
        super().validate(extra_validators)
        for name, reason in by_item.faults(self.item()):
            if not self[name].errors:
                self[name].errors = (because(reason),)
        return not self.errors


def _named(outcome: Outcome, regime: str) -> Words:
    """One of another text than that of receipt says which."""
    if outcome.regime == regime:
        return Words(outcome.zh, outcome.en)
    year = outcome.regime[-4:]
    return Words(f"{outcome.zh}（按{year}年条例）", f"{outcome.en} (text of {year})")


class ReplyForm(Stated):
    """The outcome, and the facts its letter must state; what the file knows by itself is not asked for."""

    chooser = "outcome"
    _regime = ""
    outcome: Any = choice("答复结果", "Outcome")
    request = text(
        "申请的信息",
        "What was asked for",
        Words("写入答复书的引号中", "Stands in quotation marks in the letter"),
    )
    attachments = several(
        "附件",
        "Attachments",
        Words("每行一件；所提供的信息不必重复", "One a line, beside what is supplied"),
        needed=False,
    )
    way = choice("提供的方式", "Way", Way)
    you = choice("称谓", "Form of address", {you: you for you in YOU})

    def prepare(self, at: At) -> None:
        """Begin with the reply that is written on, else with what the application says."""
        frame, offered = reply_frame(at.view), self.offered(at)
        self.outcome.choices = [(o.code, _named(o, at.view.case.regime)) for o in offered]
        wanted = request.args if self.sent is None else self.sent
        outcome = _chosen(offered, wanted.get("outcome", "") or frame.pop("outcome"))
        if outcome is None:
            return
        if self.sent is None:
            for name, value in (frame | {"outcome": outcome.code}).items():
                self[name].data = value
            self.attachments.data = tuple(_drafted(at).get("attachments", ()))
        self.ask(self._asked(at, outcome), self._begun(at, outcome))
        if self._itemised(at, outcome):
            self._ask_items(at, outcome)
            self.last(*self.stated)
        self.last("attachments", "way", "you")

    def offered(self, at: At) -> tuple[Outcome, ...]:
        """Those a reply can give in this case, of the text of its receipt and of the one in force."""
        case = at.view.case
        texts = around_of(at.view).grounds(case) if case.regime else ()
        return tuple(
            o for text in texts for o in at.outcomes.for_regime(text, case.kind) if o.closes == "replied"
        )

    @property
    def rows(self) -> list[ItemForm]:
        """The rows of documents, none where the letter has no such table."""
        return [entry.form for entry in self["items"]] if "items" in self._fields else []

    def add_row(self) -> None:
        """One more document."""
        if len(self.rows) < MOST_ITEMS:
            self["items"].append_entry()
            self._offer_grounds()

    def remove_row(self, number: int) -> None:
        """Without that document; the last one stays."""
        entries = self["items"].entries if "items" in self._fields else []
        if len(entries) > 1 and number < len(entries):
            del entries[number]

    def as_sent(self) -> list[tuple[str, str]]:
        """Every field with its value, as a browser would send it now."""
        plain = [field for field in self if field.type not in ("CSRFTokenField", "FieldList")]
        within = [
            (f"items-{n}-{name}", field)
            for n, row in enumerate(self.rows)
            for name, field in row._fields.items()
        ]
        return [(f.name, as_shown(f)) for f in plain] + [(name, as_shown(f)) for name, f in within]

    def drop_blank_rows(self) -> None:
        """Rows added and left empty say nothing; the first always stays."""
        if "items" in self._fields:
            entries = self["items"].entries
            self["items"].entries = [e for n, e in enumerate(entries) if n == 0 or not e.form.is_blank]

    def stated_facts(self) -> dict[str, Any]:
        """What was filled in, the documents as the letter's two lists."""
        return self.facts() | (by_item.facts(row.item() for row in self.rows if not row.is_blank))

    def to_act(self, at: At) -> Act:
        """The content is complete: whatever changes later, the letter says what was drafted."""
        outcome = at.outcomes[self.outcome.data]
        said = {name: self[name].data for name in ("request", "way", "you")}
        more = {name: self[name].data for name in ("on", "warnings_accepted") if name in self._fields}
        content = reply_content(at.view, outcome, self.stated_facts() if self.rows else self.facts(), **said)
        if self.attachments.data:
            content["attachments"] = list(self.attachments.data)
        if self.rows:
            content["items"] = by_item.held(row.item() for row in self.rows)
        return self.act(outcome=outcome.code, content=content, **more)  # type: ignore[call-arg]

    def _itemised(self, at: At, outcome: Outcome) -> bool:
        return {
            fact.name for fact in declared_of(outcome.letter, outcome.provision(at.view.today))
        } >= by_item.FACTS

    def _asked(self, at: At, outcome: Outcome) -> tuple[Fact, ...]:
        declared = declared_of(outcome.letter, outcome.provision(at.view.today))
        left = by_item.FACTS if self._itemised(at, outcome) else frozenset()
        return tuple(fact for fact in declared if fact.name not in ADDED and fact.name not in left)

    def _begun(self, at: At, outcome: Outcome) -> dict[str, Any]:
        """The last draft of that outcome, else what the file tells."""
        draft = begun(at.view)
        held = drafted_facts(at.view, draft.content_sha256) if draft and draft.outcome == outcome.code else {}
        held = held or suggested(at.view, outcome.letter, around_of(at.view))
        return held | self._chosen_before(outcome, at)

    def _chosen_before(self, outcome: Outcome, at: At) -> dict[str, str]:
        """Choices the guide hands over in the address."""
        declared = declared_of(outcome.letter, outcome.provision(at.view.today))
        offered = {fact.name: {option[0] for option in fact.options} for fact in declared}
        return {n: v for n, v in request.args.items() if v in offered.get(n, ())}

    def _ask_items(self, at: At, outcome: Outcome) -> None:
        """Rows begun with those of the draft."""
        draft, regime = begun(at.view), outcome.regime
        first: Iterable[Item] = ()
        if draft and draft.outcome == outcome.code:
            first = by_item.read(_drafted(at), regime)
        unbound = FieldList(FormField(ItemForm), min_entries=1, max_entries=MOST_ITEMS)
        rows = unbound.bind(form=self, name="items", prefix="", translations=None, _meta=self.meta)
        sent = self.sent if self.sent is not None and any(n.startswith("items-") for n in self.sent) else None
        rows.process(sent, *(() if sent is not None or not first else (list(first),)))
        self._fields["items"] = rows
        self._regime = regime
        self._offer_grounds()

    def _offer_grounds(self) -> None:
        grounds = by_item.grounds_of(self._regime)
        offered = [(g.code, because(Reason(g.zh, g.en, g.provision))) for g in grounds]
        for row in self.rows:
            row.ground.choices = offered


def _drafted(at: At) -> dict[str, Any]:
    draft = begun(at.view)
    return drafted_content(at.view, draft.content_sha256) if draft else {}


def as_shown(field: Any) -> str:
    """The value of a field as a page holds it."""
    return str(field._value())  # noqa: SLF001 - what WTForms itself puts into the page


def _chosen(offered: tuple[Outcome, ...], code: str) -> Outcome | None:
    """The one chosen; before that the plain disclosure, which most replies are."""
    plain = [o for o in offered if o.letter == Reply.kind]
    return next((o for o in offered if o.code == code), (*plain, *offered, None)[0])


class DraftReply(ReplyForm):
    act, noun = a.DraftReply, "draft"


class ReviseReply(ReplyForm):
    act, noun = a.ReviseReply, "revision"


def sent_fields(sent: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What of a sent form is kept aside: no token, no button."""
    pairs = sent.items(multi=True) if hasattr(sent, "items") else ()  # type: ignore[call-arg]
    return [
        (n, v) for n, v in pairs if n not in ("csrf_token", "do", "version") and not n.startswith("phrase:")
    ]
