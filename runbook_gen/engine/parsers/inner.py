"""Documents inside a document: YAML that stands in another one's text, such as an inline patch."""

from collections.abc import Iterator
from functools import partial

from runbook_gen.engine.parsers.kubernetes_yaml import (
    NotYaml,
    Places,
    Position,
    documents,
    places,
)
from runbook_gen.engine.parsers.parsed import Document
from runbook_gen.engine.scalar_text import ScalarText
from runbook_gen.model.place import Path


def inner(document: Document, way: Path, text: str) -> Iterator[Document]:
    """The mappings and lists that the `text` at `way` of a document holds, placed in its file."""
    try:
        values = list(documents(text))
    except NotYaml:  # a template, or a mistake that the tool itself will name
        return
    for number, value in enumerate(values):
        if isinstance(value, dict | list):
            moved = partial(_moved, document, way, text, number)
            yield Document(document.path, document.text, value, moved)


def _moved(document: Document, way: Path, text: str, number: int) -> Places:
    """Where the values of `text` stand in the file; all at its beginning where it is quoted."""
    begin = document.locate(way)
    if not begin.block:
        return {(): begin}
    written = ScalarText(text, document.text.split("\n"), begin.line + 1, 1)
    return {
        inside: Position(*written.place(at.line, at.column), at.block)
        for inside, at in places(text)[number].items()
    }
