"""Tutorials: pages to be followed at a keyboard, with files to copy.

The tests run the commands of the finished pages and look for what the pages say that they print.
"""

import re
from collections.abc import Iterator
from importlib.resources import files

from runbook_gen.model.collection import Collection

TUTORIALS = ("first-incident", "review", "install-rules", "old-documents")


def old_document() -> str:
    """The document that is brought in."""
    return _text("old-document.md").rstrip()


def incident(collection: Collection, name: str) -> str:
    """An incident of a tutorial, as a file that this collection accepts.

    `name` is `first-incident`, or `finished-draft`: what became of the old document.
    """
    settings = collection.settings.record
    text = _text(f"{name}.yaml")
    text = text.replace("CLUSTER", collection.cluster.record.id)
    text = text.replace("COMPONENT", settings.components[0] if settings.components else "coredns")
    return "\n".join(_in_languages(text.split("\n"), collection.languages)).rstrip()


def _text(file: str) -> str:
    return (files("runbook_gen.render") / "templates" / file).read_text(encoding="utf-8")


_SAID = re.compile(r"( +)(ko|en): (.*)")


def _in_languages(lines: list[str], languages: tuple[str, ...]) -> Iterator[str]:
    """The lines in the collection's languages; one that we do not speak is told in English."""
    for line in lines:
        said = _SAID.fullmatch(line)
        if said is None or (said[2] == "ko" and "ko" in languages):
            yield line
        elif said[2] == "en":
            yield from (f"{said[1]}{code}: {said[3]}" for code in languages if code != "ko")
