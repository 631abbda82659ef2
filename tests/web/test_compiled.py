"""Templates are compiled for each language: the same page as when every text is chosen while it is drawn."""

from __future__ import annotations

import pytest
from flask import Flask

from web import compiled
from web.words import COOKIE, t


def drawn(source: str, language: str) -> str:
    """The template in that language, as a page draws it."""
    app = Flask(__name__)
    app.jinja_environment = compiled.Bilingual
    app.jinja_env.globals["t"] = t
    made = app.jinja_env
    with app.test_request_context(headers={"Cookie": f"{COOKIE}={language}"}):
        return made._form().from_string(source).render(n=3, word="<b>")


@pytest.mark.parametrize(("language", "said"), [("zh", "甲 &lt;"), ("en", "A &lt;")])
def test_a_text_stands_in_its_language_and_is_escaped(language: str, said: str) -> None:
    assert drawn('{% autoescape true %}{{ t("甲 <", "A <") }}{% endautoescape %}', language) == said


@pytest.mark.parametrize(("language", "said"), [("zh", "3 件 &lt;b&gt;"), ("en", "3 of &lt;b&gt;")])
def test_names_in_a_text_are_filled_in(language: str, said: str) -> None:
    source = '{% autoescape true %}{{ t("{n} 件 {w}", "{n} of {w}", n=n, w=word) }}{% endautoescape %}'

    assert drawn(source, language) == said


def test_a_text_made_while_drawing_is_chosen_then() -> None:
    assert drawn('{{ t("甲" ~ n, "A" ~ n) }}', "en") == "A3"


def test_the_settled_template_asks_for_no_text() -> None:
    app = Flask(__name__)
    app.jinja_environment = compiled.Bilingual
    with app.test_request_context():
        form = app.jinja_env._form()

    assert "甲" in str(form.compile('{{ t("甲", "A") }}', raw=True))
    assert '"t"' not in str(form.compile('{{ t("甲", "A") }}', raw=True)).replace("'", '"')
