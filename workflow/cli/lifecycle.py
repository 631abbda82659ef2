"""`mingfu lifecycle`: the table of moves for people, from the very rows the program runs by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from workflow.cli import put
from workflow.cli.at_desk import AS_JSON
from workflow.clock.regime import Regime
from workflow.lifecycle import MOVES, Move
from workflow.rules import Rules
from workflow.terms import Status
from workflow.wording import MOVES as WORDS

_TITLE = (
    "# 案件的流转 / The lifecycle of a case\n\n"
    "由 `mingfu lifecycle` 从程序所用的同一张表写出。 / Written by `mingfu lifecycle` from the table the program "
    "runs by.\n"
)
_HEAD = (
    "| 步骤 / move | 从 / from | 到 / to | 由谁 / by | 依据 / under | 条件 / guards |",
    "|---|---|---|---|---|---|",
)


@click.command()
@click.option("--mermaid", is_flag=True, help="只输出 Mermaid 图 / the Mermaid picture alone")
@AS_JSON
def lifecycle(mermaid: bool, as_json: bool) -> None:
    """案件的全部流转（Markdown 或 Mermaid）。 / Every move of a case, as Markdown or Mermaid."""
    regime = Rules.load().regimes["prc-2019"]
    picture = "\n".join(_picture())
    page = picture if mermaid else "\n".join(_page(regime, picture))
    put({"moves": [_row_json(move, regime) for move in MOVES]}, as_json, page)


def provisions(regime: Regime, under: str) -> tuple[str, ...]:
    """The provisions of a rule's values, newest first; a name that several rules share answers them all."""
    names = [
        name
        for name in regime.names
        if under and (name == under or name.startswith(f"{under}.") or name.endswith(f"_{under}"))
    ]
    exact = [under] if under in names else names
    found = [rule.provision for name in exact for rule in reversed(regime.values(name))]
    return tuple(dict.fromkeys(found))


def _page(regime: Regime, picture: str) -> Iterator[str]:
    yield _TITLE
    yield "## 状态 / Statuses\n"
    yield "| 代码 / code | 中文 | English |"
    yield "|---|---|---|"
    yield from (f"| `{status.value}` | {status.zh} | {status.en} |" for status in Status)
    yield f"\n## 图 / Picture\n\n```mermaid\n{picture}\n```\n"
    yield "## 步骤 / Moves\n"
    yield from _HEAD
    yield from (_row(move, regime) for move in MOVES)


def _row(move: Move, regime: Regime) -> str:
    words = WORDS[move.name]
    cells = (
        f"`{move.name}`<br>{words.zh} / {words.en}",
        "、".join(status.zh for status in move.sources) or "（尚无案件 / no case yet）",
        move.dest.zh if move.dest else "不变 / unchanged",
        "、".join(role.zh for role in move.roles) or "系统 / the system",
        "；".join(provisions(regime, move.under)),
        " ".join(f"`{guard.__name__}`" for guard in move.needs),
    )
    return f"| {' | '.join(cells)} |"


def _picture() -> Iterator[str]:
    """Moves that change the status; those between the same two statuses share an arrow."""
    yield "stateDiagram-v2"
    yield from (f'    state "{status.zh} {status.en}" as {status.value}' for status in Status)
    arrows: dict[tuple[str, str], list[str]] = {}
    for move in MOVES:
        for source in move.sources or ("[*]",):
            if move.dest and move.dest != source:
                arrows.setdefault((str(source), move.dest.value), []).append(WORDS[move.name].zh)
    for (source, dest), names in arrows.items():
        yield f"    {source} --> {dest}: {'、'.join(names)}"
    yield f"    {Status.ARCHIVED.value} --> [*]"


def _row_json(move: Move, regime: Regime) -> dict[str, Any]:
    return {
        "move": move.name,
        "zh": WORDS[move.name].zh,
        "en": WORDS[move.name].en,
        "from": [status.value for status in move.sources],
        "to": move.dest.value if move.dest else None,
        "roles": [role.value for role in move.roles],
        "under": move.under,
        "provisions": list(provisions(regime, move.under)),
        "guards": [guard.__name__ for guard in move.needs],
    }
