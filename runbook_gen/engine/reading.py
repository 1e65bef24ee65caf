"""A tree, read: the documents of its YAML files, and what could not be read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from runbook_gen.engine.parsers import Document, NotYaml, yaml
from runbook_gen.engine.resource import kubernetes_object
from runbook_gen.engine.template import is_template
from runbook_gen.model.fault import Unjudged
from runbook_gen.model.tree import Tree


class Template(NamedTuple):
    """A file that becomes YAML only when a tool fills it in: it is left alone."""

    file: str


@dataclass
class Reading:
    """The texts of a tree that rules look at, and the documents of those that are YAML."""

    tree: Tree
    texts: dict[str, str] = field(default_factory=dict)
    documents: dict[str, list[Document]] = field(default_factory=dict)
    left: list[Unjudged | Template] = field(default_factory=list)

    @property
    def objects(self) -> Iterator[Document]:
        """Every Kubernetes object, file by file."""
        every = (document for found in self.documents.values() for document in found)
        return (document for document in every if kubernetes_object(document.value))


def read(tree: Tree, also: Callable[[str], bool] | None = None) -> Reading:
    """The YAML and JSON files of a tree, and the texts of those that `also` asks for."""
    reading = Reading(tree)
    for path in tree.paths():
        is_yaml = yaml.readable(path)
        if not is_yaml and not (also and also(path)):
            continue
        text = tree.text(path)
        if text is None:
            continue
        reading.texts[path] = text
        if is_yaml:
            _documents(reading, path, text)
    return reading


def _documents(reading: Reading, path: str, text: str) -> None:
    try:
        documents = yaml.parse(path, text, reading.tree)
    except NotYaml as error:
        template = is_template(text, parses=False)
        unread = Unjudged(path, error.line, f"not YAML: {error.problem}")
        reading.left.append(Template(path) if template else unread)
        return
    if is_template(text, parses=True):
        reading.left.append(Template(path))
    else:
        reading.documents[path] = documents
