"""The answer guide: questions in the order of the law that lead to an outcome, from config/guide.toml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from notices.catalogue import CONFIG
from workflow.errors import BadInput
from workflow.lifecycle import BY_NAME
from workflow.outcomes import Outcomes, read_toml
from workflow.terms import CaseKind
from workflow.wording import Words

#: facts of a case that may stand beside a question
BEARS = frozenset({"correction", "fee", "month", "earlier", "searches", "consultations", "public"})
ENDS = ("to", "outcome", "act")


class Answer(NamedTuple):
    """One answer: it leads to a question, an outcome, or an act to do first; the other two are empty."""

    code: str
    words: Words
    to: str = ""
    outcome: str = ""
    act: str = ""


class Question(NamedTuple):
    """One step with the provision it rests on; `bears` names the facts of the case that matter here."""

    code: str
    words: Words
    why: Words
    provision: str
    bears: tuple[str, ...]
    answers: tuple[Answer, ...]

    def answer(self, code: str) -> Answer | None:
        """The answer of that code, or None."""
        return next((one for one in self.answers if one.code == code), None)


class Step(NamedTuple):
    """A question with the answer given."""

    question: Question
    answer: Answer


class Walk(NamedTuple):
    """The way so far; then the open question, or the answer that ended it."""

    steps: tuple[Step, ...]
    open: Question | None

    @property
    def end(self) -> Answer | None:
        """The answer that names an outcome or an act, None while a question is open."""
        return None if self.open or not self.steps else self.steps[-1].answer


class Guide:
    """Every question, and where a case of each regime and kind begins."""

    def __init__(self, firsts: Mapping[tuple[str, str], str], questions: Mapping[str, Question]) -> None:
        self._firsts, self._questions = dict(firsts), dict(questions)

    @classmethod
    def load(cls, path: Path, outcomes: Outcomes) -> Guide:
        """Read and check: no loop, no end left open, every outcome of each regime and kind reachable.

        Raises BadInput naming the question and the fault.
        """
        data = read_toml(path)
        try:
            questions = [_question(row, path.name) for row in data["question"]]
            firsts = {(row["regime"], row["kind"]): row["first"] for row in data["guide"]}
        except (KeyError, TypeError, AttributeError) as bad:
            raise BadInput(f"{path.name}：结构不对 / wrong structure: {bad}") from bad
        made = cls(firsts, {q.code: q for q in questions})
        faults = [*_twice(questions), *made._faults(outcomes)]
        if faults:
            raise BadInput(f"{path.name}：" + "；".join(faults))
        return made

    def first(self, regime: str, kind: CaseKind) -> Question:
        """Where such a case begins. Raises BadInput where there is no guide."""
        try:
            return self._questions[self._firsts[regime, kind.value]]
        except KeyError:
            raise BadInput(f"没有这类案件的指引 / no guide for {regime} {kind.value}") from None

    def walk(self, regime: str, kind: CaseKind, given: Mapping[str, str]) -> Walk:
        """The way these answers lead (question -> answer code); it stops at the first one not given or unknown."""
        at: Question | None = self.first(regime, kind)
        steps: list[Step] = []
        while at is not None:
            answer = at.answer(given.get(at.code, ""))
            if answer is None:
                break
            steps.append(Step(at, answer))
            at = self._questions[answer.to] if answer.to else None
        return Walk(tuple(steps), at)

    def reached(self, regime: str, kind: CaseKind) -> tuple[Question, ...]:
        """Every question of that guide, in the order they come up."""
        return tuple(self._reached(self._firsts[regime, kind.value], []))

    def __iter__(self) -> Iterator[Question]:
        return iter(self._questions.values())

    def _reached(self, code: str, seen: list[Question]) -> list[Question]:
        question = self._questions[code]
        if question not in seen:
            seen.append(question)
            for answer in question.answers:
                if answer.to:
                    self._reached(answer.to, seen)
        return seen

    def _faults(self, outcomes: Outcomes) -> Iterable[str]:
        known, odd = self._questions.keys(), []
        for question in self:
            for to, outcome, act in (answer[2:] for answer in question.answers):
                odd += (
                    [f"{question.code}：没有下一问 {to} / no such question"] if to and to not in known else []
                )
                if outcome and outcome not in outcomes:
                    odd.append(f"{question.code}：没有结果 {outcome} / no such outcome")
                odd += (
                    [f"{question.code}：没有事项 {act} / no such act"] if act and act not in BY_NAME else []
                )
        firsts = [first for first in self._firsts.values() if first not in known]
        odd += [f"没有第一问 {first} / no such first question" for first in firsts]
        return odd or self._way_faults(outcomes)

    def _way_faults(self, outcomes: Outcomes) -> Iterable[str]:
        looped = [q.code for q in self if q.code in self._after(q.code, set())]
        yield from (f"{code}：循环 / a loop" for code in looped)
        visited: set[str] = set()
        for (regime, kind), first in self._firsts.items():
            mine = {first, *self._after(first, set())}
            visited |= mine
            found = {a.outcome for code in mine for a in self._questions[code].answers} - {""}
            wanted = {o.code for o in outcomes.for_regime(regime, CaseKind(kind))}
            yield from (f"{regime} {kind}：达不到 {code} / never reached" for code in sorted(wanted - found))
            yield from (
                f"{regime} {kind}：不适用 {code} / does not belong" for code in sorted(found - wanted)
            )
        yield from (f"{q.code}：没有人问到 / never asked" for q in self if q.code not in visited)

    def _after(self, code: str, seen: set[str]) -> set[str]:
        for answer in self._questions[code].answers:
            if answer.to and answer.to not in seen:
                seen.add(answer.to)
                self._after(answer.to, seen)
        return seen


@cache
def shipped_guide() -> Guide:
    """The guide the program comes with, read and checked once."""
    return Guide.load(CONFIG / "guide.toml", Outcomes.load(CONFIG / "outcomes.toml"))


def _question(row: dict[str, Any], file: str) -> Question:
    where = f"{file} {row.get('code', '?')}"
    if odd := row.keys() - {"code", "zh", "en", "help", "provision", "bears", "answers"}:
        raise BadInput(f"{where}：多余的字段 / unknown: {', '.join(sorted(odd))}")
    zh, both, en = row["help"].partition(" / ")
    bears = tuple(row.get("bears", ()))
    answers = tuple(_answer(one, where) for one in row["answers"])
    faults = {
        "help": not (both and zh and en),
        "provision": not row["provision"].strip(),
        "bears": not set(bears) <= BEARS,
        "answers": len(answers) < 2 or len({a.code for a in answers}) != len(answers),
    }
    if wrong := ", ".join(name for name, is_wrong in faults.items() if is_wrong):
        raise BadInput(f"{where}：内容不对 / wrong value: {wrong}")
    return Question(row["code"], Words(row["zh"], row["en"]), Words(zh, en), row["provision"], bears, answers)


def _answer(row: dict[str, Any], where: str) -> Answer:
    if row.keys() - {"code", "zh", "en", *ENDS} or sum(bool(row.get(end)) for end in ENDS) != 1:
        raise BadInput(f"{where}：答案须有且只有 to、outcome、act 之一 / an answer leads to exactly one end")
    return Answer(row["code"], Words(row["zh"], row["en"]), **{end: row.get(end, "") for end in ENDS})


def _twice(questions: list[Question]) -> Iterable[str]:
    codes = [q.code for q in questions]
    return (f"{code}：重复 / twice" for code in sorted({c for c in codes if codes.count(c) > 1}))
