"""Every word that a catalogue must have: from the templates, the code, the models, the manual."""

from collections.abc import Iterator, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO

from babel.messages.extract import extract
from jinja2.ext import babel_extract

from runbook_gen.model.manual import ManualPage
from runbook_gen.render import reference
from runbook_gen.render.paragraphs import is_code, paragraphs
from runbook_gen.render.site import COMMENT

KEYWORDS = {"_": None, "word": None}
REASON = {"Reason": None}


def messages(manual: Sequence[ManualPage]) -> list[str]:
    """The keys, each once, in the order of the files that they are from."""
    found = (*_from_files(), *_from_reasons(), *_from_models(), *_from_manual(manual))
    return list(dict.fromkeys(found))


def _from_files() -> Iterator[str]:
    room = files("runbook_gen.render")
    start, end = COMMENT
    options = {"comment_start_string": start, "comment_end_string": end, "silent": "false"}
    for template in _named(room / "templates", ".j2"):
        stream = BytesIO(template.read_bytes())
        found = babel_extract(stream, [*KEYWORDS], (), options)
        yield from (text for _, _, text, _ in found if isinstance(text, str))
    for source in _named(room, ".py"):
        yield from _marked(source, KEYWORDS)


def _from_reasons() -> Iterator[str]:
    """What any room says as a `model.reason`; `{one}; {more}` and its like are said so, too."""
    for source in _named(files("runbook_gen"), ".py"):
        yield from _marked(source, REASON)


def _marked(source: Traversable, keywords: dict[str, None]) -> Iterator[str]:
    """The words that a Python file hands to these functions."""
    stream = BytesIO(source.read_bytes())
    yield from (str(found[1]) for found in extract("python", stream, keywords))


def _named(folder: Traversable, suffix: str) -> list[Traversable]:
    """The files of a folder and of those in it, by name; its own files first."""
    inside = sorted(folder.iterdir(), key=lambda file: file.name)
    below = (file for each in inside if each.is_dir() for file in _named(each, suffix))
    return [*(file for file in inside if file.name.endswith(suffix)), *below]


def _from_models() -> Iterator[str]:
    for part in reference.parts():
        yield part.summary
        yield from (field.description for field in part.fields)


def _from_manual(manual: Sequence[ManualPage]) -> Iterator[str]:
    for page in manual:
        yield from (text for text in paragraphs(page.text) if not is_code(text))
