"""A runbook's steps as one Bash script: the page's, and `runbook-gen script`'s.

Nothing of an author becomes code of the script. Whatever the template prints is quoted for Bash
unless it is marked as code, and each command lies in a quoted here-document, from which it is
evaluated only when its turn comes and the reader wants it: a text that would break out of a
function is then at most an error of its own.
"""

import re
import shlex
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Any, NamedTuple

from jinja2 import Environment
from markupsafe import Markup, escape

from runbook_gen.engine.effects import verdict
from runbook_gen.engine.remembering import Remember, anew
from runbook_gen.engine.shell import placeholders
from runbook_gen.engine.substitution import with_variables
from runbook_gen.model.artifact import Artifact
from runbook_gen.model.collection import Collection, Entry
from runbook_gen.model.effect import EFFECTS, Effect
from runbook_gen.model.incident import Command, Incident, Input
from runbook_gen.model.text import Text
from runbook_gen.render.labels import LABELS
from runbook_gen.render.site import templates
from runbook_gen.render.words import words

END = "RUNBOOK_COMMAND"


class Value(NamedTuple):
    """An input: its name, the environment variable that it is read from, the one that it fills."""

    name: str
    environment: str
    variable: str
    told: Input


class Task(NamedTuple):
    """A command as the script has it; `code` is none where a person must type it."""

    number: int
    effect: Effect
    shown: str
    code: Markup | None


def scripts(collection: Collection, language: str, remember: Remember = anew) -> Iterator[Artifact]:
    """The script of each incident that has a command to run."""
    site = collection.settings.record.site_url
    for entry in collection.incidents:
        if has_script(entry.record):
            key = partial(_key, language, site, entry)
            text = remember(key, partial(script, collection, entry.record, language))
            yield Artifact(f"incidents/{entry.record.id}.sh", text)


def _key(language: str, site: str, entry: Entry[Incident]) -> str:
    return f"script\0{language}\0{site}\0{entry.whole}"


def has_script(incident: Incident) -> bool:
    """Whether there is anything for a script to run."""
    return any(step.commands for step in incident.respond)


def script(collection: Collection, incident: Incident, language: str) -> str:
    """The steps of an incident's runbook as one script, in the words of a language.

    Raises:
        LookupError: there are no words for the language.
    """
    values = list(_values(incident))
    variables = {value.name: value.variable for value in values}
    data = {
        "incident": incident,
        "page": collection.settings.record.page_url(language, f"incidents/{incident.id}"),
        "values": values,
        "steps": [
            (number, step, [_task(n, c, variables) for n, c in enumerate(step.commands, 1)])
            for number, step in enumerate(incident.respond, 1)
        ],
    }
    return _environment(language).get_template("script.sh.j2").render(data)


def _values(incident: Incident) -> Iterator[Value]:
    """The inputs that the steps' commands need, each with a variable of its own."""
    commands = [command.run for step in incident.respond for command in step.commands]
    told = {each.name: each for each in incident.inputs}
    taken: set[str] = set()
    for name in dict.fromkeys(name for run in commands for name in placeholders(run)):
        environment = re.sub(r"\W", "_", name)
        while environment in taken:
            environment += "_"
        taken.add(environment)
        known = told.get(name) or Input(name=name, description=Text({"en": name}))
        yield Value(name, environment, f"INPUT_{environment}", known)


def _task(number: int, command: Command, variables: dict[str, str]) -> Task:
    seen = _printable(command.run) == command.run  # what cannot be seen, nobody can agree to
    code = with_variables(command.run, variables) if seen else None
    told = verdict(command.run)  # a script may be made of what no check has seen
    effect = max(command.effect, told.effect if told else "reads", key=EFFECTS.index)
    return Task(number, effect, command.run, _here(code) if code is not None else None)


def _here(code: str) -> Markup:
    """A text as a quoted here-document, which nothing in it ends."""
    lines, end = code.split("\n"), END
    while end in lines:
        end += "_"
    return Markup(f"<<'{end}'\n{code}\n{end}\n")


@lru_cache(maxsize=16)
def _environment(language: str) -> Environment:
    catalogue = words(language)

    def gettext(word: str) -> str:
        return catalogue.get(word, word)

    def said(text: Text | str) -> str:
        return _printable(text.within(language) if isinstance(text, Text) else text)

    env = templates(_finalize)
    env.globals |= {"_": gettext}
    env.filters |= {
        "_": gettext,
        "say": lambda text: " ".join(said(text).split()),
        "text": said,
        "comment": lambda text: Markup(" ".join(said(text).split())),
        "code": Markup,
        "effect": lambda effect: gettext(LABELS["effect"][effect]),
    }
    return env


def _finalize(value: Any) -> str:
    if isinstance(value, Markup):
        return value
    return Markup(shlex.quote(value)) if isinstance(value, str) else escape(value)


def _printable(text: str) -> str:
    """A text without what only terminals act on."""
    if text.replace("\n", "").replace("\t", "").isprintable():
        return text
    return "".join(
        c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in text
    )
