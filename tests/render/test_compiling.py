"""Templates as they are compiled: words are folded in, and all that is printed is safe."""

import shlex

import pytest
from markupsafe import Markup

from runbook_gen.render.script import _environment as script
from runbook_gen.render.site import environment


def test_words_are_said_when_a_template_is_compiled() -> None:
    said = environment("ko").compile('{{ _("Symptoms") }}: {{ _("Causes")|title }}', raw=True)
    assert "증상: " in said
    assert "Symptoms" not in said


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_folded_word_is_what_a_call_gives(language: str) -> None:
    env = environment(language)
    folded = env.from_string('{{ _("Symptoms") }} {{ _("Symptoms").upper() }}').render()
    called = env.from_string("{{ _(key) }} {{ _(key).upper() }}").render(key="Symptoms")
    assert folded == called


@pytest.mark.parametrize("text", ["<b>", "a*b", "{x}", "$(id)", "it's", "`id`"])
def test_a_constant_is_made_safe_as_a_value_is(text: str) -> None:
    for env in (environment("en"), script("en")):
        constant = env.from_string(f'{{{{ "{text}" }}}}').render()
        assert constant == env.from_string("{{ text }}").render(text=text)
    assert script("en").from_string("{{ text }}").render(text=text) == shlex.quote(text)


def test_what_is_no_text_is_escaped() -> None:
    class Sly:
        def __str__(self) -> str:
            return "<script>"

    page = environment("en").from_string("{{ number }} {{ sly }} {{ safe }}")
    said = page.render(number=3, sly=Sly(), safe=Markup("<br>"))
    assert said == "3 &lt;script&gt; <br>"
