"""The letters an office writes, and how a short provision is written out in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workflow.errors import BadInput
from workflow.outcomes import read_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One kind of letter; title as printed, zh and en as listed on pages."""

    code: str
    number: str
    title: str
    zh: str
    en: str
    basis: str
    numbered: bool
    remedy: bool


class Catalogue:
    """All kinds of letters, in the order of the file."""

    def __init__(self, notices: tuple[Notice, ...], laws: Mapping[str, str]) -> None:
        self._by_code = {n.code: n for n in notices}
        self._laws = dict(laws)
        names = "|".join(sorted(map(re.escape, self._laws), key=len, reverse=True))
        self._law = re.compile(rf"(?<![一-龥年《])({names})(?=第)")

    @classmethod
    def load(cls, path: Path) -> Catalogue:
        """Read and check config/notices.toml. Raises BadInput."""
        data = read_toml(path)
        try:
            notices = tuple(Notice(**row) for row in data["notice"])
            made = cls(notices, data["laws"])
        except (KeyError, TypeError, AttributeError) as bad:
            raise BadInput(f"{path.name}：结构不对 / wrong structure: {bad}") from bad
        if len(made._by_code) != len(notices):
            raise BadInput(f"{path.name}：文书种类重复 / a kind of letter twice")
        return made

    def __getitem__(self, code: str) -> Notice:
        """Raises BadInput for a kind the catalogue does not hold."""
        try:
            return self._by_code[code]
        except KeyError:
            raise BadInput(f"没有这种文书：{code} / no such letter") from None

    def __contains__(self, code: str) -> bool:
        return code in self._by_code

    def __iter__(self) -> Iterator[Notice]:
        return iter(self._by_code.values())

    def full(self, provision: str) -> str:
        """A short provision (条例第三十六条第二项) with the full title of its law, as a letter cites it."""
        return self._law.sub(lambda m: self._laws[m[1]], provision)

    def law(self, provision: str) -> str:
        """The full title of the law a provision belongs to. Raises BadInput where there is none."""
        if not (found := self._law.match(provision)):
            raise BadInput(f"依据没有写明法规：{provision} / no law of that name")
        return self._laws[found[1]]
