"""Templates are compiled for each language: the same page as when every text is chosen while it is drawn."""

from __future__ import annotations

import pytest
from flask import Flask

from web import cli, compiled
from web.words import COOKIE, LANGUAGES, filled, t
from workflow.desk import Desk


def environment(app: Flask) -> compiled.Bilingual:
    app.jinja_environment = compiled.Bilingual
    assert isinstance(app.jinja_env, compiled.Bilingual)
    return app.jinja_env


def drawn(source: str, language: str, n: int = 3) -> str:
    """The template in that language, as a page draws it."""
    app = Flask(__name__)
    made = environment(app)
    made.globals.update(t=t, filled=filled)
    with app.test_request_context(headers={"Cookie": f"{COOKIE}={language}"}):
        return made._form(language).from_string(source).render(n=n, word="<b>")


@pytest.mark.parametrize(("language", "said"), [("zh", "甲 &lt;"), ("en", "A &lt;")])
def test_a_text_stands_in_its_language_and_is_escaped(language: str, said: str) -> None:
    assert drawn('{% autoescape true %}{{ t("甲 <", "A <") }}{% endautoescape %}', language) == said


@pytest.mark.parametrize(("language", "said"), [("zh", "3 件 &lt;b&gt;"), ("en", "3 of &lt;b&gt;")])
def test_names_in_a_text_are_filled_in(language: str, said: str) -> None:
    source = '{% autoescape true %}{{ t("{n} 件 {w}", "{n} of {w}", n=n, w=word) }}{% endautoescape %}'

    assert drawn(source, language) == said


@pytest.mark.parametrize(("n", "said"), [(1, "1 working day left"), (2, "2 working days left")])
def test_one_of_a_thing_is_said_in_the_singular(n: int, said: str) -> None:
    source = '{{ t("剩 {n} 个工作日", "{n} working days left", n=n) }}'

    assert drawn(source, "en", n) == said
    assert filled("{n} entries", n=1) == "1 entry"
    assert filled("{n} agencies", n=3) == "3 agencies"


def test_a_text_made_while_drawing_is_chosen_then() -> None:
    assert drawn('{{ t("甲" ~ n, "A" ~ n) }}', "en") == "A3"


def test_the_settled_template_asks_for_no_text() -> None:
    form = environment(Flask(__name__))._form("zh")

    assert "甲" in str(form.compile('{{ t("甲", "A") }}', raw=True))
    assert '"t"' not in str(form.compile('{{ t("甲", "A") }}', raw=True)).replace("'", '"')


def test_a_server_compiles_every_page_before_it_answers(desk: Desk) -> None:
    """No reader waits for a template, in either language: what processes share is made before they fork."""
    app, _proxy = cli._app(desk)
    read: list[str] = []
    app.jinja_env.loader.get_source = lambda _environment, name: read.append(name)

    for language in LANGUAGES:
        with app.test_request_context(headers={"Cookie": f"{COOKIE}={language}"}):
            found = [app.jinja_env.get_template(name) for name in app.jinja_env.list_templates()]

    assert len(found) > 100
    assert read == []
