"""Every word that a catalogue must have: from the templates, the code, the models, the manual."""

from collections.abc import Iterator, Sequence
from importlib.resources import files

from babel.messages.extract import extract_python
from jinja2.ext import babel_extract

from runbook_gen.model.manual import ManualPage
from runbook_gen.render import reference
from runbook_gen.render.paragraphs import is_code, paragraphs
from runbook_gen.render.site import SYNTAX

KEYWORDS = ("_", "word")


def messages(manual: Sequence[ManualPage]) -> list[str]:
    """The keys, each once, in the order of the files that they are from."""
    return list(dict.fromkeys((*_from_files(), *_from_models(), *_from_manual(manual))))


def _from_files() -> Iterator[str]:
    room = files("runbook_gen.render")
    options = {**SYNTAX, "silent": "false"}
    for template in sorted(room.joinpath("templates").iterdir(), key=lambda file: file.name):
        with template.open("rb") as stream:
            for _, _, text, _ in babel_extract(stream, KEYWORDS, (), options):
                yield str(text)
    for source in sorted(room.iterdir(), key=lambda file: file.name):
        if source.name.endswith(".py"):
            with source.open("rb") as stream:
                for _, _, text, _ in extract_python(stream, KEYWORDS, (), {}):
                    yield str(text)


def _from_models() -> Iterator[str]:
    for part in reference.parts():
        yield part.summary
        yield from (field.description for field in part.fields)


def _from_manual(manual: Sequence[ManualPage]) -> Iterator[str]:
    for page in manual:
        yield from (text for text in paragraphs(page.text) if not is_code(text))
