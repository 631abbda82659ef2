"""No word stands in one language alone: neither in a template nor in the code of the pages."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "web"
#: the other language's name in itself, dates as written, and what letters and their files say in Chinese alone
CHINESE_ALONE = {"web/words.py", "web/dates.py", "letters/routes.py"}
TEMPLATES = sorted(WEB.rglob("*.html"))
MODULES = sorted(path for path in WEB.rglob("*.py") if "/".join(path.parts[-2:]) not in CHINESE_ALONE)
CHINESE = re.compile("[一-鿿]")
SAYS = re.compile(r"""\bt\(\s*"((?:[^"\\]|\\.)*)",\s*"((?:[^"\\]|\\.)*)\"""")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_every_word_of_a_template_goes_through_t(path: Path) -> None:
    source = path.read_text("utf-8")
    rest = SAYS.sub("", source)

    assert CHINESE.findall(rest) == []
    assert [english for _zh, english in SAYS.findall(source) if CHINESE.search(english)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_no_english_stands_between_the_tags(path: Path) -> None:
    source = re.sub(r"{% set common %}.*?{% endset %}", "", path.read_text("utf-8"), flags=re.DOTALL)
    source = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", source, flags=re.DOTALL)
    words = re.findall(r"[A-Za-z]{2,}", re.sub(r"<[^>]*>", " ", source))

    assert set(words) <= {"PDF"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_no_template_outgrows_its_reader(path: Path) -> None:
    assert path.read_text("utf-8").count("\n") <= 100


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_no_template_carries_a_script_or_a_style(path: Path) -> None:
    own = re.compile(r'<script type="module" src="[^<>]*"></script>')
    words = own.sub("", path.read_text("utf-8"))

    assert not re.search(r"<script|<style|\sstyle=|\son\w+=|https?://", words)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_every_chinese_string_of_the_code_has_its_english(path: Path) -> None:
    alone = [text for text in _chinese(path) if not re.search(r" / .*[a-z]{2}", text)]

    assert alone == []


def _chinese(path: Path) -> list[str]:
    """Chinese strings outside docstrings and outside the first argument of a call whose second is English."""
    tree = _Joined().visit(ast.parse(path.read_text("utf-8")))
    paired = {id(node) for call in ast.walk(tree) if isinstance(call, ast.Call) for node in _pair(call)}
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CHINESE.search(node.value)
        and id(node) not in paired | docs
    ]


class _Joined(ast.NodeTransformer):
    """Takes an f-string for the one text it is."""

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.Constant:
        parts = [part.value if isinstance(part, ast.Constant) else "x" for part in node.values]
        return ast.Constant("".join(map(str, parts)))


def _pair(call: ast.Call) -> list[ast.AST]:
    """The Chinese of `f("中文", "English")` and of its f-strings; an English string must follow it."""
    for zh, en in zip(call.args, call.args[1:], strict=False):
        said, answer = ast.unparse(zh), ast.unparse(en)
        if CHINESE.search(said) and not CHINESE.search(answer):
            return list(ast.walk(zh))
    return []
