"""Templates compiled once for each language: what is said in both is settled then, not at every row of every page."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.templating import Environment
from jinja2 import Template, nodes
from jinja2.visitor import NodeTransformer

from web import words

#: names whose texts stand in the template itself
_SAYS = "t"


class Bilingual(Environment):
    """Finds a template in the form of the language of the request."""

    tongue = ""  #: of the forms; empty for the one that chooses between them

    def _load_template(self, name: Any, globals: Any) -> Template:
        form = self if self.tongue else self._form(words.language())
        return super(Bilingual, form)._load_template(name, globals)

    def compile_all(self) -> None:
        """Make every template in every language now: processes forked later share them, and nobody waits for one."""
        for language in words.LANGUAGES:
            form = self._form(language)
            for name in self.list_templates():
                form.get_template(name)

    def _form(self, wanted: str) -> Bilingual:
        """The form of a language, made when it is first asked for, when all names are known."""
        forms: dict[str, Bilingual] = self.__dict__.setdefault("forms", {})
        if wanted not in forms:
            made: Any = self.overlay()
            made.tongue = wanted
            forms[wanted] = made
        return forms[wanted]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        return _Settled(self.tongue).visit(tree) if self.tongue else tree


def compile_all(app: Flask) -> None:
    """The same for the templates of an application that `create_app` made."""
    assert isinstance(app.jinja_env, Bilingual)
    app.jinja_env.compile_all()


class _Settled(NodeTransformer):
    """Puts the text of one language where both stand."""

    def __init__(self, tongue: str) -> None:
        self.at = words.LANGUAGES.index(tongue)

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802  # the name that Jinja calls
        self.generic_visit(node)
        named = isinstance(node.node, nodes.Name) and node.node.name == _SAYS
        texts = [arg.value for arg in node.args if isinstance(arg, nodes.Const)]
        if not named or len(texts) != len(words.LANGUAGES) or len(node.args) != len(texts):
            return node
        text = nodes.Const(texts[self.at], lineno=node.lineno)
        if not node.kwargs and node.dyn_kwargs is None:
            return text
        if words.COUNTED.search(text.value):
            fill: nodes.Expr = nodes.Name("filled", "load", lineno=node.lineno)
            return nodes.Call(fill, [text], node.kwargs, None, node.dyn_kwargs, lineno=node.lineno)
        fill = nodes.Getattr(text, "format", "load", lineno=node.lineno)
        return nodes.Call(fill, [], node.kwargs, None, node.dyn_kwargs, lineno=node.lineno)
